import { plainText } from "../../report/plain-text.ts";
import { createTimeFormatter } from "../../report/time-zone.ts";
import { hang } from "../../report/wrap.ts";
import { type Certificate, parseCertificate } from "../../x509/certificate.ts";
import { findPath } from "../../x509/path-building.ts";
import type { TrustRole } from "../../x509/trust-anchor.ts";
import type { TrustStore } from "../../x509/trust-store.ts";
import { CliError } from "../cli-error.ts";
import { type CommandContext, lineWidth } from "../command-context.ts";
import { EXIT, type ExitCode } from "../exit-codes.ts";
import { fingerprintLines, keyText, layOut, subjectText } from "../trust/certificate-rows.ts";
import { clockTime, optionalTime } from "../trust/trust-flags.ts";
import { findTrustProblems, type TrustProblem } from "../trust/trust-problems.ts";
import { openTrust } from "../trust-inputs.ts";
import { readCertificates } from "./trust-add.ts";
import type { TrustFlags } from "./trust-list.ts";

export interface TrustCheckFlags extends TrustFlags {
  readonly certificate?: string;
  readonly role?: TrustRole;
  readonly at?: string;
}

/** `pades trust check`: 1 where something in the profile does not work, 2 where a given certificate has no path. */
export async function trustCheck(flags: TrustCheckFlags, context: CommandContext): Promise<ExitCode> {
  const { words, terminal } = context;
  if (flags.role !== undefined && flags.certificate === undefined)
    throw new CliError(EXIT.usage, words.error.optionNeeds("--role", "--certificate"));
  const now = optionalTime(flags.at, context) ?? clockTime();
  const store = await openTrust(flags.trust, context);
  const leaf = flags.certificate === undefined ? null : await readOneCertificate(flags.certificate, context);
  const problems = await findTrustProblems(store, now);
  const path = leaf === null ? null : await tryPath(leaf, store, flags.role ?? "signer", now, context);
  const lines = [
    ...summaryLines(problems, store, now, context),
    ...problems.flatMap((problem) => ["", ...problemLines(problem, context)]),
    ...(path === null ? [] : ["", ...path.lines]),
  ];
  terminal.write(`${lines.join("\n")}\n`);
  if (problems.some(({ isProblem }) => isProblem)) return EXIT.invalid;
  return path === null || path.isFound ? EXIT.ok : EXIT.indeterminate;
}

async function readOneCertificate(path: string, context: CommandContext): Promise<Certificate> {
  const [der, another] = await readCertificates(path, context);
  if (der === undefined || another !== undefined)
    throw new CliError(EXIT.usage, context.words.trust.error.oneCertificate(plainText(path)));
  return parseCertificate(der);
}

function summaryLines(
  problems: readonly TrustProblem[],
  { anchors, intermediates }: TrustStore,
  now: Date,
  context: CommandContext,
): string[] {
  const { check: say } = context.words.trust;
  const time = createTimeFormatter(context.locale.tag)(now);
  const count = problems.filter(({ isProblem }) => isProblem).length;
  const sign = count > 0 ? "✗ " : problems.length > 0 ? "! " : "✓ ";
  const summary =
    problems.length === 0
      ? say.good(anchors.length, intermediates.length, time)
      : say.found(count, problems.length - count, time);
  return hang(sign, `${summary}.`, lineWidth(context));
}

function problemLines(problem: TrustProblem, context: CommandContext): string[] {
  const width = lineWidth(context);
  const { certificate, isProblem } = problem;
  const sign = isProblem ? "✗ " : "! ";
  const sentence = describe(problem, context);
  if (certificate === null) return hang(sign, sentence, width);
  return [
    ...hang(sign, subjectText(certificate), width),
    ...fingerprintLines(certificate.sha256).map((line) => `  ${line}`),
    ...hang("  ", sentence, width),
  ];
}

function describe(problem: TrustProblem, { words, locale }: CommandContext): string {
  const { problem: say } = words.trust.check;
  switch (problem.kind) {
    case "expired":
    case "expires-soon":
    case "not-yet-valid":
    case "trust-ended":
      return say[problem.kind](createTimeFormatter(locale.tag)(problem.time));
    case "weak":
      return say.weak(keyText(problem.certificate));
    case "no-path":
      return say["no-path"](subjectText(problem.at), locale.pathStop[problem.stop]);
    case "no-signer-anchor":
      return say["no-signer-anchor"](problem.tags === null ? null : plainText(problem.tags.join(", ")));
    default:
      return say[problem.kind];
  }
}

interface PathTrial {
  readonly isFound: boolean;
  readonly lines: readonly string[];
}

async function tryPath(
  leaf: Certificate,
  trust: TrustStore,
  role: TrustRole,
  time: Date,
  context: CommandContext,
): Promise<PathTrial> {
  const { words, locale } = context;
  const { check: say, label, noTag } = words.trust;
  const result = await findPath(leaf, { pool: [], trust, role, time });
  const { path, anchor } = result.ok ? result : result.nearest;
  const sentence = result.ok
    ? say.pathFound
    : say.pathNotFound(plainText(result.nearest.certificate), locale.pathStop[result.nearest.stop]);
  const rows = layOut(
    [
      [label.path, ...path.map((certificate, index) => (index === 0 ? "" : "→ ") + subjectText(certificate))],
      ...(anchor === null ? [] : [[label.tag, anchor.tag === null ? noTag : plainText(anchor.tag)] as const]),
      [label.next, result.ok ? say.pathNext : say.noPathNext],
    ],
    "  ",
    context,
  );
  return { isFound: result.ok, lines: [...hang(result.ok ? "✓ " : "? ", sentence, lineWidth(context)), ...rows] };
}
