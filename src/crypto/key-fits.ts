import type { PublicKey } from "./public-key.ts";
import type { SignatureAlgorithm } from "./signature-algorithms.ts";

/** Whether a key of this kind, within its own restrictions, can have made a signature of this algorithm. */
export function keyFits(algorithm: SignatureAlgorithm, publicKey: PublicKey): boolean {
  switch (algorithm.scheme) {
    case "RSASSA-PKCS1-v1_5":
      return publicKey.kind === "RSA";
    case "RSASSA-PSS": {
      if (publicKey.kind === "RSA") return true;
      if (publicKey.kind !== "RSA-PSS") return false;
      // RFC 4055, section 3.3.
      const { restriction } = publicKey;
      return (
        restriction === null ||
        (restriction.digest === algorithm.digest &&
          restriction.mgfDigest === algorithm.mgfDigest &&
          restriction.saltLength <= algorithm.saltLength)
      );
    }
    case "ECDSA":
      return publicKey.kind === "EC";
    case "EdDSA":
      return publicKey.kind === algorithm.curve;
    case "DSA":
      return publicKey.kind === "DSA";
  }
}
