import { buildSignatureAlgorithm } from "../../asn1/build-algorithms.ts";
import { encodeHex } from "../../bytes/hex.ts";
import { type SourceInput, toByteSource } from "../../bytes/source.ts";
import { openView } from "../../bytes/view.ts";
import { createDigest } from "../../crypto/digest.ts";
import { readDocument, readPieces } from "./open-document.ts";
import { checkOptions, claimedTime, type PrepareOptions } from "./options.ts";
import { planSignature } from "./plan-signature.ts";
import { encodePreparedSignature, type PreparedSignature } from "./prepared-signature.ts";
import { describeSigner, signedAttributesFor } from "./signer-facts.ts";

/**
 * First half of signing: everything but the signature value. `toBeSigned` of the result goes to whoever holds the key
 * (an HSM, a token, a remote service, another day); `completeSignature` does the rest.
 *
 * @param pdf is read in pieces and not kept
 * @returns a pure function of `pdf`, `options` and its `now`
 * @throws PadesError ERR_INVALID_ARGUMENT, ERR_CERTIFICATE, ERR_UNSUPPORTED_ALGORITHM, ERR_PDF_UNREADABLE,
 * ERR_PDF_ENCRYPTED, ERR_SIGNATURE_FIELD, ERR_SIGNING_NOT_PERMITTED, ERR_SOURCE_MISMATCH (the source changed
 * while it was read)
 */
export async function prepareSignature(pdf: SourceInput, options: PrepareOptions): Promise<PreparedSignature> {
  checkOptions(options);
  const signer = describeSigner(options);
  const { algorithm, certificates, roomBytes } = signer;
  const now = claimedTime(options);
  const source = toByteSource(pdf);
  const view = openView(source);
  const plan = await readDocument(view, (document) =>
    planSignature(document, { options, now, algorithm, certificate: certificates[0], roomBytes }),
  );
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
