import type { Verdict } from "../../pades/verify/verification.ts";
import type { VerificationFile, VerificationOutcome } from "../messages.ts";

/** Verdicts that keep a form from being sent: a fault is proven, or nobody can read what would be sent. */
const BLOCKING: ReadonlySet<Verdict> = new Set(["invalid", "unreadable"]);

export function blocksForm(verdict: Verdict): boolean {
  return BLOCKING.has(verdict);
}

export interface FormFields {
  /** The element's `name`: the report goes under it. Null: it is not sent. */
  readonly report: string | null;
  /** Its `files-name`: the files go under it. Null: they are not sent. */
  readonly files: string | null;
  readonly content: "report" | "summary";
}

/**
 * What is sent with a form. It comes from a browser, so that a server takes it as a hint: it verifies the files by itself
 * and answers with its own verdict. Files go without a report where they could not be verified here.
 */
export function formDataOf(
  outcome: VerificationOutcome | null,
  verdict: Verdict | null,
  files: readonly VerificationFile[],
  fields: FormFields,
): FormData {
  const data = new FormData();
  if (fields.report !== null && outcome !== null) {
    data.append(fields.report, fields.content === "report" ? outcome.report : summaryOf(outcome, verdict));
  }
  if (fields.files !== null) {
    for (const { path, content } of files) data.append(fields.files, content, path.split("/").at(-1) ?? path);
  }
  return data;
}

/** Verdict and hashes alone, where a whole report is too much. */
function summaryOf(outcome: VerificationOutcome, verdict: Verdict | null): string {
  const files =
    outcome.kind === "files"
      ? outcome.verifications.map(({ path, sha256, size, verdict: own }) => ({ path, sha256, size, verdict: own }))
      : outcome.verification.files.map(({ path, sha256, size, pdf }) => ({
          path,
          sha256,
          size,
          verdict: pdf?.verdict ?? null,
        }));
  return JSON.stringify({ verdict, files });
}
