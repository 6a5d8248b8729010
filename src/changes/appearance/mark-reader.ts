import { isPdfArray, PdfDict, PdfName, type PdfObject, type PdfStream } from "../../pdf/objects.ts";
import { ByteReader, bytesInMemory } from "../../pdf/read/byte-reader.ts";
import type { Resolver } from "../../pdf/read/filters.ts";
import type { ContentBudget } from "../content-budget.ts";
import { grown, intersect, type Rectangle, readRectangle, unionOf } from "../geometry.ts";
import { type Colour, colourOf } from "./grounds.ts";
import {
  horizontalScale,
  IDENTITY,
  isSound,
  type Matrix,
  matrixFrom,
  multiply,
  placeBox,
  verticalScale,
} from "./matrix.ts";
import { hasItsOperands, parseOperands } from "./operands.ts";
import { Outline } from "./outline.ts";
import { extendPath, PAINTING } from "./path-operators.ts";
import { namedResource } from "./resources.ts";
import { lineVeil, MAX_LINE_WIDTH, paintVeil, type Veil } from "./veils.ts";

/** Appearances of comments that mark text are a few lines. */
const MAX_APPEARANCE_BYTES = 1024 * 1024;
const MAX_OPERATORS = 10_000;
/** Areas that one comment marks: one for each line of text. */
const MAX_VEILS = 300;
/** Below what is painted at no more than this, text is read. */
const MAX_ALPHA = 0.6;

const DRAWS = new Set(["Do", "sh", "BI", "Tj", "TJ", "'", '"']);
/** Stands for a page of another file, is drawn by a program, or shown under a condition (ISO 32000-2, table 93). */
const DRAWN_ELSEWHERE = ["OC", "Ref", "PS", "Subtype2"];
/** What a graphics state may set without a say in how much it lets through but by what is read of it (table 57). */
const HARMLESS_PARAMETERS = new Set([
  "Type",
  "BM",
  "ca",
  "CA",
  "LW",
  "LC",
  "LJ",
  "ML",
  "D",
  "RI",
  "FL",
  "SM",
  "SA",
  "AIS",
]);

/**
 * What an appearance of a comment that marks text puts over its page; null where it could hide what is below, whatever else
 * is there: it draws images, forms or text of its own, fills without a graphics state that lets text through, as the one
 * that a highlight multiplies by, or draws lines as thick as letters are high.
 */
export function readVeils(
  resolver: Resolver,
  content: ContentBudget,
  stream: PdfStream,
  rectangle: Rectangle,
): readonly Veil[] | null {
  if (DRAWN_ELSEWHERE.some((key) => stream.dict.entries.has(key))) return null;
  const group = resolver.resolve(stream.dict.get("Group"));
  if (group !== null && !(group instanceof PdfDict)) return null;
  const placed = placement(resolver, stream.dict, rectangle);
  if (placed === null) return null;
  return new MarkReader({
    resolver,
    resources: resolver.resolve(stream.dict.get("Resources")),
    clip: rectangle,
    // In a group that knows nothing of what is below it, there is nothing to multiply with (11.4.5).
    isolated: group !== null && resolver.resolve(group.get("I")) !== false && group.entries.has("I"),
  }).read(content.decode(resolver, stream, { maxBytes: MAX_APPEARANCE_BYTES }), placed);
}

/** How an appearance is fitted into its rectangle (algorithm 8 of 12.5.5); null where it cannot be. */
function placement(resolver: Resolver, dict: PdfDict, rectangle: Rectangle): Matrix | null {
  const box = readRectangle(resolver, dict.get("BBox"));
  const value = resolver.resolve(dict.get("Matrix"));
  const own =
    value === null
      ? IDENTITY
      : isPdfArray(value) && value.length === 6
        ? matrixFrom(value.map((item) => resolver.resolve(item)))
        : null;
  if (box === null || own === null) return null;
  const { left, bottom, right, top } = placeBox(own, box);
  const [width, height] = [right - left, top - bottom];
  if (!(width > 0 && height > 0)) return null;
  const x = (rectangle.right - rectangle.left) / width;
  const y = (rectangle.top - rectangle.bottom) / height;
  const placed = multiply(own, [x, 0, 0, y, rectangle.left - left * x, rectangle.bottom - bottom * y]);
  return isSound(placed) ? placed : null;
}

interface MarkState {
  readonly matrix: Matrix;
  readonly mode: "normal" | "multiply" | "other";
  /** How much of what is below a fill covers. */
  readonly alpha: number;
  /** Null where it is of a colour space that is not read. */
  readonly fill: Colour | null;
  readonly stroke: Colour | null;
  readonly lineWidth: number;
}

const BLACK: Colour = [0, 0, 0];
const INITIAL: Omit<MarkState, "matrix"> = { mode: "normal", alpha: 1, fill: BLACK, stroke: BLACK, lineWidth: 1 };

class MarkReader {
  readonly #resolver: Resolver;
  readonly #resources: PdfObject;
  readonly #clip: Rectangle;
  readonly #isolated: boolean;
  readonly #veils: Veil[] = [];

