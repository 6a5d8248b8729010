import { isPdfArray, PdfDict, PdfName, type PdfObject, PdfRef, PdfStream, PdfString } from "../../pdf/objects.ts";
import { ByteReader, bytesInMemory } from "../../pdf/read/byte-reader.ts";
import { END, isWhiteSpace } from "../../pdf/read/characters.ts";
import type { PdfDocument } from "../../pdf/read/document.ts";
import { decodeStream } from "../../pdf/read/filters.ts";
import { PdfLimitError, PdfReadError } from "../../pdf/read/read-error.ts";
import type { Rectangle } from "../geometry.ts";
import { IDENTITY, type Matrix, matrixFrom, multiply, transform } from "./matrix.ts";
import { parseOperands } from "./operands.ts";
import { type Advance, PageFonts } from "./page-fonts.ts";

/** Small letters reach this part of their size above the line. */
const LETTER_HEIGHT = 0.5;

/** Operators looked at on one page, its forms included; dense pages have 100,000. */
const MAX_OPERATORS = 1_000_000;
const MAX_CONTENT_BYTES = 32 * 1024 * 1024;
/** Forms within forms. */
const MAX_FORM_DEPTH = 6;
const MAX_GRAPHICS_STATES = 256;

/** Where a page shows text. */
export interface PageText {
  /** A box for each string, in default user space. */
  readonly spots: readonly Rectangle[];
  /** Whether its content could be read to the end: else there may be text anywhere. */
  readonly isComplete: boolean;
}

interface State {
  readonly matrix: Matrix;
  readonly advanceOf: (bytes: Uint8Array) => Advance;
  readonly size: number;
  readonly leading: number;
  readonly characterSpacing: number;
  readonly wordSpacing: number;
  /** A part of 1. */
  readonly stretch: number;
}

/** Where a page shows text, as high as its small letters are and as far as its fonts say. */
export function readPageText(document: PdfDocument, page: PdfDict): PageText {
  const contents = document.resolve(page.get("Contents"));
  const streams = isPdfArray(contents) ? contents.map((item) => document.resolve(item)) : [contents];
  const parts = streams.flatMap((stream) => (stream instanceof PdfStream ? [stream] : []));
  const resources = document.resolve(inherited(document, page, "Resources"));
  const known = parts.reduce((node, part) => node.next(part), textOfContents);
  const key = keyOfResources(document, resources);
  const before = known.texts.get(key);
  if (before !== undefined) return before;
  const reader = new SpotReader(document);
  reader.readAll(parts, resources);
  const text = { spots: reader.spots, isComplete: reader.isComplete };
  if (parts.length > 0) known.texts.set(key, text);
  return text;
}

/** A page is the same in most of its revisions, and many pages begin with the same stream: known by all of them, in order. */
class KnownContents {
  readonly texts = new Map<string, PageText>();
  readonly #next = new WeakMap<PdfStream, KnownContents>();

  next(part: PdfStream): KnownContents {
    const next = this.#next.get(part) ?? new KnownContents();
    this.#next.set(part, next);
    return next;
  }
}

const textOfContents = new KnownContents();

/** Which forms and fonts its names lead to. */
function keyOfResources(document: PdfDocument, resources: PdfObject): string {
  if (!(resources instanceof PdfDict)) return "";
  return ["XObject", "Font", "ExtGState"]
    .map((key) => {
      const raw = resources.get(key);
      if (raw instanceof PdfRef) return `${raw.num} ${raw.gen}`;
      const named = document.resolve(raw);
      if (!(named instanceof PdfDict)) return "";
      const entries = [...named.entries].map(([name, value]) =>
        value instanceof PdfRef ? `${name} ${value.num} ${value.gen}` : name,
      );
      return entries.join("/");
    })
    .join("|");
}

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
  isComplete = true;
  readonly #document: PdfDocument;
  readonly #fonts: PageFonts;
  #left = MAX_OPERATORS;

  constructor(document: PdfDocument) {
    this.#document = document;
    this.#fonts = new PageFonts(document);
  }

  readAll(streams: readonly PdfStream[], resources: PdfObject): void {
    const advanceOf = this.#fonts.read(undefined);
    const start: State = {
      matrix: IDENTITY,
      advanceOf,
      size: 0,
      leading: 0,
      characterSpacing: 0,
      wordSpacing: 0,
      stretch: 1,
    };
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
      if (thrown instanceof PdfReadError || thrown instanceof PdfLimitError) {
        this.isComplete = false;
        return new Uint8Array(0);
      }
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
          text = this.#spot(text, state, isPdfArray(first) ? first : operands);
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
    try {
      const next = parseOperands(reader);
      if (next === null) return null;
      if (next.operator !== null && --this.#left >= 0) return { operator: next.operator, operands: next.operands };
    } catch (thrown) {
      if (!(thrown instanceof PdfReadError)) throw thrown;
    }
    this.isComplete = false;
    return null;
  }

  /** Where the text goes on. */
  #spot(text: Matrix, state: State, items: readonly PdfObject[]): Matrix {
    const { size, stretch, characterSpacing, wordSpacing, advanceOf } = state;
    let x = 0;
    let right = 0;
    for (const item of items) {
      if (item instanceof PdfString) {
        const { width, codes, spaces } = advanceOf(item.bytes);
        x += (width * size + codes * characterSpacing + spaces * wordSpacing) * stretch;
      } else if (typeof item === "number") x -= (item / 1000) * size * stretch;
      right = Math.max(right, x);
    }
    const placed = multiply(text, state.matrix);
    const [fromX, fromY] = transform(placed, 0, 0);
    const [toX, toY] = transform(placed, right, LETTER_HEIGHT * size);
    this.spots.push({
      left: Math.min(fromX, toX),
      bottom: Math.min(fromY, toY),
      right: Math.max(fromX, toX),
      top: Math.max(fromY, toY),
    });
    return multiply([1, 0, 0, 1, x, 0], text);
  }

  /** A graphics state may set a font too (ISO 32000-2, table 57). */
  #fontOfState(name: PdfObject | undefined, resources: PdfObject): Partial<State> {
    const document = this.#document;
    const states = resources instanceof PdfDict ? document.resolve(resources.get("ExtGState")) : null;
    const named =
      states instanceof PdfDict && name instanceof PdfName ? document.resolve(states.get(name.value)) : null;
    const font = named instanceof PdfDict ? document.resolve(named.get("Font")) : null;
    if (!isPdfArray(font)) return {};
    const size = document.resolve(font[1]);
    return typeof size === "number" ? { size, advanceOf: this.#fonts.read(font[0]) } : {};
  }

  #form(name: string, resources: PdfObject, state: State, depth: number): void {
    const document = this.#document;
    const objects = resources instanceof PdfDict ? document.resolve(resources.get("XObject")) : null;
    const form = objects instanceof PdfDict ? document.resolve(objects.get(name)) : null;
    if (!(form instanceof PdfStream)) return;
    const subtype = document.resolve(form.dict.get("Subtype"));
    if (!(subtype instanceof PdfName) || subtype.value !== "Form") return;
    if (depth >= MAX_FORM_DEPTH) {
      this.isComplete = false;
      return;
    }
    const matrix = document.resolve(form.dict.get("Matrix"));
    const own = isPdfArray(matrix) ? matrixFrom(matrix.map((item) => document.resolve(item))) : IDENTITY;
    const inside = { ...state, matrix: multiply(own ?? IDENTITY, state.matrix) };
    const named = document.resolve(form.dict.get("Resources"));
    this.#run(this.#decode(form), named instanceof PdfDict ? named : resources, inside, depth + 1);
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
