import type { ChangeCode, ChangeLevel } from "../changes/change-item.ts";
import type { PadesErrorCode } from "../errors.ts";
import type { BatchWords } from "./batch-words.ts";
import type { EvidenceCommandWords } from "./evidence-commands.ts";
import type { ReaderContext } from "./next-action.ts";
import type { TrustCommandWords } from "./trust-command.ts";

/** Everything the command line says beside reports. Functions get strings that are already fit to be shown. */
export interface CommandLineWords {
  readonly help: {
    readonly usage: string;
    readonly commands: string;
    readonly arguments: string;
    readonly options: string;
    readonly examples: string;
    readonly exitCodes: string;
    readonly program: string;
    readonly helpOption: string;
    readonly versionOption: string;
    readonly languageOption: string;
    readonly default: (value: string) => string;
    readonly choices: (values: string) => string;
    /** Where the whole help is found, at the end of a usage error. */
    readonly seeHelp: (command: string) => string;
    readonly exitCodeList: readonly (readonly [code: string, meaning: string])[];
  };
  readonly verify: {
    readonly summary: string;
    readonly description: string;
    readonly paths: string;
    readonly trust: string;
    readonly evidence: string;
    readonly at: string;
    readonly report: string;
    readonly json: string;
    readonly context: string;
    readonly offline: string;
    readonly online: string;
    readonly timeout: string;
    readonly cache: string;
    readonly waive: string;
    readonly examples: readonly (readonly [command: string, meaning: string])[];
    readonly progress: (done: number, total: number) => string;
    readonly reportWritten: (path: string) => string;
  };
  readonly sign: {
    readonly summary: string;
    readonly description: string;
    readonly path: string;
    readonly p12: string;
    readonly out: string;
    readonly reason: string;
    readonly location: string;
    readonly field: string;
    readonly certify: string;
    readonly passwordEnv: string;
    readonly passwordFd: string;
    readonly force: string;
    readonly examples: readonly (readonly [command: string, meaning: string])[];
    readonly levelOption: string;
    readonly pdfPasswordEnv: string;
    readonly pdfPasswordFd: string;
    readonly passwordPrompt: (file: string) => string;
    readonly signed: (path: string) => string;
    readonly signer: string;
    readonly level: string;
    readonly noTimestamp: string;
  };
  readonly extend: {
    readonly summary: string;
    readonly description: string;
    readonly path: string;
    readonly to: string;
    readonly out: string;
    readonly tsa: string;
    readonly trust: string;
    readonly evidence: string;
    readonly allowPrivate: string;
    readonly examples: readonly (readonly [command: string, meaning: string])[];
    readonly asking: (url: string) => string;
    readonly extended: (path: string) => string;
    readonly unchanged: (path: string) => string;
    readonly levels: (field: string, before: string, after: string) => string;
    readonly notJudged: string;
    readonly unsigned: (path: string) => string;
    readonly invalid: (path: string) => string;
  };
  readonly inspect: {
    readonly summary: string;
    readonly description: string;
    readonly path: string;
    readonly revisionOption: string;
    readonly compare: string;
    readonly out: string;
    readonly json: string;
    readonly examples: readonly (readonly [command: string, meaning: string])[];
    readonly structureOnly: string;
    readonly file: (version: string, bytes: string, revisions: number) => string;
    readonly encrypted: (handler: string) => string;
    readonly revision: (number: number, start: string, end: string) => string;
    readonly noSignatures: string;
    readonly outsideRevisions: string;
    readonly bytesAfter: (bytes: string) => string;
    readonly emptyField: (field: string) => string;
    readonly signature: (field: string) => string;
    readonly documentTimestamp: (field: string) => string;
    readonly range: (byteRange: string) => string;
    readonly noRange: string;
    readonly names: (name: string) => string;
    readonly claimed: (time: string) => string;
    readonly reason: (reason: string) => string;
    readonly location: (location: string) => string;
    readonly irregularities: string;
    readonly remarks: string;
    readonly place: (code: string, offset: string, object: number | null) => string;
    /** What changes amount to, after a colon. */
    readonly changeLevel: { readonly [Level in ChangeLevel]: string };
    readonly changesOfRevision: (before: number, level: string) => string;
    readonly changesBetween: (from: number, to: number, level: string) => string;
    readonly changesAfterSignature: (field: string | null, level: string) => string;
    readonly notCompared: string;
    readonly permitted: string;
    readonly notPermitted: string;
    readonly neitherPermittedNorForbidden: string;
    /** What the signatures in these fields are good for is not known. */
    readonly unverified: (fields: string) => string;
    /** One change: its name, where it is, what was there before and after. `revision` is null where it is clear. */
    readonly change: (change: {
      readonly code: ChangeCode;
      readonly page: number | null;
      readonly field: string | null;
      readonly before: string | null;
      readonly after: string | null;
      readonly revision: number | null;
      readonly object: string;
    }) => string;
    /** The gravest change after these signatures, in the first lines. */
    readonly alarm: (fields: string, change: string) => string;
    readonly more: (count: string) => string;
    readonly written: (revision: number, bytes: string, path: string) => string;
  };
  readonly trust: TrustCommandWords;
  readonly evidenceCommands: EvidenceCommandWords;
  readonly batch: BatchWords;
  readonly explain: {
    readonly summary: string;
    readonly description: string;
    readonly code: string;
    readonly examples: readonly (readonly [command: string, meaning: string])[];
    readonly effect: string;
    readonly example: string;
    readonly nextStep: string;
    readonly possibleReasons: string;
    readonly context: { readonly [Context in ReaderContext]: string };
    readonly effectOn: {
      readonly failed: (subIndication: string) => string;
      readonly undecided: (subIndication: string) => string;
      readonly unreadable: string;
      readonly none: string;
    };
  };
  readonly error: {
    /** Begins every message on standard error. */
    readonly prefix: string;
    readonly unknownCommand: (name: string) => string;
    readonly unknownOption: (name: string) => string;
    readonly missingArgument: (name: string) => string;
    readonly missingOptionValue: (name: string) => string;
    readonly missingOption: (name: string) => string;
    readonly invalidValue: (name: string, value: string) => string;
    readonly tooManyArguments: string;
    readonly usage: (detail: string) => string;
    readonly allowed: (values: string) => string;
    readonly notFound: (path: string) => string;
    readonly notReadable: (path: string, detail: string) => string;
    readonly noPdfInFolder: (path: string) => string;
    readonly timeFormat: (text: string) => string;
    readonly reportFormat: (path: string) => string;
    readonly overwritesInput: (path: string) => string;
    readonly noSuchRevision: (asked: string, count: number) => string;
    readonly compareFormat: (text: string) => string;
    readonly privateAddress: string;
    readonly levelNeeds: (level: string, option: string) => string;
    readonly optionNeeds: (name: string, needed: string) => string;
    readonly optionsExclude: (name: string, other: string) => string;
    readonly exists: (path: string) => string;
    readonly notWritable: (path: string, detail: string) => string;
    readonly passwordVariable: (name: string) => string;
    readonly passwordDescriptor: (detail: string) => string;
    readonly passwordNeeded: string;
    readonly twoPasswordSources: string;
    readonly unknownCode: (code: string) => string;
    readonly nearCodes: (codes: string) => string;
    readonly stopped: string;
    readonly internal: string;
    readonly pades: { readonly [Code in PadesErrorCode]: string };
  };
}
