import { type PdfDict, PdfName, type PdfObject, PdfString } from "../../pdf/objects.ts";
import { decodeTextString } from "../../pdf/read/text.ts";
import type { ChangeCode, ChangeLevel, SignatureObligation } from "../change-item.ts";
import type { Difference } from "../differences.ts";
import type { Step } from "../step.ts";

/** What a rule says of a change; the rest of a ChangeItem follows from where it was found. */
export interface ChangeDraft {
  readonly code: ChangeCode;
  readonly level: ChangeLevel;
  readonly field?: string | null;
  readonly before?: string | null;
  readonly after?: string | null;
  /** Whether a field that was there received a value, which locks forbid. */
  readonly fillsField?: boolean;
  /** What was changed came with this revision, counted from 0: signatures before it are not concerned. */
  readonly concernsFrom?: number;
  /** What the change is cleared by came with this revision, counted from 0: for signatures before it, it is not. */
  readonly restsOnRevision?: number;
}

/** A rule's answer where it knows the kind of difference: what the difference is, cleared or not. */
export interface Ruling {
  /** Empty where it is part of a change that is reported elsewhere, or no change to the document. */
  readonly items: readonly ChangeDraft[];
  readonly obligations?: readonly Omit<SignatureObligation, "revision">[];
}

/** Something that a later revision may do, and at which level. What no rule clears is of level `other`. */
export interface ChangeRule {
  readonly name: string;
  /** Null where the difference is not of the kind that the rule is about. */
  clear(difference: Difference, step: Step): Ruling | null;
}

/** Part of a change that is reported where it is found elsewhere. */
export const NOTHING_OF_ITS_OWN: Ruling = { items: [] };

export function ruling(code: ChangeCode, level: ChangeLevel, more: Omit<ChangeDraft, "code" | "level"> = {}): Ruling {
  return { items: [{ code, level, ...more }] };
}

export function joinRulings(rulings: readonly (Ruling | null)[]): Ruling | null {
  const items: ChangeDraft[] = [];
  const obligations: Omit<SignatureObligation, "revision">[] = [];
  for (const one of rulings) {
    if (one === null) return null;
    items.push(...one.items);
    obligations.push(...(one.obligations ?? []));
  }
  return { items, obligations };
}

export function isNamed(value: PdfObject, ...names: string[]): boolean {
  return value instanceof PdfName && names.includes(value.value);
}

export function textOf(value: PdfObject): string | null {
  return value instanceof PdfString ? decodeTextString(value.bytes) : null;
}

export function hasOnly(dict: PdfDict, keys: ReadonlySet<string>): boolean {
  return dict.duplicateKeys.length === 0 && [...dict.entries.keys()].every((key) => keys.has(key));
}
