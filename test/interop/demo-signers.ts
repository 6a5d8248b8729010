import type { Signer } from "../../src/keys/signer.ts";
import { webCryptoSigner } from "../../src/keys/web-crypto-signer.ts";
import type { TestScheme } from "../../src/testing/test-signature.ts";
import { demoSigner } from "../support/demo-certs.ts";

/** A demo identity and how it signs. */
export interface SignerCase {
  readonly title: string;
  readonly identity: string;
  readonly scheme: TestScheme;
}

export const RSA: SignerCase = {
  title: "RSA-2048, PKCS#1 v1.5, SHA-256",
  identity: "public-ca/citizen",
  scheme: { name: "RSASSA-PKCS1-v1_5", hash: "SHA-256" },
};
export const P256: SignerCase = {
  title: "P-256, SHA-256",
  identity: "cong-vu/person",
  scheme: { name: "ECDSA", hash: "SHA-256" },
};
export const ED25519: SignerCase = {
  title: "Ed25519",
  identity: "public-ca/signer-ed25519",
  scheme: { name: "Ed25519" },
};

/** Those that OpenSSL 3.0 and pdfsig can verify; they cannot do Ed25519 in a CMS. */
export const SIGNERS: readonly SignerCase[] = [
  RSA,
  {
    title: "RSA-3072, PKCS#1 v1.5, SHA-512",
    identity: "cong-vu/seal",
    scheme: { name: "RSASSA-PKCS1-v1_5", hash: "SHA-512" },
  },
  {
    title: "RSA-2048, PSS, SHA-256",
    identity: "public-ca/signer-pss",
    scheme: { name: "RSASSA-PSS", hash: "SHA-256" },
  },
  { title: "RSA-3072, PSS, SHA-384", identity: "cong-vu/seal", scheme: { name: "RSASSA-PSS", hash: "SHA-384" } },
  P256,
  { title: "P-384, SHA-384", identity: "public-ca/signer-p384", scheme: { name: "ECDSA", hash: "SHA-384" } },
  { title: "P-521, SHA-512", identity: "public-ca/signer-p521", scheme: { name: "ECDSA", hash: "SHA-512" } },
];

export async function openSigner({ identity, scheme }: SignerCase): Promise<Signer> {
  const { key, chain } = await demoSigner(identity, scheme);
  return webCryptoSigner(key, chain);
}
