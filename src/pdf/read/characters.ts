/** Character classes of PDF syntax (ISO 32000-2, 7.2.3, tables 1 and 2). */
const WHITE_SPACE = 1;
const DELIMITER = 2;

const CLASSES = new Uint8Array(256);
for (const byte of [0x00, 0x09, 0x0a, 0x0c, 0x0d, 0x20]) CLASSES[byte] = WHITE_SPACE;
for (const character of "()<>[]{}/%") CLASSES[character.charCodeAt(0)] = DELIMITER;

export const LF = 0x0a;
export const CR = 0x0d;
/** What `Lexer.peek` answers at the end of the bytes. */
export const END = -1;

export function isWhiteSpace(byte: number): boolean {
  return CLASSES[byte] === WHITE_SPACE;
}

/** Neither white space nor a delimiter, and not the end of the bytes. */
export function isRegular(byte: number): boolean {
  return CLASSES[byte] === 0;
}

export function isDigit(byte: number): boolean {
  return byte >= 0x30 && byte <= 0x39;
}

const HEX_VALUES = new Int8Array(256).fill(-1);
for (const [value, character] of Array.from("0123456789abcdef").entries()) {
  HEX_VALUES[character.charCodeAt(0)] = value;
  HEX_VALUES[character.toUpperCase().charCodeAt(0)] = value;
}

/** The value of a hexadecimal digit, or -1. */
export function hexValue(byte: number): number {
  return HEX_VALUES[byte] ?? -1;
}
