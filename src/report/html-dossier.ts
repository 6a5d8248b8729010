import { type ComponentReport, type DossierFileReport, type DossierTree, VERDICT_OF_ANSWER } from "./dossier-tree.ts";
import {
  askQuestion,
  componentLines,
  dossierRows,
  otherFileLine,
  shownReasons,
  speakDossier,
} from "./dossier-words.ts";
import { qualifyingSentences, speakHeadline } from "./headline.ts";
import { fileCard } from "./html-file.ts";
import { htmlPage, type PageContent } from "./html-page.ts";
import { answerCard, definitions, type HtmlOptions, sign } from "./html-parts.ts";
import { resultSlip, uncheckedCard } from "./html-slip.ts";
import { type Markup, markup } from "./markup.ts";
import { plainText } from "./plain-text.ts";
import { provenanceRows } from "./rows.ts";
import { uncheckedInDossier } from "./unchecked.ts";

/** The report on a dossier as one page: the answer, the four questions, the components in a table, then each file. */
export function renderDossierHtml(tree: DossierTree, options: HtmlOptions): string {
  return htmlPage(dossierContent(tree, options));
}

/** What stands in that page, and wherever else the report is shown. */
export function dossierContent(tree: DossierTree, options: HtmlOptions): PageContent {
  const { locale } = options;
  const { dossier } = locale;
  const spoken = speakDossier(tree, options);
  const id = tree.verification.manifest?.manifest.id;
  const qualifiers = qualifyingSentences(tree.report, options);
  const files = tree.files.map(({ verification: { path, sha256 } }) => ({ name: plainText(path), sha256 }));
  return {
    language: locale.tag,
    title: `${spoken.word} – ${id === undefined ? dossier.reportTitle : plainText(id)}`,
    kicker: dossier.reportTitle,
    body: [
      answerCard(spoken, qualifiers, definitions(dossierRows(tree, options), options), options),
      questions(tree, options),
      tree.components.length === 0 ? null : components(tree, options),
      tree.files.length === 0 ? null : fileList(tree, options),
      ...tree.report.files.map((file, index) => {
        const ofFile = speakHeadline(file.headline, file.signatures.length > 1, tree.report.validationTime, options);
        return fileCard(tree.report, file, ofFile, index, options);
      }),
      uncheckedCard(uncheckedInDossier(tree), options),
      markup`<footer>${definitions(provenanceRows(tree.report, options), options)}</footer>`,
      resultSlip(spoken, { dossier: id === undefined ? null : plainText(id), files, qualifiers }, tree.report, options),
    ],
  };
}

function questions(tree: DossierTree, options: HtmlOptions): Markup {
  const { dossier } = options.locale;
  const items = tree.questions.map((question) => {
    const { answer, reasons } = question;
    const { slogan, asks } = askQuestion(question, tree, options);
    const verdict = VERDICT_OF_ANSWER[answer];
    const shown = shownReasons(reasons, tree, options).map((reason) => markup`<p>${reason}</p>`);
    return markup`<li class="${verdict}">${sign(verdict)}<div><p><b>${slogan}:</b> ${asks} <span class="verdict">${dossier.answer[answer]}.</span></p>${shown}</div></li>`;
  });
  return markup`<section class="card questions"><h2>${dossier.label.questions}</h2><ol class="list">${items}</ol></section>`;
}

function components(tree: DossierTree, options: HtmlOptions): Markup {
  const { label } = options.locale.dossier;
  return markup`<section class="card components"><h2>${label.components}</h2>
<table><thead><tr><th scope="col">${label.component}</th><th scope="col">${label.file}</th><th scope="col">${label.signatures}</th></tr></thead>
<tbody>${tree.components.map((component) => componentRow(component, tree, options))}</tbody></table></section>`;
}

function componentRow(component: ComponentReport, tree: DossierTree, options: HtmlOptions): Markup {
  const { verification, verdict } = component;
  const { file, signatures } = componentLines(component, options);
  const index = tree.report.files.findIndex(({ verification: { path } }) => path === verification.file);
  const state = verdict === "unreadable" ? "indeterminate" : verdict;
  const { label, component: states } = options.locale.dossier;
  return markup`<tr class="${verdict}"><th scope="row">${plainText(verification.name)}<span class="state">${sign(verdict)}${states[state]}</span></th>
<td data-label="${label.file}">${verification.file === null || index < 0 ? markup`${file}` : markup`<a href="#file-${index + 1}">${file}</a>`}</td>
<td data-label="${label.signatures}">${signatures.map((line) => markup`<p>${line}</p>`)}</td></tr>`;
}

function fileList(tree: DossierTree, options: HtmlOptions): Markup {
  const { label } = options.locale.dossier;
  const items = tree.files.map((file) => fileItem(file, tree, options));
  return markup`<nav class="card" aria-label="${label.files}"><h2>${label.files}</h2><ol class="list">${items}</ol></nav>`;
}

function fileItem(file: DossierFileReport, tree: DossierTree, options: HtmlOptions): Markup {
  const { pdf } = file;
  if (pdf === null) {
    return markup`<li class="unsigned">${sign("unsigned")}<span>${otherFileLine(file, options)}</span></li>`;
  }
  const index = tree.report.files.indexOf(pdf);
  const { verdict, word, tail } = speakHeadline(
    pdf.headline,
    pdf.signatures.length > 1,
    tree.report.validationTime,
    options,
  );
  return markup`<li class="${verdict}">${sign(verdict)}<span><a href="#file-${index + 1}">${plainText(file.verification.path)}</a><br><span class="verdict">${word}${tail}.</span></span></li>`;
}
