/** What `pades due` and `pades extend FOLDER` say. Functions get strings that are already fit to be shown. */
export interface ArchiveCommandWords {
  readonly due: {
    readonly summary: string;
    readonly description: string;
    readonly paths: string;
    readonly trust: string;
    readonly within: string;
    readonly at: string;
    readonly json: string;
    readonly csv: string;
    readonly examples: readonly (readonly [command: string, meaning: string])[];
    readonly exitCodeList: readonly (readonly [code: string, meaning: string])[];
    /** Over all files, before the groups. */
    readonly heading: (files: number, until: string) => string;
    /** The title of each group of files. */
    readonly states: {
      readonly lost: string;
      readonly due: string;
      readonly "not-valid": string;
      readonly open: string;
      readonly later: string;
    };
    readonly none: string;
    readonly noDate: string;
    /** What to do about those that are due. */
    readonly next: string;
    readonly lostNext: string;
    readonly statusNeeded: string;
    readonly notRead: string;
  };
  readonly extend: {
    readonly dueWithin: string;
    readonly jobs: string;
    readonly journal: string;
    readonly resume: string;
    readonly onlyForFolders: (option: string) => string;
    readonly notForFolders: (option: string) => string;
    readonly outNeeded: string;
    readonly outInside: (folder: string) => string;
    readonly badJobs: string;
    readonly heading: (files: number) => string;
    readonly outcomes: {
      readonly renewed: string;
      readonly "not-due": string;
      readonly refused: string;
      readonly failed: string;
    };
    readonly known: (files: number) => string;
    readonly earliest: (time: string) => string;
    readonly errors: {
      readonly exists: string;
      readonly changed: string;
      readonly "no-gain": string;
      readonly "not-valid-after": string;
      readonly service: string;
      readonly file: string;
    };
    readonly journalAt: (path: string) => string;
  };
  readonly badPeriod: (option: string, text: string) => string;
  readonly more: (count: number) => string;
}
