import { concatBytes } from "../../src/bytes/concat.ts";
import { toByteSource } from "../../src/bytes/source.ts";
import { encodeLatin1 } from "../../src/bytes/text.ts";
import { openView } from "../../src/bytes/view.ts";
import { type AnalysisOptions, analyseChanges, type ChangesSince } from "../../src/changes/analyse-changes.ts";
import { type ChangePermissions, NO_PERMISSIONS } from "../../src/changes/permissions.ts";
import { PdfDocument } from "../../src/pdf/read/document.ts";
import { handMadePdf } from "../pdf/write/hand-made-pdf.ts";

/** Sources of objects by number. */
export type Objects = Readonly<Record<number, string>>;

export function stream(entries: string, data: string): string {
  return `<< ${entries} /Length ${data.length} >>\nstream\n${data}\nendstream`;
}

/** A form XObject of that size. */
export function form(width: number, height: number, data: string, resources = "/Font << /Helv 12 0 R >>"): string {
  return stream(`/Type /XObject /Subtype /Form /BBox [0 0 ${width} ${height}] /Resources << ${resources} >>`, data);
}

export function textAppearance(text: string, font = "Helv"): string {
  return form(100, 20, `/Tx BMC q BT /${font} 12 Tf 0 g 2 5 Td (${text}) Tj ET Q EMC`);
}

export function xmp(properties: string): string {
  const rdf = "http://www.w3.org/1999/02/22-rdf-syntax-ns#";
  const about = `<rdf:Description rdf:about="" xmlns:xmp="http://ns.adobe.com/xap/1.0/" xmlns:dc="http://purl.org/dc/elements/1.1/">`;
  const packet = `<x:xmpmeta xmlns:x="adobe:ns:meta/"><rdf:RDF xmlns:rdf="${rdf}">${about}${properties}</rdf:Description></rdf:RDF></x:xmpmeta>`;
  return stream("/Type /Metadata /Subtype /XML", `<?xpacket begin=""?>${packet}<?xpacket end="w"?>`);
}

export const SIGNATURE =
  "<< /Type /Sig /Filter /Adobe.PPKLite /SubFilter /ETSI.CAdES.detached /ByteRange [0 1 2 3] /Contents <00> >>";
export const TIMESTAMP = "<< /Type /DocTimeStamp /SubFilter /ETSI.RFC3161 /ByteRange [0 1 2 3] /Contents <00> >>";

const CATALOG =
  "/Type /Catalog /Pages 2 0 R /AcroForm 5 0 R /Metadata 11 0 R /StructTreeRoot 20 0 R /Extensions << /ESIC 24 0 R >>";
const FORM = "/SigFlags 3 /DA (/Helv 12 Tf 0 g) /DR << /Font << /Helv 12 0 R >> >>";
const PAGE =
  "/Type /Page /Parent 2 0 R /MediaBox [0 0 300 300] /Contents 4 0 R /Resources << /Font << /Helv 12 0 R >> /XObject << /Im 19 0 R >> >>";

export const catalog = (more = "") => `<< ${CATALOG} ${more} >>`;
export const acroForm = (fields: string, more = "") => `<< ${FORM} /Fields [${fields}] ${more} >>`;
export const page = (annots: string, more = "") => `<< ${PAGE} /Annots [${annots}] ${more} >>`;
export const textField = (more: string) =>
  `<< /Type /Annot /Subtype /Widget /FT /Tx /T (So) /Rect [20 100 120 120] /P 3 0 R ${more} >>`;
export const sealField = (more: string) =>
  `<< /Type /Annot /Subtype /Widget /FT /Sig /T (Seal) /Rect [150 20 250 60] /F 4 /P 3 0 R ${more} >>`;
export const checkBox = (state: string, more = "") =>
  `<< /Type /Annot /Subtype /Widget /FT /Btn /T (Agree) /Rect [20 140 30 150] /P 3 0 R /V /${state} /AS /${state} /AP << /N << /Yes 16 0 R /Off 17 0 R >> >> ${more} >>`;

export const FIELDS = "6 0 R 7 0 R 8 0 R 9 0 R";

