import { decodeLatin1 } from "../../bytes/text.ts";
import { PdfDict, type PdfObject, PdfStream } from "../../pdf/objects.ts";
import { decodeStream } from "../../pdf/read/filters.ts";
import { areaOf, readRectangle } from "../geometry.ts";
import type { Step } from "../step.ts";

/** Annotation flags (ISO 32000-2, table 167). */
const INVISIBLE = 1 << 0;
const HIDDEN = 1 << 1;
const NO_VIEW = 1 << 5;
const SHOWN_OR_NOT = INVISIBLE | HIDDEN | NO_VIEW;

export function flagsOf(step: Step, value: PdfObject | undefined): number {
  const flags = step.newer.resolve(value);
  return typeof flags === "number" ? flags : 0;
}

/** Whether two sets of annotation flags differ only in ways that show nothing more and hide nothing. */
export function showAlike(before: number, after: number): boolean {
  return ((before ^ after) & SHOWN_OR_NOT) === 0;
}

/** Whether a widget shows anything: it has room, an appearance, and is not hidden on screen and paper alike. */
export function isVisible(step: Step, widget: PdfDict): boolean {
  const rectangle = readRectangle(step.newer, widget.get("Rect"));
  if (rectangle === null || areaOf(rectangle) === 0) return false;
  const flags = flagsOf(step, widget.get("F"));
  if ((flags & HIDDEN) !== 0) return false;
  return step.newer.resolve(widget.get("AP")) !== null || step.newer.resolve(widget.get("MK")) !== null;
}

/** Whether an appearance dictionary is missing, or shows nothing: streams with no operators in them. */
export function isEmptyAppearance(step: Step, value: PdfObject | undefined): boolean {
  const appearance = step.newer.resolve(value);
  if (appearance === null) return true;
  if (!(appearance instanceof PdfDict) || appearance.duplicateKeys.length > 0) return false;
  return [...appearance.entries.values()].every((entry) => {
    const stream = step.newer.resolve(entry);
    if (!(stream instanceof PdfStream)) return stream === null;
    return SHOWS_NOTHING.test(decodeLatin1(decodeStream(step.newer, stream, { maxBytes: MAX_EMPTY_APPEARANCE })));
  });
}

/** More than this is not nothing. */
const MAX_EMPTY_APPEARANCE = 1024;
/** White space, saved and restored graphics states, and layers that are left empty, which signing tools prepare. */
const SHOWS_NOTHING = /^(?:\s|q\b|Q\b|% DSBlank\s)*$/;
