import type { BatchWords } from "../../locale/batch-words.ts";
import { type BatchSummary, sorted } from "../../node/batch/summary.ts";
import { WORST_FIRST } from "../../pades/verify/verdict.ts";
import { plainText } from "../../report/plain-text.ts";
import { hang } from "../../report/wrap.ts";

export interface BatchOutcome {
  readonly summary: BatchSummary;
  /** Files whose results were in the journal. */
  readonly known: number;
  readonly seconds: number;
  /** What qualifies all of it: a time that was given, a check that was waived. */
  readonly qualifiers: readonly string[];
}

const SHOWN = 10;

/** The summary of a batch for people. */
export function batchLines(
  { summary, known, seconds, qualifiers }: BatchOutcome,
  say: BatchWords,
  width: number,
): string {
  const count = (files: number) => String(files).padStart(String(summary.files).length);
  const listed = (names: readonly (readonly [string, number])[]) => [
    ...names.slice(0, SHOWN).flatMap(([name, files]) => hang(`  ${count(files)}  `, plainText(name), width)),
    ...(names.length > SHOWN ? [`  ${say.more(names.length - SHOWN)}`] : []),
  ];
  const section = (title: string, names: readonly (readonly [string, number])[]) =>
    names.length === 0 ? [] : ["", title, ...listed(names)];
  const totals = (groups: BatchSummary["organizations"]) =>
    sorted(new Map([...groups].map(([name, counts]) => [name, sum(counts.values())])));
  const reasons = sorted(summary.reasons).map(
    ([code, files]) => [code === "file-not-read" ? say.notRead : code, files] as const,
  );
  const lines = [
    `${say.heading(summary.files)}${known === 0 ? "" : ` (${say.known(known)})`}`,
    ...qualifiers.flatMap((qualifier) => hang("", qualifier, width)),
    // What needs somebody's eyes comes first.
    ...WORST_FIRST.filter((verdict) => summary.verdicts.has(verdict)).map(
      (verdict) => `  ${count(summary.verdicts.get(verdict) ?? 0)}  ${say.verdicts[verdict]}`,
    ),
    ...section(say.reasons, reasons),
    ...section(say.organizations, totals(summary.organizations)),
    ...section(say.authorities, totals(summary.authorities)),
    ...section(say.procedures, totals(summary.procedures)),
    "",
    say.took(seconds.toFixed(1), rate(summary.files, seconds)),
  ];
  return `${lines.join("\n")}\n`;
}

/** Files a second, with as many digits as mean something. */
export function rate(files: number, seconds: number): string {
  const perSecond = files / Math.max(seconds, 0.001);
  return perSecond < 10 ? perSecond.toFixed(1) : String(Math.round(perSecond));
}

function sum(values: Iterable<number>): number {
  let total = 0;
  for (const value of values) total += value;
  return total;
}