  constructor(input: {
    readonly resolver: Resolver;
    readonly resources: PdfObject;
    readonly clip: Rectangle;
    readonly isolated: boolean;
  }) {
    this.#resolver = input.resolver;
    this.#resources = input.resources;
    this.#clip = input.clip;
    this.#isolated = input.isolated;
  }

  read(data: Uint8Array, placed: Matrix): readonly Veil[] | null {
    const reader = new ByteReader(bytesInMemory(data));
    let state: MarkState = { ...INITIAL, matrix: placed };
    let path = new Outline();
    const saved: MarkState[] = [];
    for (let count = 0; count < MAX_OPERATORS; count++) {
      const next = parseOperands(reader);
      if (next === null) return this.#veils;
      const { operator, operands } = next;
      if (operator === null || DRAWS.has(operator) || !hasItsOperands(operator, operands)) return null;
      const painting = PAINTING.get(operator);
      if (operator === "q") saved.push(state);
      else if (operator === "Q") state = saved.pop() ?? state;
      else if (painting !== undefined) {
        if (painting.closes) path.close();
        if (painting.fills && !this.#fill(path, state)) return null;
        if (painting.strokes && !this.#stroke(path, state)) return null;
        if (this.#veils.length > MAX_VEILS) return null;
        path = new Outline();
      } else if (!extendPath(path, state.matrix, operator, operands)) {
        state = this.#change(state, operator, operands);
        if (!isSound(state.matrix)) return null;
      }
    }
    return null;
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
        return { ...state, fill: colourOf(numbers) };
      case "G":
      case "RG":
      case "K":
        return { ...state, stroke: colourOf(numbers) };
      case "cs":
      case "sc":
      case "scn":
        return { ...state, fill: null };
      case "CS":
      case "SC":
      case "SCN":
        return { ...state, stroke: null };
      default:
        return state;
    }
  }

  /** Whether text is read through it. */
  #fill(path: Outline, { mode, alpha, fill }: MarkState): boolean {
    if (mode === "other" || (mode === "normal" && !(alpha >= 0 && alpha <= MAX_ALPHA))) return false;
    const leaves: Colour | null = mode === "multiply" ? fill : [1 - alpha, 1 - alpha, 1 - alpha];
    if (leaves === null) return false;
    for (const part of path.parts) this.#add(unionOf(part), (place) => paintVeil(place, leaves));
    return true;
  }

  #stroke(path: Outline, { matrix, lineWidth, mode, stroke }: MarkState): boolean {
    const width = Math.abs(lineWidth) * Math.max(horizontalScale(matrix), verticalScale(matrix));
    // Highlights are drawn as thick lines too.
    if (mode === "multiply") {
      if (stroke === null) return false;
      for (const line of path.lines) this.#add(grown(line, width / 2), (place) => paintVeil(place, stroke));
      return true;
    }
    if (width > MAX_LINE_WIDTH) return false;
    for (const part of path.parts) {
      const whole = unionOf(part);
      const isThin = whole !== null && leastSide(whole) + width <= MAX_LINE_WIDTH;
      // What is a line as a whole may wave, as a squiggly one does.
      for (const line of isThin ? [whole] : part) {
        const thickness = isThin ? leastSide(line) + width : width;
        this.#add(grown(line, width / 2), (place) => lineVeil(place, thickness));
      }
    }
    return true;
  }

  #add(rectangle: Rectangle | null, veil: (place: Rectangle) => Veil): void {
    const visible = rectangle === null ? null : intersect(rectangle, this.#clip);
    if (visible !== null && this.#veils.length <= MAX_VEILS) this.#veils.push(veil(visible));
  }

  /** Of a graphics state (ISO 32000-2, table 57), as far as its parameters are known to let text through. */
  #readState(name: PdfObject | undefined): Partial<MarkState> {
    const resolver = this.#resolver;
    const state =
      name instanceof PdfName
        ? resolver.resolve(namedResource(resolver, this.#resources, "ExtGState", name.value))
        : null;
    if (!(state instanceof PdfDict)) return { mode: "other" };
    if (![...state.entries.keys()].every((key) => HARMLESS_PARAMETERS.has(key))) return { mode: "other" };
    const mode = resolver.resolve(state.get("BM"));
    const alpha = resolver.resolve(state.get("ca"));
    const width = resolver.resolve(state.get("LW"));
    return {
      ...(mode === null ? {} : { mode: this.#modeOf(mode) }),
      ...(alpha === null ? {} : { alpha: typeof alpha === "number" ? alpha : 1 }),
      ...(typeof width === "number" ? { lineWidth: width } : {}),
    };
  }

  #modeOf(mode: PdfObject): MarkState["mode"] {
    switch (mode instanceof PdfName ? mode.value : "") {
      case "Normal":
      case "Compatible":
        return "normal";
      case "Multiply":
        return this.#isolated ? "normal" : "multiply";
      default:
        return "other";
    }
  }
}

function leastSide({ left, bottom, right, top }: Rectangle): number {
  return Math.min(right - left, top - bottom);
}
