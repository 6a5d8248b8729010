/** How far a string advances, in parts of the size, and how many codes and spaces it has. */
export interface Advance {
  /** Without additional spacing. */
  readonly width: number;
  /** The number of codes, each followed by character spacing. */
  readonly codes: number;
  /** How many of them word spacing follows too. */
  readonly spaces: number;
}

/** The codes of a string in a font that takes one or two bytes for each; what is missing of the last is 0. */
export function codesOf(bytes: Uint8Array, codeBytes: number): number[] {
  if (codeBytes === 1) return [...bytes];
  return Array.from({ length: Math.ceil(bytes.length / 2) }, (_, index) => {
    return (bytes[2 * index] ?? 0) * 256 + (bytes[2 * index + 1] ?? 0);
  });
}

/** Word spacing follows the code 20 of one byte only (ISO 32000-2, 9.3.3). */
export function countSpaces(codes: readonly number[], codeBytes: number): number {
  return codeBytes === 1 ? codes.reduce((count, code) => (code === 0x20 ? count + 1 : count), 0) : 0;
}
