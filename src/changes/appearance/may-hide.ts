import { PdfDict, PdfName, type PdfObject, PdfStream } from "../../pdf/objects.ts";
import { ByteReader, bytesInMemory } from "../../pdf/read/byte-reader.ts";
import { decodeStream } from "../../pdf/read/filters.ts";
import type { Step } from "../step.ts";
import { parseOperands } from "./operands.ts";

/** Appearances of comments that mark text are a few lines. */
const MAX_APPEARANCE_BYTES = 1024 * 1024;
const MAX_OPERATORS = 10_000;

const DRAWS = new Set(["Do", "sh", "BI", "Tj", "TJ", "'", '"']);
const FILLS = new Set(["f", "F", "f*", "B", "B*", "b", "b*"]);

/**
 * Whether the appearance of a comment could hide what it stands on: it draws images, forms or text of its own, or fills
 * an area without a graphics state that lets the text through, as the one that a highlight multiplies by.
 */
export function mayHide(step: Step, comment: PdfDict): boolean {
  const appearance = step.newer.resolve(comment.get("AP"));
  if (appearance === null) return false;
  const stream = appearance instanceof PdfDict ? step.newer.resolve(appearance.get("N")) : undefined;
  if (stream === null) return false;
  if (!(stream instanceof PdfStream)) return true;
  const reader = new ByteReader(bytesInMemory(decodeStream(step.newer, stream, { maxBytes: MAX_APPEARANCE_BYTES })));
  let blended = false;
  const saved: boolean[] = [];
  for (let count = 0; count < MAX_OPERATORS; count++) {
    const next = parseOperands(reader);
    if (next === null) return false;
    if (next.operator === null || DRAWS.has(next.operator)) return true;
    if (next.operator === "q") saved.push(blended);
    if (next.operator === "Q") blended = saved.pop() ?? false;
    if (next.operator === "gs") blended = setsBlending(step, stream, next.operands);
    if (FILLS.has(next.operator) && !blended) return true;
  }
  return true;
}

/** Of a graphics state (ISO 32000-2, table 57): multiplied with what is below, or half transparent at least. */
const MAX_ALPHA = 0.6;

function setsBlending(step: Step, stream: PdfStream, [name]: readonly PdfObject[]): boolean {
  const resources = step.newer.resolve(stream.dict.get("Resources"));
  const states = resources instanceof PdfDict ? step.newer.resolve(resources.get("ExtGState")) : null;
  const state =
    states instanceof PdfDict && name instanceof PdfName ? step.newer.resolve(states.get(name.value)) : null;
  if (!(state instanceof PdfDict)) return false;
  const mode = step.newer.resolve(state.get("BM"));
  const alpha = step.newer.resolve(state.get("ca"));
  return (mode instanceof PdfName && mode.value === "Multiply") || (typeof alpha === "number" && alpha <= MAX_ALPHA);
}
