import { resolveSignatureAlgorithm } from "../asn1/signature-algorithm.ts";
import { perObject } from "../bytes/per-object.ts";
import { decodeLatin1 } from "../bytes/text.ts";
import type { PublicKey } from "../crypto/public-key.ts";
import type { SignatureAlgorithm } from "../crypto/signature-algorithms.ts";
import { verifySignature } from "../crypto/verify.ts";
import type { Certificate } from "./certificate.ts";
import type { PathBudget } from "./path-budget.ts";
import type { VerifiedSignatureCache } from "./verified-signature-cache.ts";

/** What certificates, CRLs and OCSP responses have in common: SIGNED { ToBeSigned }. */
export type SignedObject = Pick<Certificate, "tbs" | "signatureAlgorithm" | "signature">;

/** Whether a key made the signature on a certificate. */
export type CertificateSignature =
  | { readonly verdict: "valid"; readonly algorithm: SignatureAlgorithm }
  | { readonly verdict: "invalid" | "unsupported" | "limit" };

/** Equal for equal SubjectPublicKeyInfos. */
const keyIdOf = perObject(decodeLatin1);

/** Verifies the signatures on certificates and the like: each pair of object and key once in a search, and within its budget. */
export class PathSignatures {
  readonly #budget: PathBudget;
  readonly #cache: VerifiedSignatureCache | null;
  readonly #known = new Map<SignedObject, Map<string, CertificateSignature>>();

  constructor(budget: PathBudget, cache: VerifiedSignatureCache | null) {
    this.#budget = budget;
    this.#cache = cache;
  }

  async check(certificate: SignedObject, issuerKey: PublicKey): Promise<CertificateSignature> {
    let byKey = this.#known.get(certificate);
    if (byKey === undefined) {
      byKey = new Map();
      this.#known.set(certificate, byKey);
    }
    const keyId = keyIdOf(issuerKey.spki);
    const known = byKey.get(keyId);
    if (known !== undefined) return known;
    const signature = await this.#verify(certificate, issuerKey);
    byKey.set(keyId, signature);
    return signature;
  }

  async #verify(certificate: SignedObject, issuerKey: PublicKey): Promise<CertificateSignature> {
    const resolved = resolveSignatureAlgorithm(certificate.signatureAlgorithm, { publicKey: issuerKey });
    if (!resolved.ok) return { verdict: resolved.problem === "unsupported" ? "unsupported" : "invalid" };
    const { algorithm } = resolved;
    // Counted even where the answer is remembered: how far a search goes must not depend on what went before.
    if (!this.#budget.takeSignatureCheck()) return { verdict: "limit" };

    const { tbs, signature, signatureAlgorithm } = certificate;
    const fact = { data: tbs, algorithm: signatureAlgorithm.raw, signature, issuerKey: issuerKey.spki };
    let verifies = this.#cache?.get(fact);
    if (verifies === undefined) {
      const verdict = await verifySignature({ algorithm, publicKey: issuerKey, data: tbs, signature });
      // What this runtime lacks now it may have later: no fact about the signature.
      if (verdict === "unsupported") return { verdict };
      verifies = verdict === "valid";
      this.#cache?.set(fact, verifies);
    }
    return verifies ? { verdict: "valid", algorithm } : { verdict: "invalid" };
  }
}
