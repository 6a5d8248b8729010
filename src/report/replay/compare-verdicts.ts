import type { Finding } from "../../findings.ts";
import type { PdfVerification, Verdict } from "../../pades/verify/verification.ts";
import type { RecordedFile } from "./recorded-report.ts";

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
    };

/** Compares verdict, indications and codes: all that a report concludes. None: it is the same. */
export function compareVerdicts(recorded: RecordedFile, replayed: PdfVerification): readonly VerdictDifference[] {
  const differences: VerdictDifference[] = [];
  if (recorded.verdict !== replayed.verdict) {
    differences.push({ kind: "verdict", recorded: recorded.verdict, replayed: replayed.verdict });
  }
  differences.push(...compareCodes(null, recorded.codes, replayed.findings));
  if (recorded.signatures.length !== replayed.signatures.length) {
    const counts = { recorded: recorded.signatures.length, replayed: replayed.signatures.length };
    return [...differences, { kind: "signature-count", ...counts }];
  }
  for (const [index, before] of recorded.signatures.entries()) {
    const after = replayed.signatures[index];
    if (after === undefined) continue;
    const { field } = after;
    if (before.field !== field) differences.push({ kind: "field", recorded: before.field, replayed: field });
    const indications = { recorded: indicationOf(before), replayed: indicationOf(after) };
    if (indications.recorded !== indications.replayed) differences.push({ kind: "indication", field, ...indications });
    differences.push(...compareCodes(field, before.codes, after.findings));
  }
  return differences;
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

function without(codes: readonly string[], others: readonly string[]): string[] {
  const left = [...others];
  return codes.filter((code) => {
    const index = left.indexOf(code);
    if (index >= 0) left.splice(index, 1);
    return index < 0;
  });
}
