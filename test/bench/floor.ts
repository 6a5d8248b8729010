import {
  createHash,
  createPrivateKey,
  createPublicKey,
  type KeyObject,
  sign,
  verify,
  X509Certificate,
} from "node:crypto";
import { demoChain, demoPrivateKey } from "../support/demo-certs.ts";

/** What no verifier can do without, on node:crypto alone: one hash pass, and one public-key check a certificate. */
export interface Floor {
  verify(pdf: Uint8Array): void;
  /** One hash pass and one private-key operation. */
  sign(pdf: Uint8Array): void;
}

export function createFloor(signer: string): Floor {
  const key = createPrivateKey({ key: Buffer.from(demoPrivateKey(signer)), format: "der", type: "pkcs8" });
  const keys = demoChain(signer).map((der) => new X509Certificate(der).publicKey);
  const message = Buffer.alloc(300, 1);
  const issuers = keys.map((publicKey) => ({ publicKey, signature: signatureFor(publicKey, key, message) }));
  return {
    verify(pdf) {
      createHash("sha256").update(pdf).digest();
      for (const { publicKey, signature } of issuers) verify("sha256", message, publicKey, signature);
    },
    sign(pdf) {
      createHash("sha256").update(pdf).digest();
      sign("sha256", message, key);
    },
  };
}

/** A real signature where we hold the key; for the issuers' keys one that fails at the same cost. */
function signatureFor(publicKey: KeyObject, key: KeyObject, message: Uint8Array): Buffer {
  const signature = sign("sha256", message, key);
  return createPublicKey(key).equals(publicKey) ? signature : Buffer.from(signature);
}
