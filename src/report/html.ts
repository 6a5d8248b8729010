import { encodeBase64 } from "../bytes/base64.ts";
import { encodeUtf8 } from "../bytes/text.ts";
import { digestOf } from "../crypto/digest.ts";
import type { Finding, Severity } from "../findings.ts";
import type { ReaderContext } from "../locale/next-action.ts";
import { capitalised, sentencesOf } from "../locale/sentences.ts";
import type { SignatureVerification, Verdict } from "../pades/verify/verification.ts";
import {
  plainFinding,
  qualifyingSentences,
  type Speech,
  type SpokenHeadline,
  signatureHeading,
  speakHeadline,
  speakSeveralFiles,
  tellingOf,
} from "./headline.ts";
import { STYLE } from "./html-style.ts";
import { Markup, markup } from "./markup.ts";
import type { FileReport, ReportTree, SignatureReport } from "./report-tree.ts";
import { fileName, fileSize, provenanceRows, type Row, signatureRows, technicalRows } from "./rows.ts";

export interface HtmlOptions extends Speech {
  readonly context: ReaderContext;
}

/**
 * The report as one page that needs nothing else: no script, no request, its style allowed by its hash. To be read on
 * a phone and printed on A4; technical codes are folded away.
 */
export function renderHtml(tree: ReportTree, options: HtmlOptions): string {
  const { locale } = options;
  const { words } = locale;
  const spokenFiles = tree.files.map((file) => ({
    file,
    spoken: speakHeadline(file.headline, file.signatures.length > 1, tree.validationTime, options),
  }));
  const [only] = spokenFiles;
  const several = spokenFiles.length > 1 || only === undefined;
  const spoken = several ? speakSeveralFiles(tree, options) : only.spoken;
  const page = markup`<!doctype html>
<html lang="${locale.tag}">
<head>
<meta charset="utf-8">
<meta http-equiv="Content-Security-Policy" content="${contentSecurityPolicy()}">
<meta name="viewport" content="width=device-width, initial-scale=1">
<meta name="referrer" content="no-referrer">
<title>${spoken.word} – ${several ? words.reportTitle : fileName(only.file, options)}</title>
<style>${new Markup(STYLE)}</style>
</head>
<body>
<main>
<p class="kicker">${words.reportTitle}</p>
${answer(spoken, qualifyingSentences(tree, options), options)}
${several ? fileList(spokenFiles, options) : null}
${spokenFiles.map(({ file, spoken: ofFile }, index) => fileCard(tree, file, several ? ofFile : null, index, options))}
<footer>${definitions(provenanceRows(tree, options), options)}</footer>
</main>
</body>
</html>
`;
  return page.html;
}

function contentSecurityPolicy(): string {
  const hash = encodeBase64(digestOf("SHA-256", encodeUtf8(STYLE)));
  return `default-src 'none'; style-src 'sha256-${hash}'; base-uri 'none'; form-action 'none'`;
}

