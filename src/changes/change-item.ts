/** How far the changes after a signature go, each level including those before it. */
export type ChangeLevel = "none" | "lta-updates" | "form-filling" | "annotations" | "other";

/** Kinds of change. What a kind may be without harm is said by the rules; at level `other` none of them is. */
export type ChangeCode =
  // Cleared by a rule, at most
  | "dss-updated"
  // Evidence was replaced by newer evidence
  | "dss-replaced"
  | "extensions-updated"
  | "version-raised"
  | "file-id-changed"
  // The revision says nothing that was not there
  | "nothing-changed"
  | "metadata-updated"
  | "structure-updated"
  | "document-timestamp-added"
  | "signature-added"
  | "signature-field-added"
  | "field-filled"
  | "field-locked"
  | "annotation-added"
  | "annotation-changed"
  | "annotation-removed"
  // A remark: the object was used by nothing
  | "object-freed"
  // Never cleared
  | "appearance-mismatch"
  | "appearance-unverified"
  | "appearance-changed"
  | "overlay"
  | "widget-moved"
  | "field-added"
  | "field-removed"
  | "field-renamed"
  | "field-retyped"
  | "field-changed"
  | "signature-changed"
  | "signature-removed"
  | "dss-changed"
  | "page-added"
  | "page-removed"
  | "page-changed"
  | "content-changed"
  | "resources-changed"
  | "font-changed"
  | "xobject-changed"
  | "optional-content-changed"
  | "action-changed"
  | "javascript-added"
  | "metadata-changed"
  | "structure-changed"
  | "catalog-entry-changed"
  | "form-changed"
  | "permissions-changed"
  | "encryption-changed"
  | "trailer-changed"
  | "object-changed"
  | "object-unreadable"
  | "object-ambiguous"
  | "revision-unreadable"
  | "chain-broken";

/** One change that a later revision made. */
export interface ChangeItem {
  readonly code: ChangeCode;
  readonly level: ChangeLevel;
  /** The revision that made it, counted from 1. */
  readonly revision: number;
  /** Number and generation of the object it was made in, or "trailer". */
  readonly object: string;
  /** The page it is on, counted from 1; null where it is on none or on several. */
  readonly page: number | null;
  /** Fully qualified name of the field it belongs to. */
  readonly field: string | null;
  /** What was there before, as text, where it makes sense to a reader; null otherwise. */
  readonly before: string | null;
  readonly after: string | null;
}

/**
 * A signature or document timestamp that a later revision added. That it may do so rests on its being one: only where
 * its own digest and value verify is the change what its item says; otherwise it is `other`.
 */
export interface SignatureObligation {
  /** The revision that added it, counted from 1. */
  readonly revision: number;
  /** Fully qualified name of its field. */
  readonly field: string;
  readonly kind: "signature" | "document-timestamp";
}

const LEVELS: readonly ChangeLevel[] = ["none", "lta-updates", "form-filling", "annotations", "other"];

/** Whether a change of level `found` stays within `limit`. */
export function isWithin(found: ChangeLevel, limit: ChangeLevel): boolean {
  return LEVELS.indexOf(found) <= LEVELS.indexOf(limit);
}

export function highestLevel(levels: Iterable<ChangeLevel>): ChangeLevel {
  let highest: ChangeLevel = "none";
  for (const level of levels) if (!isWithin(level, highest)) highest = level;
  return highest;
}
