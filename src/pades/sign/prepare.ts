import { buildSignatureAlgorithm } from "../../asn1/build-algorithms.ts";
import { encodeHex } from "../../bytes/hex.ts";
import { type SourceInput, toByteSource } from "../../bytes/source.ts";
import { openView } from "../../bytes/view.ts";
import { createDigest } from "../../crypto/digest.ts";
import { readPieces } from "./open-document.ts";
import { checkOptions, claimedTime, type PrepareOptions } from "./options.ts";
import { planDocument } from "./plan-document.ts";
import { encodePreparedSignature, type PreparedSignature } from "./prepared-signature.ts";
import { checkSignerCertificate } from "./signer-certificate.ts";
import { signedAttributesFor } from "./signer-facts.ts";

/**
 * First half of signing: everything but the signature value. `toBeSigned` of the result goes to whoever holds the key
 * (an HSM, a token, a remote service, another day); `completeSignature` does the rest.
 *
 * @param pdf is read in pieces and not kept
 * @returns nothing secret, and nothing but what the password of an encrypted document opens anyway; a pure function of `pdf`, `options` and its `now`, at B-T of how long the authority's tokens are, and with `revocationAttribute` of the status found
 * @throws PadesError ERR_INVALID_ARGUMENT, ERR_CERTIFICATE, ERR_CERTIFICATE_EXPIRED, ERR_CERTIFICATE_USAGE,
 * ERR_UNSUPPORTED_ALGORITHM, ERR_PDF_UNREADABLE, ERR_PDF_ENCRYPTED, ERR_PDF_UNSUPPORTED, ERR_SIGNATURE_FIELD, ERR_SIGNING_NOT_PERMITTED, ERR_SOURCE_MISMATCH (the source changed
 * while it was read); ERR_TIMESTAMP and ERR_FETCH where
 * an authority had to be asked; ERR_EVIDENCE_MISSING and ERR_CERTIFICATE_REVOKED by `statusCheck` and
 * `revocationAttribute`
 */
export async function prepareSignature(pdf: SourceInput, options: PrepareOptions): Promise<PreparedSignature> {
  checkOptions(options, ["B-B", "B-T", "B-LT", "B-LTA"]);
  const now = claimedTime(options);
  await checkSignerCertificate({ ...options, now, status: options.statusCheck ?? null });
  const source = toByteSource(pdf);
  const view = openView(source);
  const { signer, plan } = await planDocument(view, options, now);
  const { algorithm, certificates } = signer;
  const { tail, contents } = plan;

  const wholeDigest = createDigest("SHA-256");
  const ownDigest = algorithm.digest === "SHA-256" ? null : createDigest(algorithm.digest);
  for await (const piece of readPieces(source, view)) {
    wholeDigest.update(piece);
    ownDigest?.update(piece);
  }
  const signedDigest = (ownDigest ?? wholeDigest.copy())
    .update(tail.subarray(0, contents.start - source.size))
    .update(tail.subarray(contents.end - source.size));
  return encodePreparedSignature({
    level: options.level,
    field: plan.field,
    source: { size: source.size, sha256: encodeHex(wholeDigest.digest()) },
    tail,
    contents,
    digestAlgorithm: algorithm.digest,
    signatureAlgorithm: buildSignatureAlgorithm(algorithm),
    toBeSigned: signedAttributesFor(signer, signedDigest.digest()),
    certificates,
  });
}