function answer(
  { verdict, word, tail, sentence, action }: SpokenHeadline,
  qualifiers: readonly string[],
  { locale, context }: HtmlOptions,
): Markup {
  return markup`<section class="card answer ${verdict}">
<h1>${sign(verdict)}<span>${word}${tail}.</span></h1>
${qualifiers.map((qualifier) => markup`<p class="qualifier">${qualifier}</p>`)}
<p class="sentence">${sentence}</p>
<p class="next"><b>${locale.words.label.nextAction}</b>${action[context]}</p>
</section>`;
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

/** `spoken` is what the file's own verdict says, where it does not stand on top of the page. */
function fileCard(
  tree: ReportTree,
  file: FileReport,
  spoken: SpokenHeadline | null,
  index: number,
  options: HtmlOptions,
): Markup {
  const { label } = options.locale.words;
  const { sha256, verdict } = file.verification;
  const hash: Row = { label: "SHA-256", lines: sha256 === null ? [] : [sha256] };
  const [only] = file.signatures;
  const alone = file.signatures.length === 1 && only !== undefined;
  const signatures = alone
    ? signatureBody(only, file.findings, hash, options)
    : markup`${file.signatures.map((signature, at) => signatureSection(tree, file, signature, at, options))}
${folded([hash], withSignature(file.findings, null), options)}`;
  return markup`<article class="card file ${verdict}" id="file-${index + 1}">
<h2>${fileName(file, options)}</h2>
<p class="size">${fileSize(file, options)}</p>
${
  spoken === null
    ? null
    : markup`<p class="result">${sign(spoken.verdict)}<span>${spoken.word}${spoken.tail}.</span></p><p class="sentence">${spoken.sentence}</p>
<p class="next"><b>${label.nextAction}</b>${spoken.action[options.context]}</p>`
}
${signatures}
</article>`;
}

function signatureSection(
  tree: ReportTree,
  file: FileReport,
  signature: SignatureReport,
  index: number,
  options: HtmlOptions,
): Markup {
  const { verification } = signature;
  const { verdict, word, tail, sentence } = speakHeadline(signature.headline, false, tree.validationTime, options);
  const heading = signatureHeading(verification, index, file.signatures.length, options);
  return markup`<section class="signature ${verdict}">
<h3>${heading}</h3>
<p class="result">${sign(verdict)}<span>${word}${tail}.</span></p>
<p class="sentence">${sentence}</p>
${signatureBody(signature, [], null, options)}
</section>`;
}

function signatureBody(
  signature: SignatureReport,
  fileFindings: readonly Finding[],
  hash: Row | null,
  options: HtmlOptions,
): Markup {
  const technical = [...technicalRows(signature, options), ...(hash === null ? [] : [hash])];
  const findings = [...withSignature(fileFindings, null), ...withSignature(signature.findings, signature.verification)];
  return markup`${definitions(signatureRows(signature, options), options)}
${folded(technical, findings, options)}`;
}

interface FindingAbout {
  readonly finding: Finding;
  readonly signature: SignatureVerification | null;
}

function withSignature(findings: readonly Finding[], signature: SignatureVerification | null): FindingAbout[] {
  return findings.map((finding) => ({ finding, signature }));
}

function folded(rows: readonly Row[], findings: readonly FindingAbout[], options: HtmlOptions): Markup {
  return markup`<details><summary>${options.locale.words.label.technical}</summary>
${definitions(rows, options)}
${findings.length === 0 ? null : markup`<ul class="findings">${findings.map((about) => findingItem(about, options))}</ul>`}
</details>`;
}

const TONE: { readonly [S in Severity]: Verdict } = { fail: "invalid", warn: "indeterminate", info: "unsigned" };

function findingItem({ finding, signature }: FindingAbout, options: HtmlOptions): Markup {
  const { title, sentence } = sentencesOf(options.locale, plainFinding(finding), tellingOf(signature, options));
  return markup`<li class="${TONE[finding.severity]}"><span class="weight">${options.locale.words.severity[finding.severity]}</span>${capitalised(title, options.locale)}. ${sentence}<code>${finding.code}</code></li>`;
}

function definitions(rows: readonly Row[], { locale }: HtmlOptions): Markup {
  const filled = rows.filter(({ lines }) => lines.length > 0);
  if (filled.length === 0) return markup``;
  const items = filled.map(({ label, lines }) => {
    const values = lines.map((line) => markup`<p>${line}</p>`);
    return label === locale.words.label.changes
      ? markup`<dt>${label}</dt><dd class="changes">${values}</dd>`
      : markup`<dt>${label}</dt><dd>${values}</dd>`;
  });
  return markup`<dl>${items}</dl>`;
}

/** One drawing a verdict, so that a print without colour tells them apart too. */
const DRAWINGS: { readonly [V in Verdict]: Markup } = {
  valid: markup`<path d="M7 12.5l3.2 3.2L17 9"/>`,
  invalid: markup`<path d="M8 8l8 8M16 8l-8 8"/>`,
  indeterminate: markup`<path d="M9.2 9.4a2.9 2.9 0 1 1 4.3 2.5c-1 .6-1.5 1.1-1.5 2.1M12 17v.2"/>`,
  unsigned: markup`<path d="M7.5 12h9"/>`,
  unreadable: markup`<path d="M12 7v6M12 16.6v.2"/>`,
};

function sign(verdict: Verdict): Markup {
  return markup`<svg class="sign" viewBox="0 0 24 24" fill="none" stroke="currentColor" stroke-width="2" stroke-linecap="round" stroke-linejoin="round" aria-hidden="true"><circle cx="12" cy="12" r="10"/>${DRAWINGS[verdict]}</svg>`;
}
