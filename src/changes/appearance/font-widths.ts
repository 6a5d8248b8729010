import { isPdfArray, PdfDict, PdfName, type PdfObject } from "../../pdf/objects.ts";
import type { Resolver } from "../../pdf/read/filters.ts";
import { standardWidth, WIDEST } from "./standard-widths.ts";

/** How far the character of a code advances, in thousandths of its size; null where viewers do not agree on it. */
export type WidthOf = (code: number, character: string) => number | null;

/** For what is not known: letters are seldom wider. */
const UNKNOWN_WIDTH = 1000;
/** Codes of one font with widths: two bytes of them. */
const MAX_CODES = 65_536;
/** Some viewers take the widths in the file, others those of the font that they have; rounding aside they are the same. */
const ROUNDING = 30;

/** Of a font that the viewer has: its own metrics, from which those in the file must not differ. */
export function ownWidths(resolver: Resolver, font: PdfDict, name: string): WidthOf {
  const declared = declaredWidths(resolver, font);
  return (code, character) => {
    const width = standardWidth(name, character);
    const other = declared(code);
    if (other === null) return width;
    return Math.abs(other - width) <= ROUNDING || (width === WIDEST && other > 0 && other < width)
      ? Math.max(width, other)
      : null;
  };
}

/** Of a simple font (ISO 32000-2, 9.6.2.1). */
export function simpleWidths(resolver: Resolver, font: PdfDict): WidthOf {
  const declared = declaredWidths(resolver, font);
  return (code, character) => advancing(declared(code) ?? UNKNOWN_WIDTH, character);
}

/** Letters that do not advance stand on top of each other; accents do. */
function advancing(width: number, character: string): number | null {
  return width > 0 || (width === 0 && /^\p{M}+$/u.test(character)) ? width : null;
}

function declaredWidths(resolver: Resolver, font: PdfDict): (code: number) => number | null {
  const first = resolver.resolve(font.get("FirstChar"));
  const widths = resolver.resolve(font.get("Widths"));
  if (typeof first !== "number" || !isPdfArray(widths)) return () => null;
  return (code) => {
    const width = resolver.resolve(widths[code - first]);
    return typeof width === "number" ? width : null;
  };
}

/** Of a composite font whose codes are the numbers of its glyphs (9.7.4.3). */
export function compositeWidths(resolver: Resolver, font: PdfDict): WidthOf {
  const fonts = resolver.resolve(font.get("DescendantFonts"));
  const descendant = isPdfArray(fonts) ? resolver.resolve(fonts[0]) : null;
  const encoding = resolver.resolve(font.get("Encoding"));
  if (!(descendant instanceof PdfDict) || !(encoding instanceof PdfName) || encoding.value !== "Identity-H") {
    return () => UNKNOWN_WIDTH;
  }
  const widths = listedWidths(resolver, resolver.resolve(descendant.get("W")));
  const standard = resolver.resolve(descendant.get("DW"));
  return (code, character) =>
    advancing(widths.get(code) ?? (typeof standard === "number" ? standard : UNKNOWN_WIDTH), character);
}

/** `first [w w ...]` or `first last w`. */
function listedWidths(resolver: Resolver, list: PdfObject): ReadonlyMap<number, number> {
  const widths = new Map<number, number>();
  const items = isPdfArray(list) ? list : [];
  const set = (code: number, width: PdfObject) => {
    if (typeof width === "number" && widths.size < MAX_CODES) widths.set(code, width);
  };
  for (let at = 0, left = MAX_CODES; at < items.length && left > 0; ) {
    const first = resolver.resolve(items[at]);
    const second = resolver.resolve(items[at + 1]);
    if (typeof first !== "number") break;
    if (isPdfArray(second)) {
      second.slice(0, left).forEach((width, index) => set(first + index, resolver.resolve(width)));
      left -= second.length;
      at += 2;
    } else if (typeof second === "number") {
      const last = Math.min(second, first + left);
      const width = resolver.resolve(items[at + 2]);
      for (let code = first; code <= last; code++, left--) set(code, width);
      at += 3;
    } else break;
  }
  return widths;
}
