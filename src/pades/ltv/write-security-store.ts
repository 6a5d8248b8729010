import { encodeHex } from "../../bytes/hex.ts";
import { encodeUtf8 } from "../../bytes/text.ts";
import { digestOf } from "../../crypto/digest.ts";
import { MAX_INFLATED_BYTES } from "../../limits.ts";
import { isPdfArray, PdfDict, PdfName, type PdfObject, PdfRef, PdfStream } from "../../pdf/objects.ts";
import type { PdfDocument } from "../../pdf/read/document.ts";
import type { OpenedPdf } from "../../pdf/read/encryption/open-pdf.ts";
import { decodeStream } from "../../pdf/read/filters.ts";
import { PdfLimitError, PdfReadError } from "../../pdf/read/read-error.ts";
import { DocumentEditor, type Slot, withEntry } from "../../pdf/write/document-editor.ts";
import { buildIncrementalUpdate } from "../../pdf/write/incremental-update.ts";
import { describeUpdateBase } from "../../pdf/write/update-base.ts";
import { checkAccessPermission } from "../sign/access-permission.ts";
import { catalogReference, declareInCatalog } from "../sign/catalog.ts";
import { ESIC_LONG_TERM } from "../sign/extensions.ts";
import { makeFileId } from "../sign/signature-update.ts";
import type { CollectedEvidence } from "./collect-evidence.ts";

/** The lists of the store, and what an entry of /VRI calls them (ISO 32000-2, tables 261 and 262). */
const LISTS = [
  { list: "Certs", related: "Cert", piecesOf: (one: CollectedEvidence) => one.certificates },
  { list: "CRLs", related: "CRL", piecesOf: (one: CollectedEvidence) => one.crls },
  { list: "OCSPs", related: "OCSP", piecesOf: (one: CollectedEvidence) => one.ocspResponses },
] as const;

/**
 * An update that adds evidence to the document security store (EN 319 142-1, clause 5.4; ISO 32000-2, 12.8.4.3). What
 * is there stays, in its place; what is there already is not written again, only related to the signature.
 *
 * @returns what to append to the document; null where the store already has it all
 * @throws PadesError ERR_SIGNING_NOT_PERMITTED, ERR_PDF_UNREADABLE
 * @throws PdfReadError, PdfLimitError, Suspension as the reader does
 */
export function planSecurityStore(
  opened: OpenedPdf,
  collected: readonly CollectedEvidence[],
): Uint8Array<ArrayBuffer> | null {
  const { document, security } = opened;
  const base = describeUpdateBase(opened);
  const editor = new DocumentEditor(document, base.nextObjectNumber);
  const catalog = editor.object(catalogReference(document));
  const store = editor.entry(catalog, "DSS");
  if (store.read() === null) {
    const empty = editor.add(new PdfDict(new Map([["Type", new PdfName("DSS")]])));
    catalog.write(withEntry(catalog.read(), "DSS", empty));
  }
  const before = editor.changes.size;
  const facts: Uint8Array[] = [];
  let isChanged = false;
  for (const { list, related, piecesOf } of LISTS) {
    const shelf = new Shelf(document, editor, editor.entry(store, list));
    for (const one of collected) {
      const refs = piecesOf(one).map((piece) => shelf.place(piece));
      isChanged = relate(editor, store, one.vriKey, related, refs) || isChanged;
    }
    isChanged = shelf.write() || isChanged;
    facts.push(...shelf.added.map((piece) => digestOf("SHA-256", piece)));
  }
  if (!isChanged && editor.changes.size === before) return null;
  checkAccessPermission(security, "other");
  declareInCatalog(editor, catalog, document, { belowPdf2: [ESIC_LONG_TERM] });
  const fileId = makeFileId(base, [encodeUtf8("DSS "), ...facts]);
  return buildIncrementalUpdate(base, { objects: editor.changes, fileId }).tail;
}

/** One list of the store: each piece once, by its contents. */
class Shelf {
  readonly #editor: DocumentEditor;
  readonly #slot: Slot;
  readonly #items: PdfObject[];
  readonly #refs = new Map<string, PdfRef>();
  readonly added: Uint8Array[] = [];

  constructor(document: PdfDocument, editor: DocumentEditor, slot: Slot) {
    this.#editor = editor;
    this.#slot = slot;
    const list = slot.read();
    this.#items = isPdfArray(list) ? [...list] : [];
    for (const item of this.#items) {
      const stream = document.resolve(item);
      const bytes = stream instanceof PdfStream ? tryDecode(document, stream) : null;
      if (bytes !== null && item instanceof PdfRef) this.#refs.set(keyOf(bytes), item);
    }
  }

  place(piece: Uint8Array): PdfRef {
    const key = keyOf(piece);
    const known = this.#refs.get(key);
    if (known !== undefined) return known;
    const ref = this.#editor.add(new PdfStream(new PdfDict(new Map()), () => piece));
    this.#refs.set(key, ref);
    this.#items.push(ref);
    this.added.push(piece);
    return ref;
  }

  /** Whether there was anything to write. */
  write(): boolean {
    if (this.added.length > 0) this.#slot.write(this.#items);
    return this.added.length > 0;
  }
}

/** Adds to one list of a signature's entry; whether that changed anything. */
function relate(editor: DocumentEditor, store: Slot, key: string, list: string, refs: readonly PdfRef[]): boolean {
  if (refs.length === 0) return false;
  const related = editor.entry(store, "VRI");
  if (related.read() === null) related.write(new PdfDict(new Map()));
  const entry = editor.entry(related, key);
  if (entry.read() === null) entry.write(new PdfDict(new Map()));
  const slot = editor.entry(entry, list);
  const value = slot.read();
  const items = isPdfArray(value) ? [...value] : [];
  const before = items.length;
  for (const ref of refs) {
    if (!items.some((item) => item instanceof PdfRef && item.num === ref.num && item.gen === ref.gen)) items.push(ref);
  }
  if (items.length === before) return false;
  slot.write(items);
  return true;
}

function tryDecode(document: PdfDocument, stream: PdfStream): Uint8Array | null {
  try {
    return decodeStream(document, stream, { maxBytes: MAX_INFLATED_BYTES });
  } catch (error) {
    if (error instanceof PdfReadError || error instanceof PdfLimitError) return null;
    throw error;
  }
}

function keyOf(bytes: Uint8Array): string {
  return encodeHex(digestOf("SHA-256", bytes));
}
