import { answerOf, questionOf } from "../../src/dossier/questions.ts";
import { FINDING_EFFECTS, type Finding, type FindingCode } from "../../src/findings.ts";
import { en } from "../../src/locale/en.ts";
import { EXAMPLE_PARAMS } from "../../src/locale/example-params.ts";
import type { Locale } from "../../src/locale/locale.ts";
import { capitalised, isFindingCode, sentencesOf } from "../../src/locale/sentences.ts";
import { vi } from "../../src/locale/vi.ts";
import { createTimeFormatter } from "../../src/report/time-zone.ts";
import { findingOf } from "../support/verifications.ts";

const INTRODUCTION = `# Findings

<!-- Written by \`npm run docs:findings\` from src/findings.ts and the sentences of both languages: edit those. -->

Everything that a verification can say, each under the stable code that reports carry and \`pades explain CODE\` explains.
Sentences are shown with example parameters. What a finding does to a verdict is an indication and sub-indication of
ETSI EN 319 102-1; "note" lowers nothing. Each bears on one of the four questions about a dossier, "đúng, đủ, sạch,
sống" (correct, complete, clean, live): \`no\` and \`unknown\` are what it answers where it counts, "-" a remark.
`;

/** docs/findings.md: a section for every code, in the order of the table. */
export function findingsPage(): string {
  const codes = Object.keys(FINDING_EFFECTS).filter((code) => isFindingCode(code, en));
  return `${[INTRODUCTION, ...codes.map(section)].join("\n")}`;
}

function section(code: FindingCode): string {
  const finding = findingOf(code, EXAMPLE_PARAMS);
  const question = questionOf(finding);
  const answer = answerOf(finding);
  return `## ${code}

- Effect: ${effect(code)}
- Question: ${en.dossier.question[question].slogan.toLowerCase()} (${vi.dossier.question[question].slogan.toLowerCase()}), ${answer === "note" ? "-" : `\`${answer}\``}
${[vi, en].map((locale) => told(finding, locale)).join("\n")}
`;
}

function effect(code: FindingCode): string {
  const { indication, subIndication } = FINDING_EFFECTS[code];
  if (indication === null) return "note";
  if (indication === "unreadable") return "the file counts as unreadable";
  return subIndication === null ? indication : `${indication} / ${subIndication}`;
}

function told(finding: Finding, locale: Locale): string {
  const time = createTimeFormatter(locale.tag);
  const signer = locale.tag === "vi" ? "Nguyễn Văn A" : "Jane Doe";
  const said = sentencesOf(locale, finding, { signer, time: (iso) => time(new Date(iso)) });
  const { registry, citizen, archive } = said.action;
  const steps =
    registry === citizen && citizen === archive
      ? [text(registry)]
      : [`registry: ${text(registry)}`, `citizen: ${text(citizen)}`, `archive: ${text(archive)}`];
  return [
    `- ${locale.tag}: **${text(capitalised(said.title, locale))}.** ${text(said.sentence)}`,
    ...(said.missing === undefined ? [] : [`  - ${locale.words.label.missing}: ${text(said.missing)}`]),
    ...steps.map((step) => `  - ${locale.words.label.nextAction}: ${step}`),
  ].join("\n");
}

/** Text as Markdown shows it. */
function text(words: string): string {
  return words.replace(/[\\`*_<>[\]|#]/g, "\\$&");
}
