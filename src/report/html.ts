import { qualifyingSentences, type SpokenHeadline, speakHeadline, speakSeveralFiles } from "./headline.ts";
import { fileCard } from "./html-file.ts";
import { htmlPage, type PageContent } from "./html-page.ts";
import { answerCard, definitions, type HtmlOptions, sign } from "./html-parts.ts";
import { filePeople } from "./html-people.ts";
import { resultSlip, uncheckedCard } from "./html-slip.ts";
import { type Markup, markup } from "./markup.ts";
import type { FileReport, ReportTree } from "./report-tree.ts";
import { fileName, provenanceRows } from "./rows.ts";
import { uncheckedInFiles } from "./unchecked.ts";

/**
 * The report as one page that needs nothing else. To be read on a phone and printed on A4; technical codes are folded
 * away.
 */
export function renderHtml(tree: ReportTree, options: HtmlOptions): string {
  return htmlPage(reportContent(tree, options));
}

/** What stands in that page, and wherever else the report is shown. */
export function reportContent(tree: ReportTree, options: HtmlOptions): PageContent {
  const { locale } = options;
  const { words } = locale;
  const spokenFiles = tree.files.map((file) => ({
    file,
    spoken: speakHeadline(file.headline, file.signatures.length > 1, tree.validationTime, options),
  }));
  const [only] = spokenFiles;
  const several = spokenFiles.length > 1 || only === undefined;
  const spoken = several ? speakSeveralFiles(tree, options) : only.spoken;
  const qualifiers = qualifyingSentences(tree, options);
  const files = tree.files.map((file) => ({ name: fileName(file, options), sha256: file.verification.sha256 }));
  return {
    language: locale.tag,
    title: `${spoken.word} – ${several ? words.reportTitle : fileName(only.file, options)}`,
    kicker: words.reportTitle,
    body: [
      answerCard(spoken, qualifiers, several ? null : filePeople(only.file, options), options),
      several ? fileList(spokenFiles, options) : null,
      ...spokenFiles.map(({ file, spoken: ofFile }, index) =>
        fileCard(tree, file, several ? ofFile : null, index, options),
      ),
      uncheckedCard(uncheckedInFiles(tree), options),
      markup`<footer>${definitions(provenanceRows(tree, options), options)}</footer>`,
      resultSlip(spoken, { dossier: null, files, qualifiers }, tree, options),
    ],
  };
}

interface SpokenFile {
  readonly file: FileReport;
  readonly spoken: SpokenHeadline;
}

function fileList(files: readonly SpokenFile[], options: HtmlOptions): Markup {
  const items = files.map(
    ({ file, spoken: { verdict, word, tail } }, index) =>
      markup`<li class="${verdict}">${sign(verdict)}<span><a href="#file-${index + 1}">${fileName(file, options)}</a><br><span class="verdict">${word}${tail}.</span></span></li>`,
  );
  return markup`<nav class="card" aria-label="${options.locale.words.label.files}"><ol class="list">${items}</ol></nav>`;
}
