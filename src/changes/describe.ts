import { isPdfArray, PdfDict, PdfName, type PdfObject, PdfRef, PdfString } from "../pdf/objects.ts";
import type { PdfDocument } from "../pdf/read/document.ts";
import { decodeTextString } from "../pdf/read/text.ts";
import type { ChangeCode } from "./change-item.ts";
import { type Difference, ITEM, ORDER } from "./differences.ts";
import { type ObjectKey, refKey } from "./object-key.ts";
import type { Step } from "./step.ts";

/** What a change that no rule cleared is called, by where it was found. */
export function codeOf(step: Step, difference: Difference): ChangeCode {
  const { role, key, before, after, owner } = difference;
  const added = step.older.resolve(before) === null;
  const removed = step.newer.resolve(after) === null;
  switch (role) {
    case "additional-streams":
    case "auth-code":
      return "trailer-changed";
    case "trailer":
      return key === "Encrypt" ? "encryption-changed" : "trailer-changed";
    case "catalog":
      if (key === "DSS") return "dss-changed";
      if (key === "AcroForm") return "form-changed";
      if (key === "Metadata") return "metadata-changed";
      if (key === "StructTreeRoot") return "structure-changed";
      if (key === "Perms") return "permissions-changed";
      if (key === "Pages") return "page-changed";
      return codeOfEntry(key) ?? (key === "Names" ? codeOfNames(step, before, after) : "catalog-entry-changed");
    case "page-kids":
      return key === ORDER ? "page-changed" : added ? "page-added" : removed ? "page-removed" : "page-changed";
    case "page-node":
      if (key === "Annots") return added ? "annotation-added" : removed ? "annotation-removed" : "annotation-changed";
      return codeOfEntry(key) ?? "page-changed";
    case "annots":
      if (key === ORDER) return "annotation-changed";
      return removed ? "annotation-removed" : "annotation-added";
    case "fields":
      return key !== ITEM ? "field-changed" : removed ? "field-removed" : "field-added";
    case "form":
    case "form-resources":
    case "form-xobjects":
      return "form-changed";
    case "form-fonts":
      return "font-changed";
    case "annotation":
      return codeOfAnnotation(step, key, owner, removed);
    case "appearance":
    case "appearance-state":
      return "appearance-changed";
    case "value":
      return owner !== null && step.fieldOf(owner)?.type === "Sig" ? "signature-changed" : "field-changed";
    case "dss":
    case "dss-array":
    case "dss-stream":
    case "vri":
    case "vri-entry":
      return "dss-changed";
    case "metadata":
    case "info":
      return "metadata-changed";
    case "perms":
      return "permissions-changed";
    case "struct-root":
    case "struct-node":
    case "parent-tree":
    case "parent-tree-list":
      return "structure-changed";
    case "extensions":
      return "catalog-entry-changed";
    case "opaque":
    case "stream-length":
      return codeOfOpaque(step, difference.object);
  }
}

function codeOfAnnotation(step: Step, key: string, owner: ObjectKey | null, removed: boolean): ChangeCode {
  const field = owner === null ? null : (step.fieldOf(owner) ?? step.fieldOf(owner, step.older));
  if (key === "A" || key === "AA") return "action-changed";
  if (field === null) return key === "T" ? "field-renamed" : "annotation-changed";
  switch (key) {
    case "T":
      return "field-renamed";
    case "FT":
      return "field-retyped";
    case "Rect":
      return "widget-moved";
    case "AP":
    case "AS":
      return "appearance-changed";
    case "V":
      if (field.type !== "Sig") return "field-changed";
      return removed ? "signature-removed" : "signature-changed";
    default:
      return "field-changed";
  }
}

/** Entries of any dictionary that are known by what they lead to. */
function codeOfEntry(key: string): ChangeCode | null {
  switch (key) {
    case "Contents":
      return "content-changed";
    case "Resources":
      return "resources-changed";
    case "Font":
      return "font-changed";
    case "XObject":
      return "xobject-changed";
    case "OCProperties":
    case "OC":
    case "OCGs":
      return "optional-content-changed";
    case "JS":
    case "JavaScript":
      return "javascript-added";
    case "A":
    case "AA":
    case "OpenAction":
      return "action-changed";
    default:
      return null;
  }
}

function codeOfNames(step: Step, before: PdfObject | undefined, after: PdfObject | undefined): ChangeCode {
  const scripts = (document: PdfDocument, value: PdfObject | undefined) => {
    const names = document.resolve(value);
    return names instanceof PdfDict ? names.get("JavaScript") : undefined;
  };
  return step.equal(scripts(step.older, before), scripts(step.newer, after))
    ? "catalog-entry-changed"
    : "javascript-added";
}

/** Objects looked at on the way from a change towards the page it shows on. */
const MAX_CLIMB = 256;

