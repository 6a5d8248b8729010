import { PdfDict, PdfName, type PdfObject } from "../../pdf/objects.ts";
import type { Resolver } from "../../pdf/read/filters.ts";
import { isStandardFont } from "./font-text.ts";
import { compositeWidths, simpleWidths, type WidthOf } from "./font-widths.ts";
import { namedResource } from "./resources.ts";
import { standardWidth } from "./standard-widths.ts";
import { type Advance, codesOf, countSpaces } from "./string-codes.ts";

/** Where widths are not known: letters are half as wide as high, and take up to two bytes. */
const LEAST_ADVANCE = 0.25;

const LEAST: (bytes: Uint8Array) => Advance = (bytes) => ({
  width: bytes.length * LEAST_ADVANCE,
  codes: bytes.length,
  spaces: 0,
});

/** The fonts of a page and its forms, each read once. */
export class PageFonts {
  readonly #resolver: Resolver;
  readonly #known = new WeakMap<PdfDict, (bytes: Uint8Array) => Advance>();

  constructor(resolver: Resolver) {
    this.#resolver = resolver;
  }

  named(name: string, resources: PdfObject): (bytes: Uint8Array) => Advance {
    return this.read(namedResource(this.#resolver, resources, "Font", name));
  }

  read(value: PdfObject | undefined): (bytes: Uint8Array) => Advance {
    const font = this.#resolver.resolve(value);
    if (!(font instanceof PdfDict)) return LEAST;
    const advance = this.#known.get(font) ?? this.#measure(font);
    this.#known.set(font, advance);
    return advance;
  }

  #measure(font: PdfDict): (bytes: Uint8Array) => Advance {
    const resolver = this.#resolver;
    const subtype = resolver.resolve(font.get("Subtype"));
    const type = subtype instanceof PdfName ? subtype.value : "";
    const base = resolver.resolve(font.get("BaseFont"));
    if (type === "Type0") {
      const encoding = resolver.resolve(font.get("Encoding"));
      const isPlain = encoding instanceof PdfName && encoding.value === "Identity-H";
      const widths = compositeWidths(resolver, font);
      return isPlain ? (bytes) => sum(bytes, 2, widths) : LEAST;
    }
    if (type === "Type3") return LEAST;
    const own = base instanceof PdfName && isStandardFont(resolver, font) ? base.value : null;
    if (own !== null) return (bytes) => sum(bytes, 1, (code) => standardWidth(own, String.fromCharCode(code)));
    const widths = simpleWidths(resolver, font);
    return (bytes) => sum(bytes, 1, widths);
  }
}

function sum(bytes: Uint8Array, codeBytes: 1 | 2, widthOf: WidthOf): Advance {
  const codes = codesOf(bytes, codeBytes);
  const width = codes.reduce((whole, code) => whole + (widthOf(code, " ") ?? 0) / 1000, 0);
  return { width, codes: codes.length, spaces: countSpaces(codes, codeBytes) };
}
