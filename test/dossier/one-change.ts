import type { DossierAnswer, DossierQuestion } from "../../src/dossier/dossier-verification.ts";
import type { VerifyDossierOptions } from "../../src/dossier/verify-dossier.ts";
import type { FindingCode } from "../../src/findings.ts";
import type { SampleDossier } from "./sample-dossier.ts";

/** One thing done to a dossier in which everything is as it must be, and the one answer that turns. */
export interface OneChange {
  /** Goes on from "a dossier …". */
  readonly title: string;
  readonly question: DossierQuestion;
  readonly answer: DossierAnswer["answer"];
  /** The code of the first reason. */
  readonly code: FindingCode;
  /** Changes the dossier, and returns what is otherwise when it is verified. */
  readonly change: (dossier: SampleDossier) => Promise<Overrides> | Overrides;
}

/** A manifest of undefined is none at all. */
export type Overrides = Partial<Omit<VerifyDossierOptions, "manifest">> & {
  readonly manifest?: VerifyDossierOptions["manifest"] | undefined;
};

/** A harmless change that leaves every answer at yes, and the remark that it is told by, if any. */
export interface Harmless extends Pick<OneChange, "title" | "change"> {
  readonly note?: FindingCode;
}

export const turns = (
  title: string,
  [question, answer, code]: readonly [DossierQuestion, OneChange["answer"], FindingCode],
  change: OneChange["change"],
): OneChange => ({ title, question, answer, code, change });
