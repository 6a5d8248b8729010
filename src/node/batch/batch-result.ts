import { FINDING_EFFECTS } from "../../findings.ts";
import type { PdfVerification, Verdict } from "../../pades/verify/verification.ts";
import { escapeForTerminals, jsonReport } from "../../report/json.ts";
import { buildReportTree } from "../../report/report-tree.ts";

/** What a batch keeps of one file. */
export interface BatchResult {
  readonly path: string;
  /** Lower-case hex; null where the file could not be read to the end. */
  readonly sha256: string | null;
  readonly verdict: Verdict;
  /** The codes that made the verdict, each once; empty where it is valid. */
  readonly reasons: readonly string[];
  /** Organisations that its signatures name, and the authorities that issued their certificates, each once. */
  readonly organizations: readonly string[];
  readonly authorities: readonly string[];
  /** Why there is no report: the file was gone or locked, or brought its worker down. Null where there is one. */
  readonly error: string | null;
  /** The JSON report on this file, schema pades-dossier/report@1, as a value. */
  readonly report: unknown;
}

export function resultOf(path: string, verification: PdfVerification): BatchResult {
  const { sha256, verdict, findings, signatures } = verification;
  const signers = signatures.filter(({ kind }) => kind === "signature");
  const codes = [...findings, ...signatures.flatMap((signature) => signature.findings)].map(({ code }) => code);
  return {
    path,
    sha256,
    verdict,
    reasons: unique(codes.filter((code) => FINDING_EFFECTS[code].indication !== null)),
    organizations: unique(signers.flatMap(({ signer }) => signer?.organization ?? [])),
    authorities: unique(signers.flatMap(({ chain: [leaf] }) => leaf?.issuer ?? [])),
    error: null,
    report: jsonReport(buildReportTree([verification])),
  };
}

/** One bad file never stops the rest; what cannot be read is never taken for anything better. */
export function failedResult(path: string, error: unknown): BatchResult {
  const message = error instanceof Error ? error.message : String(error);
  const nobody = { organizations: [], authorities: [] };
  return { path, sha256: null, verdict: "unreadable", reasons: [], ...nobody, error: message, report: null };
}

/** A result as one line of JSON, schema pades-dossier/line@1, without its end. */
export function encodeLine({ path, sha256, verdict, reasons, error, report }: BatchResult): string {
  const line = { schema: "pades-dossier/line@1", path, sha256, verdict, reasons, error, report };
  return escapeForTerminals(JSON.stringify(line));
}

function unique<T>(items: readonly T[]): T[] {
  return [...new Set(items)];
}
