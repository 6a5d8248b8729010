import { isPdfArray, PdfDict, PdfName, type PdfObject, PdfString } from "../../pdf/objects.ts";
import type { ByteReader } from "../../pdf/read/byte-reader.ts";
import { nextToken, type Token } from "../../pdf/read/lexer.ts";

/** An operator of a content stream with its operands (ISO 32000-2, 7.8.2); a null operator where the stream breaks off. */
export interface Operation {
  readonly operator: string | null;
  readonly operands: readonly PdfObject[];
}

/** What an operand is: a number, a string, an array of these, a name, or a name or dictionary of properties. */
const KINDS: ReadonlyMap<string, (value: PdfObject) => boolean> = new Map([
  ["n", (value: PdfObject) => typeof value === "number"],
  ["s", (value: PdfObject) => value instanceof PdfString],
  ["a", (value: PdfObject) => isPdfArray(value) && value.every(isNumberOrString)],
  ["/", (value: PdfObject) => value instanceof PdfName],
  ["p", (value: PdfObject) => value instanceof PdfName || value instanceof PdfDict],
]);

function isNumberOrString(value: PdfObject): boolean {
  return typeof value === "number" || value instanceof PdfString;
}

/** The operators by their operands, one letter each (ISO 32000-2, annex A); those of Type 3 glyphs alone are left out. */
const SHAPES: readonly (readonly [shape: string, operators: string])[] = [
  ["", "b B b* B* BI BT BX EI EMC ET EX f F f* h n q Q s S T* W W*"],
  ["n", "g G i j J M Tc TL Tr Ts Tw Tz w"],
  ["nn", "l m Td TD"],
  ["nnn", "rg RG"],
  ["nnnn", "k K re v y"],
  ["nnnnnn", "c cm Tm"],
  ["s", "Tj '"],
  ["nns", '"'],
  ["a", "TJ"],
  ["an", "d"],
  ["/", "BMC cs CS Do gs MP ri sh"],
  ["/n", "Tf"],
  ["/p", "BDC DP"],
];

const SHAPE_OF: ReadonlyMap<string, readonly ((value: PdfObject) => boolean)[]> = new Map(
  SHAPES.flatMap(([shape, operators]) => {
    const kinds = shape.split("").flatMap((kind) => KINDS.get(kind) ?? []);
    return operators.split(" ").map((operator) => [operator, kinds] as const);
  }),
);

/** As many components as the colour space has, and the name of a pattern. */
const COLOURS = new Set(["sc", "SC", "scn", "SCN"]);

/**
 * Whether an operator is one, and has exactly the operands that it takes. Of too many, some viewers take the first and some
 * the last; with too few or others, some pass over it and some take nought; and what one does not know at all, another
 * reads as an operator and a mistake behind it.
 */
export function hasItsOperands(operator: string, operands: readonly PdfObject[]): boolean {
  if (COLOURS.has(operator)) return true;
  const shape = SHAPE_OF.get(operator);
  return (
    shape !== undefined &&
    shape.length === operands.length &&
    shape.every((fits, index) => fits(operands[index] ?? null))
  );
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
