import type { GivenEvidence } from "./evidence.ts";
import type { JudgedSignature } from "./judge-signature.ts";
import type { Tried } from "./open-questions.ts";

/** Signatures after whatever could be asked was asked. */
export interface SettledSignatures {
  readonly signatures: readonly JudgedSignature[];
  /** What was handed in, and what was fetched. */
  readonly evidence: GivenEvidence;
  readonly tried: Tried;
}

/** Judged with the evidence that was handed in, and nothing asked. */
export function unasked(signatures: readonly JudgedSignature[], evidence: GivenEvidence): SettledSignatures {
  return { signatures, evidence, tried: new Map() };
}
