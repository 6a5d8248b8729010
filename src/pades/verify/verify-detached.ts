import { findBySignerIdentifier } from "../../cms/find-signer.ts";
import { digestOf } from "../../crypto/digest.ts";
import { PadesError } from "../../errors.ts";
import { finding } from "../../findings.ts";
import type { SignatureFormat } from "../checks/signature-format.ts";
import type { CmsSubject } from "../checks/subject.ts";
import { EMPTY_STORE } from "../ltv/security-store.ts";
import type { JudgedSignature } from "./conclude-signature.ts";
import type { GivenEvidence } from "./evidence/evidence.ts";
import { gatherValidationData } from "./evidence/validation-data.ts";
import { judgeCryptography } from "./judge-cryptography.ts";
import { type DetachedSignature, judgeDetached } from "./judge-detached.ts";
import { describeMissing } from "./online/open-questions.ts";
import { settle } from "./online/settle.ts";
import { contentBinding } from "./open/content-binding.ts";
import { readCms } from "./open/read-cms.ts";
import { describeInputs, resolveRequest, type VerificationRequest, type VerifyOptions } from "./request.ts";
import { contentDigestRequests } from "./time/content-timestamps.ts";
import { proveDetached } from "./time/prove-existence.ts";
import type { PdfVerification, SignatureVerification } from "./verification.ts";

export interface DetachedVerification extends Pick<PdfVerification, "validationTime" | "inputs" | "evidenceUsed"> {
  readonly signature: SignatureVerification;
}

/** ETSI EN 319 122-1: a CAdES signature, detached. */
const CADES: SignatureFormat = { kind: "signature", content: "detached", isEtsi: true, isSupported: true };

/**
 * Verifies a detached CMS signature (EN 319 122-1) over `content`, by the same building blocks as one in a PDF: format,
 * digest, value, certificate path, revocation, timestamps, algorithms. Whose it should be is for the caller to say.
 *
 * @param cms DER, or BER in its framing; nothing but zeros may follow it
 * @param name for the signature, in reports
 * @returns the verdict on the signature. Resolves for any bytes: what is wrong with them is a finding.
 * @throws PadesError ERR_INVALID_ARGUMENT on misuse; the signal's reason where it was aborted
 */
export async function verifyDetached(
  content: Uint8Array,
  cms: Uint8Array,
  name: string,
  options: VerifyOptions,
): Promise<DetachedVerification> {
  const request = resolveRequest(options);
  request.signal?.throwIfAborted();
  try {
    return await verify(content, readSubject(cms), name, request);
  } catch (error) {
    if (error instanceof PadesError || request.signal?.aborted === true) throw error;
    // A fault of ours must never look like a verdict.
    const message = error instanceof Error ? error.message : String(error);
    const nothing = { ...NO_CMS, findings: [finding("internal-error", { message })] };
    return verify(content, nothing, name, request);
  }
}

type ReadSubject = Pick<DetachedSignature, "subject" | "findings">;

const NO_CMS: { readonly subject: CmsSubject } = {
  subject: {
    format: CADES,
    cms: null,
    bare: null,
    signerInfo: null,
    signerCandidates: [],
    signer: null,
    // What is waived for old documents is not waived for what is made by this library.
    policy: { acceptWithoutSignedAttributes: false },
  },
};

function readSubject(bytes: Uint8Array): ReadSubject {
  const cms = readCms(bytes);
  if ("malformed" in cms) return { ...NO_CMS, findings: [cms.malformed] };
  const { signerInfos } = cms.signedData;
  const signerInfo = signerInfos.length === 1 ? (signerInfos[0] ?? null) : null;
  const signerCandidates = signerInfo === null ? [] : findBySignerIdentifier(cms.certificates, signerInfo.sid);
  const signer = signerCandidates.length === 1 ? (signerCandidates[0] ?? null) : null;
  return { subject: { ...NO_CMS.subject, cms, signerInfo, signerCandidates, signer }, findings: [] };
}

async function verify(
  content: Uint8Array,
  { subject, findings }: ReadSubject,
  name: string,
  request: VerificationRequest,
): Promise<DetachedVerification> {
  const binding = contentBinding(subject);
  const rangesDigest = binding?.kind === "detached" ? digestOf(binding.algorithm, content) : null;
  const whole = [{ start: 0, end: content.length }];
  const algorithms = contentDigestRequests(subject.signerInfo, binding, whole).map(({ algorithm }) => algorithm);
  const contentDigests = new Map([
    ...algorithms.map((algorithm) => [algorithm, digestOf(algorithm, content)] as const),
    ...(binding?.kind === "detached" && rangesDigest !== null ? [[binding.algorithm, rangesDigest] as const] : []),
  ]);
  const cryptography = await judgeCryptography(subject, binding, rangesDigest);
  const detached: DetachedSignature = { name, subject, binding, cryptography, findings };
  const judge = async (evidence: GivenEvidence): Promise<JudgedSignature[]> => {
    request.log.clear();
    const data = gatherValidationData(EMPTY_STORE, { ...request, evidence });
    const proof = await proveDetached({ subject, binding, rangesDigest, contentDigests }, data, request);
    return [await judgeDetached(detached, proof, data, request)];
  };
  const settled = await settle(await judge(request.evidence), judge, request);
  const [judged] = settled.signatures;
  if (judged === undefined) throw new Error("a signature was judged, and is not there");
  const { verification, open } = judged;
  const isUndecided = verification.indication === "INDETERMINATE";
  const signature = { ...verification, missingEvidence: isUndecided ? describeMissing(open, settled.tried) : [] };
  return {
    signature,
    validationTime: request.time,
    inputs: describeInputs(request, settled.evidence),
    evidenceUsed: request.log.withGiven(settled.evidence),
  };
}
