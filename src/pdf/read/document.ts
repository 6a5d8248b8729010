import type { ByteView } from "../../bytes/view.ts";
import { MAX_REFERENCE_CHAIN } from "../../limits.ts";
import { type Extent, PdfDict, type PdfObject, PdfRef } from "../objects.ts";
import { type Decryptor, type EncryptionFacts, readEncryptionFacts } from "./encryption.ts";
import { type PdfHeader, readHeader } from "./header.ts";
import type { IndirectObject } from "./indirect-object.ts";
import { ObjectLoader, type SharedObjects, shareObjects } from "./object-loader.ts";
import { type PdfPage, readPages } from "./pages.ts";
import { PdfLimitError, PdfReadError } from "./read-error.ts";
import { type PdfRemark, RemarkList } from "./remarks.ts";
import { findRevisions, type Revision } from "./revisions.ts";
import { findLastTail } from "./startxref.ts";
import {
  countsBothWays,
  findOffsetBase,
  readXrefChain,
  type SectionMemory,
  sectionsOfLink,
  type XrefLink,
} from "./xref-chain.ts";
import { XrefIndex } from "./xref-index.ts";
import type { XrefEntry, XrefSection } from "./xref-section.ts";

export interface OpenOptions {
  /** Decrypts what is loaded; without one, strings and streams of an encrypted file are as they stand in it. */
  readonly decryptor?: Decryptor;
}

/** What has been read of each view: opening is run again after each wait for bytes, and must not start over. */
const sectionsOf = new WeakMap<ByteView, SectionMemory>();

interface Parts {
  readonly view: ByteView;
  readonly header: PdfHeader;
  readonly index: XrefIndex;
  /** The position in the chain from which this document sees it. */
  readonly from: number;
  readonly revisions: readonly Revision[];
  /** How many of those this document has. */
  readonly revisionCount: number;
  readonly remarks: RemarkList;
  readonly shared: SharedObjects;
}

/**
 * A PDF read along its cross-reference chain, and never by searching it for objects: what the chain does not name
 * is not there. Objects are read when they are asked for.
 */
export class PdfDocument {
  readonly view: ByteView;
  readonly headerOffset: number;
  /** As the header says it; the catalog's /Version may be later. */
  readonly version: string;
  /** Of the newest section. */
  readonly trailer: PdfDict;
  /** The newest trailer that names a catalog, which is the newest of all in any file that was written properly. */
  readonly rootTrailer: PdfDict;
  readonly #parts: Parts;
  readonly #loader: ObjectLoader;
  // Made when asked for: a file with a thousand revisions is opened as it was in each of them.
  #sections: readonly XrefSection[] | undefined;
  #revisions: readonly Revision[] | undefined;
  #encryption: EncryptionFacts | null | undefined;
  #pages: readonly PdfPage[] | PdfReadError | PdfLimitError | undefined;
  #pageIndexes: ReadonlyMap<number, number> | undefined;
  readonly #olderRevisions = new Map<number, PdfDocument>();

  private constructor(parts: Parts) {
    const { view, header, index, from } = parts;
    const newest = index.links[from];
    if (newest === undefined) throw new PdfReadError("xref-malformed", "no cross-reference section");
    this.#parts = parts;
    this.view = view;
    this.headerOffset = header.offset;
    this.version = header.version;
    this.trailer = newest.main.trailer;
    this.rootTrailer = trailerWithRoot(index.links, from) ?? this.trailer;
    if (this.rootTrailer !== this.trailer) parts.remarks.add("trailer-without-root", newest.main.offset);
    this.#loader = new ObjectLoader(this, parts.shared, parts.remarks.add);
  }

  /**
   * @throws NotPdfError
   * @throws PdfReadError where the cross-reference chain cannot be followed
   * @throws PdfLimitError
   * @throws Suspension where bytes have to be fetched first (bytes/suspend.ts)
   */
  static open(view: ByteView, options: OpenOptions = {}): PdfDocument {
    const header = readHeader(view);
    const last = findLastTail(view);
    const base = findOffsetBase(view, last.value, header.offset);
    const memory = sectionsOf.get(view) ?? new Map<number, XrefSection>();
    sectionsOf.set(view, memory);
    const remarks = new RemarkList();
    if (header.offset > 0) remarks.add("header-not-at-start", 0);
    if (base > 0) remarks.add("offsets-from-header", header.offset);
    if (base === 0 && countsBothWays(view, last.value, header.offset))
      remarks.add("offsets-count-both-ways", last.startXrefOffset);
    if (!last.hasEofMarker) remarks.add("eof-marker-missing", last.eofEnd);
    if (last.end < view.size) remarks.add("bytes-after-last-revision", last.end);
    const links = readXrefChain({ view, memory, base, remark: remarks.add }, last.value + base);
    remarkSize(links, remarks);
    const index = new XrefIndex(links);
    const revisions = findRevisions(view, links, base, last);
    const shared = shareObjects(view.size, options.decryptor ?? null);
    return new PdfDocument({
      view,
      header,
      index,
      from: 0,
      revisions,
      revisionCount: revisions.length,
      remarks,
      shared,
    });
  }

  /** Newest first; a hybrid file's stream follows its table. */
  get sections(): readonly XrefSection[] {
    this.#sections ??= this.links.flatMap(sectionsOfLink);
    return this.#sections;
  }

  /** The sections with what stands beside each, newest first. */
  get links(): readonly XrefLink[] {
    const { index, from } = this.#parts;
    return from === 0 ? index.links : index.links.slice(from);
  }

