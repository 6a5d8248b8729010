/**
 * Where our answer on digest or signature value differs from the references', and why. By file and field; printed
 * by `npm run conformance`.
 */
export const INTEGRITY_EXCEPTIONS: ReadonlyMap<string, string> = new Map([
  [
    "generated/test_sign_with_explicit_ecdsa_implied_hash-4813a4.pdf#Sig1",
    "ecdsa-with-Specified without the digest that its parameters must name (ANSI X9.62, E.8); no RFC has it in CMS: unsupported, so unknown",
  ],
  [
    "dss/pades-unsupported-signature-algorithm.pdf#Signature1",
    "an unknown signature algorithm: neither good nor bad can be said (EN 319 102-1, clause 5.2.7), so unknown, and never valid",
  ],
]);
