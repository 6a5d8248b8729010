import { FINDING_EFFECTS, type Finding, finding } from "../../findings.ts";
import { checkAcceptance, checkFormat, checkIdentification } from "./checklists.ts";
import { describeSigner, docMdpPermission } from "./describe-signature.ts";
import type { GatheredSignature } from "./gather.ts";
import { type CertificateJudgment, judgeCertificate } from "./judge-certificate.ts";
import type { ChangesJudgment } from "./judge-changes.ts";
import type { CryptographyJudgment } from "./judge-cryptography.ts";
import { checkLevel, levelFound, levelReached } from "./level.ts";
import type { VerificationRequest } from "./request.ts";
import { type ValidationData, withSignature } from "./validation-data.ts";
import { conclude } from "./verdict.ts";
import type { Judged, SignatureVerification } from "./verification.ts";

/**
 * Validation of one signature (EN 319 102-1, clause 5.3), whose cryptography and later changes have been judged: every
 * building block runs, whatever an earlier one found, so that the report can list all there is.
 */
export async function judgeSignature(
  gathered: GatheredSignature,
  cryptography: CryptographyJudgment,
  changes: ChangesJudgment,
  data: ValidationData,
  request: VerificationRequest,
): Promise<SignatureVerification> {
  const { subject } = gathered;
  const { trust } = request;
  const format = [...gathered.findings, ...checkFormat(subject)];
  const identification = checkIdentification(subject);
  // No timestamp is validated yet: everything must hold at the time of validation.
  const context = { ...request, isTimeProven: false, now: request.time, data: withSignature(data, subject) };
  const certificate = subject.signer === null ? NO_CERTIFICATE : await judgeCertificate(subject.signer, context);
  const acceptance = [...checkAcceptance(subject), ...checkLevel(subject, trust.policy.requiredLevel ?? null)];

  // What was changed comes first: it is what a reader must see before anything else.
  const judged = [
    ...changes.findings,
    ...format,
    ...cryptography.findings,
    ...identification,
    ...certificate.findings,
    ...acceptance,
  ];
  const findings = [...judged, ...unestablished(judged, cryptography)];
  const { indication, subIndication } = conclude(findings);
  const { dictionary, byteRange, format: kind } = subject;
  const isPassed = indication === "TOTAL-PASSED";
  return {
    field: subject.field.name,
    kind: kind.kind,
    subFilter: dictionary.subFilter,
    levelFound: levelFound(subject),
    level: isPassed ? levelReached(subject) : "none",
    indication,
    subIndication,
    integrity: { digest: cryptography.digest, signature: cryptography.signature, coverage: byteRange.coverage },
    changes: changes.summary,
    revision: byteRange.endsAtRevision === null ? null : byteRange.endsAtRevision.index + 1,
    revisions: subject.revisions,
    docMdp: docMdpPermission(dictionary),
    signer: subject.signer === null ? null : describeSigner(subject.signer),
    claimedTime: dictionary.signedAt?.date ?? null,
    provenTime: null,
    provableUntil: null,
    digestAlgorithm: cryptography.digestAlgorithm,
    signatureAlgorithm: cryptography.signatureAlgorithm,
    reason: dictionary.reason,
    location: dictionary.location,
    chain: certificate.chain,
    revocation: certificate.revocation,
    timestamps: [],
    missing: indication === "INDETERMINATE" ? undecidedCodes(findings) : [],
    findings,
  };
}

const NO_CERTIFICATE: CertificateJudgment = { chain: [], revocation: [], findings: [] };

/** A signature whose digest or value was not found good is never valid, even if no check above has said why. */
function unestablished(findings: readonly Finding[], integrity: { digest: Judged; signature: Judged }): Finding[] {
  if (integrity.digest === "ok" && integrity.signature === "ok") return [];
  const isExplained = findings.some(({ severity }) => severity !== "info");
  return isExplained ? [] : [finding("integrity-not-established", {})];
}

function undecidedCodes(findings: readonly Finding[]): string[] {
  const undecided = findings.filter(({ code }) => FINDING_EFFECTS[code].indication === "INDETERMINATE");
  return [...new Set(undecided.map(({ code }) => code))];
}