interface Climb {
  /** The entries under which the object is reached, from itself upwards. */
  readonly keys: readonly string[];
  readonly page: ObjectKey | undefined;
}

/** The shortest way up from an object, to a page if there is one. */
function climb(step: Step, object: ObjectKey): Climb {
  const pending: { readonly at: ObjectKey; readonly keys: readonly string[] }[] = [{ at: object, keys: [] }];
  const seen = new Set<ObjectKey>([object]);
  let longest: readonly string[] = [];
  for (let index = 0; index < pending.length && index < MAX_CLIMB; index++) {
    const { at, keys } = pending[index] ?? { at: object, keys: [] };
    const uses = step.uses(at);
    // What hangs on a node of the page tree is inherited: there may still be a way to a page that has it itself.
    if (uses.some(({ role }) => role === "page-node") && step.pageNumber(at) !== null) return { keys, page: at };
    if (uses.some(({ role }) => role === "annotation")) return { keys, page: step.pagesOf(at)[0] };
    if (keys.length > longest.length) longest = keys;
    // What no rule knows comes first: it is what makes a change suspicious.
    for (const use of [...uses].sort((one, other) => Number(other.role === "opaque") - Number(one.role === "opaque"))) {
      if (seen.has(use.holder)) continue;
      seen.add(use.holder);
      pending.push({ at: use.holder, keys: [...keys, use.key] });
    }
  }
  return { keys: longest, page: undefined };
}

function codeOfOpaque(step: Step, object: ObjectKey): ChangeCode {
  for (const key of climb(step, object).keys) {
    const code = codeOfEntry(key);
    if (code !== null) return code;
  }
  return "object-changed";
}

/** The annotation or field that a difference is about: the one it belongs to, or the item that a list gained or lost. */
export function subjectOf({ role, owner, before, after }: Difference): ObjectKey | null {
  const item = after ?? before;
  if ((role === "fields" || role === "annots") && item instanceof PdfRef) return refKey(item);
  return owner;
}

/** A page itself, or the first one below a node of the page tree. */
function firstPage(step: Step, kid: PdfRef): ObjectKey | undefined {
  let at: PdfRef | undefined = kid;
  for (let depth = 0; depth < MAX_CLIMB && at !== undefined; depth++) {
    if (step.pageNumber(refKey(at)) !== null) return refKey(at);
    const kids: PdfObject = step.older.resolve(step.olderDict(refKey(at))?.get("Kids"));
    const first: PdfObject | undefined = isPdfArray(kids) ? kids[0] : undefined;
    at = first instanceof PdfRef ? first : undefined;
  }
  return undefined;
}

/** The page that a difference is on, counted from 1. */
export function pageOf(step: Step, difference: Difference): number | null {
  const { role, owner, object, before, after } = difference;
  const item = after ?? before;
  if (role === "page-kids" && item instanceof PdfRef) return step.pageNumber(firstPage(step, item));
  const subject = subjectOf(difference);
  const isPage = subject !== null && step.uses(subject).some(({ role: as }) => as === "page-node");
  if (subject !== null) return step.pageNumber(isPage ? subject : (pageOfField(step, subject) ?? owner ?? undefined));
  return step.pageNumber(climb(step, object).page);
}

/** The page of an annotation, or of the first widget of a field that has some. */
function pageOfField(step: Step, subject: ObjectKey): ObjectKey | undefined {
  const [own] = step.pagesOf(subject);
  if (own !== undefined) return own;
  const field = step.fieldOf(subject) ?? step.fieldOf(subject, step.older);
  if (field === null || field.key !== subject) return undefined;
  return step.widgetsOf(field).flatMap(({ key }) => step.pagesOf(key))[0];
}

/** A value as a person may read it; null where it would tell nothing. */
export function textOfValue(document: PdfDocument, value: PdfObject | undefined): string | null {
  const resolved = document.resolve(value);
  if (resolved instanceof PdfString) {
    const text = decodeTextString(resolved.bytes);
    // Bytes that are no text, as those of a file identifier, tell a reader nothing.
    return UNREADABLE.test(text) ? null : shorten(text);
  }
  if (resolved instanceof PdfName) return shorten(resolved.value);
  if (typeof resolved === "number" || typeof resolved === "boolean") return String(resolved);
  if (!Array.isArray(resolved)) return null;
  const parts = resolved.map((item: PdfObject) => textOfValue(document, item));
  return parts.length > 0 && parts.length <= MAX_LISTED && parts.every((part) => part !== null)
    ? shorten(parts.join(", "))
    : null;
}

/** What does not occur in text: controls but for line ends and tabs, and what could not be decoded. */
const UNREADABLE = /(?![\t\n\r])\p{Cc}|\ufffd/u;

const MAX_LISTED = 20;
const MAX_TEXT = 500;

function shorten(text: string): string {
  return text.length > MAX_TEXT ? `${text.slice(0, MAX_TEXT)}…` : text;
}
