import type { ChangeCode } from "../../src/changes/change-item.ts";
import type { FindingCode } from "../../src/findings.ts";
import type { Verdict } from "../../src/pades/verify/verification.ts";
import type { EditedPdf } from "../support/edited-pdf.ts";
import type { Base } from "./bases/base.ts";

type MaybePromise<T> = T | Promise<T>;

/** A file that must not pass, and how it is made. */
export interface Attack {
  /** What was done, as a sentence that goes on from "rejects a file where …". */
  readonly title: string;
  /**
   * A function of a clean file that others signed: the attacker has no key. The file is read only; what is changed are
   * its bytes.
   * @throws NotOnThisFile where the file has nothing to attack in this way
   */
  readonly build: (file: EditedPdf) => MaybePromise<Uint8Array>;
  /** What it comes to; "not-valid" where more than one answer is right. */
  readonly verdict: Exclude<Verdict, "valid"> | "not-valid";
  /** Codes that must be among the findings. */
  readonly codes: readonly FindingCode[];
  /** The same kind of change done in a harmless way, and what comes of it. */
  readonly twin?: Twin;
}

/** A file made by somebody who owns a key, and needs no clean file to start from. */
export type Forgery = Omit<Attack, "build" | "twin"> & {
  readonly build: () => Promise<Uint8Array>;
  readonly twin?: Omit<Twin, "build"> & { readonly build: () => Promise<Uint8Array> };
};

export interface Twin {
  /** Goes on from "accepts a file where …". */
  readonly title: string;
  readonly build: (file: EditedPdf, base: Base) => MaybePromise<Uint8Array>;
  readonly verdict: Verdict;
  /** Remarks that it must come with. */
  readonly codes?: readonly FindingCode[];
}

/** Where a report must say that a change was made; what is absent it must not name. */
export interface Place {
  readonly page?: number | null;
  readonly field?: string;
}

/** A file whose later revisions changed what was signed, and what a report must name first of it. */
export interface ChangeAttack {
  /** Goes on from "rejects a file where …". */
  readonly title: string;
  /**
   * Changes the file; what differs then becomes a later revision, unless the bytes are given. Nobody's key is used but
   * that of the honest second signer, for what must look like an honest signature.
   * @throws NotOnThisFile where the file has nothing to attack in this way
   */
  readonly change: (file: EditedPdf, base: Base) => MaybePromise<Place & { readonly bytes?: Uint8Array }>;
  /** What the change is called. */
  readonly code: ChangeCode;
  /** "indeterminate" where only the policy's default decides, and the document forbids nothing; "invalid" if absent. */
  readonly verdict?: "indeterminate";
  readonly twin?: ChangeTwin;
}

/** A later revision that changes something of the same kind without harm. */
export interface ChangeTwin {
  /** Goes on from "keeps its verdict on a file where …". */
  readonly title: string;
  readonly change: (file: EditedPdf, base: Base) => MaybePromise<Uint8Array | undefined>;
  /** What the verifier's policy must permit; 2 where absent. */
  readonly defaultPermission?: 3;
}
