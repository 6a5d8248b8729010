import type { UncheckedMatter } from "../locale/page-words.ts";
import type { SpokenHeadline } from "./headline.ts";
import { definitions, type HtmlOptions, sign } from "./html-parts.ts";
import { type Markup, markup } from "./markup.ts";
import { plainText } from "./plain-text.ts";
import type { ReportTree } from "./report-tree.ts";

/** What the slip is about; names are fit to be shown. */
export interface SlipSubject {
  /** The number of the dossier; null for files. */
  readonly dossier: string | null;
  readonly files: readonly { readonly name: string; readonly sha256: string | null }[];
  /** What qualifies the verdict. */
  readonly qualifiers: readonly string[];
}

/** More files than this do not fit a slip; the page itself and the JSON report have all. */
const MAX_SLIP_FILES = 12;

/** A slip to print, sign and keep with the papers. It says itself that it proves nothing. */
export function resultSlip(
  { verdict, word, tail }: SpokenHeadline,
  { dossier, files, qualifiers }: SlipSubject,
  { inputs, validationTime }: ReportTree,
  options: HtmlOptions,
): Markup {
  const { page, words } = options.locale;
  const { slip } = page;
  const shown = files.slice(0, MAX_SLIP_FILES).flatMap(({ name, sha256 }) => [name, `SHA-256 ${sha256 ?? "–"}`]);
  const hidden = files.length - MAX_SLIP_FILES;
  const rows = [
    { label: slip.dossier, lines: dossier === null ? [] : [dossier] },
    { label: slip.file, lines: hidden > 0 ? [...shown, words.moreHashes(hidden)] : shown },
    { label: slip.checkedAt, lines: [`${options.time(validationTime)}, ${words.mode[inputs.mode]}`] },
    { label: slip.version, lines: [`${inputs.engine} ${plainText(inputs.version)}`] },
    { label: slip.trust, lines: [plainText(inputs.trust.id), `SHA-256 ${inputs.trust.sha256}`] },
    { label: slip.policy, lines: [plainText(inputs.policy.id), `SHA-256 ${inputs.policy.sha256}`] },
  ];
  return markup`<section class="card slip ${verdict}" aria-labelledby="slip"><h2 id="slip">${slip.title}</h2>
<p class="result">${sign(verdict)}<span>${slip.result}: ${word}${tail}.</span></p>
${qualifiers.map((qualifier) => markup`<p>${qualifier}</p>`)}
${definitions(rows, options)}
<div class="lines"><p>${slip.place}</p><p>${slip.checker}</p></div>
<p class="caution">${slip.provesNothing}</p></section>`;
}

/** What was not looked at: nobody is to think that it was. */
export function uncheckedCard(matters: readonly UncheckedMatter[], { locale: { page } }: HtmlOptions): Markup {
  const items = matters.map((matter) => markup`<li>${page.unchecked.matters[matter]}</li>`);
  return markup`<section class="card unchecked"><h2>${page.unchecked.title}</h2><ul>${items}</ul></section>`;
}
