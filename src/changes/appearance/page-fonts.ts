import { PdfDict, PdfName, type PdfObject } from "../../pdf/objects.ts";
import type { Resolver } from "../../pdf/read/filters.ts";
import { isStandardFont } from "./font-text.ts";
import { compositeWidths, simpleWidths, type WidthOf } from "./font-widths.ts";
import { standardWidth } from "./standard-widths.ts";

/** How far a string advances, in parts of the size, and how many codes and spaces it has. */
export interface Advance {
  readonly width: number;
  readonly codes: number;
  readonly spaces: number;
}

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
    const fonts = resources instanceof PdfDict ? this.#resolver.resolve(resources.get("Font")) : null;
    return this.read(fonts instanceof PdfDict ? fonts.get(name) : undefined);
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
  let width = 0;
  let spaces = 0;
  for (let at = 0; at < bytes.length; at += codeBytes) {
    const code = codeBytes === 1 ? (bytes[at] ?? 0) : (bytes[at] ?? 0) * 256 + (bytes[at + 1] ?? 0);
    width += (widthOf(code, " ") ?? 0) / 1000;
    if (codeBytes === 1 && code === 0x20) spaces++;
  }
  return { width, codes: Math.ceil(bytes.length / codeBytes), spaces };
}
