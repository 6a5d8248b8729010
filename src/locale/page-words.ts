/** What was not looked at, by nature or because of how it was checked. */
export type UncheckedMatter =
  | "unreadable-files"
  | "signatures"
  | "revocation"
  | "newer-status"
  | "authority"
  | "earlier-state"
  | "other-files"
  | "truth";

/** The words of the HTML page around what every report says. Functions get strings that are already fit to be shown. */
export interface PageWords {
  readonly who: string;
  readonly onBehalfOf: (organization: string) => string;
  readonly undecided: {
    readonly title: string;
    readonly established: string;
    readonly nothingEstablished: string;
    readonly missing: string;
    readonly remedy: string;
  };
  readonly unchecked: { readonly title: string; readonly matters: { readonly [M in UncheckedMatter]: string } };
  readonly chain: {
    readonly title: string;
    readonly anchor: string;
    readonly intermediate: string;
    readonly signer: string;
    readonly timestampAuthority: string;
    /** Where a path ends at no configured root. */
    readonly broken: string;
    readonly statusNotChecked: string;
  };
  readonly slip: {
    readonly title: string;
    readonly result: string;
    readonly dossier: string;
    readonly file: string;
    readonly checkedAt: string;
    readonly version: string;
    readonly trust: string;
    readonly policy: string;
    readonly checker: string;
    readonly place: string;
    readonly provesNothing: string;
  };
}
