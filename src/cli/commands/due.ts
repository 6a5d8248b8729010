import { addPeriod, DUE_STATES, type DueState, dueStateOf } from "../../node/batch/due.ts";
import { runBatch } from "../../node/batch/run-batch.ts";
import { encodeRows } from "../../node/batch/summary.ts";
import type { Verdict } from "../../pades/verify/verification.ts";
import { escapeForTerminals } from "../../report/json.ts";
import { plainText } from "../../report/plain-text.ts";
import { createTimeFormatter } from "../../report/time-zone.ts";
import { hang } from "../../report/wrap.ts";
import { createTrustStore } from "../../x509/trust-store.ts";
import { parseJobs } from "../batch/batch-flags.ts";
import { findManyFiles } from "../batch/batch-inputs.ts";
import { createProgress } from "../batch/progress.ts";
import { CliError } from "../cli-error.ts";
import { type CommandContext, lineWidth } from "../command-context.ts";
import { EXIT, type ExitCode } from "../exit-codes.ts";
import { type OnlineFlags, onlineSettings } from "../online.ts";
import { parsePeriodFlag } from "../period-flag.ts";
import { parseTimeFlag } from "../time-flag.ts";
import { openEvidence, openTrustProfile } from "../trust-inputs.ts";

export interface DueFlags extends OnlineFlags {
  readonly trust: string;
  readonly evidence?: readonly string[];
  readonly within?: string;
  readonly at?: string;
  readonly jobs?: string;
  readonly json?: boolean;
  readonly csv?: boolean;
}

/** What is told of one file; in --json as it stands here. */
interface DueFile {
  readonly path: string;
  readonly sha256: string | null;
  readonly state: DueState;
  /** ISO 8601 in UTC. */
  readonly provableUntil: string | null;
  readonly verdict: Verdict;
  readonly reasons: readonly string[];
  readonly error: string | null;
}

/** `pades due`: files by the date until which they stay provable, from those that need somebody first. */
export async function due(paths: readonly string[], flags: DueFlags, context: CommandContext): Promise<ExitCode> {
  const { terminal, words } = context;
  if (flags.json === true && flags.csv === true) {
    throw new CliError(EXIT.usage, words.error.optionsExclude("--json", "--csv"));
  }
  const period = parsePeriodFlag("--within", flags.within ?? "12m", context);
  const jobs = parseJobs(flags.jobs, context);
  const at = flags.at === undefined ? new Date() : parseTimeFlag(flags.at, context);
  const before = addPeriod(at, period);
  const files = await findManyFiles(paths, context);
  const trust = await openTrustProfile(flags.trust, context);
  const settings = {
    trust,
    online: onlineSettings(flags, createTrustStore(trust), context),
    evidence: flags.evidence === undefined ? null : await openEvidence(flags.evidence, context),
    now: at,
    policy: {},
  };
  const progress = createProgress(files.length, context);
  const found: DueFile[] = [];
  const run = { settings, reports: false, jobs, journal: null, signal: terminal.signal, clock: () => at };
  try {
    for await (const { result, isKnown } of runBatch(files, run)) {
      const { path, sha256, provableUntil, verdict, reasons, error } = result;
      found.push({ path, sha256, state: dueStateOf(result, before), provableUntil, verdict, reasons, error });
      progress.add(isKnown);
    }
  } finally {
    progress.clear();
  }
  const sorted = found.sort(inOrder);
  const listed = { at, before, files: sorted };
  terminal.write(flags.json === true ? asJson(listed) : flags.csv === true ? asCsv(sorted) : asText(listed, context));
  const states = new Set(sorted.map(({ state }) => state));
  if (states.has("lost") || states.has("not-valid")) return EXIT.invalid;
  return states.has("due") || states.has("open") ? EXIT.indeterminate : EXIT.ok;
}

/** By state, then by date, then by path. */
function inOrder(a: DueFile, b: DueFile): number {
  return (
    DUE_STATES.indexOf(a.state) - DUE_STATES.indexOf(b.state) ||
    compare(a.provableUntil ?? "", b.provableUntil ?? "") ||
    compare(a.path, b.path)
  );
}

function compare(a: string, b: string): number {
  return a < b ? -1 : a > b ? 1 : 0;
}

interface Listed {
  readonly at: Date;
  readonly before: Date;
  readonly files: readonly DueFile[];
}

function asJson({ at, before, files }: Listed): string {
  const value = { schema: "pades-dossier/due@1", at: at.toISOString(), dueBefore: before.toISOString(), files };
  return `${escapeForTerminals(JSON.stringify(value, null, 2))}\n`;
}

function asCsv(files: readonly DueFile[]): string {
  const head = ["path", "state", "provableUntil", "verdict", "reasons", "sha256"];
  return encodeRows([
    head,
    ...files.map(({ path, state, provableUntil, verdict, reasons, sha256 }) => [
      path,
      state,
      provableUntil ?? "",
      verdict,
      reasons.join(" "),
      sha256 ?? "",
    ]),
  ]);
}

/** Those that are due for longer are many, and need nobody: they are counted. */
const SHOWN: ReadonlySet<DueState> = new Set(["lost", "due", "not-valid", "open"]);

function asText({ before, files }: Listed, context: CommandContext): string {
  const { words, locale } = context;
  const say = words.archive.due;
  const width = lineWidth(context);
  const time = createTimeFormatter(locale.tag);
  const groups = DUE_STATES.flatMap((state) => {
    const own = files.filter((file) => file.state === state);
    if (own.length === 0) return [];
    const title = hang("", `${say.states[state]}: ${own.length}`, width, 2);
    const lines = SHOWN.has(state) ? own.flatMap((file) => fileLines(file, time, width, context)) : [];
    return ["", ...title, ...lines];
  });
  const has = (state: DueState) => files.some((file) => file.state === state);
  const lines = [
    ...hang("", say.heading(files.length, time(before)), width),
    ...groups,
    "",
    ...(needsStatus(files) ? hang("", say.statusNeeded, width) : []),
    ...(has("lost") ? hang("", say.lostNext, width) : []),
    ...hang("", has("due") ? say.next : say.none, width),
  ];
  return `${lines.join("\n")}\n`;
}

/** Whose newest timestamp is from an authority about which nothing current is at hand: so it is with all after a while. */
function needsStatus(files: readonly DueFile[]): boolean {
  return files.some(
    ({ state, reasons }) =>
      state === "not-valid" &&
      reasons.some((code) => code === "revocation-not-fresh" || code === "revocation-not-checked"),
  );
}

function fileLines(
  { path, state, provableUntil, verdict, reasons, error }: DueFile,
  time: (date: Date) => string,
  width: number,
  { words }: CommandContext,
): string[] {
  const say = words.archive.due;
  const reason = error === null ? reasons.join(", ") : say.notRead;
  const why = [words.batch.verdicts[verdict], ...(reason === "" ? [] : [reason])].join(": ");
  const note = state === "due" && provableUntil !== null ? time(new Date(provableUntil)) : why;
  return [
    ...hang("  ", plainText(path), width),
    ...hang("      ", state === "open" ? say.noDate : plainText(note), width),
  ];
}
