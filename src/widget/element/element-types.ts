import type { PadesError } from "../../errors.ts";
import type { Verdict } from "../../pades/verify/verification.ts";
import type { VerificationFile, VerificationOutcome, VerificationProgress } from "../messages.ts";

export interface VerifiedDetail {
  readonly verdict: Verdict;
  /** The typed verification, of files or of a dossier. */
  readonly outcome: VerificationOutcome;
  /** The JSON report, schema pades-dossier/report@1. */
  readonly report: string;
  /** What was verified. */
  readonly files: readonly VerificationFile[];
}

export interface VerifyErrorDetail {
  /** Why nothing was checked: how it is set up, or where it runs; never the fault of a file. */
  readonly error: PadesError;
}

/** The events of `<pades-verify>`. `verified` and `progress` bubble and leave shadow trees; `error` does neither. */
export interface PadesVerifyEventMap {
  readonly verified: CustomEvent<VerifiedDetail>;
  readonly progress: CustomEvent<VerificationProgress>;
  readonly error: CustomEvent<VerifyErrorDetail>;
  /** Somebody stopped it; there is no result. */
  readonly cancelled: CustomEvent<null>;
}
