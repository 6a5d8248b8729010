import { PdfDict, PdfName, type PdfObject, PdfRef } from "../../pdf/objects.ts";
import type { PdfDocument } from "../../pdf/read/document.ts";
import { marksText, mayHide } from "../appearance/may-hide.ts";
import { type Difference, ITEM } from "../differences.ts";
import { keyRef, type ObjectKey, refKey } from "../object-key.ts";
import { findOverlay } from "../overlay.ts";
import type { Step } from "../step.ts";
import { type ChangeRule, joinRulings, type Ruling, ruling, textOf } from "./rule.ts";

/** Comments (ISO 32000-2, 12.5.6.2 and table 171): what readers add to a document, not parts of it. */
const COMMENTS = new Set([
  "Text",
  "FreeText",
  "Line",
  "Square",
  "Circle",
  "Polygon",
  "PolyLine",
  "Highlight",
  "Underline",
  "Squiggly",
  "StrikeOut",
  "Caret",
  "Stamp",
  "Ink",
  "Popup",
  "FileAttachment",
]);
/** Entries that act, or that hide and show under conditions. */
const ACTING_KEYS = ["A", "AA", "OC"];

/**
 * Allows comments on a page to be added, altered and removed, which is a level of its own (ISO 32000-2, table 257, /P 3).
 * Widgets and links are no comments, and a comment may not cover what was signed.
 */
export const annotationsRule: ChangeRule = {
  name: "annotations",
  clear(difference, step) {
    const { role, key, before, after, owner } = difference;
    if (role === "annots" && key === ITEM) return judgeItem(step, before, after, owner);
    if (role === "page-node" && key === "Annots") return judgeList(step, before, after, owner);
    if (role === "annotation" || role === "appearance" || role === "appearance-state")
      return judgePart(step, difference);
    return null;
  },
};

function judgeList(
  step: Step,
  before: PdfObject | undefined,
  after: PdfObject | undefined,
  page: ObjectKey | null,
): Ruling | null {
  const old = step.older.resolve(before);
  const now = step.newer.resolve(after);
  const removed = Array.isArray(old) ? old.map((item: PdfObject) => judgeItem(step, item, undefined, page)) : [];
  const added = Array.isArray(now) ? now.map((item: PdfObject) => judgeItem(step, undefined, item, page)) : [];
  return joinRulings([...removed, ...added]);
}

function judgeItem(
  step: Step,
  before: PdfObject | undefined,
  after: PdfObject | undefined,
  page: ObjectKey | null,
): Ruling | null {
  const old = before === undefined ? null : commentOf(step.older, before);
  if (before !== undefined) {
    return old === null ? null : ruling("annotation-removed", "annotations", { before: describe(step.older, old) });
  }
  const comment = commentOf(step.newer, after);
  if (comment === null || page === null || (after instanceof PdfRef && !step.isNew(after))) return null;
  const key = after instanceof PdfRef ? refKey(after) : null;
  const overlay = findOverlay(step, key, comment, page, coverable(step, comment, page));
  if (overlay !== null)
    return ruling("overlay", "other", { before: overlay.name, after: describe(step.newer, comment) });
  return ruling("annotation-added", "annotations", { after: describe(step.newer, comment) });
}

function judgePart(step: Step, { owner, key }: Difference): Ruling | null {
  if (owner === null || key === "Subtype" || ACTING_KEYS.includes(key)) return null;
  const before = commentOf(step.older, keyRef(owner));
  const after = commentOf(step.newer, keyRef(owner));
  const page = step.pagesOf(owner)[0];
  if (before === null || after === null || page === undefined) return null;
  const overlay = findOverlay(step, owner, after, page, coverable(step, after, page));
  if (overlay !== null) return ruling("overlay", "other", { before: overlay.name, after: describe(step.newer, after) });
  return ruling("annotation-changed", "annotations", {
    before: describe(step.older, before),
    after: describe(step.newer, after),
  });
}

const FIELDS = new Set(["field"] as const);
const FIELDS_AND_TEXT = new Set(["field", "text"] as const);

/** What a comment may not cover: fields, and text unless it is made to mark it and cannot hide it. */
function coverable(step: Step, comment: PdfDict, page: ObjectKey): ReadonlySet<"field" | "text"> {
  return marksText(step.newer, comment) && !mayHide(step, comment, page) ? FIELDS : FIELDS_AND_TEXT;
}

/** A comment that is no form field too, and does nothing when it is clicked. */
function commentOf(document: PdfDocument, raw: PdfObject | undefined): PdfDict | null {
  const dict = document.resolve(raw);
  if (!(dict instanceof PdfDict) || dict.duplicateKeys.length > 0) return null;
  const subtype = document.resolve(dict.get("Subtype"));
  if (!(subtype instanceof PdfName) || !COMMENTS.has(subtype.value)) return null;
  return ["FT", "Kids", ...ACTING_KEYS].some((key) => dict.entries.has(key)) ? null : dict;
}

function describe(document: PdfDocument, comment: PdfDict): string {
  const text = textOf(document.resolve(comment.get("Contents")));
  const subtype = document.resolve(comment.get("Subtype"));
  const kind = subtype instanceof PdfName ? subtype.value : "";
  return text === null || text === "" ? kind : `${kind}: ${text.slice(0, 200)}`;
}
