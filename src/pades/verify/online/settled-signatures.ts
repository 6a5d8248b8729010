import type { JudgedSignature } from "../conclude-signature.ts";
import type { GivenEvidence } from "../evidence/evidence.ts";
import type { OpenQuestion, Tried } from "./open-questions.ts";

/** What was judged, with what may be asked to settle it. */
export type Answerable = { readonly open: readonly OpenQuestion[] };

/** Signatures after whatever could be asked was asked. */
export interface SettledSignatures<Judged extends Answerable = JudgedSignature> {
  readonly signatures: readonly Judged[];
  /** What was handed in, and what was fetched. */
  readonly evidence: GivenEvidence;
  readonly tried: Tried;
}

/** Judged with the evidence that was handed in, and nothing asked. */
export function unasked<Judged extends Answerable>(
  signatures: readonly Judged[],
  evidence: GivenEvidence,
): SettledSignatures<Judged> {
  return { signatures, evidence, tried: new Map() };
}
