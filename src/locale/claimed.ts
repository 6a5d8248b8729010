import type { ShownClaim } from "../findings.ts";
import type { Telling } from "./locale.ts";

/** What a signature's picture says, or the signature itself: times as they are told elsewhere. */
export function claimed(claim: ShownClaim, value: string, telling: Telling): string {
  return claim === "time" ? telling.time(value) : value;
}
