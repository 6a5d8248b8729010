import { concatBytes } from "../../bytes/concat.ts";
import { isPdfArray, PdfDict, PdfName, type PdfObject, PdfStream, PdfString } from "../../pdf/objects.ts";
import { ByteReader, bytesInMemory } from "../../pdf/read/byte-reader.ts";
import { END, isWhiteSpace } from "../../pdf/read/characters.ts";
import type { Resolver } from "../../pdf/read/filters.ts";
import { PdfLimitError, PdfReadError } from "../../pdf/read/read-error.ts";
import type { ContentBudget } from "../content-budget.ts";
import type { Rectangle } from "../geometry.ts";
import { IDENTITY, isSound, type Matrix, matrixFrom, multiply, placeBox } from "./matrix.ts";
import { hasItsOperands, parseOperands } from "./operands.ts";
import { PageFonts } from "./page-fonts.ts";
import { namedResource } from "./resources.ts";
import type { Advance } from "./string-codes.ts";

/** Small letters reach this part of their size above the line. */
const LETTER_HEIGHT = 0.5;

/** Operators looked at on one page, its forms included; dense pages have 100,000. */
const MAX_OPERATORS = 1_000_000;
/** Bytes of content, decoded, its forms included as often as they are shown. */
const MAX_CONTENT_BYTES = 32 * 1024 * 1024;
/** Forms within forms. */
const MAX_FORM_DEPTH = 6;
const MAX_GRAPHICS_STATES = 256;

interface State {
  readonly matrix: Matrix;
  readonly advanceOf: (bytes: Uint8Array) => Advance;
  readonly size: number;
  readonly leading: number;
  readonly rise: number;
  readonly characterSpacing: number;
  readonly wordSpacing: number;
  /** A part of 1. */
  readonly stretch: number;
}

const SPACE = new Uint8Array([0x20]);

/** Reads where a content stream shows text, until anything cannot be read: then there may be text anywhere. */
export class SpotReader {
  readonly spots: Rectangle[] = [];
  isComplete = true;
  readonly #resolver: Resolver;
  readonly #content: ContentBudget;
  readonly #fonts: PageFonts;
  /** Null for what cannot be decoded. */
  readonly #decoded = new Map<PdfStream, Uint8Array | null>();
  #operatorsLeft = MAX_OPERATORS;
  #bytesLeft = MAX_CONTENT_BYTES;

  constructor(resolver: Resolver, content: ContentBudget) {
    this.#resolver = resolver;
    this.#content = content;
    this.#fonts = new PageFonts(resolver);
  }

  readAll(streams: readonly PdfStream[], resources: PdfObject): void {
    const advanceOf = this.#fonts.read(undefined);
    const start: State = {
      matrix: IDENTITY,
      advanceOf,
      size: 0,
      leading: 0,
      rise: 0,
      characterSpacing: 0,
      wordSpacing: 0,
      stretch: 1,
    };
    const parts: Uint8Array[] = [];
    for (const stream of streams) {
      const data = this.#decode(stream);
      if (data === null) return;
      // A token never goes on in the next stream (ISO 32000-2, 7.8.2).
      parts.push(data, SPACE);
    }
    this.#run(concatBytes(...parts), resources, start, 0);
  }

  /** Null where there is too much of it, or it cannot be decoded: the reading ends. */
  #decode(stream: PdfStream): Uint8Array | null {
    const data = this.#decoded.get(stream) ?? this.#decodeOnce(stream);
    this.#decoded.set(stream, data);
    // However often a stream is shown, it is read each time.
    this.#bytesLeft -= data?.length ?? 0;
    if (data !== null && this.#bytesLeft >= 0) return data;
    this.isComplete = false;
    return null;
  }

