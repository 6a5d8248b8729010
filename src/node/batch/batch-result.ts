import * as v from "valibot";
import { FINDING_EFFECTS } from "../../findings.ts";
import { findingsOf } from "../../pades/verify/findings-of.ts";
import { WORST_FIRST } from "../../pades/verify/verdict.ts";
import type { PdfVerification, Verdict } from "../../pades/verify/verification.ts";
import { escapeForTerminals, jsonReport } from "../../report/json.ts";
import { buildReportTree } from "../../report/report-tree.ts";
import type { JournalFormat } from "./journal.ts";

/** What a batch keeps of one file: plain values, which go cheaply from thread to thread. */
export interface BatchResult {
  readonly path: string;
  /** Lower-case hex; null where the file could not be read to the end. */
  readonly sha256: string | null;
  readonly verdict: Verdict;
  /** The time for which it was judged, ISO 8601 in UTC; null where there is no report. */
  readonly validationTime: string | null;
  /** The codes that made the verdict, each once; empty where it is valid. */
  readonly reasons: readonly string[];
  /** Organisations that its signatures name, and the authorities that issued their certificates, each once. */
  readonly organizations: readonly string[];
  readonly authorities: readonly string[];
  readonly signatures: readonly BatchSignature[];
  /** Until when all its signatures stay provable, ISO 8601 in UTC; null where that is not known, or it is not valid. */
  readonly provableUntil: string | null;
  /** Why there is no report: the file was gone or locked, or brought its worker down. Null where there is one. */
  readonly error: string | null;
  /** The JSON report on this file, schema pades-dossier/report@1, as text on one line; null where none was asked for. */
  readonly report: string | null;
}

export interface BatchSignature {
  readonly field: string;
  readonly kind: "signature" | "document-timestamp";
  readonly indication: string;
  readonly subIndication: string | null;
}

export function resultOf(path: string, verification: PdfVerification, isReported: boolean): BatchResult {
  const { sha256, verdict, validationTime, signatures } = verification;
  const signers = signatures.filter(({ kind }) => kind === "signature");
  const codes = findingsOf(verification).map(({ code }) => code);
  const tree = buildReportTree([verification]);
  const headline = tree.files[0]?.headline;
  return {
    path,
    sha256,
    verdict,
    validationTime: validationTime.toISOString(),
    reasons: unique(codes.filter((code) => FINDING_EFFECTS[code].indication !== null)),
    organizations: unique(signers.flatMap(({ signer }) => signer?.organization ?? [])),
    authorities: unique(signers.flatMap(({ chain: [leaf] }) => leaf?.issuer ?? [])),
    signatures: signatures.map(({ field, kind, indication, subIndication }) => ({
      field,
      kind,
      indication,
      subIndication,
    })),
    provableUntil: headline?.kind === "valid" ? (headline.provableUntil?.toISOString() ?? null) : null,
    error: null,
    report: isReported ? encode(jsonReport(tree)) : null,
  };
}

/** One bad file never stops the rest; what cannot be read is never taken for anything better. */
export function failedResult(path: string, error: unknown): BatchResult {
  return {
    path,
    sha256: null,
    verdict: "unreadable",
    validationTime: null,
    reasons: [],
    organizations: [],
    authorities: [],
    signatures: [],
    provableUntil: null,
    error: error instanceof Error ? error.message : String(error),
    report: null,
  };
}

/** A result as one line of JSON, schema pades-dossier/line@1, without its end. */
export function encodeLine({ path, sha256, verdict, reasons, error, report }: BatchResult): string {
  return withReport({ schema: "pades-dossier/line@1", path, sha256, verdict, reasons, error }, report);
}

const RESULT = v.strictObject({
  path: v.string(),
  sha256: v.nullable(v.pipe(v.string(), v.regex(/^[0-9a-f]{64}$/))),
  verdict: v.picklist(WORST_FIRST),
  validationTime: v.nullable(v.pipe(v.string(), v.isoTimestamp())),
  reasons: v.array(v.string()),
  organizations: v.array(v.string()),
  authorities: v.array(v.string()),
  signatures: v.array(
    v.strictObject({
      field: v.string(),
      kind: v.picklist(["signature", "document-timestamp"]),
      indication: v.string(),
      subIndication: v.nullable(v.string()),
    }),
  ),
  provableUntil: v.nullable(v.pipe(v.string(), v.isoTimestamp())),
  error: v.nullable(v.string()),
  report: v.nullable(v.looseObject({ schema: v.literal("pades-dossier/report@1"), verdict: v.string() })),
});

/** Results in a journal, their reports included. */
export const RESULT_FORMAT: JournalFormat<BatchResult> = {
  task: "verify",
  encode: ({ report, ...rest }) => withReport(rest, report),
  parse: (value) => {
    const parsed = v.safeParse(RESULT, value);
    if (!parsed.success) return null;
    const { report, ...rest } = parsed.output;
    // A report that says otherwise was not written with this line.
    if (report !== null && report.verdict !== rest.verdict) return null;
    return { ...rest, report: report === null ? null : encode(report) };
  },
};

/** The same result under the name that the file has today. */
export function renamed(result: BatchResult, path: string): BatchResult {
  if (result.path === path) return result;
  if (result.report === null) return { ...result, path };
  const report = JSON.parse(result.report) as { readonly files: readonly object[] };
  const files = report.files.map((file) => ({ ...file, path }));
  return { ...result, path, report: encode({ ...report, files }) };
}

/** The report is text already: it is put in as it is. */
function withReport(rest: object, report: string | null): string {
  return `${encode(rest).slice(0, -1)},"report":${report ?? "null"}}`;
}

function encode(value: object): string {
  return escapeForTerminals(JSON.stringify(value));
}

function unique<T>(items: readonly T[]): T[] {
  return [...new Set(items)];
}
