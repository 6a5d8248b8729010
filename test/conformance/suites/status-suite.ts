import { Asn1Error } from "../../../src/asn1/asn1-error.ts";
import type { PathSuiteCase } from "./path-suite.ts";
import { type PathSuiteResult, summarise } from "./path-suite.ts";

/** GOOD, REVOKED, or UNKNOWN for everything that settles nothing. */
export type SuiteStatus = "GOOD" | "REVOKED" | "UNKNOWN";

/** One case whose answer is a word; a false accept is a GOOD where the suite says anything else. */
export interface StatusCase {
  readonly id: string;
  readonly expected: SuiteStatus;
  readonly found: SuiteStatus | null;
  readonly note: string;
}

/** Runs one case; bytes that cannot be read settle nothing, whatever else is thrown is an error of ours. */
export async function runStatusCase(
  id: string,
  expected: SuiteStatus,
  decide: () => Promise<readonly [SuiteStatus, string]>,
): Promise<StatusCase> {
  try {
    const [found, note] = await decide();
    return { id, expected, found, note };
  } catch (thrown) {
    if (thrown instanceof Asn1Error) return { id, expected, found: "UNKNOWN", note: thrown.message };
    return { id, expected, found: null, note: `threw ${thrown instanceof Error ? thrown.stack : String(thrown)}` };
  }
}

/** In the terms of the other suites: is the certificate accepted? REVOKED for UNKNOWN, or the reverse, is a false reject. */
export function summariseStatuses(cases: readonly StatusCase[]): PathSuiteResult {
  return summarise(cases.map(asPathCase));
}

function asPathCase({ id, expected, found, note }: StatusCase): PathSuiteCase {
  const isConfused = found !== null && found !== expected && found !== "GOOD" && expected !== "GOOD";
  return {
    id,
    expected: isConfused || expected === "GOOD",
    accepted: found === null ? null : !isConfused && found === "GOOD",
    note: note.startsWith("threw ") ? note : `expected ${expected}, found ${found}: ${note}`,
    processorMs: 0,
    policies: null,
  };
}
