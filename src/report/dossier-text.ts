import {
  type ComponentReport,
  type DossierFileReport,
  type DossierTree,
  type QuestionReport,
  VERDICT_OF_ANSWER,
} from "./dossier-tree.ts";
import {
  askQuestion,
  componentLines,
  dossierRows,
  otherFileLine,
  shownReasons,
  speakDossier,
} from "./dossier-words.ts";
import { qualifiersOf, speakHeadline } from "./headline.ts";
import { plainText } from "./plain-text.ts";
import { provenanceRows, type Row } from "./rows.ts";
import { fileBody, headlineLines, layRows, type TextOptions, VERDICT_SIGN } from "./text.ts";
import { hang } from "./wrap.ts";

/**
 * The report on a dossier for a terminal: whether it may be relied on, whose it is, the four questions, the next step,
 * then its components, and its files as a report of several files has them.
 */
export function renderDossierText(tree: DossierTree, options: TextOptions): string {
  const spoken = speakDossier(tree, options);
  const { label } = options.locale.dossier;
  const action: Row = { label: options.locale.words.label.nextAction, lines: [spoken.action[options.context]] };
  const lines = [
    ...headlineLines(spoken, qualifiersOf(tree.report, options), options),
    "",
    ...layRows(dossierRows(tree, options), options),
    "",
    ...tree.questions.flatMap((question) => questionLines(question, tree, options)),
    "",
    ...layRows([action], options),
    ...section(
      label.components,
      tree.components.flatMap((component) => linesOfComponent(component, options)),
    ),
    ...section(
      label.files,
      tree.files.flatMap((file) => linesOfFile(file, tree, options)),
    ),
    ...tree.files.flatMap((file) => pdfSection(file, tree, options)),
    "",
    ...layRows(provenanceRows(tree.report, options), options),
  ];
  return `${lines.join("\n")}\n`;
}

function questionLines(question: QuestionReport, tree: DossierTree, options: TextOptions): string[] {
  const { dossier } = options.locale;
  const { answer, reasons } = question;
  const { slogan, asks } = askQuestion(question, tree, options);
  return [
    ...hang(
      `${VERDICT_SIGN[VERDICT_OF_ANSWER[answer]]} `,
      `${slogan}: ${asks} ${dossier.answer[answer]}.`,
      options.width,
    ),
    ...shownReasons(reasons, tree, options).flatMap((reason) => hang("    ", reason, options.width)),
  ];
}

function section(title: string, lines: readonly string[]): string[] {
  return lines.length === 0 ? [] : ["", title, ...lines];
}

function linesOfComponent(component: ComponentReport, options: TextOptions): string[] {
  const { file, signatures } = componentLines(component, options);
  return [
    ...hang(
      `  ${VERDICT_SIGN[component.verdict]} `,
      `${plainText(component.verification.name)}: ${file}`,
      options.width,
    ),
    ...signatures.flatMap((signature) => hang("      ", signature, options.width)),
  ];
}

function linesOfFile(file: DossierFileReport, tree: DossierTree, options: TextOptions): string[] {
  if (file.pdf === null) return hang(`  ${VERDICT_SIGN.unsigned} `, otherFileLine(file, options), options.width);
  const { verdict, word, tail } = speakHeadline(
    file.pdf.headline,
    file.pdf.signatures.length > 1,
    tree.report.validationTime,
    options,
  );
  const name = plainText(file.verification.path);
  return hang(`  ${VERDICT_SIGN[verdict]} `, `${name}: ${word}${tail}`, options.width);
}

function pdfSection({ pdf }: DossierFileReport, tree: DossierTree, options: TextOptions): string[] {
  if (pdf === null) return [];
  const spoken = speakHeadline(pdf.headline, pdf.signatures.length > 1, tree.report.validationTime, options);
  return [
    "",
    "─".repeat(options.width),
    ...headlineLines(spoken, null, options),
    "",
    ...fileBody(tree.report, pdf, spoken, options),
  ];
}
