import * as v from "valibot";
import { WORST_FIRST } from "../../pades/verify/verdict.ts";
import type { Verdict } from "../../pades/verify/verification.ts";
import { escapeForTerminals } from "../../report/json.ts";
import type { JournalFormat } from "./journal.ts";

/** What became of one file of an archive. */
export interface RenewalResult {
  readonly path: string;
  /** Of the file that was found, lower-case hex; null where it could not be read. */
  readonly sha256: string | null;
  /**
   * "renewed": a new file is in the output folder; "not-due": it stays provable long enough; "refused": it is not valid;
   * "failed": it could not be renewed, and may be tried again.
   */
  readonly outcome: "renewed" | "not-due" | "refused" | "failed";
  readonly verdict: Verdict;
  /** The codes that made the verdict. */
  readonly reasons: readonly string[];
  /** Until when it stays provable, as it was found and as it was renewed; ISO 8601 in UTC. Null where that is not known. */
  readonly provableUntil: string | null;
  readonly renewedUntil: string | null;
  /** The new file, below the output folder, and its SHA-256. Null unless it was renewed. */
  readonly out: string | null;
  readonly outSha256: string | null;
  /** Why it failed. */
  readonly error: RenewalError | null;
}

/** "exists": another file has its name; "no-gain": a new timestamp would prove it no longer; "not-valid-after": see `detail`. */
export interface RenewalError {
  readonly code: "exists" | "changed" | "no-gain" | "not-valid-after" | "service" | "file";
  readonly detail: string;
}

const hash = v.nullable(v.pipe(v.string(), v.regex(/^[0-9a-f]{64}$/)));
const time = v.nullable(v.pipe(v.string(), v.isoTimestamp()));

const RESULT = v.strictObject({
  path: v.string(),
  sha256: hash,
  outcome: v.picklist(["renewed", "not-due", "refused", "failed"]),
  verdict: v.picklist(WORST_FIRST),
  reasons: v.array(v.string()),
  provableUntil: time,
  renewedUntil: time,
  out: v.nullable(v.string()),
  outSha256: hash,
  error: v.nullable(
    v.strictObject({
      code: v.picklist(["exists", "changed", "no-gain", "not-valid-after", "service", "file"]),
      detail: v.string(),
    }),
  ),
});

export const RENEWAL_FORMAT: JournalFormat<RenewalResult> = {
  task: "extend",
  encode: (result) => escapeForTerminals(JSON.stringify(result)),
  parse: (value) => {
    const parsed = v.safeParse(RESULT, value);
    return parsed.success ? parsed.output : null;
  },
};
