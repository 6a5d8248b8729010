import { execFileSync } from "node:child_process";
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { decodeLatin1 } from "../../src/bytes/text.ts";

/** A box of a page as it is seen, in points from its lower left corner. */
export interface InkBox {
  readonly left: number;
  readonly bottom: number;
  readonly right: number;
  readonly top: number;
}

export type Pixel = readonly [red: number, green: number, blue: number];

/** A page as poppler's pdftoppm shows it, cropped and turned. */
export class RenderedPage {
  readonly width: number;
  readonly height: number;
  readonly #pixels: Uint8Array;
  readonly #dpi: number;

  constructor(ppm: Uint8Array, dpi: number) {
    const header = /^P6\s+(\d+)\s+(\d+)\s+255\s/.exec(decodeLatin1(ppm.subarray(0, 64)));
    if (header === null) throw new Error("pdftoppm wrote no PPM file");
    this.width = Number(header[1]);
    this.height = Number(header[2]);
    this.#pixels = ppm.subarray(header[0].length);
    this.#dpi = dpi;
  }

  /** How many pixels are of a kind, all of the page or in a box of points. */
  count(isKind: (pixel: Pixel) => boolean, box?: InkBox): number {
    let count = 0;
    this.#each(isKind, (x, y) => {
      if (box === undefined || this.#isIn(x, y, box)) count++;
    });
    return count;
  }

  /** The smallest box around all pixels of a kind, in points; null where there are none. */
  boxOf(isKind: (pixel: Pixel) => boolean): InkBox | null {
    let [left, top, right, bottom] = [Infinity, Infinity, -1, -1];
    this.#each(isKind, (x, y) => {
      [left, right] = [Math.min(left, x), Math.max(right, x)];
      [top, bottom] = [Math.min(top, y), Math.max(bottom, y)];
    });
    if (right < 0) return null;
    const points = 72 / this.#dpi;
    return {
      left: left * points,
      bottom: (this.height - bottom - 1) * points,
      right: (right + 1) * points,
      top: (this.height - top) * points,
    };
  }

  /** Its pixels as a canvas has them. */
  rgba(): Uint8ClampedArray {
    const pixels = new Uint8ClampedArray(4 * this.width * this.height).fill(255);
    for (let at = 0; at < this.width * this.height; at++) pixels.set(this.#pixels.subarray(3 * at, 3 * at + 3), 4 * at);
    return pixels;
  }

  #isIn(x: number, y: number, { left, bottom, right, top }: InkBox): boolean {
    const points = 72 / this.#dpi;
    const [px, py] = [(x + 0.5) * points, (this.height - y - 0.5) * points];
    return px >= left && px <= right && py >= bottom && py <= top;
  }

  #each(isKind: (pixel: Pixel) => boolean, visit: (x: number, y: number) => void): void {
    for (let y = 0; y < this.height; y++) {
      for (let x = 0; x < this.width; x++) {
        const at = 3 * (y * this.width + x);
        const [red = 0, green = 0, blue = 0] = this.#pixels.subarray(at, at + 3);
        if (isKind([red, green, blue])) visit(x, y);
      }
    }
  }
}

export const isInk = ([red, green, blue]: Pixel) => red + green + blue < 3 * 200;
export const isBlack = ([red, green, blue]: Pixel) => Math.max(red, green, blue) < 110;
export const isBlue = ([red, green, blue]: Pixel) => blue > 120 && red < 110 && green < 120;
export const isRed = ([red, green, blue]: Pixel) => red > 140 && green < 90 && blue < 100;

/** One page of a PDF, counted from 1, by pdftoppm. */
export function renderPage(pdf: Uint8Array, { page = 1, dpi = 100 } = {}): RenderedPage {
  return withPdf(pdf, (path) => {
    const [number, out] = [String(page), join(path, "../page")];
    const flags = ["-cropbox", "-r", String(dpi), "-f", number, "-l", number, "-singlefile"];
    execFileSync("pdftoppm", [...flags, path, out], { stdio: "pipe" });
    return new RenderedPage(new Uint8Array(readFileSync(`${out}.ppm`)), dpi);
  });
}

/** The text that pdftotext finds. */
export function textOf(pdf: Uint8Array): string {
  return withPdf(pdf, (path) => execFileSync("pdftotext", ["-layout", path, "-"], { encoding: "utf8" }));
}

/** What pdffonts lists, by name: whether each is embedded, a subset, and has its text told. */
export function fontsOf(pdf: Uint8Array): ReadonlyMap<string, string> {
  const list = withPdf(pdf, (path) => execFileSync("pdffonts", [path], { encoding: "utf8" }));
  const rows = [...list.matchAll(/^(\S+)\s.*\s(yes|no)\s+(yes|no)\s+(yes|no)\s+\d+\s+\d+$/gm)];
  return new Map(rows.map(([, name = "", ...flags]) => [name, flags.join(" ")]));
}

/** Runs something on a PDF as a file. */
export function withPdf<T>(pdf: Uint8Array, use: (path: string) => T): T {
  const folder = mkdtempSync(join(tmpdir(), "pades-page-"));
  try {
    const path = join(folder, "file.pdf");
    writeFileSync(path, pdf);
    return use(path);
  } finally {
    rmSync(folder, { recursive: true });
  }
}
