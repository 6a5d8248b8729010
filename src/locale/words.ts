import type { Severity } from "../findings.ts";
import type {
  ChangeLevel,
  Coverage,
  Judged,
  RevocationMode,
  RevocationSummary,
  Verdict,
  WaivableCheck,
} from "../pades/verify/verification.ts";
import type { NextAction } from "./next-action.ts";

/** A whole answer to "may I rely on this?". */
export interface OutcomeSentences {
  /** What follows the verdict's word: starts with a space or punctuation, or is empty; no full stop. */
  readonly tail: string;
  readonly sentence: string;
  readonly action: NextAction;
}

/** What is known for certain about a signature that is not decided. */
export type EstablishedFact = "content-intact" | "covers-file" | "covers-revision" | "path-trusted";

export type SignatureKind = "signature" | "document-timestamp";

/** How many files of a report have each verdict. */
export type VerdictCounts = { readonly [V in Verdict]: number };

/** The words of a report around its findings. Functions get strings that are already fit to be shown. */
export interface Words {
  readonly reportTitle: string;
  readonly verdict: { readonly [V in Verdict]: string };
  readonly severity: { readonly [S in Severity]: string };

  /** What stands in parentheses after the verdict, where a line has little room. */
  readonly judgedAsOf: (time: string) => string;
  readonly waived: { readonly [Check in WaivableCheck]: string };
  /** Options of the policy that make a verdict milder than by default, by their names in the report's inputs. */
  readonly unusualOption: { readonly acceptWithoutSignedAttributes: string };
  /** The same in whole sentences. */
  readonly judgedAsOfSentence: (time: string) => string;
  readonly waivedSentence: { readonly [Check in WaivableCheck]: string };
  readonly unusualOptionSentence: { readonly acceptWithoutSignedAttributes: string };

  readonly outcome: {
    /**
     * Valid, with a proven time; `signers` joined, null where the file holds only timestamps; `until` when it stays
     * provable, null where that is not known.
     */
    readonly validProven: (facts: {
      readonly signers: string | null;
      readonly time: string;
      readonly until: string | null;
    }) => OutcomeSentences;
    readonly validRevokedLater: (facts: {
      readonly signers: string | null;
      readonly time: string;
      readonly until: string | null;
      readonly revokedAt: string;
    }) => OutcomeSentences;
    /** Valid when checked: no timestamp says when it was signed. */
    readonly validChecked: (facts: { readonly signers: string | null; readonly time: string }) => OutcomeSentences;
    readonly validWithAdditions: (facts: {
      readonly signers: string | null;
      readonly items: string;
    }) => OutcomeSentences;
    /** A verdict whose reason no finding names. */
    readonly withoutReason: OutcomeSentences;
    readonly severalFiles: (counts: VerdictCounts, verdict: Verdict) => OutcomeSentences;
  };

  /** Where several signatures make one file, what precedes the sentence about the one that decided. */
  readonly decidedBy: (field: string) => string;

  readonly label: {
    readonly file: string;
    readonly files: string;
    readonly signature: string;
    readonly documentTimestamp: string;
    readonly changes: string;
    readonly signer: string;
    readonly organization: string;
    /** Units of that organisation. */
    readonly unit: string;
    readonly email: string;
    readonly title: string;
    readonly personalNumbers: string;
    readonly time: string;
    readonly reason: string;
    readonly location: string;
    readonly issuer: string;
    readonly validity: string;
    readonly integrity: string;
    readonly coverage: string;
    readonly permission: string;
    readonly level: string;
    readonly algorithms: string;
    readonly revocation: string;
    readonly askedInVain: string;
    readonly timestamps: string;
    readonly provableUntil: string;
    readonly established: string;
    readonly missing: string;
    readonly nextAction: string;
    readonly findings: string;
    readonly technical: string;
    /** The same of a file that has several signatures, each with its own. */
    readonly technicalOfFile: string;
    readonly chain: string;
    readonly standardVerdict: string;
    readonly checkedAt: string;
    readonly mode: string;
    readonly policy: string;
    readonly trust: string;
    readonly evidence: string;
    readonly engine: string;
    readonly certificateHash: string;
    readonly code: string;
    readonly weight: string;
    readonly meaning: string;
  };

  /** The signer of a signature that did not pass is only named. */
  readonly namedSigner: (name: string) => string;
  readonly noName: string;
  readonly unnamedFile: string;
  readonly claimedTime: (time: string) => string;
  readonly provenTime: (time: string) => string;
  readonly noTime: string;
  readonly validityPeriod: (from: string, to: string) => string;
  readonly signatureHeading: (index: number, count: number, field: string) => string;
  readonly revisionOf: (revision: number, revisions: number) => string;
  /** A level whose structure is there without all of it being valid; `level` is what is valid, null for none. */
  readonly levelFound: (found: string, level: string | null) => string;
  readonly fileSize: (bytes: string) => string;
  readonly digest: { readonly [J in Judged]: string };
  /** A document timestamp has no signer: its signature is an authority's, which reads otherwise. */
  readonly signatureValue: { readonly [K in SignatureKind]: { readonly [J in Judged]: string } };
  readonly coverage: { readonly [C in Coverage]: string };
  readonly established: { readonly [K in SignatureKind]: { readonly [F in EstablishedFact]: string } };
  readonly nothingChanged: { readonly [K in SignatureKind]: string };
  readonly changeLevel: { readonly [L in ChangeLevel]: string };
  readonly changesUnknown: string;
  readonly changesPermitted: string;
  readonly changesNotPermitted: string;
  readonly changeItem: (item: {
    readonly code: string;
    readonly page: number | null;
    readonly field: string | null;
    readonly before: string | null;
    readonly after: string | null;
    readonly revision: number;
    readonly object: string;
  }) => string;
  /** What forbade a change, as a sentence. */
  readonly forbidden: { readonly [F in "docmdp" | "fieldmdp" | "lock"]: string };
  readonly docMdp: { readonly [P in 1 | 2 | 3]: string };
  readonly revocationStatus: { readonly [S in RevocationSummary["status"]]: string };
  readonly revokedAt: (time: string) => string;
  readonly dataOf: (time: string) => string;
  readonly timestampKind: {
    readonly [K in "signature-timestamp" | "content-timestamp" | "document-timestamp"]: string;
  };
  readonly timestampValid: string;
  readonly timestampNotValid: string;
  readonly anchor: string;
  readonly mode: { readonly [M in RevocationMode]: string };
  /** What would help; `from` is where its certificate says that it is found, null where it does not. */
  readonly missingStatus: (certificate: string, time: string, from: string | null) => string;
  readonly missingIssuer: (certificate: string, from: string | null) => string;
  readonly noEvidence: string;
  /** CRLs and OCSP responses that were handed in: `counted` of `pieces` were relied on, and the dates are of these, or of all where that is 0. */
  readonly evidenceAge: (age: {
    readonly pieces: number;
    readonly counted: number;
    readonly oldest: string;
    readonly newest: string;
    /** Whole days from the oldest to the time of validation. */
    readonly days: number;
  }) => string;
  /** Newer ones were due from `time` on. */
  readonly evidenceOverdue: (time: string) => string;
  /** Certificates, or pieces that cannot be read, and no status information. */
  readonly evidenceWithoutDates: string;
  readonly moreHashes: (hidden: number) => string;
}