/** A page with a text field, an empty and a signed signature field and a check box; signed by Leader, as it stands. */
export const BASE: Objects = {
  1: catalog(),
  2: "<< /Type /Pages /Kids [3 0 R] /Count 1 >>",
  3: page(FIELDS),
  4: stream("", "BT /Helv 12 Tf 20 250 Td (Decision) Tj ET"),
  5: acroForm(FIELDS),
  6: textField("/V () /AP << /N 13 0 R >>"),
  7: sealField(""),
  8: "<< /Type /Annot /Subtype /Widget /FT /Sig /T (Leader) /Rect [20 20 120 60] /F 4 /P 3 0 R /V 14 0 R /AP << /N 15 0 R >> >>",
  9: checkBox("Off"),
  10: "<< /Title (Decision) /ModDate (D:20260101000000Z) /Producer (A) >>",
  11: xmp("<xmp:ModifyDate>2026-01-01</xmp:ModifyDate><dc:identifier>one</dc:identifier>"),
  12: "<< /Type /Font /Subtype /Type1 /BaseFont /Helvetica /Encoding /WinAnsiEncoding >>",
  13: form(100, 20, "/Tx BMC EMC"),
  14: SIGNATURE,
  15: form(100, 40, "BT /Helv 12 Tf 5 5 Td (Leader) Tj ET"),
  16: form(10, 10, "0 0 10 10 re f", ""),
  17: form(10, 10, "", ""),
  19: stream("/Type /XObject /Subtype /Image /Width 1 /Height 1 /BitsPerComponent 8 /ColorSpace /DeviceGray", "A"),
  20: "<< /Type /StructTreeRoot /K [21 0 R] /ParentTree 22 0 R /ParentTreeNextKey 1 >>",
  21: "<< /Type /StructElem /S /Document /P 20 0 R /K [23 0 R] >>",
  22: "<< /Nums [0 [23 0 R]] >>",
  23: "<< /Type /StructElem /S /P /P 21 0 R /Pg 3 0 R /K 0 >>",
  24: "<< /BaseVersion /1.7 /ExtensionLevel 2 >>",
};

const TRAILER = "/Info 10 0 R /ID [<00> <00>]";

/** An update by hand. */
export interface Revision {
  readonly objects?: Objects;
  readonly freed?: readonly number[];
  /** In the place of the trailer's entries, those of the section left out. */
  readonly trailer?: string;
}

/** A file with cross-reference tables to which updates are appended; what is in them need not be right. */
export class FileBuilder {
  readonly #parts: Uint8Array[];
  #length: number;
  #startXref: number;
  #size: number;

  constructor(base: Objects) {
    const objects = new Map(Object.entries(base).map(([num, source]) => [Number(num), source]));
    const { bytes, startXref, size } = handMadePdf({ layout: "table", objects, trailer: TRAILER });
    this.#parts = [bytes];
    this.#length = bytes.length;
    this.#startXref = startXref;
    this.#size = size;
  }

  update({ objects = {}, freed = [], trailer = `/Root 1 0 R ${TRAILER}` }: Revision): void {
    const parts: string[] = [];
    const rows = freed.map((num) => `${num} 1\n0000000000 00001 f \n`);
    let at = this.#length;
    for (const [num, source] of Object.entries(objects)) {
      const part = `${num} 0 obj\n${source}\nendobj\n`;
      rows.push(`${num} 1\n${String(at).padStart(10, "0")} 00000 n \n`);
      parts.push(part);
      at += part.length;
      this.#size = Math.max(this.#size, Number(num) + 1);
    }
    const table = `xref\n${rows.length === 0 ? "0 0\n" : rows.join("")}trailer\n<< /Size ${this.#size} ${trailer} /Prev ${this.#startXref} >>\n`;
    this.#startXref = at;
    const bytes = encodeLatin1(`${parts.join("")}${table}startxref\n${at}\n%%EOF\n`);
    this.#parts.push(bytes);
    this.#length += bytes.length;
  }

  finish(): Uint8Array {
    return concatBytes(...this.#parts);
  }
}

export function build(base: Objects, ...updates: readonly (Objects | Revision)[]): Uint8Array {
  const file = new FileBuilder(base);
  for (const update of updates) file.update(isRevision(update) ? update : { objects: update });
  return file.finish();
}

function isRevision(update: Objects | Revision): update is Revision {
  return ["objects", "freed", "trailer"].some((key) => key in update);
}

export function open(bytes: Uint8Array): PdfDocument {
  return PdfDocument.open(openView(toByteSource(bytes)));
}

export interface AskOptions extends AnalysisOptions {
  readonly permissions?: ChangePermissions;
  readonly defaultPermission?: 2 | 3;
  /** The revision that was signed, from 0. */
  readonly since?: number;
}

export function judge(bytes: Uint8Array, options: AskOptions = {}): ChangesSince {
  const { permissions = NO_PERMISSIONS, defaultPermission = 2, since = 0, ...analysis } = options;
  return analyseChanges(open(bytes), analysis).since(since, { permissions, defaultPermission });
}

/** What happened to BASE by these updates, each a revision. */
export function changesAfter(...updates: readonly (Objects | Revision)[]): ChangesSince {
  return judge(build(BASE, ...updates));
}

export function codes({ items }: ChangesSince): string[] {
  return items.map(({ code }) => code);
}
