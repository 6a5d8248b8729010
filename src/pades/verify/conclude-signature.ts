import { encodeHex } from "../../bytes/hex.ts";
import { digestOf } from "../../crypto/digest.ts";
import { FINDING_EFFECTS, type Finding, finding } from "../../findings.ts";
import type { CmsSubject } from "../checks/subject.ts";
import { checkIdentification } from "./checklists.ts";
import { describeSigner } from "./describe-signature.ts";
import { type DocumentData, withCommitment, withSignature } from "./evidence/validation-data.ts";
import type { CertificateContext, CertificateJudgment } from "./judge-certificate.ts";
import { type CryptographyJudgment, judgeStrength } from "./judge-cryptography.ts";
import type { OpenQuestion } from "./online/open-questions.ts";
import type { ContentBinding } from "./open/content-binding.ts";
import type { VerificationRequest } from "./request.ts";
import { withSigningAfter } from "./time/content-timestamps.ts";
import { describeTimestamps, timestampRemarks } from "./time/describe-timestamps.ts";
import { checkLevel, levelFound, levelReached } from "./time/level.ts";
import { provableUntil } from "./time/provable-until.ts";
import type { ExistenceProof } from "./time/prove-existence.ts";
import { conclude } from "./verdict.ts";
import type { SignatureVerification } from "./verification.ts";

/** A signature as judged with what was at hand, and what may be asked to settle it. */
export interface JudgedSignature {
  readonly verification: Omit<SignatureVerification, "missingEvidence">;
  readonly open: readonly OpenQuestion[];
}

/** What is found of any signature, in a PDF or beside what it signs. */
export interface SignatureFacts {
  readonly subject: CmsSubject;
  readonly binding: ContentBinding | null;
  readonly cryptography: CryptographyJudgment;
  readonly proof: ExistenceProof;
  readonly data: DocumentData;
  readonly request: VerificationRequest;
}

/** What depends on where it stands. */
export interface SignatureJudgments {
  /** What was changed, then its form: in the order in which a report has them. */
  readonly form: readonly Finding[];
  readonly certificate: CertificateJudgment;
  readonly acceptance: readonly Finding[];
}

/** What only a signature in a PDF has, or has otherwise. */
type OwnMembers =
  | "field"
  | "kind"
  | "subFilter"
  | "changes"
  | "revision"
  | "revisions"
  | "docMdp"
  | "claimedTime"
  | "reason"
  | "location";

export interface SignatureConclusion {
  readonly common: Omit<JudgedSignature["verification"], OwnMembers | "integrity">;
  readonly integrity: Pick<CryptographyJudgment, "digest" | "signature">;
  readonly open: readonly OpenQuestion[];
}

/** When, and with what, the signer's certificate must hold. */
export function certificateContext({ subject, proof, data, request }: SignatureFacts): CertificateContext {
  const { time, isTimeProven } = proof;
  const own = withCommitment(withSignature(data, subject), subject, proof, request);
  return { ...request, time, isTimeProven, now: request.time, data: own };
}

/**
 * What all that was found leads to (EN 319 102-1, clauses 5.3 and 5.5): every building block has run, whatever an earlier
 * one found, so that the report lists all there is.
 */
export async function concludeSignature(
  facts: SignatureFacts,
  { form, certificate, acceptance }: SignatureJudgments,
): Promise<SignatureConclusion> {
  const { subject, binding, cryptography, proof, request } = facts;
  const { algorithms, requiredLevel = null } = request.trust.policy;
  const { time, isTimeProven } = proof;
  const asked = requiredLevel === null ? null : await levelReached(facts);
  const judged = [
    ...form,
    ...cryptography.findings,
    ...checkIdentification(subject),
    ...withSigningAfter(certificate.findings, subject.signer, proof.contentTimestamps),
    ...judgeStrength(cryptography, binding, { algorithms, time }),
    ...acceptance,
    ...timestampRemarks(proof),
    ...(asked === null ? [] : checkLevel(subject, asked, requiredLevel)),
  ];
  const findings = [...judged, ...unestablished(judged, cryptography)];
  const { indication, subIndication } = conclude(findings);
  const isPassed = indication === "TOTAL-PASSED";
  const common = {
    levelFound: levelFound(facts),
    // Of what has not passed there is none, so that it is not looked for.
    level: isPassed ? (asked ?? (await levelReached(facts))) : ("none" as const),
    indication,
    subIndication,
    signer: subject.signer === null ? null : describeSigner(subject.signer),
    provenTime: isTimeProven ? time : null,
    provableUntil: isPassed ? provableUntil(proof, certificate, cryptography, algorithms) : null,
    digestAlgorithm: cryptography.digestAlgorithm,
    signatureAlgorithm: cryptography.signatureAlgorithm,
    signerCertificate: subject.signer?.raw.slice() ?? null,
    valueSha256: valueSha256(subject),
    chain: certificate.chain,
    revocation: certificate.revocation,
    timestamps: describeTimestamps(proof),
    missing: indication === "INDETERMINATE" ? undecidedCodes(findings) : [],
    findings,
  };
  const integrity = { digest: cryptography.digest, signature: cryptography.signature };
  // No evidence helps what has failed, so that none is asked for.
  const open = indication === "TOTAL-FAILED" ? [] : [...certificate.open, ...openOf(proof)];
  return { common, integrity, open };
}

function valueSha256({ signerInfo, bare }: CmsSubject): string | null {
  const value = signerInfo?.signature ?? bare?.value ?? null;
  return value === null ? null : encodeHex(digestOf("SHA-256", value));
}

/** Of timestamps on it and over it: once they are settled, it is judged at the time that they prove. */
function openOf({ signatureTimestamps, laterTimestamps }: ExistenceProof): OpenQuestion[] {
  return [...signatureTimestamps, ...laterTimestamps].flatMap(({ open }) => open);
}

/** A signature whose digest or value was not found good is never valid, even if no check above has said why. */
function unestablished(
  findings: readonly Finding[],
  integrity: Pick<CryptographyJudgment, "digest" | "signature">,
): Finding[] {
  if (integrity.digest === "ok" && integrity.signature === "ok") return [];
  const isExplained = findings.some(({ severity }) => severity !== "info");
  return isExplained ? [] : [finding("integrity-not-established", {})];
}

function undecidedCodes(findings: readonly Finding[]): string[] {
  const undecided = findings.filter(({ code }) => FINDING_EFFECTS[code].indication === "INDETERMINATE");
  return [...new Set(undecided.map(({ code }) => code))];
}
