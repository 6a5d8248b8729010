import type { SigningProblem } from "../dossier/plan-signing.ts";

type Examples = readonly (readonly [command: string, meaning: string])[];

interface CommandHelp {
  readonly summary: string;
  readonly description: string;
  readonly examples: Examples;
}

/** The words of the commands about dossiers. Functions get strings that are already fit to be shown. */
export interface DossierCommandWords extends CommandHelp {
  readonly manifest: string;
  readonly sealerTag: string;
  readonly sealerOrganization: string;
  readonly archiveAlone: (path: string) => string;
  readonly manifestInside: (path: string) => string;
  readonly sealerNeedsDossier: string;
  readonly notForDossiers: (option: string) => string;
  readonly init: CommandHelp & {
    readonly folder: string;
    readonly id: string;
    readonly trust: string;
    readonly force: string;
    readonly written: (path: string, components: number) => string;
    readonly proposal: (role: string, name: string, components: string) => string;
    readonly fillIn: string;
    readonly todo: {
      readonly id: string;
      readonly names: string;
      readonly roles: string;
      readonly bound: string;
      readonly seal: string;
    };
    readonly noFiles: (folder: string) => string;
  };
  readonly copy: CommandHelp & { readonly path: string; readonly form: string };
  readonly sign: {
    readonly manifest: string;
    readonly role: string;
    readonly seal: string;
    readonly roleOrSeal: string;
    readonly onlyForFolders: (option: string) => string;
    readonly notForFolders: (option: string) => string;
    readonly noManifest: (folder: string) => string;
    readonly noRole: (role: string, known: string) => string;
    readonly notOfRole: (signer: string, role: string) => string;
    readonly levelTooLow: (component: string, level: string) => string;
    readonly nothing: (role: string) => string;
    readonly signed: (component: string, file: string) => string;
    readonly done: (component: string) => string;
    readonly problem: (component: string, problem: SigningProblem) => string;
    readonly notStarted: string;
    readonly changed: (component: string, file: string) => string;
    readonly sealed: (manifest: string, seal: string) => string;
    readonly notSealed: string;
  };
}
