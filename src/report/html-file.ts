import type { Finding, Severity } from "../findings.ts";
import { capitalised, sentencesOf } from "../locale/sentences.ts";
import type { Verdict } from "../pades/verify/verification.ts";
import { type FindingAbout, withSignature } from "./finding-about.ts";
import { plainFinding, type SpokenHeadline, signatureHeading, speakHeadline, tellingOf } from "./headline.ts";
import { chainPicture } from "./html-chain.ts";
import { definitions, type HtmlOptions, sign } from "./html-parts.ts";
import { undecidedPart } from "./html-undecided.ts";
import { type Markup, markup } from "./markup.ts";
import type { FileReport, ReportTree, SignatureReport } from "./report-tree.ts";
import { fileName, fileSize, type Row, signatureRows, technicalRows } from "./rows.ts";

/** `spoken` is what the file's own verdict says, where it does not stand on top of the page. */
export function fileCard(
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
${folded(label.technicalOfFile, [hash], withSignature(file.findings, null), options)}`;
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
  const { label } = options.locale.words;
  const undecided = undecidedPart(signature, options);
  // What that part says better is not said twice.
  const rows = signatureRows(signature, options).filter(
    (row) => undecided === null || ![label.established, label.missing].includes(row.label),
  );
  return markup`${definitions(rows, options)}
${undecided}
${chainPicture(signature.verification, options)}
${folded(label.technical, technical, findings, options)}`;
}

function folded(
  summary: string,
  rows: readonly Row[],
  findings: readonly FindingAbout[],
  options: HtmlOptions,
): Markup {
  return markup`<details><summary>${summary}</summary>
${definitions(rows, options)}
${findings.length === 0 ? null : markup`<ul class="findings">${findings.map((about) => findingItem(about, options))}</ul>`}
</details>`;
}

const TONE: { readonly [S in Severity]: Verdict } = { fail: "invalid", warn: "indeterminate", info: "unsigned" };

function findingItem({ finding, signature }: FindingAbout, options: HtmlOptions): Markup {
  const { title, sentence } = sentencesOf(options.locale, plainFinding(finding), tellingOf(signature, options));
  return markup`<li class="${TONE[finding.severity]}"><span class="weight">${options.locale.words.severity[finding.severity]}</span>${capitalised(title, options.locale)}. ${sentence}<code>${finding.code}</code></li>`;
}
