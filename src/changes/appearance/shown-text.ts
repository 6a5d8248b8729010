import { PdfName, type PdfObject, PdfString } from "../../pdf/objects.ts";
import { ByteReader, bytesInMemory } from "../../pdf/read/byte-reader.ts";
import type { Rectangle } from "../geometry.ts";
import type { FontText } from "./font-text.ts";
import { IDENTITY, type Matrix, matrixFrom, multiply, transform, verticalScale } from "./matrix.ts";
import { parseOperands } from "./operands.ts";
import { Outline } from "./outline.ts";

/** Why it cannot be told what a content stream shows. */
export type Obscurity =
  /** It draws images, other streams or shadings. */
  | "draws"
  /** It paints over text that it has shown. */
  | "paints-over"
  /** It shows text invisibly, in white, too small, transparent, or outside its box. */
  | "hidden"
  /** A string in a font that cannot be read. */
  | "font"
  | "malformed";

export type ShownText = { readonly text: string } | { readonly obscurity: Obscurity };

/** Operators of one appearance; a page of text has a few thousand. */
const MAX_OPERATORS = 100_000;
/** Text smaller than this many units is not read by anyone. */
const MIN_TEXT_HEIGHT = 2;
/** Origins of glyphs may stand a little outside of the box. */
const BOX_TOLERANCE = 4;
/** Lighter than this on white is no text. */
const MAX_LUMINANCE = 0.9;

/** The least part of its size by which a glyph advances. */
const LEAST_ADVANCE = 0.2;

/** A string where it is shown: the origin of its first glyph. */
interface Run {
  readonly x: number;
  readonly y: number;
  readonly height: number;
  readonly text: string;
}

interface State {
  readonly characterSpacing: number;
  readonly matrix: Matrix;
  readonly clip: Rectangle;
  readonly font: FontText | null;
  readonly size: number;
  readonly rendering: number;
  readonly luminance: number;
  readonly leading: number;
}

/**
 * What a form XObject for a text field shows, line by line from the top, each from the left. Everything that could hide the text, or show
 * what is no text, makes it obscure: such an appearance has no need for it.
 * @param box what it is clipped to, in its own units
 * @param scale the size of these units on the page
 * @param fontOf the reading of a font resource; null where it must not be trusted
 */
export function readShownText(
  data: Uint8Array,
  box: Rectangle,
  scale: number,
  fontOf: (name: string) => FontText | null,
): ShownText {
  return new TextReader(box, MIN_TEXT_HEIGHT / scale, fontOf).run(data);
}

/** Strings on one line may differ in height by this part of their size. */
const LINE_TOLERANCE = 0.4;

function inReadingOrder(runs: readonly Run[]): string {
  const lines: { y: number; runs: Run[] }[] = [];
  for (const run of [...runs].sort((one, other) => other.y - one.y)) {
    const line = lines.at(-1);
    if (line !== undefined && line.y - run.y <= LINE_TOLERANCE * run.height) line.runs.push(run);
    else lines.push({ y: run.y, runs: [run] });
  }
  return lines.flatMap((line) => line.runs.sort((one, other) => one.x - other.x).map(({ text }) => text)).join(" ");
}

class TextReader {
  readonly #minHeight: number;
  readonly #fontOf: (name: string) => FontText | null;
  readonly #stack: State[] = [];
  #state: State;
  readonly #runs: Run[] = [];
  #textMatrix: Matrix = IDENTITY;
  #lineMatrix: Matrix = IDENTITY;
  #path = new Outline();
  #clips = false;
  #shown = false;
  #darkGround = false;
  #obscurity: Obscurity | null = null;

