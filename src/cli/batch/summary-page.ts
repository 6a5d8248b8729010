import { exampleFinding } from "../../locale/example-params.ts";
import { capitalised, isFindingCode, sentencesOf } from "../../locale/sentences.ts";
import { type BatchSummary, type CountsByName, sorted } from "../../node/batch/summary.ts";
import { WORST_FIRST } from "../../pades/verify/verdict.ts";
import type { Verdict } from "../../pades/verify/verification.ts";
import { htmlPage } from "../../report/html-page.ts";
import { sign } from "../../report/html-parts.ts";
import { type Markup, markup } from "../../report/markup.ts";
import { plainText } from "../../report/plain-text.ts";
import { createTimeFormatter } from "../../report/time-zone.ts";
import type { CommandContext } from "../command-context.ts";

export interface SummaryPage {
  readonly summary: BatchSummary;
  readonly time: Date;
  /** Name of the trust profile; null where there is none. */
  readonly trust: string | null;
  readonly isRevocationWaived: boolean;
}

/** Rows of one table; the CSV has them all. */
const SHOWN = 30;

/** Of colour and order alike, so that a print without colour tells them apart: worst first. */
const STYLE = `
main { max-width: 60rem; }
.bar { display: block; width: 100%; height: 1rem; border-radius: .1875rem; background: var(--ground); }
.bar rect { fill: var(--tone); stroke: #fff; stroke-width: .25; }
.bar .plain { --tone: #47536a; }
.counts td, .counts tbody th, .counts td:nth-child(2) { width: auto; }
.counts tbody th { font-weight: 500; width: 45%; }
.counts .number { text-align: right; white-space: nowrap; font-variant-numeric: tabular-nums; }
.counts .chart { width: 32%; padding-left: .625rem; vertical-align: middle; }
.counts tr.verdict th > span { display: flex; gap: .5rem; align-items: center; color: var(--tone); font-weight: 600; }
.counts code { font-size: .75rem; }
.total { font-size: 1.5rem; font-weight: 650; }
.whole .bar { height: 2rem; margin-top: .75rem; }
@media (max-width: 34rem) {
  .counts caption { display: block; }
  .counts tr { display: flex; flex-wrap: wrap; gap: 0 1.25rem; }
  .counts tbody th, .counts .chart { flex: 1 1 100%; }
  .counts .number { text-align: left; }
  .counts td::before { display: inline; content: attr(data-label) ": "; }
  .counts .chart { padding-left: 0; }
  .counts .chart::before { content: none; }
}
@media print { .bar rect { print-color-adjust: exact; -webkit-print-color-adjust: exact; } }
`;

/** The summary of a batch as one page for a control centre: charts and the numbers behind them, nothing fetched, no script. */
export function renderSummaryPage(page: SummaryPage, context: CommandContext): string {
  const { words, locale } = context;
  const say = words.batch.page;
  const { summary } = page;
  const named = [
    [words.batch.procedures, summary.procedures],
    [words.batch.organizations, summary.organizations],
    [words.batch.authorities, summary.authorities],
  ] as const;
  return htmlPage({
    language: locale.tag,
    title: say.title,
    kicker: say.title,
    style: STYLE,
    body: [
      verdictCard(page, context),
      reasonCard(summary, context),
      ...named.map(([title, counts]) => nameCard(title, counts, context)),
      markup`<footer><p>${say.note}</p></footer>`,
    ],
  });
}

function verdictCard({ summary, time, trust, isRevocationWaived }: SummaryPage, context: CommandContext): Markup {
  const { words, locale } = context;
  const say = words.batch.page;
  const rows = WORST_FIRST.map((verdict) => {
    const files = summary.verdicts.get(verdict) ?? 0;
    return markup`<tr class="verdict ${verdict}"><th scope="row"><span>${sign(verdict)}${words.batch.verdicts[verdict]}</span></th><td class="number" data-label="${say.files}">${number(files, context)}</td><td class="number" data-label="${say.share}">${share(files, summary.files, context)}</td></tr>`;
  });
  return markup`<section class="card whole"><h1 class="total">${words.batch.heading(summary.files)}</h1>
<p class="size">${say.time}: ${createTimeFormatter(locale.tag)(time)}${trust === null ? null : markup`<br>${say.trust}: ${plainText(trust)}`}</p>
${isRevocationWaived ? markup`<p class="qualifier indeterminate">${say.waivedRevocation}</p>` : null}
${stackedBar(summary.verdicts, summary.files)}
<table class="counts"><caption class="size">${say.verdicts}</caption><thead><tr><th scope="col">${say.verdict}</th><th scope="col" class="number">${say.files}</th><th scope="col" class="number">${say.share}</th></tr></thead><tbody>${rows}</tbody></table></section>`;
}

