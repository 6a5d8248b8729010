import { isPdfArray, PdfDict, PdfName, type PdfObject, PdfStream, PdfString } from "../../pdf/objects.ts";
import { ByteReader, bytesInMemory } from "../../pdf/read/byte-reader.ts";
import type { PdfDocument } from "../../pdf/read/document.ts";
import { decodeStream } from "../../pdf/read/filters.ts";
import { PdfLimitError, PdfReadError } from "../../pdf/read/read-error.ts";
import type { Rectangle } from "../geometry.ts";
import { IDENTITY, type Matrix, matrixFrom, multiply, transform } from "./matrix.ts";
import { parseOperands } from "./operands.ts";

/**
 * The least part of its size by which a string advances with each byte: letters are half as wide as high, and take up to
 * two bytes. Widths need fonts; what is surely text is enough to find what covers it.
 */
const LEAST_ADVANCE = 0.25;
/** Small letters reach this part of their size above the line. */
const LETTER_HEIGHT = 0.5;

/** Operators looked at on one page, its forms included; dense pages have 100,000. */
const MAX_OPERATORS = 1_000_000;
const MAX_CONTENT_BYTES = 32 * 1024 * 1024;
/** Forms within forms. */
const MAX_FORM_DEPTH = 6;
const MAX_GRAPHICS_STATES = 256;

interface State {
  readonly matrix: Matrix;
  readonly size: number;
  readonly leading: number;
}

/**
 * Where a page surely shows text, in default user space: a box for each string, narrower than it. As far as its content
 * can be read: what breaks off shows nothing further.
 */
export function readPageText(document: PdfDocument, page: PdfDict): readonly Rectangle[] {
  const reader = new SpotReader(document);
  const contents = document.resolve(page.get("Contents"));
  const streams = isPdfArray(contents) ? contents.map((item) => document.resolve(item)) : [contents];
  const parts = streams.flatMap((stream) => (stream instanceof PdfStream ? [stream] : []));
  const [first] = parts;
  const known = first === undefined ? undefined : textOfContent.get(first);
  if (known !== undefined) return known;
  reader.readAll(parts, document.resolve(inherited(document, page, "Resources")));
  if (first !== undefined) textOfContent.set(first, reader.spots);
  return reader.spots;
}

/** By a page's first content stream: a page is the same in most of its revisions, and what changes it is suspicious anyway. */
const textOfContent = new WeakMap<PdfStream, readonly Rectangle[]>();

/** An entry of a page or of a node above it (ISO 32000-2, table 31). */
function inherited(document: PdfDocument, page: PdfDict, key: string): PdfObject | undefined {
  let node: PdfObject = page;
  for (let depth = 0; node instanceof PdfDict && depth < 64; depth++) {
    const value = node.get(key);
    if (value !== undefined) return value;
    node = document.resolve(node.get("Parent"));
  }
  return undefined;
}

class SpotReader {
  readonly spots: Rectangle[] = [];
  readonly #document: PdfDocument;
  #left = MAX_OPERATORS;

  constructor(document: PdfDocument) {
    this.#document = document;
  }

  readAll(streams: readonly PdfStream[], resources: PdfObject): void {
    const start: State = { matrix: IDENTITY, size: 0, leading: 0 };
    const data = streams.map((stream) => this.#decode(stream));
    const joined = new Uint8Array(data.reduce((sum, part) => sum + part.length + 1, 0)).fill(0x20);
    let at = 0;
    for (const part of data) {
      joined.set(part, at);
      at += part.length + 1;
    }
    this.#run(joined, resources, start, 0);
  }

  #decode(stream: PdfStream): Uint8Array {
    try {
      return decodeStream(this.#document, stream, { maxBytes: MAX_CONTENT_BYTES });
    } catch (thrown) {
      if (thrown instanceof PdfReadError || thrown instanceof PdfLimitError) return new Uint8Array(0);
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
          state = { ...state, size: number(second) };
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
          move(0, -state.leading);
          this.#spot(multiply(text, state.matrix), state.size, operands);
          break;
        case "Tj":
        case "TJ":
          this.#spot(multiply(text, state.matrix), state.size, isPdfArray(first) ? first : operands);
          break;
        case "Do":
          if (first instanceof PdfName) this.#form(first.value, resources, state, depth);
          break;
        default:
      }
    }
  }

  /** Null at the end, or where what follows is not a content stream. */
  #next(reader: ByteReader): { readonly operator: string; readonly operands: readonly PdfObject[] } | null {
    if (--this.#left < 0) return null;
    try {
      const next = parseOperands(reader);
      return next === null || next.operator === null ? null : { operator: next.operator, operands: next.operands };
    } catch (thrown) {
      if (thrown instanceof PdfReadError) return null;
      throw thrown;
    }
  }

  #spot(matrix: Matrix, size: number, items: readonly PdfObject[]): void {
    let advance = 0;
    for (const item of items) {
      if (item instanceof PdfString) advance += item.bytes.length * LEAST_ADVANCE;
      else if (typeof item === "number") advance -= item / 1000;
    }
    const [x, y] = transform(matrix, 0, 0);
    const [toX, toY] = transform(matrix, Math.max(0, advance) * size, LETTER_HEIGHT * size);
    this.spots.push({
      left: Math.min(x, toX),
      bottom: Math.min(y, toY),
      right: Math.max(x, toX),
      top: Math.max(y, toY),
    });
  }

  #form(name: string, resources: PdfObject, state: State, depth: number): void {
    const document = this.#document;
    const objects = resources instanceof PdfDict ? document.resolve(resources.get("XObject")) : null;
    const form = objects instanceof PdfDict ? document.resolve(objects.get(name)) : null;
    if (!(form instanceof PdfStream) || depth >= MAX_FORM_DEPTH) return;
    const subtype = document.resolve(form.dict.get("Subtype"));
    if (!(subtype instanceof PdfName) || subtype.value !== "Form") return;
    const matrix = document.resolve(form.dict.get("Matrix"));
    const own = isPdfArray(matrix) ? matrixFrom(matrix.map((item) => document.resolve(item))) : IDENTITY;
    const inside = { ...state, matrix: multiply(own ?? IDENTITY, state.matrix) };
    const named = document.resolve(form.dict.get("Resources"));
    this.#run(this.#decode(form), named instanceof PdfDict ? named : resources, inside, depth + 1);
  }
}