  constructor(box: Rectangle, minHeight: number, fontOf: (name: string) => FontText | null) {
    this.#minHeight = minHeight;
    this.#fontOf = fontOf;
    this.#state = {
      matrix: IDENTITY,
      clip: box,
      font: null,
      size: 0,
      rendering: 0,
      luminance: 0,
      leading: 0,
      characterSpacing: 0,
    };
  }

  run(data: Uint8Array): ShownText {
    const reader = new ByteReader(bytesInMemory(data));
    for (let count = 0; this.#obscurity === null; count++) {
      const next = parseOperands(reader);
      if (next === null) return { text: inReadingOrder(this.#runs) };
      if (count === MAX_OPERATORS || next.operator === null) return { obscurity: "malformed" };
      this.#operate(next.operator, next.operands);
    }
    return { obscurity: this.#obscurity };
  }

  #fail(obscurity: Obscurity): void {
    this.#obscurity ??= obscurity;
  }

  #operate(operator: string, operands: readonly PdfObject[]): void {
    const [first, second, third] = operands;
    const number = (value: PdfObject | undefined) => (typeof value === "number" ? value : 0);
    switch (operator) {
      case "q":
        if (this.#stack.length > 64) return this.#fail("malformed");
        this.#stack.push(this.#state);
        return;
      case "Q":
        this.#state = this.#stack.pop() ?? this.#state;
        return;
      case "cm": {
        const matrix = matrixFrom(operands);
        if (matrix === null) return this.#fail("malformed");
        return this.#set({ matrix: multiply(matrix, this.#state.matrix) });
      }
      case "BT":
        this.#textMatrix = this.#lineMatrix = IDENTITY;
        return;
      case "Tf":
        if (!(first instanceof PdfName)) return this.#fail("malformed");
        return this.#set({ font: this.#fontOf(first.value), size: number(second) });
      case "Tc":
        return this.#set({ characterSpacing: number(first) });
      case "BDC":
        // Optional content, which may be switched off.
        return first instanceof PdfName && first.value === "OC" ? this.#fail("hidden") : undefined;
      case "Tr":
        return this.#set({ rendering: number(first) });
      case "TL":
        return this.#set({ leading: number(first) });
      case "Tm": {
        const matrix = matrixFrom(operands);
        if (matrix === null) return this.#fail("malformed");
        this.#textMatrix = this.#lineMatrix = matrix;
        return;
      }
      case "TD":
        this.#set({ leading: -number(second) });
        return this.#move(number(first), number(second));
      case "Td":
        return this.#move(number(first), number(second));
      case "T*":
        return this.#move(0, -this.#state.leading);
      case "Tj":
        return this.#show([first ?? null]);
      case "TJ":
        return this.#show(Array.isArray(first) ? first : []);
      case "'":
        this.#move(0, -this.#state.leading);
        return this.#show([first ?? null]);
      case '"':
        this.#move(0, -this.#state.leading);
        return this.#show([third ?? null]);
      case "Tz":
        return number(first) < 10 ? this.#fail("hidden") : undefined;
      case "g":
        return this.#set({ luminance: number(first) });
      case "rg":
        return this.#set({ luminance: 0.3 * number(first) + 0.59 * number(second) + 0.11 * number(third) });
      case "k": {
        const [c, m, y, k] = operands.map(number);
        return this.#set({ luminance: (1 - (k ?? 0)) * (1 - (0.3 * (c ?? 0) + 0.59 * (m ?? 0) + 0.11 * (y ?? 0))) });
      }
      case "cs":
      case "sc":
      case "scn":
      case "gs":
        return this.#fail("hidden");
      case "Do":
      case "sh":
      case "BI":
        return this.#fail("draws");
      default:
        return this.#pathOperator(operator, operands);
    }
  }

  #set(change: Partial<State>): void {
    this.#state = { ...this.#state, ...change };
  }

  #move(x: number, y: number): void {
    this.#lineMatrix = multiply([1, 0, 0, 1, x, y], this.#lineMatrix);
    this.#textMatrix = this.#lineMatrix;
  }

  #show(items: readonly PdfObject[]): void {
    const { size, characterSpacing } = this.#state;
    for (const item of items) {
      if (typeof item === "number") this.#advance((-item / 1000) * size);
      if (!(item instanceof PdfString) || item.bytes.length === 0) continue;
      const text = this.#showString(item.bytes);
      if (text === null) return;
      this.#advance(text.length * (LEAST_ADVANCE * Math.abs(size) + characterSpacing));
    }
  }

  #advance(x: number): void {
    this.#textMatrix = multiply([1, 0, 0, 1, x, 0], this.#textMatrix);
  }

  #showString(bytes: Uint8Array): string | null {
    const { font, size, rendering, matrix, clip, luminance } = this.#state;
    const placed = multiply(this.#textMatrix, matrix);
    const [a, b, c, d] = placed;
    const [x, y] = transform(placed, 0, 0);
    const height = Math.abs(size) * verticalScale(placed);
    const inside =
      x >= clip.left - BOX_TOLERANCE &&
      x <= clip.right + BOX_TOLERANCE &&
      y >= clip.bottom - BOX_TOLERANCE &&
      y <= clip.top + BOX_TOLERANCE;
    const upright = a > 0 && d > 0 && size > 0 && Math.abs(b) < a / 10 && Math.abs(c) < d;
    const white = luminance > MAX_LUMINANCE && !this.#darkGround;
    if (!inside || !upright || white || rendering !== 0 || height < this.#minHeight) {
      this.#fail("hidden");
      return null;
    }
    const text = font === null ? null : font(bytes);
    if (text === null) {
      this.#fail("font");
      return null;
    }
    this.#runs.push({ x, y, height, text });
    this.#shown = true;
    return text;
  }

  #pathOperator(operator: string, operands: readonly PdfObject[]): void {
    switch (operator) {
      case "re":
      case "m":
      case "l":
        return this.#extendPath(operator, operands);
      case "c":
      case "v":
      case "y":
        return this.#path.spoil();
      case "h":
        return this.#path.close();
      case "W":
      case "W*":
        this.#clips = true;
        return;
      case "f":
      case "F":
      case "f*":
      case "B":
      case "B*":
      case "b":
      case "b*":
        if (this.#shown) return this.#fail("paints-over");
        if (this.#state.luminance < MAX_LUMINANCE / 2) this.#darkGround = true;
        return this.#endPath();
      case "S":
      case "s":
        if (this.#shown) return this.#fail("paints-over");
        return this.#endPath();
      case "n":
        return this.#endPath();
      default:
        // What is left sets parameters of lines and spacing, marks content, or is unknown and thereby ignored.
        return;
    }
  }

  #extendPath(operator: "re" | "m" | "l", operands: readonly PdfObject[]): void {
    const numbers = operands.filter((operand) => typeof operand === "number");
    const [x, y, width, height] = numbers;
    if (x === undefined || y === undefined || numbers.length !== operands.length) return this.#fail("malformed");
    const { matrix } = this.#state;
    if (operator === "m") return this.#path.moveTo(matrix, x, y);
    if (operator === "l") return this.#path.lineTo(matrix, x, y);
    if (width === undefined || height === undefined) return this.#fail("malformed");
    this.#path.addRectangle(matrix, x, y, width, height);
  }

  #endPath(): void {
    if (this.#clips) {
      const path = this.#path.asRectangle();
      if (path === null) this.#fail("hidden");
      else {
        const { clip } = this.#state;
        const left = Math.max(clip.left, path.left);
        const bottom = Math.max(clip.bottom, path.bottom);
        this.#set({
          clip: { left, bottom, right: Math.min(clip.right, path.right), top: Math.min(clip.top, path.top) },
        });
      }
    }
    this.#path = new Outline();
    this.#clips = false;
  }
}
