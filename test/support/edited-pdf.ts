import {
  PDFArray,
  type PDFContext,
  PDFDict,
  PDFDocument,
  PDFHexString,
  PDFName,
  type PDFObject,
  PDFObjectParser,
  PDFRef,
  PDFStream,
  PDFString,
} from "pdf-lib";
import { decodeLatin1, encodeLatin1 } from "../../src/bytes/text.ts";
import { NotOnThisFile } from "./pdf-surgery.ts";
import { appendUpdate, type RawUpdate, readFileTail } from "./raw-update.ts";

/** A page of a file, and where it stands. */
export interface PageSpot {
  readonly dict: PDFDict;
  readonly ref: PDFRef;
  /** Counted from 1. */
  readonly number: number;
}

/** A terminal field that is one with its widget, or has one widget. */
export interface FieldSpot {
  /** Fully qualified. */
  readonly name: string;
  readonly type: "Tx" | "Btn" | "Ch" | "Sig";
  readonly dict: PDFDict;
  readonly ref: PDFRef;
  /** Of its widget, counted from 1; null where it is on none. */
  readonly page: number | null;
}

/** Leftover entries may name numbers that follow those in use: those of new objects are told from them. */
const NUMBERS_LEFT_OUT = 8;

/**
 * A PDF opened by pdf-lib, changed at will and written as an incremental update: what differs from what was read is
 * appended, in whichever layout. Neither reading nor writing is ours, so that what tests find does not depend on what
 * they test.
 */
export class EditedPdf {
  readonly catalog: PDFDict;
  readonly pages: readonly PageSpot[];
  readonly fields: readonly FieldSpot[];
  /** What was read; not to be written to. */
  readonly bytes: Uint8Array;
  readonly #document: PDFDocument;
  readonly #before: ReadonlyMap<PDFRef, string>;
  readonly #freed = new Set<PDFRef>();

  private constructor(bytes: Uint8Array, document: PDFDocument) {
    this.bytes = bytes;
    this.#document = document;
    const { context } = this;
    context.largestObjectNumber = Math.max(context.largestObjectNumber, readFileTail(bytes).size) + NUMBERS_LEFT_OUT;
    this.catalog = document.catalog;
    this.#before = new Map(context.enumerateIndirectObjects().map(([ref, object]) => [ref, sourceOf(object)]));
    this.pages = document.getPages().map(({ node, ref }, index) => ({ dict: node, ref, number: index + 1 }));
    this.fields = this.#readFields();
  }

  static async open(bytes: Uint8Array): Promise<EditedPdf> {
    return new EditedPdf(bytes, await PDFDocument.load(bytes, { updateMetadata: false }));
  }

  /** A number that no object has, and that nothing names. */
  get unused(): number {
    return this.context.largestObjectNumber + 1;
  }

  get context(): PDFContext {
    return this.#document.context;
  }

  /** The last page with content, on which attacks are made. @throws NotOnThisFile */
  get page(): PageSpot {
    return found(
      this.pages.findLast(({ dict }) => dict.has(PDFName.of("Contents"))),
      "a page with content",
    );
  }

  /** The stream of that page's content, or the first of them. */
  get content(): PDFRef {
    const entry = this.page.dict.get(PDFName.of("Contents"));
    const value = this.look(entry);
    return this.#refOf(value instanceof PDFArray ? value.get(0) : entry, "a content stream");
  }

  /** A font that the attacked page draws with. */
  get font(): PDFRef {
    return this.#resource("Font");
  }

  /** An image or a form that the attacked page draws. */
  get picture(): PDFRef {
    return this.#resource("XObject");
  }

  /** The form; where it stands in the catalog itself, the catalog's entry. */
  get form(): PDFDict {
    return this.dict(this.catalog.get(PDFName.of("AcroForm")), "a form");
  }

  get root(): PDFRef {
    return this.#refOf(this.context.trailerInfo.Root, "a catalog");
  }

  /** The object that a value is or leads to. */
  look(value: PDFObject | undefined): PDFObject | undefined {
    return this.context.lookup(value);
  }

  /** @throws NotOnThisFile where it is no dictionary; `what` says what was looked for */
  dict(value: PDFObject | undefined, what: string): PDFDict {
    const object = this.look(value);
    if (object instanceof PDFStream) return object.dict;
    return found(object instanceof PDFDict ? object : undefined, what);
  }

  get(dict: PDFDict, key: string): PDFObject | undefined {
    return dict.get(PDFName.of(key));
  }

  /** @throws NotOnThisFile where the entry is no reference */
  ref(dict: PDFDict, key: string): PDFRef {
    return this.#refOf(this.get(dict, key), `an indirect /${key}`);
  }

  /** Where a dictionary stands that was found in another way. */
  refTo(dict: PDFDict): PDFRef {
    return this.#refOf(this.context.getObjectRef(dict), "an indirect dictionary");
  }

  /** The first field of a kind: signed or not where it is a signature's. @throws NotOnThisFile */
  field(type: FieldSpot["type"], isSigned?: boolean): FieldSpot {
    return this.fieldsOf(type, 1, isSigned)[0] as FieldSpot;
  }

