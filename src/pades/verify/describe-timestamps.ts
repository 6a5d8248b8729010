import { type Finding, finding } from "../../findings.ts";
import { type CertificateJudgment, describeChain } from "./judge-certificate.ts";
import type { TokenJudgment } from "./judge-token.ts";
import type { ExistenceProof } from "./prove-existence.ts";
import type { TimestampSummary } from "./verification.ts";

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
  const { faults, verdict, path, examination, revocation, revocationFindings, open } = token;
  const found = path === null ? null : path.ok ? path : path.nearest;
  const certificates = found?.path ?? (examination?.certificate ? [examination.certificate] : []);
  const code = verdict === "failed" ? "document-timestamp-failed" : "document-timestamp-undecided";
  return {
    found: path?.ok === true ? path : null,
    chain: describeChain(certificates, found?.anchor ?? null),
    revocation,
    findings: [...(faults.length === 0 ? [] : [finding(code, { fault: faultOf(token) })]), ...revocationFindings],
    open,
  };
}

function faultOf({ faults }: TokenJudgment): string {
  return faults[0]?.code ?? "revocation";
}
