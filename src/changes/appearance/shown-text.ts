import { PdfName, type PdfObject, PdfString } from "../../pdf/objects.ts";
import { ByteReader, bytesInMemory } from "../../pdf/read/byte-reader.ts";
import { intersect, type Rectangle } from "../geometry.ts";
import type { FontText } from "./font-text.ts";
import { colourOf, Grounds, luminanceOf } from "./grounds.ts";
import { inReadingOrder, type Run } from "./lines.ts";
import { horizontalScale, IDENTITY, isSound, type Matrix, matrixFrom, multiply, verticalScale } from "./matrix.ts";
import { hasItsOperands, parseOperands } from "./operands.ts";
import { Outline } from "./outline.ts";
import { extendPath, PAINTING, type Painting } from "./path-operators.ts";
import { isLegible, placeString, type TextState } from "./place-string.ts";

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

/** `marked` is the part of the text that stands on a ground of its own. */
export type ShownText = { readonly text: string; readonly marked: string } | { readonly obscurity: Obscurity };

/** Operators of one appearance; a page of text has a few thousand. */
const MAX_OPERATORS = 100_000;
/** Text smaller than this many units is not read by anyone. */
const MIN_TEXT_HEIGHT = 2;
/**
 * What a form XObject for a text field shows, line by line from the top, each from the left. Everything that could hide the
 * text or a part of it, or show what is no text, makes it obscure: such an appearance has no need for it.
 * @param box what it is clipped to, in its own units
 * @param scale the size of these units on the page
 * @param fontOf the reading of a font resource; null where it must not be trusted
 * @param isPassedOver which XObjects are as if they were not there; without it, none
 */
export function readShownText(
  data: Uint8Array,
  box: Rectangle,
  scale: number,
  fontOf: (name: string) => FontText | null,
  isPassedOver: (name: string) => boolean = () => false,
): ShownText {
  return new TextReader(box, MIN_TEXT_HEIGHT / scale, fontOf, isPassedOver).run(data);
}

class TextReader {
  readonly #minHeight: number;
  readonly #fontOf: (name: string) => FontText | null;
  readonly #isPassedOver: (name: string) => boolean;
  readonly #stack: TextState[] = [];
  #state: TextState;
  readonly #runs: Run[] = [];
  #textMatrix: Matrix = IDENTITY;
  #lineMatrix: Matrix = IDENTITY;
  #path = new Outline();
  #clips = false;
  #shown = false;
  readonly #grounds = new Grounds();
  #obscurity: Obscurity | null = null;

