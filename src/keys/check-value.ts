import type { PublicKey } from "../crypto/public-key.ts";
import type { SignatureAlgorithm } from "../crypto/signature-algorithms.ts";
import { verifySignature } from "../crypto/verify.ts";
import { PadesError } from "../errors.ts";

/**
 * Holds a value that came from a token or a service against the certificate's key, before anybody relies on it.
 *
 * @throws PadesError ERR_SIGNATURE_VALUE where it is not that key's over `data`; ERR_UNSUPPORTED_ALGORITHM where this
 *   runtime cannot tell
 */
export async function checkSignatureValue(
  signature: Uint8Array,
  signed: { readonly algorithm: SignatureAlgorithm; readonly publicKey: PublicKey; readonly data: Uint8Array },
  source: string,
): Promise<void> {
  const verdict = await verifySignature({ ...signed, signature });
  if (verdict === "valid") return;
  if (verdict === "unsupported") {
    throw new PadesError(
      "ERR_UNSUPPORTED_ALGORITHM",
      `this runtime cannot check a signature of ${signed.algorithm.name}`,
    );
  }
  throw new PadesError(
    "ERR_SIGNATURE_VALUE",
    `${source} answered with a value that does not verify with the certificate: it has another key, or signed something else`,
  );
}
