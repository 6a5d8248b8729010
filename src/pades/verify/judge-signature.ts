import { checkAcceptance, checkFormat } from "./checklists.ts";
import {
  certificateContext,
  concludeSignature,
  type JudgedSignature,
  type SignatureFacts,
} from "./conclude-signature.ts";
import { docMdpPermission } from "./describe-signature.ts";
import type { DocumentData } from "./evidence/validation-data.ts";
import { type CertificateJudgment, judgeCertificate, NO_CERTIFICATE } from "./judge-certificate.ts";
import type { ChangesJudgment } from "./judge-changes.ts";
import type { CryptographyJudgment } from "./judge-cryptography.ts";
import type { GatheredSignature } from "./open/gather.ts";
import type { VerificationRequest } from "./request.ts";
import { describeAuthority } from "./time/describe-timestamps.ts";
import type { ExistenceProof } from "./time/prove-existence.ts";

/**
 * Validation of one signature in a PDF (EN 319 102-1, clauses 5.3 and 5.5), whose cryptography, later changes and
 * existence in time have been judged.
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
  const facts = { subject, binding, cryptography, proof, data, request };
  const { common, integrity, open } = await concludeSignature(facts, {
    // What was changed comes first: it is what a reader must see before anything else.
    form: [...changes.findings, ...gathered.findings, ...checkFormat(subject)],
    certificate: await judgeHolder(facts),
    acceptance: checkAcceptance(subject),
  });
  const { dictionary, byteRange, format } = subject;
  const verification = {
    ...common,
    field: subject.field.name,
    kind: format.kind,
    subFilter: dictionary.subFilter,
    integrity: { ...integrity, coverage: byteRange.coverage },
    changes: changes.summary,
    revision: byteRange.endsAtRevision === null ? null : byteRange.endsAtRevision.index + 1,
    revisions: subject.revisions,
    docMdp: docMdpPermission(dictionary),
    claimedTime: dictionary.signedAt?.date ?? null,
    reason: dictionary.reason,
    location: dictionary.location,
  };
  return { verification, open };
}

/** Whose it is: the signer's certificate, or for a document timestamp its token with the authority's. */
async function judgeHolder(facts: SignatureFacts): Promise<CertificateJudgment> {
  const { signer, format } = facts.subject;
  if (format.kind === "document-timestamp") {
    const { documentTimestamp } = facts.proof;
    return documentTimestamp === null ? NO_CERTIFICATE : describeAuthority(documentTimestamp);
  }
  return signer === null ? NO_CERTIFICATE : judgeCertificate(signer, certificateContext(facts));
}
