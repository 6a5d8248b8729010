/**
 * Advances of the printable ASCII characters from 20 to 7E in the standard fonts, in thousandths of the size (Adobe Font Metrics
 * of ISO 32000-2, 9.6.2.2); behind `x` stands how often one comes in a row. Oblique letters are as wide as upright ones.
 */
const WIDTHS: Readonly<Record<string, string>> = {
  Helvetica:
    "278x2 355 556x2 889 667 191 333x2 389 584 278 333 278x2 556x10 278x2 584x3 556 1015 667x2 722x2 667 611 778 722 278 500 667 556 833 722 778 667 778 722 667 611 722 667 944 667x2 611 278x3 469 556 333 556x2 500 556x2 278 556x2 222x2 500 222 833 556x4 333 500 278 556 500 722 500x3 334 260 334 584",
  "Helvetica-Bold":
    "278 333 474 556x2 889 722 238 333x2 389 584 278 333 278x2 556x10 333x2 584x3 611 975 722x4 667 611 778 722 278 556 722 611 833 722 778 667 778 722 667 611 722 667 944 667x2 611 333 278 333 584 556 333 556 611 556 611 556 333 611x2 278x2 556 278 889 611x4 389 556 333 611 556 778 556x2 500 389 280 389 584",
  "Times-Roman":
    "250 333 408 500x2 833 778 180 333x2 500 564 250 333 250 278 500x10 278x2 564x3 444 921 722 667x2 722 611 556 722x2 333 389 722 611 889 722x2 556 722 667 556 611 722x2 944 722x2 611 333 278 333 469 500 333 444 500 444 500 444 333 500x2 278x2 500 278 778 500x4 333 389 278 500x2 722 500x2 444 480 200 480 541",
  "Times-Bold":
    "250 333 555 500x2 1000 833 278 333x2 500 570 250 333 250 278 500x10 333x2 570x3 500 930 722 667 722x2 667 611 778x2 389 500 778 667 944 722 778 611 778 722 556 667 722x2 1000 722x2 667 333 278 333 581 500 333 500 556 444 556 444 333 500 556 278 333 556 278 833 556 500 556x2 444 389 333 556 500 722 500x2 444 394 220 394 520",
  "Times-Italic":
    "250 333 420 500x2 833 778 214 333x2 500 675 250 333 250 278 500x10 333x2 675x3 500 920 611x2 667 722 611x2 722x2 333 444 667 556 833 667 722 611 722 611 500 556 722 611 833 611 556x2 389 278 389 422 500 333 500x2 444 500 444 278 500x2 278x2 444 278 722 500x4 389x2 278 500 444 667 444x2 389 400 275 400 541",
  "Times-BoldItalic":
    "250 389 555 500x2 833 778 278 333x2 500 570 250 333 250 278 500x10 333x2 570x3 500 832 667x3 722 667x2 722 778 389 500 667 611 889 722x2 611 722 667 556 611 722 667 889 667 611x2 333 278 333 570 500 333 500x2 444 500 444 333 500 556 278x2 500 278 778 556 500x3 389x2 278 556 444 667 500 444 389 348 220 348 570",
};
/** For characters that are not listed, of which none is wider. */
export const WIDEST = 1000;
const COURIER = 600;

const tables = new Map<string, readonly number[]>();

/** How far a character advances in one of the standard fonts, in thousandths of its size; never less than it does. */
export function standardWidth(font: string, character: string): number {
  if (font.startsWith("Courier")) return COURIER;
  const name = font.replace("BoldOblique", "Bold").replace("-Oblique", "");
  const widths = tables.get(name) ?? parseWidths(WIDTHS[name] ?? "");
  tables.set(name, widths);
  const base = character.normalize("NFD").charCodeAt(0);
  // An accent may be wider than the i below it.
  const least = base === character.charCodeAt(0) ? 0 : (widths[0] ?? WIDEST);
  return Math.max(least, widths[base - 0x20] ?? WIDEST);
}

function parseWidths(list: string): number[] {
  return list.split(" ").flatMap((item) => {
    const [width, times = "1"] = item.split("x");
    return Array.from({ length: Number(times) }, () => Number(width));
  });
}
