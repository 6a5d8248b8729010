import { PadesError } from "../../errors.ts";
import type { Finding } from "../../findings.ts";
import { sentencesOf } from "../../locale/sentences.ts";
import { compareRevisions } from "../../pades/inspect/compare-revisions.ts";
import { inspectPdf } from "../../pades/inspect/inspect-pdf.ts";
import type { InspectOptions } from "../../pades/inspect/open-structure.ts";
import { revisionEnds } from "../../pades/inspect/revision-ends.ts";
import { readingFinding } from "../../pades/verify/open/reading-finding.ts";
import { plainFinding } from "../../report/headline.ts";
import { escapeForTerminals } from "../../report/json.ts";
import { plainText } from "../../report/plain-text.ts";
import { hang, wrap } from "../../report/wrap.ts";
import { CliError } from "../cli-error.ts";
import { type CommandContext, lineWidth } from "../command-context.ts";
import { EXIT, type ExitCode } from "../exit-codes.ts";
import { readWhole, withFile, writeOutput } from "../inputs.ts";
import { comparisonLines, inspectionLines } from "../inspection-lines.ts";
import { documentPassword, type PasswordFlags } from "../password.ts";
import { refuseToReplaceInput } from "../refuse-to-replace-input.ts";

export interface InspectFlags extends PasswordFlags {
  readonly revision?: string;
  readonly compare?: string;
  readonly out?: string;
  readonly json?: boolean;
}

/** `pades inspect`: shows the structure of a file, or gives one of its revisions; 1 where it cannot be read. */
export async function inspect(path: string, flags: InspectFlags, context: CommandContext): Promise<ExitCode> {
  refuseContradictions(flags, context);
  try {
    if (flags.revision !== undefined) return await saveRevision(path, flags.revision, flags.out, context);
    const password = await documentPassword(path, flags, context);
    const options = password === null ? {} : { password };
    return flags.compare === undefined
      ? await showStructure(path, flags, options, context)
      : await showComparison(path, flags.compare, flags, options, context);
  } catch (error) {
    const unreadable = error instanceof PadesError ? readingFinding(error.cause) : null;
    if (unreadable === null) throw error;
    write(path, flags, context, {
      schema: INSPECTION,
      value: { unreadable },
      lines: unreadableLines(unreadable, context),
    });
    return EXIT.invalid;
  }
}

const INSPECTION = "pades-dossier/inspection@1";
const COMPARISON = "pades-dossier/comparison@1";

function refuseContradictions(
  { revision, compare, out, json }: InspectFlags,
  { words: { error } }: CommandContext,
): void {
  if (out !== undefined && revision === undefined)
    throw new CliError(EXIT.usage, error.optionNeeds("--out", "--revision"));
  if (revision === undefined) return;
  const other = compare !== undefined ? "--compare" : json === true ? "--json" : null;
  if (other !== null) throw new CliError(EXIT.usage, error.optionsExclude("--revision", other));
}

async function showStructure(
  path: string,
  flags: InspectFlags,
  options: InspectOptions,
  context: CommandContext,
): Promise<ExitCode> {
  const inspection = await withFile(path, context, (source) => inspectPdf(source, options));
  write(path, flags, context, { schema: INSPECTION, value: inspection, lines: inspectionLines(inspection, context) });
  return EXIT.ok;
}

async function showComparison(
  path: string,
  asked: string,
  flags: InspectFlags,
  options: InspectOptions,
  context: CommandContext,
): Promise<ExitCode> {
  const { error } = context.words;
  const parts = /^([1-9]\d{0,8})(?:\.\.([1-9]\d{0,8}))?$/.exec(asked);
  if (parts === null) throw new CliError(EXIT.usage, error.compareFormat(plainText(asked)));
  const from = Number(parts[1]);
  const to = parts[2] === undefined ? undefined : Number(parts[2]);
  if (to !== undefined && to < from) throw new CliError(EXIT.usage, error.compareFormat(asked));
  const comparison = await withFile(path, context, async (source) => {
    const count = (await revisionEnds(source)).length;
    for (const number of [from, to ?? count]) {
      if (number > count) throw new CliError(EXIT.usage, error.noSuchRevision(String(number), count));
    }
    return compareRevisions(source, from, to, options);
  });
  write(path, flags, context, { schema: COMPARISON, value: comparison, lines: comparisonLines(comparison, context) });
  return EXIT.ok;
}

/** Writes the bytes up to the end of a revision, which are the file as it was then. Nothing is ever replaced. */
async function saveRevision(
  path: string,
  asked: string,
  given: string | undefined,
  context: CommandContext,
): Promise<ExitCode> {
  const { words, terminal, locale } = context;
  const out = given ?? defaultOutput(path, asked);
  const number = /^[1-9]\d{0,8}$/.test(asked) ? Number(asked) : null;
  if (number === null) throw new CliError(EXIT.usage, words.error.invalidValue("--revision", plainText(asked)));
  await refuseToReplaceInput([out], [path], {}, context);
  const end = await withFile(path, context, async (source) => {
    const ends = await revisionEnds(source);
    const end = ends[number - 1];
    if (end === undefined) throw new CliError(EXIT.usage, words.error.noSuchRevision(asked, ends.length));
    await writeOutput(out, readWhole(source, end, terminal.signal), false, context);
    return end;
  });
  const bytes = new Intl.NumberFormat(locale.tag).format(end);
  terminal.write(
    `${hang("", words.inspect.written(number, bytes, plainText(out)), lineWidth(context), 2).join("\n")}\n`,
  );
  return EXIT.ok;
}

/** Revision 2 of `name.pdf` is written to `name.revision-2.pdf`. */
function defaultOutput(path: string, revision: string): string {
  return `${path.replace(/\.pdf$/i, "")}.revision-${revision}.pdf`;
}

interface Shown {
  readonly schema: string;
  readonly value: object;
  readonly lines: readonly string[];
}

function write(path: string, { json }: InspectFlags, context: CommandContext, { schema, value, lines }: Shown): void {
  const text =
    json === true
      ? escapeForTerminals(JSON.stringify({ schema, path, ...value }, null, 2))
      : [...wrap(plainText(path), lineWidth(context)), ...lines].join("\n");
  context.terminal.write(`${text}\n`);
}

function unreadableLines(finding: Finding, context: CommandContext): string[] {
  const { title, sentence } = sentencesOf(context.locale, plainFinding(finding), { signer: null, time: (iso) => iso });
  const word = context.locale.words.verdict.unreadable;
  return [...wrap(`${word}: ${title}. ${sentence}`, lineWidth(context)), finding.code];
}
