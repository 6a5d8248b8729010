import { PdfDict, PdfName, type PdfObject, PdfRef } from "../../pdf/objects.ts";
import type { PdfDocument } from "../../pdf/read/document.ts";
import { marksText, mayHide } from "../appearance/may-hide.ts";
import type { Covered } from "../covered-areas.ts";
import { type Difference, ITEM } from "../differences.ts";
import { keyRef, type ObjectKey, refKey } from "../object-key.ts";
import { findOverlay, type Placed } from "../overlay.ts";
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
 * Widgets and links are no comments; a comment may not cover what was signed, nor uncover what was covered then.
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
  const { older, newer } = step;
  if (before !== undefined) {
    const old = commentOf(older, before);
    if (old === null || page === null) return null;
    const reveals = covers(step, { document: older, annotation: old, key: keyOfItem(before), page }) !== null;
    return ruling("annotation-removed", reveals ? "other" : "annotations", { before: describe(older, old) });
  }
  const comment = commentOf(newer, after);
  if (comment === null || page === null || (after instanceof PdfRef && !step.isNew(after))) return null;
  const overlay = covers(step, { document: newer, annotation: comment, key: keyOfItem(after), page });
  if (overlay !== null) return ruling("overlay", "other", { before: overlay.name, after: describe(newer, comment) });
  return ruling("annotation-added", "annotations", { after: describe(newer, comment) });
}

/** Entries that change nothing of where a comment is and what is seen through it (ISO 32000-2, tables 166, 172 and 173). */
const SAID_OF_IT = new Set(["Contents", "M", "NM", "T", "Subj", "CreationDate", "RC", "Popup", "IRT", "RT", "P"]);

function judgePart(step: Step, { owner, key }: Difference): Ruling | null {
  if (owner === null || key === "Subtype" || ACTING_KEYS.includes(key)) return null;
  const { older, newer } = step;
  const before = commentOf(older, keyRef(owner));
  const after = commentOf(newer, keyRef(owner));
  const page = step.pagesOf(owner)[0];
  if (before === null || after === null || page === undefined) return null;
  const overlay = covers(step, { document: newer, annotation: after, key: owner, page });
  if (overlay !== null) return ruling("overlay", "other", { before: overlay.name, after: describe(newer, after) });
  // What text was covered by when it was signed is not taken from it later.
  const reveals =
    !SAID_OF_IT.has(key) && covers(step, { document: older, annotation: before, key: owner, page }) !== null;
  return ruling("annotation-changed", reveals ? "other" : "annotations", {
    before: describe(older, before),
    after: describe(newer, after),
  });
}

const FIELDS = new Set(["field"] as const);
const FIELDS_AND_TEXT = new Set(["field", "text"] as const);

/** What a comment covers that it may not: fields, and text unless it is made to mark it and cannot hide it. */
function covers(step: Step, comment: Placed): Covered | null {
  const onText = marksText(comment.document, comment.annotation) && !mayHide(step.content, comment);
  return findOverlay(step, comment, onText ? FIELDS : FIELDS_AND_TEXT);
}

function keyOfItem(item: PdfObject | undefined): ObjectKey | null {
  return item instanceof PdfRef ? refKey(item) : null;
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
