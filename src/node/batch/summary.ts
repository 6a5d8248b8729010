import { MAX_SUMMARY_NAMES } from "../../limits.ts";
import type { Verdict } from "../../pades/verify/verification.ts";
import type { BatchResult } from "./batch-result.ts";

/** Files by verdict, for each name. */
export type CountsByName = ReadonlyMap<string, ReadonlyMap<Verdict, number>>;

/** What names beyond the cap are counted under. */
const OTHER_NAMES = "…";

/** Counts by what a control centre asks for; nothing of single files is kept. */
export class BatchSummary {
  #files = 0;
  readonly #verdicts = new Map<Verdict, number>();
  readonly #reasons = new Map<string, number>();
  readonly #organizations = new Map<string, Map<Verdict, number>>();
  readonly #authorities = new Map<string, Map<Verdict, number>>();
  readonly #procedures = new Map<string, Map<Verdict, number>>();

  get files(): number {
    return this.#files;
  }

  get verdicts(): ReadonlyMap<Verdict, number> {
    return this.#verdicts;
  }

  /** Files with each code that made their verdict; "file-not-read" for those without a report. */
  get reasons(): ReadonlyMap<string, number> {
    return this.#reasons;
  }

  /** By name of the organisation that signed, of the certification authority, of the procedure. */
  get organizations(): CountsByName {
    return this.#organizations;
  }

  get authorities(): CountsByName {
    return this.#authorities;
  }

  get procedures(): CountsByName {
    return this.#procedures;
  }

  add({ verdict, reasons, organizations, authorities, error }: BatchResult, procedure: string | null): void {
    this.#files++;
    increment(this.#verdicts, verdict);
    for (const reason of reasons) increment(this.#reasons, reason);
    if (error !== null) increment(this.#reasons, "file-not-read");
    for (const name of organizations) increment(of(this.#organizations, name), verdict);
    for (const name of authorities) increment(of(this.#authorities, name), verdict);
    if (procedure !== null) increment(of(this.#procedures, procedure), verdict);
  }
}

function increment<Key>(counts: Map<Key, number>, key: Key): void {
  counts.set(key, (counts.get(key) ?? 0) + 1);
}

function of(groups: Map<string, Map<Verdict, number>>, name: string): Map<Verdict, number> {
  const key = groups.has(name) || groups.size < MAX_SUMMARY_NAMES ? name : OTHER_NAMES;
  const known = groups.get(key) ?? new Map<Verdict, number>();
  groups.set(key, known);
  return known;
}

const VERDICTS: readonly Verdict[] = ["valid", "invalid", "indeterminate", "unsigned", "unreadable"];

/** A table for spreadsheets: UTF-8 with a byte order mark, CRLF, one row for each count (RFC 4180). */
export function encodeCsv(summary: BatchSummary): string {
  const rows: (readonly (string | number)[])[] = [["group", "name", "verdict", "files"]];
  for (const verdict of VERDICTS) rows.push(["verdict", "", verdict, summary.verdicts.get(verdict) ?? 0]);
  for (const [code, count] of sorted(summary.reasons)) rows.push(["reason", code, "", count]);
  const groups = {
    organization: summary.organizations,
    authority: summary.authorities,
    procedure: summary.procedures,
  };
  for (const [group, names] of Object.entries(groups)) {
    for (const name of [...names.keys()].sort()) {
      for (const verdict of VERDICTS) {
        const count = names.get(name)?.get(verdict) ?? 0;
        if (count > 0) rows.push([group, name, verdict, count]);
      }
    }
  }
  return encodeRows(rows);
}

/** Rows as CSV: UTF-8 with a byte order mark, which Excel needs, and CRLF (RFC 4180). */
export function encodeRows(rows: readonly (readonly (string | number)[])[]): string {
  return `\ufeff${rows.map((row) => row.map(csvField).join(",")).join("\r\n")}\r\n`;
}

/** A name that a spreadsheet would run as a formula is quoted with an apostrophe before it: it came from a certificate. */
function csvField(value: string | number): string {
  const text = typeof value === "string" && /^[=+\-@\t\r]/.test(value) ? `'${value}` : String(value);
  return /[",\r\n]/.test(text) ? `"${text.replaceAll('"', '""')}"` : text;
}

/** Prometheus text exposition, version 0.0.4. */
export function encodeMetrics(summary: BatchSummary, seconds: number): string {
  const lines = [
    "# HELP pades_files_total Files verified, by verdict.",
    "# TYPE pades_files_total counter",
    ...VERDICTS.map((verdict) => `pades_files_total{verdict="${verdict}"} ${summary.verdicts.get(verdict) ?? 0}`),
    "# HELP pades_findings_total Files with a finding that made their verdict, by its code.",
    "# TYPE pades_findings_total counter",
    ...sorted(summary.reasons).map(([code, count]) => `pades_findings_total{code="${code}"} ${count}`),
    "# HELP pades_run_seconds How long the run took.",
    "# TYPE pades_run_seconds gauge",
    `pades_run_seconds ${seconds.toFixed(3)}`,
  ];
  return `${lines.join("\n")}\n`;
}

/** Most first; equal counts by name. */
export function sorted(counts: ReadonlyMap<string, number>): [string, number][] {
  return [...counts].sort(([a, x], [b, y]) => y - x || (a < b ? -1 : 1));
}
