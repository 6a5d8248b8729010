import type { DossierQuestion } from "../../dossier/dossier-verification.ts";
import type { Finding } from "../../findings.ts";
import type { PdfVerification, SignatureVerification, Verdict } from "../../pades/verify/verification.ts";
import { signatureValue } from "../json.ts";
import type { RecordedFile } from "./recorded-report.ts";
import { FACTS, type RecordedSignature } from "./recorded-signature.ts";

/** In what a verdict that was reached again is not the one that was recorded. */
export type VerdictDifference =
  | { readonly kind: "verdict"; readonly recorded: Verdict; readonly replayed: Verdict }
  | { readonly kind: "signature-count"; readonly recorded: number; readonly replayed: number }
  | { readonly kind: "field"; readonly recorded: string; readonly replayed: string }
  | { readonly kind: "indication"; readonly field: string; readonly recorded: string; readonly replayed: string }
  /** Codes that are no longer found, and such as were not before; of the file itself where `field` is null. */
  | {
      readonly kind: "codes";
      readonly field: string | null;
      readonly gone: readonly string[];
      readonly added: readonly string[];
    }
  /** Keys of the report under which something else is stated; of the dossier where `field` is null. */
  | { readonly kind: "facts"; readonly field: string | null; readonly keys: readonly string[] }
  | {
      readonly kind: "answer";
      readonly question: DossierQuestion;
      readonly recorded: "yes" | "no" | "unknown";
      readonly replayed: "yes" | "no" | "unknown";
    }
  | {
      readonly kind: "reasons";
      readonly question: DossierQuestion;
      readonly gone: readonly string[];
      readonly added: readonly string[];
    }
  /** Files of a dossier, by path, that are not there any more, were not before, or have other bytes. */
  | {
      readonly kind: "dossier-files";
      readonly gone: readonly string[];
      readonly added: readonly string[];
      readonly changed: readonly string[];
    };

/** Compares all that a report concludes from a file and states of its signatures. None: it is the same. */
export function compareVerdicts(
  recorded: RecordedFile,
  replayed: Pick<PdfVerification, "verdict" | "findings" | "signatures">,
): readonly VerdictDifference[] {
  const differences: VerdictDifference[] = [
    ...compareVerdict(recorded.verdict, replayed.verdict),
    ...compareCodes(null, recorded.codes, replayed.findings),
  ];
  if (recorded.signatures.length !== replayed.signatures.length) {
    const counts = { recorded: recorded.signatures.length, replayed: replayed.signatures.length };
    return [...differences, { kind: "signature-count", ...counts }];
  }
  for (const [index, before] of recorded.signatures.entries()) {
    const after = replayed.signatures[index];
    if (after !== undefined) differences.push(...compareSignature(before, after));
  }
  return differences;
}

export function compareVerdict(recorded: Verdict, replayed: Verdict): VerdictDifference[] {
  return recorded === replayed ? [] : [{ kind: "verdict", recorded, replayed }];
}

export function compareSignature(before: RecordedSignature, after: SignatureVerification): VerdictDifference[] {
  const differences: VerdictDifference[] = [];
  const { field } = after;
  if (before.field !== field) differences.push({ kind: "field", recorded: before.field, replayed: field });
  const indications = { recorded: indicationOf(before), replayed: indicationOf(after) };
  if (indications.recorded !== indications.replayed) differences.push({ kind: "indication", field, ...indications });
  differences.push(...compareCodes(field, before.codes, after.findings));
  const stated: Readonly<Record<string, unknown>> = signatureValue(after, true);
  const keys = FACTS.filter((key) => !isSameJson(before.facts.get(key), stated[key]));
  if (keys.length > 0) differences.push({ kind: "facts", field, keys });
  return differences;
}

/** Whether `recorded`, read from JSON, is what `now` comes to there; keys that it lacks are of a later version. */
export function isSameJson(recorded: unknown, now: unknown): boolean {
  return contains(JSON.parse(JSON.stringify(now ?? null)), recorded ?? null);
}

function contains(whole: unknown, part: unknown): boolean {
  if (typeof whole !== "object" || whole === null || typeof part !== "object" || part === null) return whole === part;
  if (Array.isArray(whole) !== Array.isArray(part)) return false;
  if (Array.isArray(whole) && Array.isArray(part)) {
    return whole.length === part.length && whole.every((each, index) => contains(each, part[index]));
  }
  const own = new Map(Object.entries(whole));
  return Object.entries(part).every(([key, each]) => own.has(key) && contains(own.get(key), each));
}

function indicationOf(signature: { readonly indication: string; readonly subIndication: string | null }): string {
  return signature.subIndication === null
    ? signature.indication
    : `${signature.indication} / ${signature.subIndication}`;
}

/** A code that is found twice counts twice. */
function compareCodes(
  field: string | null,
  before: readonly string[],
  findings: readonly Finding[],
): VerdictDifference[] {
  const after: readonly string[] = findings.map(({ code }) => code);
  const gone = without(before, after);
  const added = without(after, before);
  return gone.length + added.length === 0 ? [] : [{ kind: "codes", field, gone, added }];
}

/** What of `texts` is not among `others`, each as often as it is one too many. */
export function without(texts: readonly string[], others: readonly string[]): string[] {
  const left = new Map<string, number>();
  for (const other of others) left.set(other, (left.get(other) ?? 0) + 1);
  return texts.filter((text) => {
    const count = left.get(text) ?? 0;
    left.set(text, count - 1);
    return count <= 0;
  });
}
