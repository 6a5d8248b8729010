import { encodeHex } from "../../src/bytes/hex.ts";
import { toByteSource } from "../../src/bytes/source.ts";
import { openView } from "../../src/bytes/view.ts";
import { isPdfArray, PdfDict, PdfName, type PdfObject, PdfStream, PdfString } from "../../src/pdf/objects.ts";
import { PdfDocument } from "../../src/pdf/read/document.ts";

/** Keys that lead back up, or to what is not the page's own content. */
const LEFT_OUT = new Set(["Parent", "P", "Annots", "Length"]);

/** All that the page tree leads to, references followed, as text that compares: what a reader of the pages sees. */
export function pageContent(bytes: Uint8Array): string {
  const document = PdfDocument.open(openView(toByteSource(bytes)));
  const open = new Set<PdfObject>();
  const describe = (raw: PdfObject): unknown => {
    const value = document.resolve(raw);
    if (open.has(value) && typeof value === "object" && value !== null) return "…";
    open.add(value);
    try {
      if (value instanceof PdfName) return `/${value.value}`;
      if (value instanceof PdfString) return encodeHex(value.bytes);
      if (value instanceof PdfDict) return entriesOf(value);
      if (value instanceof PdfStream) return [entriesOf(value.dict), encodeHex(value.data())];
      if (isPdfArray(value)) return value.map(describe);
      return value;
    } finally {
      open.delete(value);
    }
  };
  const entriesOf = ({ entries }: PdfDict): unknown =>
    [...entries]
      .filter(([key]) => !LEFT_OUT.has(key))
      .sort(([a], [b]) => (a < b ? -1 : 1))
      .map(([key, value]) => [key, describe(value)]);
  return JSON.stringify(describe(document.catalog.get("Pages") ?? null));
}
