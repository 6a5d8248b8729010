import fontkit from "@pdf-lib/fontkit";
import { CustomFontSubsetEmbedder, PDFContext } from "pdf-lib";
import { decodeLatin1, encodeUtf8 } from "../bytes/text.ts";
import { digestOf } from "../crypto/digest.ts";
import { PadesError } from "../errors.ts";
import { PdfDict, PdfName, type PdfObject, PdfRef, PdfStream } from "../pdf/objects.ts";
import { inflateZlib } from "../pdf/read/filters/flate.ts";
import { type FontWeight, loadFont } from "./fonts/load-font.ts";
import { fromPdfLib, type ObjectGroup } from "./from-pdf-lib.ts";

/** A font with the glyphs of some text and no others. */
export interface SubsetFont {
  /** Width of text of the font's own at one point, in points. */
  readonly widthOf: (text: string) => number;
  /** Text as the digits of a hexadecimal string in the font's encoding. */
  readonly encode: (text: string) => string;
  /** At one point: how far letters reach above the line, and below it (a negative number). */
  readonly ascent: number;
  readonly descent: number;
  /** The composite font with its font file (ISO 32000-2, 9.7). */
  readonly group: ObjectGroup;
  /** How many glyphs its file has, those that others are made of included. */
  readonly glyphCount: number;
}

const NAMES = { regular: "Tinos-Regular", bold: "Tinos-Bold" } as const;
const MAX_FONT_BYTES = 1024 * 1024;

/**
 * The bundled font with what `text` needs.
 * @throws PadesError ERR_INVALID_ARGUMENT where it has no glyph for a character: what would be drawn instead is a box
 */
export async function subsetFont(weight: FontWeight, text: string): Promise<SubsetFont> {
  const characters = [...new Set(text)].sort();
  const name = `${subsetTag(characters)}+${NAMES[weight]}`;
  const embedder = await CustomFontSubsetEmbedder.for(fontkit, await loadFont(weight), name);
  const { font, scale } = embedder;
  const codes = new Map<string, string>();
  const widths = new Map<string, number>();
  for (const character of characters) {
    const codePoint = character.codePointAt(0) ?? 0;
    if (!font.hasGlyphForCodePoint(codePoint)) throw noGlyph(character, codePoint);
    // One by one, so that no letters are drawn together whose text would have to be told in pieces.
    codes.set(character, embedder.encodeText(character).asString());
    widths.set(character, (font.glyphForCodePoint(codePoint).advanceWidth * scale) / 1000);
  }
  const context = PDFContext.create();
  const group = fromPdfLib(context, await embedder.embedIntoContext(context));
  return {
    widthOf: (line) => Array.from(line).reduce((sum, character) => sum + (widths.get(character) ?? 0), 0),
    encode: (line) =>
      Array.from(line)
        .map((character) => codes.get(character) ?? "")
        .join(""),
    ascent: (font.ascent * scale) / 1000,
    descent: (font.descent * scale) / 1000,
    group,
    glyphCount: countGlyphs(group),
  };
}

/** ISO 32000-2, 9.9.2: six letters, different for different subsets, and the same for the same. */
function subsetTag(characters: readonly string[]): string {
  const digest = digestOf("SHA-256", encodeUtf8(characters.join("")));
  return Array.from(digest.subarray(0, 6), (byte) => String.fromCharCode(0x41 + (byte % 26))).join("");
}

function noGlyph(character: string, codePoint: number): PadesError {
  const code = codePoint.toString(16).toUpperCase().padStart(4, "0");
  return new PadesError("ERR_INVALID_ARGUMENT", `appearance: the font has no glyph for "${character}" (U+${code})`);
}

function fontDescriptor({ objects }: ObjectGroup): readonly [number, PdfDict] {
  for (const [num, value] of objects) {
    if (value instanceof PdfDict && isNamed(value.get("Type"), "FontDescriptor")) return [num, value];
  }
  throw new Error("pdf-lib made a font without a descriptor");
}

function isNamed(value: PdfObject | undefined, name: string): boolean {
  return value instanceof PdfName && value.value === name;
}

/** /numGlyphs of the font file's table maxp (ISO/IEC 14496-22, 5.2.6). */
function countGlyphs(group: ObjectGroup): number {
  const [, descriptor] = fontDescriptor(group);
  const reference = descriptor.get("FontFile2");
  const stream = reference instanceof PdfRef ? group.objects.get(reference.num) : undefined;
  if (!(stream instanceof PdfStream)) throw new Error("pdf-lib made a font without a file");
  const file = inflateZlib(stream.data(), MAX_FONT_BYTES, null);
  const view = new DataView(file.buffer, file.byteOffset, file.byteLength);
  for (let table = 0; table < view.getUint16(4); table++) {
    const entry = 12 + 16 * table;
    if (decodeLatin1(file.subarray(entry, entry + 4)) === "maxp") return view.getUint16(view.getUint32(entry + 8) + 4);
  }
  throw new Error("pdf-lib made a font without the table maxp");
}

/**
 * The font's objects with a /CIDSet, which PDF/A-1 asks of a subset (ISO 19005-1, 6.3.5) and later parts no more: a bit
 * for each glyph of the file.
 */
export function withCidSet({ group, glyphCount }: SubsetFont): ObjectGroup {
  const bits = new Uint8Array(Math.ceil(glyphCount / 8));
  for (let glyph = 0; glyph < glyphCount; glyph++) bits[glyph >> 3] = (bits[glyph >> 3] ?? 0) | (0x80 >> (glyph & 7));
  const [num, descriptor] = fontDescriptor(group);
  const next = Math.max(...group.objects.keys()) + 1;
  const objects = new Map(group.objects)
    .set(next, new PdfStream(new PdfDict(new Map()), () => bits))
    .set(num, new PdfDict(new Map(descriptor.entries).set("CIDSet", new PdfRef(next, 0))));
  return { objects, root: group.root };
}
