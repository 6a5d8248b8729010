import type { EvidenceAge, PdfVerification } from "../pades/verify/verification.ts";
import { earliestOf, latest } from "../revocation/timing.ts";

/** What a report of one or several files says of the evidence that was handed in. */
export interface ReportedEvidenceAge extends EvidenceAge {
  /** Whole days from the oldest to the time of validation. */
  readonly days: number;
}

const DAY_MS = 86_400_000;

/** Of all files together: where it counted for any of them, that is what is told. Null where there was none. */
export function evidenceAgeOf(verifications: readonly PdfVerification[]): ReportedEvidenceAge | null {
  const dated = verifications.flatMap(({ evidenceAge: age, validationTime }) =>
    age === null ? [] : [{ ...age, days: Math.max(0, Math.floor((+validationTime - +age.oldest) / DAY_MS)) }],
  );
  const counted = dated.filter((age) => age.counted > 0);
  return (counted.length > 0 ? counted : dated).reduce<ReportedEvidenceAge | null>(
    (all, age) => (all === null ? age : together(all, age)),
    null,
  );
}

function together(a: ReportedEvidenceAge, b: ReportedEvidenceAge): ReportedEvidenceAge {
  return {
    pieces: Math.max(a.pieces, b.pieces),
    counted: Math.max(a.counted, b.counted),
    oldest: earliestOf([a.oldest, b.oldest]) ?? a.oldest,
    newest: latest(a.newest, b.newest),
    nextUpdate: earliestOf([a.nextUpdate, b.nextUpdate]),
    overdue: Math.max(a.overdue, b.overdue),
    days: Math.max(a.days, b.days),
  };
}
