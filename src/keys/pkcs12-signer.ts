import { Asn1Error } from "../asn1/asn1-error.ts";
import { PadesError } from "../errors.ts";
import { type Certificate, parseCertificate } from "../x509/certificate.ts";
import { orderChain } from "./order-chain.ts";
import { openPkcs12 } from "./pkcs12/open.ts";
import { signerIfMatching, type WebCryptoChoice } from "./private-key.ts";
import type { Signer } from "./signer.ts";

/** What the key leaves open: RSASSA-PSS with SHA-256 where nothing is said, for ECDSA the digest of the curve. */
export type Pkcs12SignerOptions = WebCryptoChoice;

/**
 * A signer with the key of a PKCS#12 file (.p12, .pfx; RFC 7292). The key is imported into Web Crypto, from where it
 * cannot be taken out again; its certificate is found by trying it, and the others are put in order above it.
 *
 * @param password as the user typed it; "" where the file has none
 * @throws PadesError ERR_PKCS12_PASSWORD where the password is wrong; ERR_PKCS12_INVALID where the file is malformed or
 *   holds no key together with its certificate; ERR_UNSUPPORTED_ALGORITHM where that key cannot sign as `options` say;
 *   ERR_INSECURE_CONTEXT
 */
export async function pkcs12Signer(
  bytes: Uint8Array,
  password: string,
  options: Pkcs12SignerOptions = {},
): Promise<Signer> {
  const { certificates, privateKeys } = await openPkcs12(bytes, password);
  try {
    const pool = certificates.map(parseOwnCertificate);
    let unsupported: PadesError | null = null;
    for (const pkcs8 of privateKeys) {
      for (const certificate of pool) {
        try {
          const chain = await orderChain(certificate, pool);
          const signer = await signerIfMatching(pkcs8, [certificate.raw, ...chain.map(({ raw }) => raw)], options);
          if (signer !== null) return signer;
        } catch (error) {
          // Of another certificate in the file, as long as one of them fits.
          if (!(error instanceof PadesError) || error.code !== "ERR_UNSUPPORTED_ALGORITHM") throw error;
          unsupported ??= error;
        }
      }
    }
    if (unsupported !== null) throw unsupported;
  } finally {
    for (const pkcs8 of privateKeys) pkcs8.fill(0);
  }
  throw new PadesError(
    "ERR_PKCS12_INVALID",
    `no key with its certificate among ${privateKeys.length} keys and ${certificates.length} certificates`,
  );
}

function parseOwnCertificate(der: Uint8Array): Certificate {
  try {
    return parseCertificate(der);
  } catch (error) {
    if (!(error instanceof Asn1Error)) throw error;
    throw new PadesError("ERR_PKCS12_INVALID", `holds a malformed certificate: ${error.message}`, { cause: error });
  }
}
