import { MAX_PDF_OBJECTS } from "../../limits.ts";
import type { PdfString } from "../../pdf/objects.ts";
import { ByteReader, bytesInMemory } from "../../pdf/read/byte-reader.ts";
import { nextToken, type Token } from "../../pdf/read/lexer.ts";

/** Character codes of `width` bytes each and what they stand for (ISO 32000-2, 9.10.3). */
export interface ToUnicode {
  readonly width: number;
  readonly text: ReadonlyMap<number, string>;
}

/** Codes of one font that are mapped: two bytes of them. */
const MAX_CODES = 65_536;

/** A ToUnicode CMap, or null where it has codes of different widths or is none. @throws PdfReadError as lexing does */
export function readToUnicode(bytes: Uint8Array): ToUnicode | null {
  const reader = new ByteReader(bytesInMemory(bytes));
  const text = new Map<number, string>();
  let width: number | null = null;
  let section: "bfchar" | "bfrange" | null = null;
  let operands: Token[] = [];
  for (let count = 0; count < MAX_PDF_OBJECTS; count++) {
    const token = nextToken(reader, { inFile: false });
    if (token.kind === "end") break;
    if (token.kind === "keyword") {
      section = token.text === "beginbfchar" ? "bfchar" : token.text === "beginbfrange" ? "bfrange" : null;
      operands = [];
      continue;
    }
    if (section === null) continue;
    operands.push(token);
    if (!isComplete(section, operands)) continue;
    const [from, ...rest] = operands;
    const code = from?.kind === "string" ? from.string : null;
    if (code === null) return null;
    width ??= code.bytes.length;
    if (width !== code.bytes.length || width < 1 || width > 2) return null;
    addCodes(text, section, codeOf(code), rest);
    if (text.size > MAX_CODES) return null;
    operands = [];
  }
  return width === null ? null : { width, text };
}

function isComplete(section: "bfchar" | "bfrange", operands: readonly Token[]): boolean {
  if (section === "bfchar") return operands.length === 2;
  const third = operands[2];
  if (third === undefined) return false;
  return third.kind === "[" ? operands.at(-1)?.kind === "]" : true;
}

function addCodes(
  text: Map<number, string>,
  section: "bfchar" | "bfrange",
  first: number,
  rest: readonly Token[],
): void {
  const strings = rest.flatMap((token) => (token.kind === "string" ? [token.string] : []));
  if (section === "bfchar") {
    if (strings[0] !== undefined) text.set(first, utf16(strings[0].bytes));
    return;
  }
  const [last, ...targets] = strings;
  if (last === undefined) return;
  const end = Math.min(codeOf(last), first + MAX_CODES);
  const listed = rest.some(({ kind }) => kind === "[");
  for (let code = first; code <= end; code++) {
    const target = listed ? targets[code - first] : targets[0];
    if (target === undefined) return;
    const start = utf16(target.bytes);
    if (listed || code === first) text.set(code, start);
    else text.set(code, start.slice(0, -1) + String.fromCharCode(start.charCodeAt(start.length - 1) + code - first));
  }
}

function codeOf({ bytes }: PdfString): number {
  let code = 0;
  for (const byte of bytes) code = code * 256 + byte;
  return code;
}

function utf16(bytes: Uint8Array): string {
  return new TextDecoder("utf-16be").decode(bytes);
}
