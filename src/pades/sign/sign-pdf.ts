import { type SourceInput, toByteSource } from "../../bytes/source.ts";
import { openView } from "../../bytes/view.ts";
import { createDigest } from "../../crypto/digest.ts";
import { fillContents } from "../../pdf/write/signature-placeholder.ts";
import type { CollectedEvidence } from "../ltv/collect-evidence.ts";
import { type EvidenceInput, resolveEvidence } from "../verify/evidence/evidence.ts";
import { checkEvidenceOptions, extendPdf } from "./extend.ts";
import { finishSignature } from "./finish-signature.ts";
import { appendTail } from "./open-document.ts";
import { checkOptions, claimedTime, type SignOptions } from "./options.ts";
import { planDocument } from "./plan-document.ts";
import { checkSignerCertificate } from "./signer-certificate.ts";
import { signedAttributesFor } from "./signer-facts.ts";

/**
 * Signs a PDF with a PAdES baseline signature (EN 319 142-1, clause 6.3): the same as `prepareSignature`, the
 * signer, `completeSignature`, with one pass over the bytes.
 *
 * @param pdf never changed; the result begins with its bytes
 * @returns the signed PDF
 * @throws PadesError as prepareSignature and completeSignature do, and whatever the signer rejects with
 */
export async function signPdf(pdf: SourceInput, options: SignOptions): Promise<Uint8Array> {
  checkOptions(options, ["B-B", "B-T", "B-LT", "B-LTA"]);
  if (options.level === "B-LT" || options.level === "B-LTA") checkEvidenceOptions(options);
  const now = claimedTime(options);
  const status = options.level === "B-LT" || options.level === "B-LTA" ? options : (options.statusCheck ?? null);
  const checked = await checkSignerCertificate({ ...options, now, status });
  const source = toByteSource(pdf);
  const view = openView(source);
  const { signer, plan } = await planDocument(view, options, now);
  const { algorithm, certificates } = signer;
  const { tail, contents } = plan;

  // Hashed are the bytes that are returned, whatever happens to the source meanwhile.
  const file = await appendTail(source, view, tail);
  const contentDigest = createDigest(algorithm.digest)
    .update(file.subarray(0, contents.start))
    .update(file.subarray(contents.end))
    .digest();
  const signedAttributes = signedAttributesFor(signer, contentDigest);
  const call = options.signal === undefined ? {} : { signal: options.signal };
  const signatureValue = await options.signer.sign(signedAttributes, call);
  const cms = await finishSignature({
    signedAttributes,
    signatureValue,
    signatureAlgorithm: algorithm,
    certificates,
    contentDigest,
    ...(options.level === "B-B" ? {} : { timestampAuthority: options.timestampAuthority }),
    ...call,
  });
  fillContents(file, contents, cms);
  if (options.level === "B-B" || options.level === "B-T") return file;
  return extendPdf(file, { ...options, evidence: withChecked(options.evidence, checked), to: options.level });
}

/** What the signer was checked by need not be fetched again where it still counts. */
function withChecked(given: EvidenceInput | undefined, checked: CollectedEvidence | null): EvidenceInput {
  const { pieces } = resolveEvidence(given);
  if (checked === null) return pieces;
  return {
    crls: [...pieces.crls, ...checked.crls],
    ocspResponses: [...pieces.ocspResponses, ...checked.ocspResponses],
    certificates: [...pieces.certificates, ...checked.certificates],
  };
}
