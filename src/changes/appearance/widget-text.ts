import { PdfDict, type PdfObject, PdfRef, PdfStream } from "../../pdf/objects.ts";
import type { PdfDocument } from "../../pdf/read/document.ts";
import { decodeStream } from "../../pdf/read/filters.ts";
import { areaOf, readRectangle } from "../geometry.ts";
import type { Step } from "../step.ts";
import { type FontText, fontText, isStandardFont, missingFontText } from "./font-text.ts";
import { matrixFrom } from "./matrix.ts";
import { type Obscurity, readShownText } from "./shown-text.ts";

export type WidgetText =
  /** `fontsFrom` is the revision, from 0, that brought the newest of its fonts. */
  { readonly text: string; readonly fontsFrom: number } | { readonly obscurity: Obscurity };

/** Appearances of text fields are small. */
const MAX_APPEARANCE_BYTES = 4 * 1024 * 1024;
/** A box that is drawn at less than this part of its size, or more than its inverse, is not meant to be read. */
const MIN_SCALE = 0.1;

/**
 * The text that a widget shows in one of the two revisions of a step; null where it has no appearance, so that viewers draw
 * the value themselves, or no room.
 */
export function widgetShows(step: Step, document: PdfDocument, widget: PdfDict): WidgetText | null {
  const appearance = document.resolve(widget.get("AP"));
  if (appearance === null) return null;
  const stream = appearance instanceof PdfDict ? document.resolve(appearance.get("N")) : undefined;
  if (stream === null) return null;
  if (!(stream instanceof PdfStream)) return { obscurity: "malformed" };
  const rectangle = readRectangle(document, widget.get("Rect"));
  if (rectangle === null || areaOf(rectangle) === 0) return null;
  const box = readRectangle(document, stream.dict.get("BBox"));
  if (box === null || areaOf(box) === 0) return { obscurity: "hidden" };
  const scale = scaleOf(document, stream.dict, (rectangle.top - rectangle.bottom) / (box.top - box.bottom));
  if (scale === null || scale < MIN_SCALE || scale > 1 / MIN_SCALE || stream.dict.entries.has("OC"))
    return { obscurity: "hidden" };
  const fonts = new Fonts(step, document, stream.dict);
  const shown = readShownText(decodeStream(document, stream, { maxBytes: MAX_APPEARANCE_BYTES }), box, scale, (name) =>
    fonts.find(name),
  );
  return "text" in shown ? { text: shown.text, fontsFrom: fonts.newest } : shown;
}

/** Algorithm 8.1 of ISO 32000-2 fits the box into the rectangle; a matrix may turn it by right angles only. */
function scaleOf(document: PdfDocument, dict: PdfDict, upright: number): number | null {
  const value = document.resolve(dict.get("Matrix"));
  if (value === null) return upright;
  const matrix = Array.isArray(value) ? matrixFrom(value.map((item: PdfObject) => document.resolve(item))) : null;
  if (matrix === null) return null;
  const [a, b, c, d] = matrix;
  if (a === 1 && b === 0 && c === 0 && d === 1) return upright;
  const turned = [a, b, c, d].every((one) => Math.abs(one) === 1 || one === 0) && a * d - b * c === 1;
  // Turned by a right angle, height and width change places; what is drawn is not distorted much by a real producer.
  return turned ? 1 : null;
}

/** The fonts of an appearance: its own, or those of the form, that can be trusted to show what they say. */
class Fonts {
  readonly #step: Step;
  readonly #document: PdfDocument;
  readonly #resources: PdfObject;
  newest = 0;

  constructor(step: Step, document: PdfDocument, appearance: PdfDict) {
    this.#step = step;
    this.#document = document;
    this.#resources = document.resolve(appearance.get("Resources"));
  }

  find(name: string): FontText | null {
    const raw = this.#lookUp(this.#resources, name) ?? this.#lookUp(this.#formResources(), name);
    if (raw === undefined) return missingFontText;
    const document = this.#document;
    const font = document.resolve(raw);
    if (!(font instanceof PdfDict)) return missingFontText;
    if (isStandardFont(document, font)) return fontText(document, font, true);
    // Only what was there when the document was signed was seen by who signed it.
    if (!(raw instanceof PdfRef)) return null;
    this.newest = Math.max(this.newest, this.#step.bornIn(raw));
    return fontText(document, font, false);
  }

  #lookUp(resources: PdfObject, name: string): PdfObject | undefined {
    const fonts = resources instanceof PdfDict ? this.#document.resolve(resources.get("Font")) : null;
    return fonts instanceof PdfDict ? fonts.get(name) : undefined;
  }

  #formResources(): PdfObject {
    const document = this.#document;
    const form = document.resolve(document.catalog.get("AcroForm"));
    return form instanceof PdfDict ? document.resolve(form.get("DR")) : null;
  }
}