  constructor(
    box: Rectangle,
    minHeight: number,
    fontOf: (name: string) => FontText | null,
    isPassedOver: (name: string) => boolean,
  ) {
    this.#minHeight = minHeight;
    this.#fontOf = fontOf;
    this.#isPassedOver = isPassedOver;
    this.#state = {
      matrix: IDENTITY,
      clip: box,
      font: null,
      size: 0,
      rendering: 0,
      luminance: 0,
      leading: 0,
      characterSpacing: 0,
      wordSpacing: 0,
      stretch: 1,
      rise: 0,
      lineWidth: 1,
      strokeLuminance: 0,
    };
  }

  run(data: Uint8Array): ShownText {
    const reader = new ByteReader(bytesInMemory(data));
    for (let count = 0; this.#obscurity === null; count++) {
      const next = parseOperands(reader);
      if (next === null) {
        const text = inReadingOrder(this.#runs);
        const marked = text === null ? null : inReadingOrder(this.#grounds.marked(this.#runs));
        return text === null || marked === null ? { obscurity: "paints-over" } : { text, marked };
      }
      if (count === MAX_OPERATORS || next.operator === null) return { obscurity: "malformed" };
      this.#operate(next.operator, next.operands);
    }
    return { obscurity: this.#obscurity };
  }

  #fail(obscurity: Obscurity): void {
    this.#obscurity ??= obscurity;
  }

  #operate(operator: string, operands: readonly PdfObject[]): void {
    if (!hasItsOperands(operator, operands)) return this.#fail("malformed");
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
        const matrix = multiply(matrixFrom(operands) ?? IDENTITY, this.#state.matrix);
        return isSound(matrix) ? this.#set({ matrix }) : this.#fail("malformed");
      }
      case "BT":
        this.#textMatrix = this.#lineMatrix = IDENTITY;
        return;
      case "Tf":
        return this.#set({
          font: first instanceof PdfName ? this.#fontOf(first.value) : null,
          size: number(second),
        });
      case "Tc":
        return this.#set({ characterSpacing: number(first) });
      case "Tw":
        return this.#set({ wordSpacing: number(first) });
      case "Tz":
        return this.#set({ stretch: number(first) / 100 });
      case "Ts":
        return this.#set({ rise: number(first) });
      case "w":
        return this.#set({ lineWidth: number(first) });
      case "BDC":
        // Optional content, which may be switched off.
        return first instanceof PdfName && first.value === "OC" ? this.#fail("hidden") : undefined;
      case "Tr":
        return this.#set({ rendering: number(first) });
      case "TL":
        return this.#set({ leading: number(first) });
      case "Tm": {
        this.#textMatrix = this.#lineMatrix = matrixFrom(operands) ?? IDENTITY;
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
        this.#set({ wordSpacing: number(first), characterSpacing: number(second) });
        this.#move(0, -this.#state.leading);
        return this.#show([third ?? null]);
      case "g":
      case "rg":
      case "k":
        return this.#set({ luminance: luminanceOf(colourOf(operands.map(number))) });
      case "G":
      case "RG":
      case "K":
        return this.#set({ strokeLuminance: luminanceOf(colourOf(operands.map(number))) });
      case "CS":
      case "SC":
      case "SCN":
        return this.#set({ strokeLuminance: null });
      case "cs":
      case "sc":
      case "scn":
      case "gs":
        return this.#fail("hidden");
      case "Do":
        return first instanceof PdfName && this.#isPassedOver(first.value) ? undefined : this.#fail("draws");
      case "sh":
      case "BI":
        return this.#fail("draws");
      case "W":
      case "W*":
        this.#clips = true;
        return;
      default: {
        const painting = PAINTING.get(operator);
        if (painting !== undefined) return this.#paint(painting);
        // What else is no path sets parameters of lines and spacing, or marks content.
        extendPath(this.#path, this.#state.matrix, operator, operands);
      }
    }
  }

  #set(change: Partial<TextState>): void {
    this.#state = { ...this.#state, ...change };
  }

  #move(x: number, y: number): void {
    this.#lineMatrix = multiply([1, 0, 0, 1, x, y], this.#lineMatrix);
    this.#textMatrix = this.#lineMatrix;
  }

  #show(items: readonly PdfObject[]): void {
    const { size, stretch } = this.#state;
    for (const item of items) {
      if (typeof item === "number") this.#advance((-item / 1000) * size * stretch);
      if (!(item instanceof PdfString) || item.bytes.length === 0) continue;
      const advance = this.#showString(item.bytes);
      if (advance === null) return;
      this.#advance(advance);
    }
  }

  #advance(x: number): void {
    this.#textMatrix = multiply([1, 0, 0, 1, x, 0], this.#textMatrix);
  }

  /** How far it advances; null where it cannot be told what it shows. */
  #showString(bytes: Uint8Array): number | null {
    const { font, rendering } = this.#state;
    if (!isLegible(this.#state, this.#textMatrix, this.#minHeight) || rendering !== 0) {
      this.#fail("hidden");
      return null;
    }
    const shown = font === null ? null : font(bytes);
    if (shown === null) {
      this.#fail("font");
      return null;
    }
    const placed = placeString(this.#state, this.#textMatrix, shown);
    if (placed === null || (placed.run !== null && !this.#grounds.showsOn(placed.run.body, this.#state.luminance))) {
      this.#fail("hidden");
      return null;
    }
    if (placed.run !== null) this.#runs.push(placed.run);
    this.#shown = true;
    return placed.advance;
  }

  #paint({ closes, fills, strokes }: Painting): void {
    if (closes) this.#path.close();
    if (this.#shown && (fills || strokes)) return this.#fail("paints-over");
    const { clip, luminance, strokeLuminance, lineWidth, matrix } = this.#state;
    if (fills) this.#grounds.fill(this.#path, clip, luminance);
    const scale = Math.max(horizontalScale(matrix), verticalScale(matrix));
    if (strokes) this.#grounds.stroke(this.#path, clip, strokeLuminance, lineWidth * scale);
    return this.#grounds.isFull ? this.#fail("draws") : this.#endPath();
  }

  #endPath(): void {
    if (this.#clips) {
      const path = this.#path.asRectangle();
      if (path === null) this.#fail("hidden");
      else {
        // What is clipped to nothing shows nothing.
        const nothing = { left: 0, bottom: 0, right: 0, top: 0 };
        this.#set({ clip: intersect(this.#state.clip, path) ?? nothing });
      }
    }
    this.#path = new Outline();
    this.#clips = false;
  }
}
