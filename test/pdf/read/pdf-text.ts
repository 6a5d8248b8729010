import { encodeLatin1 } from "../../../src/bytes/text.ts";
import type { ByteView } from "../../../src/bytes/view.ts";
import { type OpenOptions, PdfDocument } from "../../../src/pdf/read/document.ts";
import { memoryView } from "./views.ts";

/** A PDF written as text, one character a byte, which keeps the offsets that its cross-references need. */
export class PdfText {
  text: string;
  /** Where the newest cross-reference section stands. */
  xref = -1;
  readonly #pending = new Map<number, string>();
  readonly #offsets = new Map<number, number>();
  #highest = 0;

  constructor(header = "%PDF-1.7\n") {
    this.text = header;
  }

  get length(): number {
    return this.text.length;
  }

  add(text: string): this {
    this.text += text;
    return this;
  }

  /** An indirect object, and its entry in the next section. */
  object(num: number, source: string, gen = 0): this {
    this.entry(num, `${pad(this.length, 10)} ${pad(gen, 5)} n \n`);
    this.#offsets.set(num, this.length);
    return this.add(`${num} ${gen} obj\n${source}\nendobj\n`);
  }

  stream(num: number, entries: string, data: string): this {
    return this.object(num, `<<${entries}/Length ${data.length}>>\nstream\n${data}\nendstream`);
  }

  offsetOf(num: number): number {
    return this.#offsets.get(num) ?? -1;
  }

  /** An entry, 20 characters, of the next table. */
  entry(num: number, text: string): this {
    this.#pending.set(num, text);
    this.#highest = Math.max(this.#highest, num);
    return this;
  }

  /** A cross-reference table of what was added since the last one, with its trailer. */
  table(trailer = "/Root 1 0 R"): this {
    const previous = this.xref;
    if (previous < 0) this.entry(0, "0000000000 65535 f \n");
    this.xref = this.length;
    this.add("xref\n");
    if (this.#pending.size === 0) this.add("0 0\n");
    for (const [num, entry] of [...this.#pending].sort(([a], [b]) => a - b)) this.add(`${num} 1\n${entry}`);
    this.#pending.clear();
    return this.add(`trailer\n<<${trailer}/Size ${this.#highest + 1}${previous < 0 ? "" : `/Prev ${previous}`}>>\n`);
  }

  /** A cross-reference stream with rows of one, four and two bytes. */
  xrefStream(
    num: number,
    rows: readonly (readonly [num: number, type: number, second: number, third: number])[],
    entries = "/Root 1 0 R",
  ): this {
    const previous = this.xref;
    const data = rows.map(([, type, second, third]) => row(type, second, third)).join("");
    this.#highest = Math.max(this.#highest, num, ...rows.map(([one]) => one));
    const index = rows.map(([one]) => `${one} 1`).join(" ");
    this.xref = this.length;
    this.stream(
      num,
      `/Type/XRef/W[1 4 2]/Index[${index}]/Size ${this.#highest + 1}${entries}${previous < 0 ? "" : `/Prev ${previous}`}`,
      data,
    );
    this.#pending.clear();
    return this;
  }

  /** The lines that end a revision. */
  end(startXref = this.xref): this {
    return this.add(`startxref\n${startXref}\n%%EOF\n`);
  }

  bytes(): Uint8Array {
    return encodeLatin1(this.text);
  }

  view(): ByteView {
    return memoryView(this.bytes());
  }

  open(options?: OpenOptions): PdfDocument {
    return PdfDocument.open(this.view(), options);
  }
}

/** A catalog with one empty page, in objects 1 to 3. */
export function onePage(header?: string, catalog = ""): PdfText {
  return new PdfText(header)
    .object(1, `<</Type/Catalog/Pages 2 0 R${catalog}>>`)
    .object(2, "<</Type/Pages/Kids[3 0 R]/Count 1>>")
    .object(3, "<</Type/Page/Parent 2 0 R/MediaBox[0 0 100 100]>>");
}

export function row(type: number, second: number, third: number): string {
  const bytes = [type, second >>> 24, second >>> 16, second >>> 8, second, third >>> 8, third];
  return bytes.map((byte) => String.fromCharCode(byte & 0xff)).join("");
}

function pad(value: number, digits: number): string {
  return String(value).padStart(digits, "0");
}
