import type { ReaderContext } from "../locale/next-action.ts";
import { capitalised, sentencesOf } from "../locale/sentences.ts";
import type { Verdict } from "../pades/verify/verification.ts";
import { type FindingAbout, withSignature } from "./finding-about.ts";
import {
  plainFinding,
  qualifiersOf,
  type Speech,
  type SpokenHeadline,
  signatureHeading,
  speakHeadline,
  speakSeveralFiles,
  tellingOf,
} from "./headline.ts";
import type { FileReport, Headline, ReportTree, SignatureReport } from "./report-tree.ts";
import { fileName, fileSize, provenanceRows, type Row, signatureRows, technicalRows } from "./rows.ts";
import { hang, padColumns } from "./wrap.ts";

export interface TextOptions extends Speech {
  readonly context: ReaderContext;
  /** Columns of the terminal, at least 40. */
  readonly width: number;
}

/** The widest label of a row in any language, with the space behind it. */
const LABEL_COLUMNS = 16;

/** Verdicts are told apart without colour. */
export const VERDICT_SIGN: { readonly [V in Verdict]: string } = {
  valid: "✓",
  invalid: "✗",
  indeterminate: "?",
  unsigned: "–",
  unreadable: "!",
};

/**
 * The report for a terminal, without colours. Its first line answers "may I rely on this?", with the time and the
 * waived checks that qualify the answer; the codes come last.
 */
export function renderText(tree: ReportTree, options: TextOptions): string {
  const [only] = tree.files;
  const lines =
    tree.files.length === 1 && only !== undefined ? oneFile(tree, only, options) : severalFiles(tree, options);
  return `${[...lines, "", ...layRows(provenanceRows(tree, options), options)].join("\n")}\n`;
}

function oneFile(tree: ReportTree, file: FileReport, options: TextOptions): string[] {
  const spoken = speakHeadline(file.headline, file.signatures.length > 1, tree.validationTime, options);
  return [...headlineLines(spoken, qualifiersOf(tree, options), options), "", ...fileBody(tree, file, spoken, options)];
}

function severalFiles(tree: ReportTree, options: TextOptions): string[] {
  const spokenFiles = tree.files.map((file) => ({
    file,
    spoken: speakHeadline(file.headline, file.signatures.length > 1, tree.validationTime, options),
  }));
  const spoken = speakSeveralFiles(tree, options);
  const { label } = options.locale.words;
  const list = spokenFiles.flatMap(({ file, spoken: { verdict, word, tail } }) =>
    hang(`${VERDICT_SIGN[verdict]} `, `${fileName(file, options)}: ${word}${tail}`, options.width),
  );
  const sections = spokenFiles.flatMap(({ file, spoken: ofFile }) => [
    "",
    "─".repeat(options.width),
    ...headlineLines(ofFile, null, options),
    "",
    ...fileBody(tree, file, ofFile, options),
  ]);
  const action: Row = { label: label.nextAction, lines: [spoken.action[options.context]] };
  return [
    ...headlineLines(spoken, qualifiersOf(tree, options), options),
    "",
    ...list,
    "",
    ...layRows([action], options),
    ...sections,
  ];
}

/** The answer, with what qualifies it, and the sentence below it. */
export function headlineLines(
  { verdict, word, tail, sentence }: SpokenHeadline,
  qualifiers: string | null,
  options: TextOptions,
): string[] {
  const sign = `${VERDICT_SIGN[verdict]} `;
  const shout = word.toLocaleUpperCase(options.locale.tag);
  const answer = `${shout}${qualifiers === null ? "" : ` (${qualifiers})`}${tail}.`;
  return [...hang(sign, answer, options.width), ...hang("  ", sentence, options.width)];
}

/** All that is said of one file below its answer, which `spoken` is. */
export function fileBody(
  tree: ReportTree,
  file: FileReport,
  { action }: SpokenHeadline,
  options: TextOptions,
): string[] {
  const { label } = options.locale.words;
  const named: Row = { label: label.file, lines: [`${fileName(file, options)} (${fileSize(file, options)})`] };
  const next: Row = { label: label.nextAction, lines: [action[options.context]] };
  const [only] = file.signatures;
  if (file.signatures.length === 1 && only !== undefined) {
    return [
      // What was changed comes before everything else, so the file's name waits behind it.
      ...layRows([...withNameBehindChanges(named, signatureRows(only, options), label.changes), next], options),
      "",
      ...layRows(technicalRows(only, options), options),
      ...findingLines(
        [...withSignature(file.findings, null), ...withSignature(only.findings, only.verification)],
        file.headline,
        options,
      ),
    ];
  }
  return [
    ...layRows([named, next], options),
    ...file.signatures.flatMap((signature, index) => signatureSection(tree, file, signature, index, options)),
    ...findingLines(withSignature(file.findings, null), file.headline, options),
  ];
}

function withNameBehindChanges(named: Row, rows: readonly Row[], changes: string): Row[] {
  const [first, ...rest] = rows;
  return first?.label === changes ? [first, named, ...rest] : [named, ...rows];
}

function signatureSection(
  tree: ReportTree,
  file: FileReport,
  signature: SignatureReport,
  index: number,
  options: TextOptions,
): string[] {
  const { verification } = signature;
  const { word, tail, verdict, sentence } = speakHeadline(signature.headline, false, tree.validationTime, options);
  const heading = signatureHeading(verification, index, file.signatures.length, options);
  return [
    "",
    ...hang("", heading, options.width, 2),
    ...hang(`  ${VERDICT_SIGN[verdict]} `, `${word}${tail}. ${sentence}`, options.width),
    ...layRows([...signatureRows(signature, options), ...technicalRows(signature, options)], options),
    ...findingLines(withSignature(signature.findings, verification), signature.headline, options),
  ];
}

/** The codes. What `headline` has said in full above is not said again. */
function findingLines(findings: readonly FindingAbout[], headline: Headline, options: TextOptions): string[] {
  if (findings.length === 0) return [];
  const { words } = options.locale;
  const lines = findings.flatMap(({ finding, signature }) => {
    const { title, sentence } = sentencesOf(options.locale, plainFinding(finding), tellingOf(signature, options));
    const known = headline.kind === "finding" && headline.finding === finding;
    const said = `[${words.severity[finding.severity]}] ${capitalised(title, options.locale)}.${known ? "" : ` ${sentence}`}`;
    return [...hang("  ", said, options.width), `      ${finding.code}`];
  });
  return ["", words.label.findings, ...lines];
}

/** Labels in a column of their own, each line of a value below the other. */
export function layRows(rows: readonly Row[], options: TextOptions): string[] {
  return rows.flatMap(({ label, lines }) =>
    lines.flatMap((line, index) => hang(padColumns(index === 0 ? label : "", LABEL_COLUMNS), line, options.width)),
  );
}
