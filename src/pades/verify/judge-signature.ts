import { encodeHex } from "../../bytes/hex.ts";
import { digestOf } from "../../crypto/digest.ts";
import { FINDING_EFFECTS, type Finding, finding } from "../../findings.ts";
import type { CmsSubject } from "../checks/subject.ts";
import { checkAcceptance, checkFormat, checkIdentification } from "./checklists.ts";
import { describeSigner, docMdpPermission } from "./describe-signature.ts";
import { type DocumentData, withCommitment, withSignature } from "./evidence/validation-data.ts";
import { type CertificateContext, type CertificateJudgment, judgeCertificate } from "./judge-certificate.ts";
import type { ChangesJudgment } from "./judge-changes.ts";
import { type CryptographyJudgment, judgeStrength } from "./judge-cryptography.ts";
import type { OpenQuestion } from "./online/open-questions.ts";
import type { GatheredSignature } from "./open/gather.ts";
import type { VerificationRequest } from "./request.ts";
import { withSigningAfter } from "./time/content-timestamps.ts";
import { describeAuthority, describeTimestamps, timestampRemarks } from "./time/describe-timestamps.ts";
import { checkLevel, levelFound, levelReached } from "./time/level.ts";
import { provableUntil } from "./time/provable-until.ts";
import type { ExistenceProof } from "./time/prove-existence.ts";
import { conclude } from "./verdict.ts";
import type { Judged, SignatureVerification } from "./verification.ts";

/** A signature as judged with what was at hand, and what may be asked to settle it. */
export interface JudgedSignature {
  readonly verification: Omit<SignatureVerification, "missingEvidence">;
  readonly open: readonly OpenQuestion[];
}

/**
 * Validation of one signature (EN 319 102-1, clauses 5.3 and 5.5), whose cryptography, later changes and existence in
 * time have been judged: every building block runs, whatever an earlier one found, so that the report lists all there is.
 */
export async function judgeSignature(
  gathered: GatheredSignature,
  cryptography: CryptographyJudgment,
  changes: ChangesJudgment,
  proof: ExistenceProof,
  data: DocumentData,
  request: VerificationRequest,
): Promise<JudgedSignature> {
  const { subject, binding } = gathered;
  const { trust } = request;
  const { time, isTimeProven } = proof;
  const format = [...gathered.findings, ...checkFormat(subject)];
  const identification = checkIdentification(subject);
  const own = withCommitment(withSignature(data, subject), subject, proof, request);
  const context = { ...request, time, isTimeProven, now: request.time, data: own };
  const certificate = await judgeHolder(subject, proof, context);
  const strength = judgeStrength(cryptography, binding, { algorithms: trust.policy.algorithms, time });
  const levels = { subject, proof, data, request };
  const reached = await levelReached(levels);
  const required = checkLevel(subject, reached, trust.policy.requiredLevel ?? null);
  const acceptance = [...checkAcceptance(subject), ...timestampRemarks(proof), ...required];

  // What was changed comes first: it is what a reader must see before anything else.
  const judged = [
    ...changes.findings,
    ...format,
    ...cryptography.findings,
    ...identification,
    ...withSigningAfter(certificate.findings, subject.signer, proof.contentTimestamps),
    ...strength,
    ...acceptance,
  ];
  const findings = [...judged, ...unestablished(judged, cryptography)];
  const { indication, subIndication } = conclude(findings);
  const { dictionary, byteRange, format: kind } = subject;
  const isPassed = indication === "TOTAL-PASSED";
  const verification = {
    field: subject.field.name,
    kind: kind.kind,
    subFilter: dictionary.subFilter,
    levelFound: levelFound(levels),
    level: isPassed ? reached : "none",
    indication,
    subIndication,
    integrity: { digest: cryptography.digest, signature: cryptography.signature, coverage: byteRange.coverage },
    changes: changes.summary,
    revision: byteRange.endsAtRevision === null ? null : byteRange.endsAtRevision.index + 1,
    revisions: subject.revisions,
    docMdp: docMdpPermission(dictionary),
    signer: subject.signer === null ? null : describeSigner(subject.signer),
    claimedTime: dictionary.signedAt?.date ?? null,
    provenTime: isTimeProven ? time : null,
    provableUntil: isPassed ? provableUntil(proof, certificate, cryptography, trust.policy.algorithms) : null,
    digestAlgorithm: cryptography.digestAlgorithm,
    signatureAlgorithm: cryptography.signatureAlgorithm,
    reason: dictionary.reason,
    location: dictionary.location,
    signerCertificate: subject.signer?.raw.slice() ?? null,
    valueSha256: valueSha256(subject),
    chain: certificate.chain,
    revocation: certificate.revocation,
    timestamps: describeTimestamps(proof),
    missing: indication === "INDETERMINATE" ? undecidedCodes(findings) : [],
    findings,
  };
  // No evidence helps what has failed, so that none is asked for.
  const open = indication === "TOTAL-FAILED" ? [] : [...certificate.open, ...openOf(proof)];
  return { verification, open };
}

export function valueSha256({ signerInfo, bare }: CmsSubject): string | null {
  const value = signerInfo?.signature ?? bare?.value ?? null;
  return value === null ? null : encodeHex(digestOf("SHA-256", value));
}

/** Of timestamps on it and over it: once they are settled, it is judged at the time that they prove. */
export function openOf({ signatureTimestamps, laterTimestamps }: ExistenceProof): OpenQuestion[] {
  return [...signatureTimestamps, ...laterTimestamps].flatMap(({ open }) => open);
}

const NO_CERTIFICATE: CertificateJudgment = { found: null, chain: [], revocation: [], findings: [], open: [] };

/** Whose it is: the signer's certificate, or for a document timestamp its token with the authority's. */
async function judgeHolder(
  { signer, format }: GatheredSignature["subject"],
  { documentTimestamp }: ExistenceProof,
  context: CertificateContext,
): Promise<CertificateJudgment> {
  if (format.kind === "document-timestamp") {
    return documentTimestamp === null ? NO_CERTIFICATE : describeAuthority(documentTimestamp);
  }
  return signer === null ? NO_CERTIFICATE : judgeCertificate(signer, context);
}

/** A signature whose digest or value was not found good is never valid, even if no check above has said why. */
export function unestablished(
  findings: readonly Finding[],
  integrity: { digest: Judged; signature: Judged },
): Finding[] {
  if (integrity.digest === "ok" && integrity.signature === "ok") return [];
  const isExplained = findings.some(({ severity }) => severity !== "info");
  return isExplained ? [] : [finding("integrity-not-established", {})];
}

export function undecidedCodes(findings: readonly Finding[]): string[] {
  const undecided = findings.filter(({ code }) => FINDING_EFFECTS[code].indication === "INDETERMINATE");
  return [...new Set(undecided.map(({ code }) => code))];
}
