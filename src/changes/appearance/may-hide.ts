import { isPdfArray, PdfDict, PdfName, type PdfObject, PdfStream } from "../../pdf/objects.ts";
import { ByteReader, bytesInMemory } from "../../pdf/read/byte-reader.ts";
import { decodeStream } from "../../pdf/read/filters.ts";
import { areaOf, type Rectangle, readRectangle, sharedArea } from "../geometry.ts";
import type { Step } from "../step.ts";
import { luminanceOf } from "./grounds.ts";
import { horizontalScale, IDENTITY, isSound, type Matrix, matrixFrom, multiply, verticalScale } from "./matrix.ts";
import { hasItsOperands, parseOperands } from "./operands.ts";
import { Outline } from "./outline.ts";
import { extendPath, PAINTING } from "./path-operators.ts";

/** Appearances of comments that mark text are a few lines. */
const MAX_APPEARANCE_BYTES = 1024 * 1024;
const MAX_OPERATORS = 10_000;
/** Areas that one comment marks: one for each line of text. */
const MAX_AREAS = 300;
/** Lines below text and through it are thin, in units of the page. */
const MAX_LINE_WIDTH = 3;
/** Text is read through what is lighter than this. */
const MIN_LUMINANCE = 0.35;
/** Neighbouring areas share this part of the lesser one. */
const MAX_OVERLAP = 0.3;

const DRAWS = new Set(["Do", "sh", "BI", "Tj", "TJ", "'", '"']);

/**
 * Whether a comment that marks text could hide what it stands on: it draws images, forms or text of its own, or fills
 * an area without a graphics state that lets the text through, as the one that a highlight multiplies by, or in a colour
 * or as often that nothing comes through, or draws lines as thick as letters are high.
 */
export function mayHide(step: Step, comment: PdfDict): boolean {
  const appearance = step.newer.resolve(comment.get("AP"));
  if (appearance === null) return isDarkOrThick(step, comment);
  if (!(appearance instanceof PdfDict)) return true;
  const streams = ["N", "R", "D"].map((key) => step.newer.resolve(appearance.get(key)));
  if (streams[0] === null && isDarkOrThick(step, comment)) return true;
  return streams.some(
    (stream) => stream !== null && (!(stream instanceof PdfStream) || streamHides(step, comment, stream)),
  );
}

/** Drawn by the viewer, in the comment's own colour and width. */
function isDarkOrThick(step: Step, comment: PdfDict): boolean {
  const { newer } = step;
  const numbers = (value: PdfObject | undefined) => {
    const array = newer.resolve(value);
    return isPdfArray(array) ? array.map((item) => newer.resolve(item)).filter((item) => typeof item === "number") : [];
  };
  const colour = numbers(comment.get("C"));
  const subtype = newer.resolve(comment.get("Subtype"));
  const isHighlight = subtype instanceof PdfName && subtype.value === "Highlight";
  if (isHighlight && colour.length > 0 && luminanceOf(colour) < MIN_LUMINANCE) return true;
  const style = newer.resolve(comment.get("BS"));
  const width = style instanceof PdfDict ? newer.resolve(style.get("W")) : numbers(comment.get("Border"))[2];
  return typeof width === "number" && width > MAX_LINE_WIDTH;
}

function streamHides(step: Step, comment: PdfDict, stream: PdfStream): boolean {
  const rectangle = readRectangle(step.newer, comment.get("Rect"));
  const box = readRectangle(step.newer, stream.dict.get("BBox"));
  if (rectangle === null || box === null || areaOf(box) === 0 || stream.dict.entries.has("Ref")) return true;
  // A matrix may turn it: what one side is fitted to may be the other's length.
  const [width, height] = [rectangle.right - rectangle.left, rectangle.top - rectangle.bottom];
  const [boxWidth, boxHeight] = [box.right - box.left, box.top - box.bottom];
  const isTurned = stream.dict.entries.has("Matrix");
  const scale = isTurned
    ? Math.max(width, height) / Math.min(boxWidth, boxHeight)
    : Math.max(width / boxWidth, height / boxHeight);
  return new MarkReader(step, stream, scale).hides();
}

interface MarkState {
  readonly matrix: Matrix;
  readonly blending: "none" | "multiply" | "transparent";
  readonly luminance: number | null;
  readonly lineWidth: number;
}

