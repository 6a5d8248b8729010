import type { PdfDamage } from "../../../findings.ts";

/** What a document holds that acts, or that comes from or depends on something outside of its bytes. */
export type ContentFactCode =
  /** A stream whose data is in another file (ISO 32000-2, table 5, /F). */
  | "external-stream"
  /** A form XObject that stands for a page of another file (8.10.4, /Ref). */
  | "reference-xobject"
  /** An XFA form, which some readers show instead of the pages (annex K). */
  | "xfa-form"
  /** An object that is used but is not where it should be, or cannot be read. */
  | "object-unreadable"
  | "javascript"
  /** Fields are calculated from others (12.7.3, /CO). */
  | "calculated-fields"
  /** An action that starts a program or opens a file (12.6.4.6). */
  | "launch-action"
  /** A link to a file of the reader's machine. */
  | "uri-to-file"
  /** An embedded file that is a program by its name or type. */
  | "embedded-executable"
  /** A font of a page that the reader has to find or replace. */
  | "font-not-embedded"
  /** Layers that are shown on paper but not on screen, or the other way round. */
  | "layer-print-or-view"
  /** Layers that are not shown until somebody asks for them. */
  | "layer-hidden"
  /** The reader is told to draw form fields anew (12.7.3, /NeedAppearances). */
  | "need-appearances"
  /** The widget of a signature takes room but is not shown: its flags say so. */
  | "signature-hidden"
  /** It lies outside of its page, or on none. */
  | "signature-off-page";

export interface ContentFact {
  readonly code: ContentFactCode;
  /** Where it is met first: the page, counted from 0, and the object. Null where it is in none, or in several. */
  readonly page: number | null;
  readonly object: number | null;
  /** The name of the font, file or field; "" where there is none. */
  readonly detail: string;
  /** Why an object could not be read. */
  readonly damage: PdfDamage | null;
  /** How often it is met, other details aside. */
  readonly count: number;
}

/** Where something is met. */
export interface Place {
  /** Counted from 0; null where no page leads to it. */
  readonly page: number | null;
  /** The indirect object that it stands in. */
  readonly object: number | null;
}

export type AddFact = (code: ContentFactCode, place: Place, about?: PdfDamage | { readonly name: string }) => void;

/** Different details of one code; more of them tell nothing new. */
const MAX_DETAILS = 32;
/** Characters of a detail, which comes from the file. */
const MAX_DETAIL_LENGTH = 200;

/** Keeps the first of equal facts and counts the others. */
export class FactList {
  readonly #facts = new Map<string, ContentFact>();
  readonly #details = new Map<ContentFactCode, number>();

  get list(): readonly ContentFact[] {
    return [...this.#facts.values()];
  }

  readonly add: AddFact = (code, { page, object }, about = { name: "" }) => {
    const damage = typeof about === "string" ? about : null;
    const detail = typeof about === "string" ? "" : about.name.slice(0, MAX_DETAIL_LENGTH);
    const key = `${code} ${damage ?? detail}`;
    const known = this.#facts.get(key);
    if (known !== undefined) {
      this.#facts.set(key, { ...known, count: known.count + 1 });
      return;
    }
    const details = this.#details.get(code) ?? 0;
    if (details === MAX_DETAILS) return;
    this.#details.set(code, details + 1);
    this.#facts.set(key, { code, page, object, detail, damage, count: 1 });
  };
}
