import { parseSigningTime } from "../../cms/attributes.ts";
import { SIGNING_TIME } from "../../cms/oids.ts";
import { signedValue } from "../checks/signed-value.ts";
import type { CmsSubject } from "../checks/subject.ts";
import { checkCmsAcceptance, checkCmsFormat, checkIdentification } from "./checklists.ts";
import { describeSigner } from "./describe-signature.ts";
import { type DocumentData, withCommitment, withSignature } from "./evidence/validation-data.ts";
import { judgeCertificate } from "./judge-certificate.ts";
import { type CryptographyJudgment, judgeStrength } from "./judge-cryptography.ts";
import { type JudgedSignature, openOf, undecidedCodes, unestablished, valueSha256 } from "./judge-signature.ts";
import type { ContentBinding } from "./open/content-binding.ts";
import type { VerificationRequest } from "./request.ts";
import { withSigningAfter } from "./time/content-timestamps.ts";
import { describeTimestamps, timestampRemarks } from "./time/describe-timestamps.ts";
import { checkLevel, levelFound, levelReached } from "./time/level.ts";
import { provableUntil } from "./time/provable-until.ts";
import type { ExistenceProof } from "./time/prove-existence.ts";
import { conclude } from "./verdict.ts";

/** A signature beside what it signs, with what was found before certificates come into it. */
export interface DetachedSignature {
  /** A name for it in reports. */
  readonly name: string;
  readonly subject: CmsSubject;
  readonly binding: ContentBinding | null;
  readonly cryptography: CryptographyJudgment;
  readonly findings: JudgedSignature["verification"]["findings"];
}

const NO_CERTIFICATE = { found: null, chain: [], revocation: [], findings: [], open: [] };

/**
 * The same building blocks as for a signature in a PDF (judge-signature.ts), but for what only a PDF has: a field, a
 * byte range, later revisions.
 */
export async function judgeDetached(
  { name, subject, binding, cryptography, findings: ofReading }: DetachedSignature,
  proof: ExistenceProof,
  data: DocumentData,
  request: VerificationRequest,
): Promise<JudgedSignature> {
  const { algorithms, requiredLevel } = request.trust.policy;
  const { time, isTimeProven } = proof;
  const own = withCommitment(withSignature(data, subject), subject, proof, request);
  const context = { ...request, time, isTimeProven, now: request.time, data: own };
  const certificate = subject.signer === null ? NO_CERTIFICATE : await judgeCertificate(subject.signer, context);
  const levels = { subject, proof, data, request };
  const reached = await levelReached(levels);
  const judged = [
    ...ofReading,
    ...checkCmsFormat(subject),
    ...cryptography.findings,
    ...checkIdentification(subject),
    ...withSigningAfter(certificate.findings, subject.signer, proof.contentTimestamps),
    ...judgeStrength(cryptography, binding, { algorithms, time }),
    ...checkCmsAcceptance(subject),
    ...timestampRemarks(proof),
    ...checkLevel(subject, reached, requiredLevel ?? null),
  ];
  const findings = [...judged, ...unestablished(judged, cryptography)];
  const { indication, subIndication } = conclude(findings);
  const isPassed = indication === "TOTAL-PASSED";
  const verification = {
    field: name,
    kind: "signature" as const,
    subFilter: null,
    levelFound: levelFound(levels),
    level: isPassed ? reached : ("none" as const),
    indication,
    subIndication,
    integrity: {
      digest: cryptography.digest,
      signature: cryptography.signature,
      coverage: "whole-file" as const,
    },
    changes: { level: "none" as const, permitted: true, items: [] },
    revision: 1,
    revisions: 1,
    docMdp: null,
    signer: subject.signer === null ? null : describeSigner(subject.signer),
    claimedTime: signedValue(subject.signerInfo, SIGNING_TIME, parseSigningTime),
    provenTime: isTimeProven ? time : null,
    provableUntil: isPassed ? provableUntil(proof, certificate, cryptography, algorithms) : null,
    digestAlgorithm: cryptography.digestAlgorithm,
    signatureAlgorithm: cryptography.signatureAlgorithm,
    reason: null,
    location: null,
    signerCertificate: subject.signer?.raw.slice() ?? null,
    valueSha256: valueSha256(subject),
    chain: certificate.chain,
    revocation: certificate.revocation,
    timestamps: describeTimestamps(proof),
    missing: indication === "INDETERMINATE" ? undecidedCodes(findings) : [],
    findings,
  };
  const open = indication === "TOTAL-FAILED" ? [] : [...certificate.open, ...openOf(proof)];
  return { verification, open };
}
