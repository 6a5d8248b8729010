import { PadesError } from "../../errors.ts";
import { type Extent, isPdfArray, PdfDict, PdfName, type PdfObject, PdfStream, PdfString } from "../objects.ts";
import { SECTION_KEYS } from "../section-keys.ts";
import { ByteWriter } from "./byte-writer.ts";
import { type Encryptor, encryptValue } from "./encrypt-value.ts";
import { writeObject } from "./serialize.ts";

/** What an update must know of the file it is appended to. */
export interface UpdateBase {
  /** Length of the file in bytes. */
  readonly size: number;
  /** Whether its last byte is CR or LF. */
  readonly endsWithEol: boolean;
  /** Kind of its newest cross-reference section; an update has the same (ISO 32000-2, 7.5.8.4 for hybrid files). */
  readonly xrefKind: "table" | "stream";
  /** Where its newest cross-reference section stands, in bytes from the start of the file. */
  readonly startXref: number;
  /** The byte from which offsets in the file count: 0, or its header's where bytes stand before that. */
  readonly offsetBase: number;
  /** Its newest trailer dictionary, or the dictionary of its newest cross-reference stream. */
  readonly trailer: PdfDict;
  /** A number above that of every object of the file, free ones included: the first an update may give away. */
  readonly nextObjectNumber: number;
  /** Encrypts what is added to an encrypted file; null for any other. */
  readonly encryptor: Encryptor | null;
}

export interface NewObject {
  readonly gen: number;
  readonly value: PdfObject;
}

export interface Update {
  /** Changed and added objects by number; nothing else is written. */
  readonly objects: ReadonlyMap<number, NewObject>;
  /** The second part of /ID (ISO 32000-2, 14.4), 16 bytes that depend on nothing but the inputs. */
  readonly fileId: Uint8Array;
  /** Values inside `objects`, by identity, whose place in the new file the caller must know. */
  readonly locate?: readonly PdfObject[];
}

export interface IncrementalUpdate {
  /** Appended to the file, these bytes make the new one. */
  readonly tail: Uint8Array<ArrayBuffer>;
  /** Where the tokens of `locate` stand in the new file. */
  readonly extents: ReadonlyMap<PdfObject, Extent>;
}

/**
 * An incremental update (ISO 32000-2, 7.5.6): new versions of some objects, their cross-reference section in the
 * file's own kind, and a trailer that keeps the entries of the one before. A pure function of its inputs.
 * @throws PadesError ERR_PDF_ENCRYPTED where the trailer names an encryption dictionary and there is no encryptor, or
 * the other way round; ERR_INVALID_ARGUMENT where a table cannot hold an offset
 */
export function buildIncrementalUpdate(base: UpdateBase, update: Update): IncrementalUpdate {
  const { encryptor } = base;
  if ((base.trailer.get("Encrypt") !== undefined) !== (encryptor !== null)) {
    throw new PadesError("ERR_PDF_ENCRYPTED", "the PDF is encrypted in one revision and not in another");
  }
  const out = new ByteWriter();
  const wanted = new Set(update.locate);
  const extents = new Map<PdfObject, Extent>();
  const rows = new Map<number, XrefRow>();
  const place = () => base.size + out.length - base.offsetBase;

  if (!base.endsWithEol) out.text("\n");
  for (const [num, { gen, value }] of [...update.objects].sort(([a], [b]) => a - b)) {
    rows.set(num, { offset: place(), gen });
    out.text(`${num} ${gen} obj\n`);
    const written = encryptor === null ? value : encryptValue({ num, gen, value }, encryptor);
    writeObject(out, written, (item, start, end) => {
      if (wanted.has(item)) extents.set(item, { start: base.size + start, end: base.size + end });
    });
    out.text("\nendobj\n");
  }

  const startXref = place();
  const size = Math.max(base.nextObjectNumber, ...[...rows.keys()].map((num) => num + 1));
  if (base.xrefKind === "table") writeTable(out, rows, trailerEntries(base, update.fileId, size));
  else writeXrefStream(out, rows, startXref, size, trailerEntries(base, update.fileId, size + 1));
  out.text(`startxref\n${startXref}\n%%EOF\n`);
  return { tail: out.finish(), extents };
}

