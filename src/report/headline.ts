import type { Locale, Telling } from "../locale/locale.ts";
import type { NextAction } from "../locale/next-action.ts";
import { sentencesOf } from "../locale/sentences.ts";
import type { OutcomeSentences } from "../locale/words.ts";
import type { ChangeItem, SignatureVerification, Verdict } from "../pades/verify/verification.ts";
import type { PersonalNumbers } from "./personal-numbers.ts";
import { plainParams, plainText } from "./plain-text.ts";
import type { Headline, ReportTree } from "./report-tree.ts";
import type { TimeFormatter } from "./time-zone.ts";

/** A language and a zone: what turns a report's data into text. */
export interface Speech {
  readonly locale: Locale;
  readonly time: TimeFormatter;
  /** Gives personal numbers in full (personal-numbers.ts); they are masked where it is not given. */
  readonly fullNumbers?: (signature: SignatureVerification) => PersonalNumbers;
}

/** The answer to "may I rely on this?", in words. */
export interface SpokenHeadline {
  readonly verdict: Verdict;
  /** The verdict's word. */
  readonly word: string;
  /** What follows the word and what is said of the inputs. */
  readonly tail: string;
  readonly sentence: string;
  readonly action: NextAction;
}

/** What the sentences about a signature's findings need to know of it. */
export function tellingOf(signature: SignatureVerification | null, { time }: Speech): Telling {
  const name = signature?.signer?.commonName ?? null;
  return { signer: name === null ? null : plainText(name), time: (iso) => time(new Date(iso)) };
}

/**
 * A given time, anything waived and anything milder than by default, which qualify every verdict of the report: for the parentheses behind it; null
 * where there is nothing of the kind.
 */
export function qualifiersOf(tree: ReportTree, { locale, time }: Speech): string | null {
  const said = [
    ...(tree.validationTimeSource === "given" ? [locale.words.judgedAsOf(time(tree.validationTime))] : []),
    ...tree.waived.map((check) => locale.words.waived[check]),
    ...unusualOptions(tree).map((option) => locale.words.unusualOption[option]),
  ];
  return said.length === 0 ? null : said.join("; ");
}

/** The same as whole sentences, none where there is nothing of the kind. */
export function qualifyingSentences(tree: ReportTree, { locale: { words }, time }: Speech): string[] {
  return [
    ...(tree.validationTimeSource === "given" ? [words.judgedAsOfSentence(time(tree.validationTime))] : []),
    ...tree.waived.map((check) => words.waivedSentence[check]),
    ...unusualOptions(tree).map((option) => words.unusualOptionSentence[option]),
  ];
}

function unusualOptions({ inputs }: ReportTree): "acceptWithoutSignedAttributes"[] {
  return inputs.options["acceptWithoutSignedAttributes"] === true ? ["acceptWithoutSignedAttributes"] : [];
}

/** The first words on one file or one signature. `several` says whether the signature must be named. */
export function speakHeadline(
  headline: Headline,
  several: boolean,
  validationTime: Date,
  speech: Speech,
): SpokenHeadline {
  const { locale, time } = speech;
  const { words } = locale;
  switch (headline.kind) {
    case "finding": {
      const { title, sentence, action } = sentencesOf(
        locale,
        plainFinding(headline.finding),
        tellingOf(headline.signature, speech),
      );
      const named = several && headline.signature !== null ? words.decidedBy(plainText(headline.signature.field)) : "";
      // The words for unsigned files and unreadable ones say all that the title would.
      const tail = headline.finding.code === "not-signed" ? "" : `: ${title}`;
      return {
        verdict: headline.verdict,
        word: words.verdict[headline.verdict],
        tail,
        sentence: named + sentence,
        action,
      };
    }
    case "valid":
      return { verdict: "valid", word: words.verdict.valid, ...outcomeOf(headline, validationTime, { locale, time }) };
    case "without-reason":
      return { verdict: headline.verdict, word: words.verdict[headline.verdict], ...words.outcome.withoutReason };
  }
}

/** The first words on a report of several files. */
export function speakSeveralFiles({ verdict, counts }: ReportTree, { locale: { words } }: Speech): SpokenHeadline {
  return { verdict, word: words.verdict[verdict], ...words.outcome.severalFiles(counts, verdict) };
}

type ValidHeadline = Extract<Headline, { kind: "valid" }>;

function outcomeOf(headline: ValidHeadline, validationTime: Date, speech: Speech): OutcomeSentences {
  const { outcome } = speech.locale.words;
  const people = headline.signatures.filter(({ kind }) => kind === "signature");
  const names = people.map(({ signer }) => plainText(signer?.commonName ?? speech.locale.words.noName));
  const signers = names.length === 0 ? null : new Intl.ListFormat(speech.locale.tag).format(new Set(names));
  if (headline.additions.length > 0) {
    const items = headline.additions.map((item) => speakChange(item, speech)).join("; ");
    return outcome.validWithAdditions({ signers, items });
  }
  if (headline.provenTime === null) return outcome.validChecked({ signers, time: speech.time(validationTime) });
  const time = speech.time(headline.provenTime);
  const until = headline.provableUntil === null ? null : speech.time(headline.provableUntil);
  return headline.revokedAt === null
    ? outcome.validProven({ signers, time, until })
    : outcome.validRevokedLater({ signers, time, until, revokedAt: speech.time(headline.revokedAt) });
}

/** What one of several signatures is headed with; `index` counts from 0. */
export function signatureHeading(
  { field, kind }: SignatureVerification,
  index: number,
  count: number,
  { locale: { words, tag } }: Speech,
): string {
  const heading = words.signatureHeading(index + 1, count, plainText(field));
  return kind === "document-timestamp"
    ? `${heading} (${words.label.documentTimestamp.toLocaleLowerCase(tag)})`
    : heading;
}

/** One change after signing, in words. */
export function speakChange(item: ChangeItem, { locale }: Speech): string {
  return locale.words.changeItem(plainParams(item));
}

/** A finding whose parameters are fit to be shown. */
export function plainFinding<T extends { readonly params: object }>(finding: T): T {
  return { ...finding, params: plainParams(finding.params) };
}