function reasonCard({ reasons }: BatchSummary, context: CommandContext): Markup | null {
  const { words } = context;
  const say = words.batch.page;
  const all = sorted(reasons);
  const most = all[0]?.[1];
  if (most === undefined) return null;
  const rows = all.slice(0, SHOWN).map(([code, files]) => {
    const bar = markup`<svg class="bar" viewBox="0 0 100 8" preserveAspectRatio="none" aria-hidden="true"><rect class="plain" x="0" y="0" width="${rounded((100 * files) / most)}" height="8"/></svg>`;
    return markup`<tr><th scope="row">${titleOf(code, context)}</th><td class="number" data-label="${say.files}">${number(files, context)}</td><td class="chart" data-label="${say.chart}">${bar}</td></tr>`;
  });
  return markup`<section class="card"><h2>${say.reasons}</h2><table class="counts"><thead><tr><th scope="col">${say.reason}</th><th scope="col" class="number">${say.files}</th><th scope="col">${say.chart}</th></tr></thead><tbody>${rows}</tbody></table>${rest(all.length, context)}</section>`;
}

function nameCard(title: string, counts: CountsByName, context: CommandContext): Markup | null {
  const say = context.words.batch.page;
  const totals = new Map([...counts].map(([name, verdicts]) => [name, total(verdicts)]));
  const all = sorted(totals);
  const most = all[0]?.[1];
  if (most === undefined) return null;
  const rows = all.slice(0, SHOWN).map(([name, files]) => {
    const verdicts = counts.get(name) ?? new Map<Verdict, number>();
    const notValid = files - (verdicts.get("valid") ?? 0);
    return markup`<tr><th scope="row">${plainText(name)}</th><td class="number" data-label="${say.files}">${number(files, context)}</td><td class="number" data-label="${say.notValid}">${number(notValid, context)}</td><td class="chart" data-label="${say.chart}">${stackedBar(verdicts, most)}</td></tr>`;
  });
  return markup`<section class="card"><h2>${title}</h2><table class="counts"><thead><tr><th scope="col">${say.name}</th><th scope="col" class="number">${say.files}</th><th scope="col" class="number">${say.notValid}</th><th scope="col">${say.chart}</th></tr></thead><tbody>${rows}</tbody></table>${rest(all.length, context)}</section>`;
}

/** One segment a verdict, worst first; the whole width is `whole` files. The numbers stand beside it. */
function stackedBar(verdicts: ReadonlyMap<Verdict, number>, whole: number): Markup {
  let at = 0;
  const segments = WORST_FIRST.filter((verdict) => verdicts.has(verdict)).map((verdict) => {
    const width = (100 * (verdicts.get(verdict) ?? 0)) / Math.max(whole, 1);
    const rect = markup`<rect class="${verdict}" x="${rounded(at)}" y="0" width="${rounded(width)}" height="8"/>`;
    at += width;
    return rect;
  });
  return markup`<svg class="bar" viewBox="0 0 100 8" preserveAspectRatio="none" aria-hidden="true">${segments}</svg>`;
}

function titleOf(code: string, { words, locale }: CommandContext): Markup {
  if (!isFindingCode(code, locale)) return markup`${code === "file-not-read" ? words.batch.notRead : plainText(code)}`;
  // What the matter is does not depend on where it was found.
  const { title } = sentencesOf(locale, exampleFinding(code), { signer: null, time: (iso) => iso });
  return markup`${capitalised(title, locale)}<code>${code}</code>`;
}

function rest(names: number, { words }: CommandContext): Markup | null {
  return names > SHOWN ? markup`<p class="size">${words.batch.page.rest(names - SHOWN)}</p>` : null;
}

function number(value: number, { locale }: CommandContext): string {
  return new Intl.NumberFormat(locale.tag).format(value);
}

function share(files: number, whole: number, { locale }: CommandContext): string {
  const digits = { style: "percent", minimumFractionDigits: 1, maximumFractionDigits: 1 } as const;
  return new Intl.NumberFormat(locale.tag, digits).format(whole === 0 ? 0 : files / whole);
}

function rounded(value: number): string {
  return value.toFixed(2);
}

function total(verdicts: ReadonlyMap<Verdict, number>): number {
  return [...verdicts.values()].reduce((sum, files) => sum + files, 0);
}
