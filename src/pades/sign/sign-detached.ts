import { digestOf } from "../../crypto/digest.ts";
import type { Signer } from "../../keys/signer.ts";
import type { TimestampAuthority } from "../../tsp/timestamp-authority.ts";
import { finishSignature } from "./finish-signature.ts";
import { checkSigner, checkTime, checkTimestampAuthority, claimedTime } from "./options.ts";
import { checkSignerCertificate } from "./signer-certificate.ts";
import { describeSigner, signedAttributesFor } from "./signer-facts.ts";

export interface DetachedSignatureOptions {
  readonly signer: Signer;
  /** Stamps the signature value (level B-T): proves by when it was there. */
  readonly timestampAuthority?: TimestampAuthority;
  /** The claimed signing time; by default that of the clock. */
  readonly now?: Date;
  readonly signal?: AbortSignal;
}

/**
 * A detached CAdES baseline signature (ETSI EN 319 122-1, clause 6.3) over `content`: content-type id-data,
 * message-digest, signing-certificate-v2, signing-time, the whole chain. Verified before it is returned.
 *
 * @returns the CMS in DER
 * @throws PadesError ERR_INVALID_ARGUMENT; ERR_CERTIFICATE, ERR_CERTIFICATE_EXPIRED, ERR_CERTIFICATE_USAGE, ERR_UNSUPPORTED_ALGORITHM, ERR_SIGNATURE_VALUE, ERR_TIMESTAMP,
 *   ERR_FETCH as signPdf does; whatever the signer rejects with
 */
export async function signDetached(content: Uint8Array, options: DetachedSignatureOptions): Promise<Uint8Array> {
  const { signer, timestampAuthority, now, signal } = options;
  checkSigner(signer);
  checkTime(now);
  if (timestampAuthority !== undefined) checkTimestampAuthority(timestampAuthority);
  const time = claimedTime(now === undefined ? {} : { now });
  await checkSignerCertificate({ signer, now: time, status: null });
  const identity = describeSigner({ signer }, 0);
  const { algorithm, certificates } = identity;
  const contentDigest = digestOf(algorithm.digest, content);
  const signedAttributes = signedAttributesFor(identity, contentDigest, time);
  const call = signal === undefined ? {} : { signal };
  return finishSignature({
    signedAttributes,
    signatureValue: await signer.sign(signedAttributes, call),
    signatureAlgorithm: algorithm,
    certificates,
    contentDigest,
    ...(timestampAuthority === undefined ? {} : { timestampAuthority }),
    ...call,
  });
}