class MarkReader {
  readonly #step: Step;
  readonly #stream: PdfStream;
  readonly #scale: number;
  readonly #areas: Rectangle[] = [];

  constructor(step: Step, stream: PdfStream, scale: number) {
    this.#step = step;
    this.#stream = stream;
    this.#scale = scale;
  }

  hides(): boolean {
    const data = decodeStream(this.#step.newer, this.#stream, { maxBytes: MAX_APPEARANCE_BYTES });
    const reader = new ByteReader(bytesInMemory(data));
    let state: MarkState = { matrix: IDENTITY, blending: "none", luminance: 0, lineWidth: 1 };
    let path = new Outline();
    const saved: MarkState[] = [];
    for (let count = 0; count < MAX_OPERATORS; count++) {
      const next = parseOperands(reader);
      if (next === null) return false;
      const { operator, operands } = next;
      if (operator === null || DRAWS.has(operator) || !hasItsOperands(operator, operands)) return true;
      if (!isSound(state.matrix)) return true;
      const painting = PAINTING.get(operator);
      if (operator === "q") saved.push(state);
      else if (operator === "Q") state = saved.pop() ?? state;
      else if (painting !== undefined) {
        if (painting.fills && this.#fillHides(path, state)) return true;
        if (painting.strokes && this.#lineHides(state)) return true;
        path = new Outline();
      } else if (!extendPath(path, state.matrix, operator, operands)) state = this.#change(state, operator, operands);
    }
    return true;
  }

  #change(state: MarkState, operator: string, operands: readonly PdfObject[]): MarkState {
    const numbers = operands.filter((operand) => typeof operand === "number");
    switch (operator) {
      case "cm":
        return { ...state, matrix: multiply(matrixFrom(operands) ?? IDENTITY, state.matrix) };
      case "gs":
        return { ...state, ...this.#readState(operands[0]) };
      case "w":
        return { ...state, lineWidth: numbers[0] ?? Number.POSITIVE_INFINITY };
      case "g":
      case "rg":
      case "k":
        return { ...state, luminance: luminanceOf(numbers) };
      case "cs":
      case "sc":
      case "scn":
        return { ...state, luminance: null };
      default:
        return state;
    }
  }

  #fillHides(path: Outline, { blending, luminance }: MarkState): boolean {
    if (blending === "none") return true;
    if (blending === "multiply" && (luminance === null || luminance < MIN_LUMINANCE)) return true;
    // What lets text through once does not when it is put there again and again.
    const area = path.bounds;
    if (area === null) return false;
    if (this.#areas.length === MAX_AREAS) return true;
    const isAgain = this.#areas.some(
      (one) => sharedArea(one, area) > MAX_OVERLAP * Math.min(areaOf(one), areaOf(area)),
    );
    this.#areas.push(area);
    return isAgain;
  }

  #lineHides({ matrix, lineWidth, blending }: MarkState): boolean {
    const scale = this.#scale * Math.max(horizontalScale(matrix), verticalScale(matrix));
    // Highlights are drawn as thick lines too.
    return blending !== "multiply" && Math.abs(lineWidth) * scale > MAX_LINE_WIDTH;
  }

  /** Of a graphics state (ISO 32000-2, table 57): multiplied with what is below, or half transparent at least. */
  #readState(name: PdfObject | undefined): Partial<MarkState> {
    const { newer } = this.#step;
    const resources = newer.resolve(this.#stream.dict.get("Resources"));
    const states = resources instanceof PdfDict ? newer.resolve(resources.get("ExtGState")) : null;
    const state = states instanceof PdfDict && name instanceof PdfName ? newer.resolve(states.get(name.value)) : null;
    if (!(state instanceof PdfDict)) return { blending: "none" };
    const mode = newer.resolve(state.get("BM"));
    const alpha = newer.resolve(state.get("ca"));
    const width = newer.resolve(state.get("LW"));
    const blending =
      mode instanceof PdfName && mode.value === "Multiply"
        ? "multiply"
        : typeof alpha === "number" && alpha <= MAX_ALPHA
          ? "transparent"
          : "none";
    return { blending, ...(typeof width === "number" ? { lineWidth: width } : {}) };
  }
}

const MAX_ALPHA = 0.6;