  /** Oldest first, at least one. */
  get revisions(): readonly Revision[] {
    const { revisions, revisionCount } = this.#parts;
    this.#revisions ??= revisions.slice(0, revisionCount);
    return this.#revisions;
  }

  /** What all readers tolerate and this one has met so far; reading further may add to it. */
  get remarks(): readonly PdfRemark[] {
    return this.#parts.remarks.list;
  }

  /** Bytes after the end of the last revision. */
  get bytesAfterLastRevision(): number {
    const { revisions, revisionCount } = this.#parts;
    return this.view.size - (revisions[revisionCount - 1]?.end ?? 0);
  }

  /**
   * The document as it was: the bytes up to the end of one of its revisions, opened as a file of their own. The same
   * as opening `view.prefix(revision.end)`, but shares what has been read.
   */
  openRevision(revision: Revision): PdfDocument {
    if (revision.index === this.#parts.revisionCount - 1 && revision.end === this.view.size) return this;
    const known = this.#olderRevisions.get(revision.index);
    if (known !== undefined) return known;
    const parts = this.#parts;
    const document = new PdfDocument({
      ...parts,
      view: this.view.prefix(revision.end),
      from: revision.link,
      revisionCount: revision.index + 1,
      remarks: new RemarkList(),
    });
    this.#olderRevisions.set(revision.index, document);
    return document;
  }

  /** Where the cross-reference says object `num` is; undefined where it says nothing. */
  entry(num: number): XrefEntry | undefined {
    return this.#parts.index.find(num, this.#parts.from);
  }

  /** All objects that have an entry, free ones included, each once. */
  objectNumbers(): Iterable<number> {
    return this.#parts.index.numbers(this.#parts.from);
  }

  /**
   * Object `num`, or null where it is free or has no entry.
   * @throws PdfReadError object-mismatch where something else stands at its place; and as parsing throws
   */
  load(num: number): IndirectObject | null {
    return this.#loader.load(num);
  }

  /**
   * The object whose header stands at `offset`, whether or not an entry says so, as it stands there: not decrypted.
   * @throws PdfReadError as parsing does
   */
  parseAt(offset: number): IndirectObject & { readonly extent: Extent } {
    return this.#loader.parseAt(offset);
  }

  /**
   * A value with its references followed. A reference to an object that is missing, free, or of another generation
   * stands for null (ISO 32000-2, 7.3.10).
   */
  resolve(value: PdfObject | undefined): PdfObject {
    let current = value ?? null;
    for (let steps = 0; current instanceof PdfRef; steps++) {
      if (steps === MAX_REFERENCE_CHAIN) throw new PdfLimitError("MAX_REFERENCE_CHAIN", MAX_REFERENCE_CHAIN);
      const object = this.load(current.num);
      current = object === null || object.gen !== current.gen ? null : object.value;
    }
    return current;
  }

  /** @throws PdfReadError catalog-missing */
  get catalog(): PdfDict {
    const catalog = this.resolve(this.rootTrailer.get("Root"));
    if (!(catalog instanceof PdfDict))
      throw new PdfReadError("catalog-missing", "the trailer's /Root is no dictionary");
    return catalog;
  }

  /** What /Encrypt says, or null for a file that is not encrypted. @throws PdfReadError trailer-malformed */
  get encryption(): EncryptionFacts | null {
    if (this.#encryption !== undefined) return this.#encryption;
    const value = this.rootTrailer.get("Encrypt");
    const dict = this.resolve(value);
    if (dict !== null && !(dict instanceof PdfDict)) {
      throw new PdfReadError("trailer-malformed", "the trailer's /Encrypt is no dictionary");
    }
    this.#encryption = dict === null ? null : readEncryptionFacts(dict, value instanceof PdfRef ? value.num : null);
    return this.#encryption;
  }

  /** @throws PdfReadError page-tree-malformed, catalog-missing */
  get pages(): readonly PdfPage[] {
    if (this.#pages instanceof Error) throw this.#pages;
    try {
      this.#pages ??= readPages(this, this.catalog);
    } catch (thrown) {
      // Not tried again: the walk to what is wrong may be long.
      if (thrown instanceof PdfReadError || thrown instanceof PdfLimitError) this.#pages = thrown;
      throw thrown;
    }
    return this.#pages;
  }

  /** The index, from 0, of a page given by reference; null where the page tree does not lead to it. */
  pageIndex(page: PdfRef): number | null {
    this.#pageIndexes ??= new Map(
      this.pages.flatMap(({ ref, index }) => (ref === null ? [] : [[ref.num, index] as const])),
    );
    return this.#pageIndexes.get(page.num) ?? null;
  }
}

/** ISO 32000-2, 7.5.5: objects from /Size on are missing to some readers, and there to most; here they are there. */
function remarkSize(links: readonly XrefLink[], remarks: RemarkList): void {
  const trailer = links[0]?.main.trailer;
  const size = trailer?.get("Size");
  const highest = Math.max(
    ...links.map(({ main, hidden }) => Math.max(main.highestNumber, hidden?.highestNumber ?? -1)),
  );
  if (typeof size !== "number" || highest >= size) remarks.add("xref-size-exceeded", links[0]?.main.offset ?? 0);
}

function trailerWithRoot(links: readonly XrefLink[], from: number): PdfDict | undefined {
  for (let position = from; position < links.length; position++) {
    const trailer = links[position]?.main.trailer;
    if (trailer?.entries.has("Root")) return trailer;
  }
  return undefined;
}
