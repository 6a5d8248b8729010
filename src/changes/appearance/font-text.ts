import { MAX_INFLATED_BYTES } from "../../limits.ts";
import { PdfDict, PdfName, type PdfObject, PdfStream } from "../../pdf/objects.ts";
import type { Resolver } from "../../pdf/read/filters.ts";
import type { ContentBudget } from "../content-budget.ts";
import { ReadMemory } from "../read-memory.ts";
import { compositeWidths, ownWidths, simpleWidths, type WidthOf } from "./font-widths.ts";
import { characterOfGlyph, winAnsiCharacter } from "./glyph-names.ts";
import { standardWidth } from "./standard-widths.ts";
import { type Advance, codesOf, countSpaces } from "./string-codes.ts";
import { readToUnicode } from "./to-unicode.ts";

/** What a string shows in a font, and how far it advances. */
export interface FontString extends Advance {
  readonly text: string;
}

/** Reads a string in a font; null where what it shows cannot be told. */
export type FontText = (bytes: Uint8Array) => FontString | null;

/** ISO 32000-2, 9.6.2.2, and the names by which they are written without being embedded. */
const STANDARD =
  /^(?:Helvetica|Courier|Times-Roman|Times-(?:Bold|Italic|BoldItalic)|(?:Helvetica|Courier)-(?:Bold|Oblique|BoldOblique))$/;

/** Text in a font that is named nowhere: viewers show one of their own, and agree on ASCII. */
export const missingFontText: FontText = (bytes) =>
  mapCodes(
    bytes,
    1,
    (code) => (code < 0x20 || code > 0x7e ? null : String.fromCharCode(code)),
    (_, character) => standardWidth("Helvetica-Bold", character),
  );

/** Whether a font is one of the standard 14 with Latin letters, drawn by the viewer: no program of its own. */
export function isStandardFont(resolver: Resolver, font: PdfDict): boolean {
  const name = resolver.resolve(font.get("BaseFont"));
  const subtype = resolver.resolve(font.get("Subtype"));
  if (!(name instanceof PdfName) || !STANDARD.test(name.value)) return false;
  if (!(subtype instanceof PdfName) || (subtype.value !== "Type1" && subtype.value !== "TrueType")) return false;
  const descriptor = resolver.resolve(font.get("FontDescriptor"));
  return (
    !(descriptor instanceof PdfDict) ||
    !["FontFile", "FontFile2", "FontFile3"].some((key) => descriptor.entries.has(key))
  );
}

/** A form's fields share their fonts. */
const unicodeMaps = new ReadMemory<ReturnType<typeof readToUnicode>>();

/**
 * How a font that is trusted, because it was signed or is the viewer's own, turns codes into text.
 * @param own whether it is the viewer's own: then only its encoding counts, since /ToUnicode may say anything
 */
export function fontText(resolver: Resolver, content: ContentBudget, font: PdfDict, own: boolean): FontText {
  const subtype = resolver.resolve(font.get("Subtype"));
  const type = subtype instanceof PdfName ? subtype.value : "";
  // What a Type 3 font draws is no letter of a size that could be told.
  if (type === "Type3") return () => null;
  const base = resolver.resolve(font.get("BaseFont"));
  const widths =
    own && base instanceof PdfName
      ? ownWidths(resolver, font, base.value)
      : type === "Type0"
        ? compositeWidths(resolver, font)
        : simpleWidths(resolver, font);
  const cmap = own ? null : resolver.resolve(font.get("ToUnicode"));
  if (cmap instanceof PdfStream) {
    const map = unicodeMaps.recall(cmap, "", resolver, (following) =>
      readToUnicode(content.decode(following, cmap, { maxBytes: MAX_INFLATED_BYTES })),
    );
    if (map !== null) return (bytes) => mapCodes(bytes, map.width, (code) => map.text.get(code) ?? null, widths);
  }
  if (type === "Type0") return () => null;
  const characters = simpleEncoding(resolver, resolver.resolve(font.get("Encoding")));
  return (bytes) => mapCodes(bytes, 1, characters, widths);
}

/** Of a simple font (ISO 32000-2, 9.6.5): a base encoding and differences. Other bases than WinAnsi agree with it on ASCII. */
function simpleEncoding(resolver: Resolver, encoding: PdfObject): (code: number) => string | null {
  const dict = encoding instanceof PdfDict ? encoding : null;
  const base = dict === null ? encoding : resolver.resolve(dict.get("BaseEncoding"));
  const winAnsi = base instanceof PdfName && base.value === "WinAnsiEncoding";
  const differences = new Map<number, string | null>();
  const list = dict === null ? null : resolver.resolve(dict.get("Differences"));
  let code = 0;
  for (const item of Array.isArray(list) ? (list as readonly PdfObject[]) : []) {
    const value = resolver.resolve(item);
    if (typeof value === "number") code = value;
    else if (value instanceof PdfName) differences.set(code++, characterOfGlyph(value.value));
  }
  return (at) => {
    const different = differences.get(at);
    if (different !== undefined) return different;
    if (winAnsi) return winAnsiCharacter(at);
    // StandardEncoding has curly quotes at these two codes, MacRomanEncoding has not.
    return at >= 0x20 && at < 0x7f && at !== 0x27 && at !== 0x60 ? String.fromCharCode(at) : null;
  };
}

function mapCodes(
  bytes: Uint8Array,
  codeBytes: number,
  characterOf: (code: number) => string | null,
  widthOf: WidthOf,
): FontString | null {
  if (bytes.length % codeBytes !== 0) return null;
  const codes = codesOf(bytes, codeBytes);
  let text = "";
  let width = 0;
  for (const code of codes) {
    const character = characterOf(code);
    const advance = character === null ? null : widthOf(code, character);
    if (character === null || advance === null) return null;
    text += character;
    width += advance / 1000;
  }
  return { text, width, codes: codes.length, spaces: countSpaces(codes, codeBytes) };
}
