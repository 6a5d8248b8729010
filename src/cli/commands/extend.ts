import { existsSync } from "node:fs";
import { stat } from "node:fs/promises";
import { sentencesOf } from "../../locale/sentences.ts";
import { extendPdf } from "../../pades/sign/extend.ts";
import type { PdfVerification, SignatureLevel } from "../../pades/verify/verification.ts";
import { verifyPdf } from "../../pades/verify/verify-pdf.ts";
import { plainFinding } from "../../report/headline.ts";
import { plainText } from "../../report/plain-text.ts";
import { renderReport } from "../../report/render-report.ts";
import { hang } from "../../report/wrap.ts";
import { CliError } from "../cli-error.ts";
import { type CommandContext, lineWidth } from "../command-context.ts";
import { EXIT, EXIT_OF_VERDICT, type ExitCode } from "../exit-codes.ts";
import { withFile, writeOutput } from "../inputs.ts";
import { type LongTermFlags, type LongTermServices, openServices } from "../long-term.ts";
import { documentPassword, type PasswordFlags } from "../password.ts";
import { refuseToReplaceInput } from "../refuse-to-replace-input.ts";

export interface ExtendFlags extends LongTermFlags, PasswordFlags {
  readonly to?: "B-T" | "B-LT" | "B-LTA";
  readonly out?: string;
  readonly force?: boolean;
  /** Of a folder. */
  readonly dueWithin?: string;
  readonly jobs?: string;
  readonly journal?: string;
  readonly resume?: boolean;
}

/**
 * `pades extend`: raises the signatures of a file to a level, into a new file. They are checked before, since what is
 * invalid is not worth preserving, and after, since a file is what it holds and not what was asked for.
 */
export async function extend(path: string, flags: ExtendFlags, context: CommandContext): Promise<ExitCode> {
  const { words, terminal } = context;
  if (await isFolder(path)) {
    const { extendFolder } = await import("./extend-folder.ts");
    return extendFolder(path, flags, context);
  }
  const { to } = flags;
  if (to === undefined) throw new CliError(EXIT.usage, words.error.missingOption("--to"));
  const ofFolders = {
    "--due-within": flags.dueWithin,
    "--jobs": flags.jobs,
    "--journal": flags.journal,
    "--resume": flags.resume,
  };
  const idle = Object.entries(ofFolders).find(([, value]) => value !== undefined);
  if (idle !== undefined) throw new CliError(EXIT.usage, words.archive.extend.onlyForFolders(idle[0]));
  const out = flags.out ?? defaultOutput(path);
  await refuseToReplaceInput([out], [path], flags, context);
  const overwrite = flags.force === true;
  // Before anybody waits for nothing; writing makes sure of it.
  if (!overwrite && existsSync(out)) throw new CliError(EXIT.usage, words.error.exists(plainText(out)));
  const services = await openServices(to, flags, context);
  const password = await documentPassword(path, flags, context);
  const access = { ...(password === null ? {} : { password }), signal: terminal.signal };

  return withFile(path, context, async (source) => {
    const judge = (pdf: typeof source | Uint8Array) => verifyPdf(pdf, { ...offline(services), ...access, path: out });
    const before = await judge(source);
    refuseUnfit(path, before, context);
    if (terminal.errorIsTerminal) terminal.writeError(`${words.extend.asking(plainText(flags.tsa ?? ""))}\n`);
    const extended = await extendPdf(source, { to, ...services, ...access });
    const after = await judge(extended);
    terminal.signal.throwIfAborted();
    await writeOutput(out, extended, overwrite, context);
    terminal.write(
      renderExtended(out, { before, after, isUnchanged: extended.length === source.size }, flags, context),
    );
    return flags.trust === undefined ? EXIT.ok : EXIT_OF_VERDICT[after.verdict];
  });
}

/** What is not there is told when it is opened. */
async function isFolder(path: string): Promise<boolean> {
  return stat(path).then(
    (found) => found.isDirectory(),
    () => false,
  );
}

/** What judging takes: what the document holds must do, without the network. */
function offline({ trust, evidence }: LongTermServices): Pick<LongTermServices, "trust" | "evidence"> {
  return { trust, ...(evidence === undefined ? {} : { evidence }) };
}

/** `name.pdf` is extended into `name.extended.pdf`. */
function defaultOutput(path: string): string {
  return /\.pdf$/i.test(path) ? path.replace(/\.pdf$/i, ".extended.pdf") : `${path}.extended.pdf`;
}

/** What cannot be read is told by extending itself. @throws CliError */
function refuseUnfit(path: string, { verdict, signatures, findings }: PdfVerification, context: CommandContext): void {
  const { words, locale } = context;
  if (signatures.length === 0 && verdict === "unsigned") {
    throw new CliError(EXIT.unsigned, words.extend.unsigned(plainText(path)));
  }
  if (verdict !== "invalid") return;
  const reasons = [...signatures.flatMap((signature) => signature.findings), ...findings]
    .filter(({ severity }) => severity === "fail")
    .map(
      (one) => `${sentencesOf(locale, plainFinding(one), { signer: null, time: (iso) => iso }).title} (${one.code})`,
    );
  throw new CliError(EXIT.invalid, words.extend.invalid(plainText(path)), [...new Set(reasons)]);
}

interface Extension {
  readonly before: PdfVerification;
  readonly after: PdfVerification;
  readonly isUnchanged: boolean;
}

function renderExtended(
  out: string,
  { before, after, isUnchanged }: Extension,
  flags: ExtendFlags,
  context: CommandContext,
): string {
  const { words, locale } = context;
  const width = lineWidth(context);
  const say = words.extend;
  const lines = hang("", isUnchanged ? say.unchanged(plainText(out)) : say.extended(plainText(out)), width, 2);
  for (const signature of after.signatures) {
    if (signature.kind !== "signature") continue;
    const { field, levelFound } = signature;
    const earlier = before.signatures.find((one) => one.field === field)?.levelFound ?? "none";
    lines.push(...hang("", say.levels(plainText(field), shown(earlier), shown(levelFound)), width, 2));
  }
  // Without anchors nothing could be said of the result but that its signers are not established.
  if (flags.trust === undefined) return `${[...lines, ...hang("", say.notJudged, width)].join("\n")}\n`;
  return `${lines.join("\n")}\n\n${renderReport([after], { format: "text", locale: locale.tag, width })}`;
}

function shown(level: SignatureLevel): string {
  return level === "none" ? "–" : level;
}
