import type { SignatureLevel } from "../verification.ts";

/** The levels of EN 319 142-1, clause 6: each holds what the one before it does. */
export type BaselineLevel = "B-B" | "B-T" | "B-LT" | "B-LTA";

const ORDER: readonly SignatureLevel[] = ["B-B", "B-T", "B-LT", "B-LTA"] satisfies BaselineLevel[];

/** Whether a level is `required` or above it; those of PKCS #7 are below every level of PAdES. */
export function reachesLevel(found: SignatureLevel, required: BaselineLevel): boolean {
  return ORDER.indexOf(found) >= ORDER.indexOf(required);
}
