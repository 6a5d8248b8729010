import { type Finding, finding } from "../../../findings.ts";
import { type CertificateJudgment, describeChain } from "../judge-certificate.ts";
import type { TimestampSummary } from "../verification.ts";
import type { TokenJudgment } from "./judge-token.ts";
import type { ExistenceProof } from "./prove-existence.ts";

/** All timestamps that speak for a signature: those of its content, its own, then the document timestamps that cover it. */
export function describeTimestamps({
  contentTimestamps,
  signatureTimestamps,
  documentTimestamp,
  archives,
}: ExistenceProof): TimestampSummary[] {
  const summaries = [
    ...contentTimestamps.map((token) => summaryOf("content-timestamp", token)),
    ...signatureTimestamps.map((token) => summaryOf("signature-timestamp", token)),
    ...(documentTimestamp === null ? [] : [summaryOf("document-timestamp", documentTimestamp)]),
    ...archives.map(({ token }) => summaryOf("document-timestamp", token)),
  ];
  return summaries.filter((summary) => summary !== null);
}

function summaryOf(kind: TimestampSummary["kind"], { genTime, passed }: TokenJudgment): TimestampSummary | null {
  return genTime === null ? null : { kind, time: genTime, valid: passed };
}

/** Of timestamps that do not count: the signature is judged as if it had none of them, which is said. */
export function timestampRemarks({ signatureTimestamps, contentTimestamps }: ExistenceProof): Finding[] {
  return [...contentTimestamps, ...signatureTimestamps]
    .filter(({ passed }) => !passed)
    .map((token) =>
      finding("timestamp-not-valid", { fault: faultOf(token), time: token.genTime?.toISOString() ?? null }),
    );
}

/** A document timestamp as the certificate block of its own validation: its token, and the authority's certificates. */
export function describeAuthority(token: TokenJudgment): CertificateJudgment {
  const { path, examination, revocation, revocationFindings, open } = token;
  const found = path === null ? null : path.ok ? path : path.nearest;
  const certificates = found?.path ?? (examination?.certificate ? [examination.certificate] : []);
  return {
    found: path?.ok === true ? path : null,
    chain: describeChain(certificates, found?.anchor ?? null),
    revocation,
    findings: [...faultFindings(token), ...revocationFindings],
    open,
  };
}

/**
 * What is wrong with a document timestamp, one finding for all of it: the chain is asked about before what the policy
 * thinks of its algorithms (EN 319 102-1, clause 5.3.4), and that there is none is another matter than one that fails.
 */
function faultFindings({ faults, verdict, path }: TokenJudgment): Finding[] {
  const [first] = faults;
  if (first === undefined) return [];
  if (verdict === "failed") return [finding("document-timestamp-failed", { fault: first.code })];
  const others = faults.filter(({ code }) => code !== "no-path");
  const isUntrusted = path !== null && !path.ok && path.nearest.anchor === null;
  const weighsMore = others.find(({ code }) => code !== "algorithm-weak");
  if (!isUntrusted || weighsMore !== undefined) {
    return [finding("document-timestamp-undecided", { fault: (weighsMore ?? first).code })];
  }
  const untrusted = finding("document-timestamp-untrusted", {});
  return [untrusted, ...others.slice(0, 1).map(({ code }) => finding("document-timestamp-undecided", { fault: code }))];
}

function faultOf({ faults }: TokenJudgment): string {
  return faults[0]?.code ?? "revocation";
}
