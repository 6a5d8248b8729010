import type { Finding } from "../findings.ts";
import type { SignatureVerification } from "../pades/verify/verification.ts";

/** A finding and the signature that it is about; null where it is about the file. */
export interface FindingAbout {
  readonly finding: Finding;
  readonly signature: SignatureVerification | null;
}

export function withSignature(
  findings: readonly Finding[],
  signature: SignatureVerification | null,
): readonly FindingAbout[] {
  return findings.map((finding) => ({ finding, signature }));
}
