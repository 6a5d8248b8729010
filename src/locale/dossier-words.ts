import type { DossierQuestion } from "../dossier/dossier-verification.ts";
import type { OutcomeSentences } from "./words.ts";

/** The words of a report on a dossier. Functions get strings that are already fit to be shown. */
export interface DossierWords {
  readonly reportTitle: string;
  /** The field's slogan, a word each, and the question that it stands for. */
  readonly question: { readonly [Q in DossierQuestion]: { readonly slogan: string; readonly asks: string } };
  /** What "correct" asks where no manifest says who must sign. */
  readonly correctWithoutManifest: string;
  readonly answer: { readonly yes: string; readonly no: string; readonly unknown: string };

  /** All four answers are yes. `signers` joined, null where nobody need sign; `until` when it stays provable. */
  readonly valid: (facts: { readonly signers: string | null; readonly until: string | null }) => OutcomeSentences;
  /** Without a manifest, every file is valid; `denied` and `open` are the slogans of what is not answered with yes. */
  readonly validFiles: (facts: {
    readonly denied: readonly string[];
    readonly open: readonly string[];
  }) => OutcomeSentences;
  readonly withoutReason: OutcomeSentences;

  /** What precedes a sentence that does not say itself what it is about. */
  readonly about: (component: string | null, file: string, field: string | null) => string;
  readonly moreReasons: (hidden: number) => string;

  readonly label: {
    readonly dossier: string;
    readonly procedure: string;
    readonly receiver: string;
    readonly decider: string;
    readonly deadline: string;
    readonly manifest: string;
    readonly provableUntil: string;
    readonly signers: string;
    readonly questions: string;
    readonly components: string;
    readonly component: string;
    readonly file: string;
    readonly signatures: string;
    readonly files: string;
  };
  readonly manifestOrigin: { readonly given: string; readonly dossier: string };
  /** `who` with organisation and time. */
  readonly sealedBy: (who: string) => string;
  readonly noManifest: string;
  readonly absentFile: string;
  readonly absentSignature: string;
  readonly noSignatureAsked: string;
  /** Whether what the manifest asks of a component is there. */
  readonly component: { readonly [V in "valid" | "invalid" | "indeterminate" | "unsigned"]: string };
  readonly notPdf: string;
  readonly until: (time: string) => string;
}
