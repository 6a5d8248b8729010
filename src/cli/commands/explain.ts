import { FINDING_EFFECTS, type FindingCode, type FindingEffect } from "../../findings.ts";
import type { CommandLineWords } from "../../locale/command-line.ts";
import { exampleFinding } from "../../locale/example-params.ts";
import type { Telling } from "../../locale/locale.ts";
import type { ReaderContext } from "../../locale/next-action.ts";
import { capitalised, isFindingCode, sentencesOf } from "../../locale/sentences.ts";
import { plainText } from "../../report/plain-text.ts";
import { createTimeFormatter } from "../../report/time-zone.ts";
import { hang, padColumns, wrap } from "../../report/wrap.ts";
import { CliError } from "../cli-error.ts";
import { type CommandContext, lineWidth } from "../command-context.ts";
import { EXIT, type ExitCode } from "../exit-codes.ts";

/** `pades explain`: says what a code of a report means; without a code, which there are. */
export function explain(code: string | undefined, context: CommandContext): ExitCode {
  context.terminal.write(
    code === undefined ? renderCodes(context) : renderExplanation(requireCode(code, context), context),
  );
  return EXIT.ok;
}

function requireCode(code: string, { locale, words }: CommandContext): FindingCode {
  if (isFindingCode(code, locale)) return code;
  const near = nearCodes(code);
  const hints = near.length === 0 ? [] : [words.error.nearCodes(near.join(", "))];
  throw new CliError(EXIT.usage, words.error.unknownCode(plainText(code)), hints);
}

/** The codes that share most words with what was typed, at most five. */
function nearCodes(typed: string): string[] {
  const given = new Set(
    typed
      .toLowerCase()
      .slice(0, 100)
      .split(/[^a-z0-9]+/),
  );
  const shared = (code: string): number => code.split("-").filter((word) => given.has(word) && word !== "not").length;
  const near = Object.keys(FINDING_EFFECTS).filter((code) => shared(code) > 0);
  return near.sort((a, b) => shared(b) - shared(a)).slice(0, 5);
}

function renderCodes(context: CommandContext): string {
  const codes = Object.keys(FINDING_EFFECTS).filter((code) => isFindingCode(code, context.locale));
  const column = Math.max(...codes.map((code) => code.length)) + 2;
  const lines = codes.flatMap((code) => {
    const { title } = sentencesOf(context.locale, exampleFinding(code), telling(context));
    return hang(padColumns(code, column), title, lineWidth(context));
  });
  return `${lines.join("\n")}\n`;
}

function renderExplanation(code: FindingCode, context: CommandContext): string {
  const { locale, words } = context;
  const { title, sentence, action } = sentencesOf(locale, exampleFinding(code), telling(context));
  const width = lineWidth(context);
  const { explain: say } = words;
  const column = 16;
  const steps = [action.registry, action.citizen, action.archive];
  const contexts: ReaderContext[] = ["registry", "citizen", "archive"];
  const next =
    new Set(steps).size === 1 ? [action.registry] : contexts.map((one) => `(${say.context[one]}) ${action[one]}`);
  const reasons =
    code === "pdf-damaged" ? Object.values(locale.damage) : isAboutPaths(code) ? Object.values(locale.pathStop) : [];
  const lines = [
    code,
    ...wrap(`${capitalised(title, locale)}.`, width),
    "",
    ...hang(padColumns(say.effect, column), effectOf(FINDING_EFFECTS[code], words), width),
    ...hang(padColumns(say.example, column), sentence, width),
    ...next.flatMap((step, index) => hang(padColumns(index === 0 ? say.nextStep : "", column), step, width)),
    ...reasons.flatMap((reason, index) =>
      hang(padColumns(index === 0 ? say.possibleReasons : "", column), reason, width),
    ),
  ];
  return `${lines.join("\n")}\n`;
}

function isAboutPaths(code: FindingCode): boolean {
  return code === "no-path-to-anchor" || code === "path-constraints-violated";
}

function effectOf(effect: FindingEffect, { explain: { effectOn } }: CommandLineWords): string {
  switch (effect.indication) {
    case "TOTAL-FAILED":
      return effectOn.failed(effect.subIndication ?? "–");
    case "INDETERMINATE":
      return effectOn.undecided(effect.subIndication ?? "–");
    case "unreadable":
      return effectOn.unreadable;
    case null:
      return effectOn.none;
  }
}

function telling({ locale }: CommandContext): Telling {
  const time = createTimeFormatter(locale.tag);
  return { signer: "DEMO", time: (iso) => time(new Date(iso)) };
}
