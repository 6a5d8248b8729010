import { perObject } from "../../../bytes/per-object.ts";
import type { SignerInfo } from "../../../cms/signed-data.ts";
import { MAX_REVOCATION_SIGNATURE_CHECKS } from "../../../limits.ts";
import { NO_EVIDENCE, type RevocationEvidence, readOwnEvidence } from "../../../revocation/evidence.ts";
import { SignerPaths } from "../../../revocation/signer-paths.ts";
import type { Certificate } from "../../../x509/certificate.ts";
import { PathBudget } from "../../../x509/path-budget.ts";
import { PathSignatures } from "../../../x509/path-signatures.ts";
import { readCertificates } from "../../../x509/read-certificates.ts";
import type { CmsSubject } from "../../checks/subject.ts";
import type { SecurityStore } from "../../ltv/security-store.ts";
import type { VerificationRequest } from "../request.ts";
import { archivedRevocation, committedPieces } from "../time/covered-pieces.ts";
import { ProofsOfExistence } from "../time/proofs-of-existence.ts";

/** Certificates and status information that may serve to validate a certificate. None of it is trusted. */
export interface ValidationData {
  readonly certificates: readonly Certificate[];
  readonly evidence: RevocationEvidence;
  /**
   * Status information that counts against certificates and never for them: that of the document, where only evidence that
   * was handed in is to count. Null: there is none apart from `evidence`.
   */
  readonly adverse: RevocationEvidence | null;
  /** Signature checks on evidence and paths of its signers, remembered for the whole file. */
  readonly signatures: PathSignatures;
  readonly signerPaths: SignerPaths;
  /** By when each piece is proven to have been there. */
  readonly existence: ProofsOfExistence;
}

/** A document security store, read. */
export interface StoredData extends Pick<ValidationData, "certificates" | "evidence"> {
  readonly pieces: SecurityStore;
}

/** What serves all signatures of a document. */
export interface DocumentData extends ValidationData {
  /** What the document's own store holds. */
  readonly stored: StoredData;
  /** Whether there is nothing but what the document holds: no evidence was handed in or fetched. */
  readonly isDocumentAlone: boolean;
}

/** What serves all signatures of a file: the document's store, and what the caller gave. */
export function gatherValidationData(
  store: SecurityStore,
  { evidence: given, mode, signatures, time }: Pick<VerificationRequest, "evidence" | "mode" | "signatures" | "time">,
): DocumentData {
  const stored = readStored(store);
  return {
    certificates: [...given.certificates, ...stored.certificates],
    ...(mode === "evidence-only"
      ? { evidence: given.revocation, adverse: stored.evidence }
      : { evidence: given.revocation.with(stored.evidence), adverse: null }),
    signatures: new PathSignatures(new PathBudget(MAX_REVOCATION_SIGNATURE_CHECKS), signatures),
    signerPaths: new SignerPaths(),
    existence: ProofsOfExistence.none(time),
    stored,
    isDocumentAlone: mode !== "evidence-only" && given.sha256.length === 0,
  };
}

export function readStored(pieces: SecurityStore): StoredData {
  return {
    certificates: readCertificates(pieces.certificates).certificates,
    evidence: readOwnEvidence(pieces),
    pieces,
  };
}

/** The same, where what a signature or a token signs is proven to be from a time. */
export function withCommitment(
  data: ValidationData,
  { signerInfo }: { readonly signerInfo: SignerInfo | null },
  { time, isTimeProven }: { readonly time: Date; readonly isTimeProven: boolean },
  { trust, time: now }: Pick<VerificationRequest, "trust" | "time">,
): ValidationData {
  if (signerInfo === null || !isTimeProven) return data;
  const policy = { algorithms: trust.policy.algorithms, now };
  const pieces = () => committedPieces(signerInfo, data.certificates, policy);
  return { ...data, existence: data.existence.with(time, pieces) };
}

/** The same for one signature, with what it brings along itself. */
export function withSignature(data: ValidationData, subject: CmsSubject): ValidationData {
  const { cms, bare } = subject;
  const certificates = [...((cms ?? bare)?.certificates ?? []), ...data.certificates];
  const evidence = evidenceIn(subject);
  if (evidence === NO_EVIDENCE) return { ...data, certificates };
  return data.adverse === null
    ? { ...data, certificates, evidence: data.evidence.with(evidence) }
    : { ...data, certificates, adverse: data.adverse.with(evidence) };
}

/** Status information in a signature: in its CMS, and in Adobe's attribute. Asked for at every turn of judging it. */
const evidenceIn = perObject(({ cms, signerInfo }: CmsSubject): RevocationEvidence => {
  const signed = signerInfo?.signedAttributes?.attributes ?? [];
  const archived = archivedRevocation([...signed, ...(signerInfo?.unsignedAttributes ?? [])]);
  return readOwnEvidence({
    crls: [...(cms?.signedData.crls ?? []), ...archived.crls],
    ocspResponses: [...(cms?.signedData.ocspResponses ?? []), ...archived.ocspResponses],
  });
});