  #decodeOnce(stream: PdfStream): Uint8Array | null {
    try {
      return this.#content.decode(this.#resolver, stream, { maxBytes: this.#bytesLeft });
    } catch (thrown) {
      if (thrown instanceof PdfReadError || thrown instanceof PdfLimitError) return null;
      throw thrown;
    }
  }

  #run(data: Uint8Array, resources: PdfObject, start: State, depth: number): void {
    const reader = new ByteReader(bytesInMemory(data));
    const stack: State[] = [];
    let state = start;
    let text = IDENTITY;
    let line = IDENTITY;
    const move = (x: number, y: number) => {
      line = multiply([1, 0, 0, 1, x, y], line);
      text = line;
    };
    for (;;) {
      const next = this.#next(reader);
      if (next === null) return;
      const { operator, operands } = next;
      const [first, second] = operands;
      const number = (value: PdfObject | undefined) => (typeof value === "number" ? value : 0);
      switch (operator) {
        case "q":
          if (stack.length < MAX_GRAPHICS_STATES) stack.push(state);
          else this.isComplete = false;
          break;
        case "Q":
          state = stack.pop() ?? state;
          break;
        case "cm":
          state = { ...state, matrix: multiply(matrixFrom(operands) ?? IDENTITY, state.matrix) };
          break;
        case "BT":
          text = line = IDENTITY;
          break;
        case "Tf":
          if (first instanceof PdfName) {
            state = { ...state, size: number(second), advanceOf: this.#fonts.named(first.value, resources) };
          }
          break;
        case "gs":
          state = { ...state, ...this.#fontOfState(first, resources) };
          break;
        case "Tc":
          state = { ...state, characterSpacing: number(first) };
          break;
        case "Tw":
          state = { ...state, wordSpacing: number(first) };
          break;
        case "Tz":
          state = { ...state, stretch: number(first) / 100 };
          break;
        case "ID":
          skipInlineImage(reader);
          break;
        case "Ts":
          state = { ...state, rise: number(first) };
          break;
        case "TL":
          state = { ...state, leading: number(first) };
          break;
        case "Tm":
          text = line = matrixFrom(operands) ?? IDENTITY;
          break;
        case "TD":
          state = { ...state, leading: -number(second) };
          move(number(first), number(second));
          break;
        case "Td":
          move(number(first), number(second));
          break;
        case "T*":
          move(0, -state.leading);
          break;
        case "'":
        case '"':
          if (operator === '"') state = { ...state, wordSpacing: number(first), characterSpacing: number(second) };
          move(0, -state.leading);
          text = this.#spot(text, state, operands.slice(-1));
          break;
        case "Tj":
        case "TJ":
          text = this.#spot(text, state, isPdfArray(first) ? first : [first ?? null]);
          break;
        case "Do":
          if (first instanceof PdfName) this.#form(first.value, resources, state, depth);
          break;
        default:
      }
    }
  }

  /** Null at the end, or where what follows is not a content stream, or viewers differ on what it does. */
  #next(reader: ByteReader): { readonly operator: string; readonly operands: readonly PdfObject[] } | null {
    try {
      const next = this.isComplete ? parseOperands(reader) : null;
      if (next === null) return null;
      const { operator, operands } = next;
      const isSound = operator === "ID" || (operator !== null && hasItsOperands(operator, operands));
      if (operator !== null && isSound && --this.#operatorsLeft >= 0) return { operator, operands };
    } catch (thrown) {
      if (!(thrown instanceof PdfReadError)) throw thrown;
    }
    this.isComplete = false;
    return null;
  }

  /** Where the text goes on. */
  #spot(text: Matrix, state: State, items: readonly PdfObject[]): Matrix {
    const { size, stretch, rise, characterSpacing, wordSpacing, advanceOf } = state;
    let x = 0;
    let left = 0;
    let right = 0;
    for (const item of items) {
      if (item instanceof PdfString) {
        const { width, codes, spaces } = advanceOf(item.bytes);
        x += (width * size + codes * characterSpacing + spaces * wordSpacing) * stretch;
      } else if (typeof item === "number") x -= (item / 1000) * size * stretch;
      left = Math.min(left, x);
      right = Math.max(right, x);
    }
    const letters = { left, bottom: rise, right, top: rise + LETTER_HEIGHT * size };
    const placed = multiply(text, state.matrix);
    if (!isSound(placed)) this.isComplete = false;
    this.spots.push(placeBox(placed, letters));
    return multiply([1, 0, 0, 1, x, 0], text);
  }

  /** A graphics state may set a font too (ISO 32000-2, table 57). */
  #fontOfState(name: PdfObject | undefined, resources: PdfObject): Partial<State> {
    const resolver = this.#resolver;
    const named =
      name instanceof PdfName ? resolver.resolve(namedResource(resolver, resources, "ExtGState", name.value)) : null;
    const font = named instanceof PdfDict ? resolver.resolve(named.get("Font")) : null;
    if (!isPdfArray(font)) return {};
    const size = resolver.resolve(font[1]);
    return typeof size === "number" ? { size, advanceOf: this.#fonts.read(font[0]) } : {};
  }

  #form(name: string, resources: PdfObject, state: State, depth: number): void {
    const resolver = this.#resolver;
    const form = resolver.resolve(namedResource(resolver, resources, "XObject", name));
    if (!(form instanceof PdfStream)) return;
    const subtype = resolver.resolve(form.dict.get("Subtype"));
    if (!(subtype instanceof PdfName) || subtype.value !== "Form") return;
    if (depth >= MAX_FORM_DEPTH) {
      this.isComplete = false;
      return;
    }
    const matrix = resolver.resolve(form.dict.get("Matrix"));
    const own = isPdfArray(matrix) ? matrixFrom(matrix.map((item) => resolver.resolve(item))) : IDENTITY;
    const inside = { ...state, matrix: multiply(own ?? IDENTITY, state.matrix) };
    const named = resolver.resolve(form.dict.get("Resources"));
    const data = this.#decode(form);
    if (data !== null) this.#run(data, named instanceof PdfDict ? named : resources, inside, depth + 1);
  }
}

/** Past the data of an inline image, which end where EI stands alone (8.9.7). */
function skipInlineImage(reader: ByteReader): void {
  for (let before = reader.next(); before !== END; before = reader.next()) {
    if (!isWhiteSpace(before) || !reader.skipText("EI")) continue;
    const after = reader.peek();
    if (after === END || isWhiteSpace(after)) return;
  }
}
