import { parseSigningTime } from "../../cms/attributes.ts";
import { SIGNING_TIME } from "../../cms/oids.ts";
import type { Finding } from "../../findings.ts";
import { signedValue } from "../checks/signed-value.ts";
import type { CmsSubject } from "../checks/subject.ts";
import { checkCmsAcceptance, checkCmsFormat } from "./checklists.ts";
import { certificateContext, concludeSignature, type JudgedSignature } from "./conclude-signature.ts";
import type { DocumentData } from "./evidence/validation-data.ts";
import { judgeCertificate, NO_CERTIFICATE } from "./judge-certificate.ts";
import type { CryptographyJudgment } from "./judge-cryptography.ts";
import type { ContentBinding } from "./open/content-binding.ts";
import type { VerificationRequest } from "./request.ts";
import type { ExistenceProof } from "./time/prove-existence.ts";

/** A signature beside what it signs, with what was found before certificates come into it. */
export interface DetachedSignature {
  /** A name for it in reports. */
  readonly name: string;
  readonly subject: CmsSubject;
  readonly binding: ContentBinding | null;
  readonly cryptography: CryptographyJudgment;
  readonly findings: readonly Finding[];
}

/**
 * The same building blocks as for a signature in a PDF (judge-signature.ts), but for what only a PDF has: a field, a
 * byte range, later revisions.
 */
export async function judgeDetached(
  { name, subject, binding, cryptography, findings }: DetachedSignature,
  proof: ExistenceProof,
  data: DocumentData,
  request: VerificationRequest,
): Promise<JudgedSignature> {
  const facts = { subject, binding, cryptography, proof, data, request };
  const { signer } = subject;
  const { common, integrity, open } = await concludeSignature(facts, {
    form: [...findings, ...checkCmsFormat(subject)],
    certificate: signer === null ? NO_CERTIFICATE : await judgeCertificate(signer, certificateContext(facts)),
    acceptance: checkCmsAcceptance(subject),
  });
  const verification = {
    ...common,
    field: name,
    kind: "signature",
    subFilter: null,
    integrity: { ...integrity, coverage: "whole-file" },
    changes: { level: "none", permitted: true, items: [] },
    revision: 1,
    revisions: 1,
    docMdp: null,
    claimedTime: signedValue(subject.signerInfo, SIGNING_TIME, parseSigningTime),
    reason: null,
    location: null,
  } as const;
  return { verification, open };
}
