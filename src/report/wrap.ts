/** Scripts whose characters fill two columns of a terminal (Unicode Standard Annex 11, wide and full-width). */
const WIDE =
  /[\u1100-\u115f\u2e80-\u303e\u3041-\u33ff\u3400-\u4dbf\u4e00-\u9fff\ua000-\ua4cf\uac00-\ud7a3\uf900-\ufaff\ufe30-\ufe6f\uff00-\uff60\uffe0-\uffe6\u{1f300}-\u{1f64f}\u{1f900}-\u{1f9ff}\u{20000}-\u{3fffd}]/u;
const MARK = /[\p{M}\u200c\u200d]/u;

/** Columns that `text` takes in a terminal. */
export function displayWidth(text: string): number {
  let width = 0;
  for (const character of text) width += MARK.test(character) ? 0 : WIDE.test(character) ? 2 : 1;
  return width;
}

/**
 * `text` in lines of at most `width` columns, broken at spaces; a word that is longer than a line is broken where the
 * line ends.
 */
export function wrap(text: string, width: number): string[] {
  const lines: string[] = [];
  let line = "";
  let used = 0;
  for (const word of text.split(" ")) {
    const wordWidth = displayWidth(word);
    if (line !== "" && used + 1 + wordWidth <= width) {
      line += ` ${word}`;
      used += 1 + wordWidth;
      continue;
    }
    if (line !== "") lines.push(line);
    const pieces = wordWidth <= width ? [word] : breakWord(word, width);
    line = pieces.pop() ?? "";
    lines.push(...pieces);
    used = displayWidth(line);
  }
  if (line !== "") lines.push(line);
  return lines;
}

/**
 * `text` behind `prefix`, further lines indented below its first, by default as far as the prefix reaches: words of a
 * document never begin a line of the terminal.
 */
export function hang(prefix: string, text: string, width: number, indent = displayWidth(prefix)): string[] {
  return wrap(text, width - indent).map((line, index) => (index === 0 ? prefix : " ".repeat(indent)) + line);
}

/** `text` padded with spaces to `width` columns. */
export function padColumns(text: string, width: number): string {
  return text + " ".repeat(Math.max(0, width - displayWidth(text)));
}

function breakWord(word: string, width: number): string[] {
  const pieces: string[] = [];
  let piece = "";
  let used = 0;
  for (const character of word) {
    const columns = displayWidth(character);
    if (used + columns > width && piece !== "") {
      pieces.push(piece);
      piece = "";
      used = 0;
    }
    piece += character;
    used += columns;
  }
  return [...pieces, piece];
}