  /** At least so many of them. @throws NotOnThisFile */
  fieldsOf(type: FieldSpot["type"], atLeast: number, isSigned?: boolean): readonly FieldSpot[] {
    const all = this.fields.filter(
      (one) => one.type === type && (isSigned === undefined || one.dict.has(PDFName.of("V")) === isSigned),
    );
    const kind = isSigned === undefined ? type : `${isSigned ? "signed" : "empty"} ${type}`;
    if (all.length < atLeast) throw new NotOnThisFile(`${atLeast} field of the kind ${kind}`);
    return all;
  }

  /** A value from its source: a name, a dictionary, a stream. */
  parse(source: string): PDFObject {
    return PDFObjectParser.forBytes(encodeLatin1(source), this.context).parseObject();
  }

  set(dict: PDFDict, key: string, source: string | PDFObject): void {
    dict.set(PDFName.of(key), typeof source === "string" ? this.parse(source) : source);
  }

  remove(dict: PDFDict, key: string): void {
    dict.delete(PDFName.of(key));
  }

  /** A new object, under a number of its own. */
  add(source: string): PDFRef {
    return this.context.register(this.parse(source));
  }

  /** Another object in the place of one that was there. */
  put(ref: PDFRef, source: string): void {
    this.context.assign(ref, this.parse(source));
  }

  /** What stands between obj and endobj. */
  source(value: PDFObject | undefined): string {
    return sourceOf(found(this.look(value), "an object"));
  }

  free(ref: PDFRef): void {
    this.#freed.add(ref);
  }

  /** An array, made one where there is none. */
  list(dict: PDFDict, key: string): PDFArray {
    const value = this.look(this.get(dict, key));
    if (value instanceof PDFArray) return value;
    const made = this.context.obj([]);
    this.set(dict, key, made);
    return made;
  }

  /** Puts a new annotation on the attacked page. */
  annotate(source: string): PDFRef {
    const ref = this.add(source);
    this.list(this.page.dict, "Annots").push(ref);
    return ref;
  }

  /** The file and an update with all that differs from what was read, or was told to be written besides. */
  finish(update: RawUpdate = {}): Uint8Array {
    const changed = this.context
      .enumerateIndirectObjects()
      .filter(([ref, object]) => !this.#freed.has(ref) && this.#before.get(ref) !== sourceOf(object));
    return appendUpdate(this.bytes, {
      ...update,
      objects: [
        ...changed.map(([{ objectNumber: num }, object]) => ({ num, source: sourceOf(object) })),
        ...(update.objects ?? []),
      ],
      freed: [...[...this.#freed].map(({ objectNumber }) => objectNumber), ...(update.freed ?? [])],
    });
  }

  #resource(kind: "Font" | "XObject"): PDFRef {
    const resources = this.#document.getPages()[this.page.number - 1]?.node.Resources();
    const entries = resources?.lookupMaybe(PDFName.of(kind), PDFDict);
    return this.#refOf(entries?.values()[0], `a resource of the kind ${kind}`);
  }

  #refOf(value: PDFObject | undefined, what: string): PDFRef {
    return found(value instanceof PDFRef ? value : undefined, what);
  }

  #readFields(): FieldSpot[] {
    const form = this.look(this.catalog.get(PDFName.of("AcroForm")));
    if (!(form instanceof PDFDict)) return [];
    const walk = (list: PDFObject | undefined, prefix: readonly string[], inherited: string | null): FieldSpot[] => {
      const refs = this.look(list);
      if (!(refs instanceof PDFArray)) return [];
      return refs.asArray().flatMap((ref) => {
        const dict = this.look(ref);
        if (!(ref instanceof PDFRef) || !(dict instanceof PDFDict)) return [];
        const name = this.look(this.get(dict, "T"));
        const path =
          name instanceof PDFString || name instanceof PDFHexString ? [...prefix, name.decodeText()] : prefix;
        const type = this.look(this.get(dict, "FT"))?.toString().slice(1) ?? inherited;
        const kids = this.look(this.get(dict, "Kids"));
        const named = kids instanceof PDFArray && kids.asArray().some((kid) => this.#isNamed(kid));
        if (named) return walk(kids, path, type);
        const widget = kids instanceof PDFArray ? kids.get(0) : ref;
        const isKnown = type === "Tx" || type === "Btn" || type === "Ch" || type === "Sig";
        return isKnown ? [{ name: path.join("."), type, dict, ref, page: this.#pageOf(widget) }] : [];
      });
    };
    return walk(this.get(form, "Fields"), [], null);
  }

  #isNamed(kid: PDFObject): boolean {
    const dict = this.look(kid);
    return dict instanceof PDFDict && dict.has(PDFName.of("T"));
  }

  #pageOf(widget: PDFObject): number | null {
    const page = this.pages.find(({ dict }) => {
      const annots = this.look(this.get(dict, "Annots"));
      return annots instanceof PDFArray && annots.asArray().includes(widget);
    });
    return page?.number ?? null;
  }
}

function found<T>(value: T | undefined, what: string): T {
  if (value === undefined) throw new NotOnThisFile(what);
  return value;
}

function sourceOf(object: PDFObject): string {
  const bytes = new Uint8Array(object.sizeInBytes());
  object.copyBytesInto(bytes, 0);
  return decodeLatin1(bytes);
}