interface XrefRow {
  readonly offset: number;
  readonly gen: number;
}

/** The previous trailer's entries but for those of its section; extension keys are kept as 7.5.6 asks. */
function trailerEntries(base: UpdateBase, fileId: Uint8Array, size: number): Map<string, PdfObject> {
  const entries = new Map<string, PdfObject>([["Size", size]]);
  for (const [key, value] of base.trailer.entries) {
    if (!SECTION_KEYS.has(key)) entries.set(key, value);
  }
  const before = base.trailer.get("ID");
  const second = new PdfString(fileId, "hex");
  const first = isPdfArray(before) && before[0] instanceof PdfString ? before[0] : null;
  // The key of an encrypted file depends on the first part, or on there being none (7.6.4.3.2, step e).
  if (first !== null || base.encryptor === null) entries.set("ID", [first ?? second, second]);
  entries.set("Prev", base.startXref - base.offsetBase);
  return entries;
}

/** A classic cross-reference section and trailer (7.5.4, 7.5.5). */
function writeTable(
  out: ByteWriter,
  rows: ReadonlyMap<number, XrefRow>,
  trailer: ReadonlyMap<string, PdfObject>,
): void {
  out.text("xref\n");
  for (const [first, run] of subsections(rows)) {
    out.text(`${first} ${run.length}\n`);
    for (const { offset, gen } of run) out.text(`${fixed(offset, 10)} ${fixed(gen, 5)} n \n`);
  }
  out.text("trailer\n");
  writeObject(out, new PdfDict(trailer));
  out.text("\n");
}

/** A cross-reference stream (7.5.8), itself among its entries; unfiltered, since it holds a handful of rows. */
function writeXrefStream(
  out: ByteWriter,
  rows: ReadonlyMap<number, XrefRow>,
  startXref: number,
  num: number,
  trailer: ReadonlyMap<string, PdfObject>,
): void {
  const all = new Map(rows).set(num, { offset: startXref, gen: 0 });
  const offsetBytes = Math.max(4, Math.ceil(Math.log2(startXref + 1) / 8));
  const data = new ByteWriter();
  const index: number[] = [];
  for (const [first, run] of subsections(all)) {
    index.push(first, run.length);
    for (const { offset, gen } of run) {
      data.bytes(Uint8Array.of(1, ...bigEndian(offset, offsetBytes), ...bigEndian(gen, 2)));
    }
  }
  const dict = new Map<string, PdfObject>([
    ["Type", new PdfName("XRef")],
    ["W", [1, offsetBytes, 2]],
    ["Index", index],
    ...trailer,
  ]);
  const bytes = data.finish();
  out.text(`${num} 0 obj\n`);
  writeObject(out, new PdfStream(new PdfDict(dict), () => bytes));
  out.text("\nendobj\n");
}

/** Runs of consecutive object numbers, each with its first number. */
function subsections(rows: ReadonlyMap<number, XrefRow>): [number, XrefRow[]][] {
  const runs: [number, XrefRow[]][] = [];
  for (const [num, row] of [...rows].sort(([a], [b]) => a - b)) {
    const last = runs[runs.length - 1];
    if (last !== undefined && last[0] + last[1].length === num) last[1].push(row);
    else runs.push([num, [row]]);
  }
  return runs;
}

function fixed(value: number, digits: number): string {
  const text = String(value).padStart(digits, "0");
  if (text.length > digits) {
    throw new PadesError("ERR_INVALID_ARGUMENT", `cross-reference table: ${value} needs more than ${digits} digits`);
  }
  return text;
}

function bigEndian(value: number, width: number): number[] {
  const octets: number[] = [];
  for (let rest = value; octets.length < width; rest = Math.floor(rest / 256)) octets.unshift(rest % 256);
  return octets;
}
