import { equalBytes } from "../../bytes/equal.ts";
import { contentDigestAlgorithm, verifySignerInfo } from "../../cms/verify-signer-info.ts";
import type { DigestName } from "../../crypto/algorithms.ts";
import { createDigest, digestOf } from "../../crypto/digest.ts";
import { PadesError } from "../../errors.ts";
import type { StoredDocumentSignature, StoredSignature } from "./read-signatures.ts";

/** Digest of the bytes of a file that a signature covers. */
export function digestRanges(
  file: Uint8Array,
  [a, b, c, d]: StoredSignature["ranges"],
  algorithm: DigestName,
): Uint8Array {
  return createDigest(algorithm).update(file.subarray(a, b)).update(file.subarray(c, d)).digest();
}

/**
 * Refuses to preserve what is broken already: each signature must be over the bytes that it covers, by the key of its
 * certificate. What this runtime cannot check is let pass. What later revisions changed is for verification to judge.
 *
 * @throws PadesError ERR_SIGNATURE_VALUE, naming the field
 */
export async function checkIntegrity(file: Uint8Array, stored: readonly StoredSignature[]): Promise<void> {
  for (const signature of stored) {
    if (signature.kind !== "signature" || (await isIntact(file, signature))) continue;
    const message = `the signature "${signature.field}" does not verify, so that nothing is to be preserved`;
    throw new PadesError("ERR_SIGNATURE_VALUE", message);
  }
}

async function isIntact(file: Uint8Array, signature: StoredDocumentSignature): Promise<boolean> {
  const { signerInfo, signedData, signer, ranges } = signature;
  const { content } = signedData;
  // adbe.pkcs7.sha1 (ISO 32000-1, 12.8.3.3.1): signed is the SHA-1 of the bytes, inside the CMS.
  if (content !== null && !equalBytes(content, digestRanges(file, ranges, "SHA-1"))) return false;
  const algorithm = contentDigestAlgorithm(signerInfo);
  const contentDigest =
    algorithm === null ? null : content === null ? digestRanges(file, ranges, algorithm) : digestOf(algorithm, content);
  const facts = await verifySignerInfo(signerInfo, { contentDigest, certificate: signer, signedData });
  return facts.digest !== "failed" && facts.signature !== "failed";
}
