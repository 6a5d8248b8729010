import type { FindingCode } from "../../src/findings.ts";
import type { Verdict } from "../../src/pades/verify/verification.ts";

/** A file that must not pass, and how it is made. */
export interface Attack {
  /** What was done, as a sentence that goes on from "rejects a file where …". */
  readonly title: string;
  /** A pure function of a clean file that others signed: the attacker has no key. */
  readonly build: (clean: Uint8Array) => Uint8Array | Promise<Uint8Array>;
  /** What it comes to; "not-valid" where more than one answer is right. */
  readonly verdict: Exclude<Verdict, "valid"> | "not-valid";
  /** Codes that must be among the findings. */
  readonly codes: readonly FindingCode[];
  /** The same kind of change done in a harmless way, and what comes of it. */
  readonly twin?: Twin;
}

/** A file made by somebody who owns a key, and needs no clean file to start from. */
export type Forgery = Omit<Attack, "build"> & { readonly build: () => Promise<Uint8Array> };

export interface Twin {
  /** Goes on from "accepts a file where …". */
  readonly title: string;
  readonly build: (clean: Uint8Array) => Uint8Array | Promise<Uint8Array>;
  readonly verdict: Verdict;
  /** Remarks that it must come with. */
  readonly codes?: readonly FindingCode[];
}
