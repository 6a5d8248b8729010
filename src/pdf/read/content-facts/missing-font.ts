import { PdfDict, PdfName, PdfStream } from "../../objects.ts";
import type { Follow } from "./follow.ts";

/** ISO 32000-2, 9.6.2.2: every reader has these, or metric equals of them. */
const STANDARD_14: ReadonlySet<string> = new Set([
  ...["Courier", "Courier-Bold", "Courier-Oblique", "Courier-BoldOblique"],
  ...["Helvetica", "Helvetica-Bold", "Helvetica-Oblique", "Helvetica-BoldOblique"],
  ...["Times-Roman", "Times-Bold", "Times-Italic", "Times-BoldItalic", "Symbol", "ZapfDingbats"],
]);

/** Font dictionaries with glyphs of their own; a Type 0 font has those of its descendant, a Type 3 font is drawn. */
const WITH_PROGRAM: ReadonlySet<string> = new Set(["Type1", "MMType1", "TrueType", "CIDFontType0", "CIDFontType2"]);

/** The name of a font whose glyphs are not in the file, or null: then what is shown depends on the reader's machine. */
export function missingFont(font: PdfDict, follow: Follow): string | null {
  const subtype = follow(font.get("Subtype"));
  if (!(subtype instanceof PdfName) || !WITH_PROGRAM.has(subtype.value)) return null;
  const base = follow(font.get("BaseFont"));
  const name = base instanceof PdfName ? base.value : "";
  if (STANDARD_14.has(name) && !subtype.value.startsWith("CID")) return null;
  const descriptor = follow(font.get("FontDescriptor"));
  if (!(descriptor instanceof PdfDict)) return name;
  const isEmbedded = ["FontFile", "FontFile2", "FontFile3"].some(
    (key) => follow(descriptor.get(key)) instanceof PdfStream,
  );
  return isEmbedded ? null : name;
}
