import { isPdfArray, PdfDict, PdfName, type PdfObject, PdfRef, PdfStream } from "../../pdf/objects.ts";
import type { PdfDocument } from "../../pdf/read/document.ts";
import { areaOf, type Rectangle, readRectangle } from "../geometry.ts";
import type { Step } from "../step.ts";
import { type FontText, fontText, isStandardFont, missingFontText } from "./font-text.ts";
import { IDENTITY, matrixFrom } from "./matrix.ts";
import { namedResource } from "./resources.ts";
import { type Obscurity, readShownText } from "./shown-text.ts";

export type WidgetText =
  /** `fontsFrom` is the revision, from 0, that brought the newest of its fonts. */
  { readonly text: string; readonly marked: string; readonly fontsFrom: number } | { readonly obscurity: Obscurity };

/** Appearances of text fields are small. */
const MAX_APPEARANCE_BYTES = 4 * 1024 * 1024;
/** A box that is drawn at less than this part of its size, or more than its inverse, is not meant to be read. */
const MIN_SCALE = 0.1;
/** Boxes keep about the shape of their rectangles. */
const MAX_DISTORTION = 2;

/**
 * The text that a widget shows in one of the two revisions of a step; null where it has no appearance, so that viewers draw
 * the value themselves, or no room.
 */
export function widgetShows(step: Step, document: PdfDocument, widget: PdfDict): WidgetText | null {
  const appearance = document.resolve(widget.get("AP"));
  if (appearance === null) return null;
  if (!(appearance instanceof PdfDict)) return { obscurity: "malformed" };
  const normal = streamShows(step, document, widget, document.resolve(appearance.get("N")));
  // What is shown while somebody points at it, or presses a button on it, is no other text.
  for (const key of ["R", "D"]) {
    const stream = document.resolve(appearance.get(key));
    if (stream === null) continue;
    const shows = streamShows(step, document, widget, stream);
    if (normal === null || shows === null) return { obscurity: "hidden" };
    if ("obscurity" in shows || "obscurity" in normal) return "obscurity" in normal ? normal : shows;
    if (shows.text !== normal.text) return { obscurity: "hidden" };
  }
  return normal;
}

/** Stands for a page of another file, or for a program that draws (ISO 32000-2, tables 93 and PDF 1.3). */
const DRAWN_ELSEWHERE = ["OC", "Ref", "PS", "Subtype2"];

function streamShows(step: Step, document: PdfDocument, widget: PdfDict, stream: PdfObject): WidgetText | null {
  if (stream === null) return null;
  if (!(stream instanceof PdfStream) || !isForm(document, stream)) return { obscurity: "malformed" };
  const rectangle = readRectangle(document, widget.get("Rect"));
  if (rectangle === null || areaOf(rectangle) === 0) return null;
  const box = readRectangle(document, stream.dict.get("BBox"));
  if (box === null || areaOf(box) === 0) return { obscurity: "hidden" };
  const scale = scaleOf(document, stream.dict, box, rectangle);
  if (scale === null || DRAWN_ELSEWHERE.some((key) => stream.dict.entries.has(key))) return { obscurity: "hidden" };
  const fonts = new Fonts(step, document, stream.dict);
  const data = step.content.decode(document, stream, { maxBytes: MAX_APPEARANCE_BYTES });
  const shown = readShownText(data, box, scale, (name) => fonts.find(name));
  return "text" in shown ? { text: shown.text, marked: shown.marked, fontsFrom: fonts.newest } : shown;
}

function isForm(document: PdfDocument, stream: PdfStream): boolean {
  const subtype = document.resolve(stream.dict.get("Subtype"));
  return subtype === null || (subtype instanceof PdfName && subtype.value === "Form");
}

/**
 * The lesser scale at which the box is fitted into the rectangle (algorithm 8.1 of ISO 32000-2); a matrix may turn it by
 * right angles only. Null where it is drawn far smaller or larger than it is, or distorted.
 */
function scaleOf(document: PdfDocument, dict: PdfDict, box: Rectangle, rectangle: Rectangle): number | null {
  const value = document.resolve(dict.get("Matrix"));
  const matrix = isPdfArray(value) ? matrixFrom(value.map((item) => document.resolve(item))) : null;
  if (value !== null && matrix === null) return null;
  const [a, b, c, d] = matrix ?? IDENTITY;
  const turned = [a, b, c, d].every((one) => Math.abs(one) === 1 || one === 0) && a * d - b * c === 1;
  if (!turned) return null;
  const [width, height] = [box.right - box.left, box.top - box.bottom];
  const horizontal = (rectangle.right - rectangle.left) / (a === 0 ? height : width);
  const vertical = (rectangle.top - rectangle.bottom) / (a === 0 ? width : height);
  const [least, most] = [Math.min(horizontal, vertical), Math.max(horizontal, vertical)];
  return least < MIN_SCALE || most > 1 / MIN_SCALE || most > least * MAX_DISTORTION ? null : least;
}

/** The fonts of an appearance: its own, or those of the form, that can be trusted to show what they say. */
class Fonts {
  readonly #step: Step;
  readonly #document: PdfDocument;
  readonly #resources: PdfObject;
  readonly #known = new Map<string, FontText | null>();
  newest = 0;

  constructor(step: Step, document: PdfDocument, appearance: PdfDict) {
    this.#step = step;
    this.#document = document;
    this.#resources = document.resolve(appearance.get("Resources"));
  }

  find(name: string): FontText | null {
    const known = this.#known.get(name);
    if (known !== undefined) return known;
    const font = this.#read(name);
    this.#known.set(name, font);
    return font;
  }

  #read(name: string): FontText | null {
    const raw =
      namedResource(this.#document, this.#resources, "Font", name) ??
      namedResource(this.#document, this.#formResources(), "Font", name);
    if (raw === undefined) return missingFontText;
    const document = this.#document;
    const font = document.resolve(raw);
    if (!(font instanceof PdfDict)) return missingFontText;
    if (isStandardFont(document, font)) return fontText(document, this.#step.content, font, true);
    // Only what was there when the document was signed was seen by who signed it.
    if (!(raw instanceof PdfRef)) return null;
    this.newest = Math.max(this.newest, this.#step.bornIn(raw));
    return fontText(document, this.#step.content, font, false);
  }

  #formResources(): PdfObject {
    const document = this.#document;
    const form = document.resolve(document.catalog.get("AcroForm"));
    return form instanceof PdfDict ? document.resolve(form.get("DR")) : null;
  }
}
