import type { EvidenceKind } from "../pades/evidence/evidence-kind.ts";
import type { Verdict } from "../pades/verify/verification.ts";

type Examples = readonly (readonly [command: string, meaning: string])[];

interface CommandHelp {
  readonly summary: string;
  readonly description: string;
  readonly examples: Examples;
}

/** The words of `pades evidence` and `pades replay`. Functions get strings that are already fit to be shown. */
export interface EvidenceCommandWords {
  readonly evidence: CommandHelp & {
    readonly fetch: CommandHelp & {
      readonly trust: string;
      readonly out: string;
      readonly for: string;
      readonly crl: string;
      readonly allowPrivate: string;
      readonly force: string;
      readonly exitCodeList: readonly (readonly [code: string, meaning: string])[];
      readonly authority: (name: string) => string;
      readonly otherAddresses: string;
      readonly verified: (url: string, thisUpdate: string, nextUpdate: string | null) => string;
      readonly stale: (url: string, nextUpdate: string) => string;
      readonly failed: (url: string, reason: string) => string;
      readonly refused: (
        url: string,
        reason: "signature" | "unknown-issuer" | "not-allowed" | "from-the-future",
      ) => string;
      readonly noAddress: string;
      /** Of an authority without lists, whose responder has answered. */
      readonly answeredOnly: string;
      readonly certificate: (name: string) => string;
      readonly written: (path: string, pieces: Readonly<Record<EvidenceKind, number>>) => string;
      readonly incomplete: string;
      readonly nothing: string;
      readonly notABundle: (path: string) => string;
    };
    readonly delete: CommandHelp & {
      readonly folder: string;
      readonly report: string;
      readonly yes: string;
      readonly found: (files: number, folder: string) => string;
      readonly none: (folder: string) => string;
      readonly deleted: (files: number, folder: string) => string;
      readonly leftChanged: (files: number) => string;
      readonly leftOthers: (files: number) => string;
      readonly addYes: string;
      readonly shared: string;
    };
  };
  readonly replay: CommandHelp & {
    readonly report: string;
    readonly files: string;
    readonly evidence: string;
    readonly trust: string;
    readonly exitCodeList: readonly (readonly [code: string, meaning: string])[];
    /** All verdicts of these files came out as recorded. */
    readonly same: (files: number) => string;
    readonly differs: string;
    /** Nothing differs, and not every file of the report was given. */
    readonly incomplete: string;
    readonly wholeDiffers: string;
    readonly fileSame: (path: string) => string;
    readonly fileDiffers: (path: string) => string;
    readonly notInReport: (path: string) => string;
    readonly absent: (path: string) => string;
    readonly version: (recorded: string, now: string) => string;
    readonly trustProfile: (recorded: string, now: string) => string;
    readonly policy: (recorded: string, now: string) => string;
    readonly missing: (file: string) => string;
    readonly changed: (file: string) => string;
    readonly verdictWords: { readonly [V in Verdict]: string };
    readonly verdict: (recorded: string, now: string) => string;
    /** Keys of the report, of a signature or, null, of the dossier. */
    readonly facts: (field: string | null, keys: string) => string;
    readonly answer: (question: string, recorded: string, now: string) => string;
    readonly reasons: (question: string, gone: string, added: string) => string;
    readonly dossierFiles: (gone: string, added: string, changed: string) => string;
    readonly signatureCount: (recorded: number, now: number) => string;
    readonly field: (recorded: string, now: string) => string;
    readonly indication: (field: string, recorded: string, now: string) => string;
    /** `field` is null for what was found about the file itself. */
    readonly codes: (field: string | null, gone: string, added: string) => string;
  };
  readonly saveEvidence: string;
  readonly evidenceSaved: (folder: string, written: number, known: number) => string;
}
