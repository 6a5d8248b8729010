import type { FindingCode, FindingParams, PathStop, PdfDamage } from "../findings.ts";
import type { DossierWords } from "./dossier-words.ts";
import type { NextAction } from "./next-action.ts";
import type { PageWords } from "./page-words.ts";
import type { Words } from "./words.ts";

export type LocaleTag = "vi" | "en";

/** What the locale says about one finding. */
export interface Sentences {
  /** What the matter is, as it stands after a verdict and a colon: no capital of its own, no full stop. */
  readonly title: string;
  /** One or two whole sentences: what was found, and what follows from it. */
  readonly sentence: string;
  /** The one next step. */
  readonly action: NextAction;
  /** A noun phrase for what would settle an undecided point; absent where nothing lacks. */
  readonly missing?: string;
}

/** What a sentence may need beside the parameters of its finding. */
export interface Telling {
  /** The name to show for the signer; "ghi tên" where the signature did not pass. Null where there is none. */
  readonly signer: string | null;
  /** Shows an ISO 8601 time in the reader's zone, with the zone. */
  readonly time: (iso: string) => string;
}

/** A pure function for every code: a locale that lacks one does not compile. */
export type FindingSentences = {
  readonly [Code in FindingCode]: (params: FindingParams[Code], telling: Telling) => Sentences;
};

/** A language without what is said of dossiers alone, which pages that check single files do without. */
export interface LocaleOfFiles extends Omit<Locale, "findings" | "dossier"> {
  readonly findings: Partial<FindingSentences>;
}

/** One language: everything a report or the command line says about findings, and the words around them. */
export interface Locale {
  readonly tag: LocaleTag;
  readonly findings: FindingSentences;
  readonly words: Words;
  readonly dossier: DossierWords;
  readonly page: PageWords;
  readonly damage: { readonly [Reason in PdfDamage]: string };
  readonly pathStop: { readonly [Stop in PathStop]: string };
}
