import type { BatchResult } from "./batch-result.ts";

/**
 * Where a file stands with what proves it. "lost": a signature whose certificates or algorithms have run out, and nothing
 * shows that it is older; "not-valid": anything else that is not valid, which no timestamp would mend; "due": provable, but
 * not beyond the time asked for; "later": provable beyond it; "open": valid, and no end is known.
 */
export type DueState = "lost" | "not-valid" | "due" | "later" | "open";

/** From what needs somebody first. */
export const DUE_STATES: readonly DueState[] = ["lost", "due", "not-valid", "open", "later"];

/** EN 319 102-1, clause 5.1.3: what "no proof of existence" comes to, for certificates and for algorithms. */
const WITHOUT_PROOF: ReadonlySet<string | null> = new Set([
  "OUT_OF_BOUNDS_NO_POE",
  "OUT_OF_BOUNDS_NOT_REVOKED",
  "CRYPTO_CONSTRAINTS_FAILURE_NO_POE",
  "REVOKED_NO_POE",
  "REVOKED_CA_NO_POE",
  "NO_POE",
]);

/** @param before files that are provable until then or longer are not due */
export function dueStateOf({ verdict, provableUntil, signatures }: BatchResult, before: Date): DueState {
  if (verdict === "valid") {
    if (provableUntil === null) return "open";
    return Date.parse(provableUntil) < before.getTime() ? "due" : "later";
  }
  const ranOut = signatures.some(
    ({ kind, indication, subIndication }) =>
      kind === "signature" && indication === "INDETERMINATE" && WITHOUT_PROOF.has(subIndication),
  );
  return verdict === "indeterminate" && ranOut ? "lost" : "not-valid";
}

/** A length of time in the calendar: "12m". */
export interface Period {
  readonly count: number;
  readonly unit: "days" | "weeks" | "months" | "years";
}

const UNITS: ReadonlyMap<string, Period["unit"]> = new Map([
  ["d", "days"],
  ["w", "weeks"],
  ["m", "months"],
  ["y", "years"],
]);

/** "90d", "6w", "12m" or "2y"; null where it is none. */
export function parsePeriod(text: string): Period | null {
  const match = /^([1-9]\d{0,3})([dwmy])$/.exec(text);
  const unit = UNITS.get(match?.[2] ?? "");
  return unit === undefined ? null : { count: Number(match?.[1]), unit };
}

/** Months end where the calendar says: a month after 31 January is the end of February. */
export function addPeriod(time: Date, { count, unit }: Period): Date {
  const DAY_MS = 24 * 3_600_000;
  if (unit === "days") return new Date(time.getTime() + count * DAY_MS);
  if (unit === "weeks") return new Date(time.getTime() + count * 7 * DAY_MS);
  const months = time.getUTCMonth() + (unit === "years" ? 12 * count : count);
  const lastDay = new Date(Date.UTC(time.getUTCFullYear(), months + 1, 0)).getUTCDate();
  const moved = new Date(time);
  moved.setUTCMonth(months, Math.min(time.getUTCDate(), lastDay));
  return moved;
}
