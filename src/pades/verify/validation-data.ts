import { Asn1Error } from "../../asn1/asn1-error.ts";
import { parseRevocationInfoArchival } from "../../cms/attributes.ts";
import { REVOCATION_INFO_ARCHIVAL } from "../../cms/oids.ts";
import { attributesOf, type SignerInfo } from "../../cms/signed-data.ts";
import { MAX_REVOCATION_SIGNATURE_CHECKS } from "../../limits.ts";
import { type RevocationEvidence, readEvidence } from "../../revocation/evidence.ts";
import { SignerPaths } from "../../revocation/signer-paths.ts";
import type { Certificate } from "../../x509/certificate.ts";
import { PathBudget } from "../../x509/path-budget.ts";
import { PathSignatures } from "../../x509/path-signatures.ts";
import type { SignatureSubject } from "../checks/subject.ts";
import type { SecurityStore } from "../ltv/security-store.ts";
import { readCertificates } from "./read-certificates.ts";
import type { VerificationRequest } from "./request.ts";

/** Certificates and status information that may serve to validate a certificate. None of it is trusted. */
export interface ValidationData {
  readonly certificates: readonly Certificate[];
  readonly evidence: RevocationEvidence;
  /** Signature checks on evidence and paths of its signers, remembered for the whole file. */
  readonly signatures: PathSignatures;
  readonly signerPaths: SignerPaths;
}

/** What serves all signatures of a document. */
export interface DocumentData extends ValidationData {
  /** The status information of the document's own store. */
  readonly stored: RevocationEvidence;
}

/** What serves all signatures of a file: the document's store, and what the caller gave. */
export function gatherValidationData(
  store: SecurityStore,
  { evidence: given, signatures }: Pick<VerificationRequest, "evidence" | "signatures">,
): DocumentData {
  const stored = readEvidence(store);
  return {
    certificates: [...given.certificates, ...readCertificates(store.certificates).certificates],
    evidence: given.revocation.with(stored),
    signatures: new PathSignatures(new PathBudget(MAX_REVOCATION_SIGNATURE_CHECKS), signatures),
    signerPaths: new SignerPaths(),
    stored,
  };
}

/** The same for one signature, with what it brings along itself. */
export function withSignature(data: ValidationData, subject: SignatureSubject): ValidationData {
  const { cms, bare, signerInfo } = subject;
  const own = (cms ?? bare)?.certificates ?? [];
  const archived = signerInfo === null ? NOTHING : archivedRevocation(signerInfo);
  const evidence = readEvidence({
    crls: [...(cms?.signedData.crls ?? []), ...archived.crls],
    ocspResponses: [...(cms?.signedData.ocspResponses ?? []), ...archived.ocspResponses],
  });
  return { ...data, certificates: [...own, ...data.certificates], evidence: data.evidence.with(evidence) };
}

const NOTHING = { crls: [], ocspResponses: [] };

/** Adobe's attribute (ISO 32000-2, 12.8.3.3.2), signed as it should be or not: its contents speak for themselves. */
function archivedRevocation({ signedAttributes, unsignedAttributes }: SignerInfo): {
  readonly crls: readonly Uint8Array[];
  readonly ocspResponses: readonly Uint8Array[];
} {
  const attributes = [...(signedAttributes?.attributes ?? []), ...unsignedAttributes];
  const values = attributesOf(attributes, REVOCATION_INFO_ARCHIVAL).flatMap((attribute) => attribute.values);
  const archives = values.flatMap((value) => {
    try {
      return [parseRevocationInfoArchival(value)];
    } catch (thrown) {
      if (thrown instanceof Asn1Error) return [];
      throw thrown;
    }
  });
  return {
    crls: archives.flatMap(({ crls }) => crls),
    ocspResponses: archives.flatMap(({ ocspResponses }) => ocspResponses),
  };
}
