import { capitalised, sentencesOf } from "../locale/sentences.ts";
import { plainFinding, tellingOf } from "./headline.ts";
import type { HtmlOptions } from "./html-parts.ts";
import { type Markup, markup } from "./markup.ts";
import type { SignatureReport } from "./report-tree.ts";
import { establishedLines, missingLines } from "./rows.ts";

/**
 * Why a signature cannot be confirmed: what is established all the same, then each cause with what it lacks and what
 * remedies it. Causes with one remedy stand together.
 */
export function undecidedPart(signature: SignatureReport, options: HtmlOptions): Markup | null {
  if (signature.verdict !== "indeterminate") return null;
  const { page, words } = options.locale;
  const established = establishedLines(signature, options);
  const lacking = missingLines(signature, options);
  const remedies = [...causesByRemedy(signature, options)];
  return markup`<div class="undecided"><h3>${page.undecided.title}</h3>
<p><b>${page.undecided.established}</b></p>${
    established.length === 0
      ? markup`<p>${page.undecided.nothingEstablished}</p>`
      : established.map((line) => markup`<p>${line}</p>`)
  }
<p><b>${page.undecided.missing}</b></p><ul>${remedies.map(
    ([remedy, causes]) =>
      markup`<li>${causes.map((cause) => markup`<p>${cause}</p>`)}<p class="remedy"><b>${page.undecided.remedy}:</b> ${remedy}</p></li>`,
  )}</ul>${
    lacking.length === 0
      ? null
      : markup`<p><b>${words.label.missing}</b></p><ul>${lacking.map((thing) => markup`<li>${capitalised(thing, options.locale)}</li>`)}</ul>`
  }</div>`;
}

function causesByRemedy({ open, verification }: SignatureReport, options: HtmlOptions): Map<string, string[]> {
  const remedies = new Map<string, string[]>();
  for (const finding of open) {
    const said = sentencesOf(options.locale, plainFinding(finding), tellingOf(verification, options));
    const remedy = said.action[options.context];
    const cause = `${capitalised(said.title, options.locale)}. ${said.sentence}`;
    const causes = remedies.get(remedy) ?? [];
    if (!causes.includes(cause)) remedies.set(remedy, [...causes, cause]);
  }
  return remedies;
}
