import { PdfDict, type PdfObject } from "../../pdf/objects.ts";
import type { ByteReader } from "../../pdf/read/byte-reader.ts";
import { nextToken, type Token } from "../../pdf/read/lexer.ts";

/** An operator of a content stream with its operands (ISO 32000-2, 7.8.2); a null operator where the stream breaks off. */
export interface Operation {
  readonly operator: string | null;
  readonly operands: readonly PdfObject[];
}

/** More operands than any operator takes. */
const MAX_OPERANDS = 1_000;
const MAX_NESTING = 16;

const CONSTANTS = new Map<string, PdfObject>([
  ["true", true],
  ["false", false],
  ["null", null],
]);

/** The next operation, or null at the end of the stream. @throws PdfReadError object-malformed */
export function parseOperands(reader: ByteReader): Operation | null {
  const operands: PdfObject[] = [];
  while (operands.length <= MAX_OPERANDS) {
    const token = nextToken(reader, { inFile: false });
    if (token.kind === "end") return operands.length === 0 ? null : { operator: null, operands };
    if (token.kind === "keyword" && !CONSTANTS.has(token.text)) return { operator: token.text, operands };
    const operand = operandFrom(reader, token, 0);
    if (operand === undefined) break;
    operands.push(operand);
  }
  return { operator: null, operands };
}

function operandFrom(reader: ByteReader, token: Token, depth: number): PdfObject | undefined {
  if (depth > MAX_NESTING) return undefined;
  switch (token.kind) {
    case "number":
      return token.value;
    case "name":
      return token.name;
    case "string":
      return token.string;
    case "keyword":
      return CONSTANTS.get(token.text);
    case "[":
    case "<<": {
      const close = token.kind === "[" ? "]" : ">>";
      const items: PdfObject[] = [];
      for (
        let next = nextToken(reader, { inFile: false });
        next.kind !== close;
        next = nextToken(reader, { inFile: false })
      ) {
        const item = next.kind === "end" || items.length > 100_000 ? undefined : operandFrom(reader, next, depth + 1);
        if (item === undefined) return undefined;
        items.push(item);
      }
      // Dictionaries are operands of marked content only, which shows nothing.
      return close === "]" ? items : new PdfDict(new Map());
    }
    default:
      return undefined;
  }
}
