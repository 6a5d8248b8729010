import type { Locale, LocaleTag } from "../../locale/locale.ts";
import type { ReaderContext } from "../../locale/next-action.ts";
import type { Verdict } from "../../pades/verify/verification.ts";
import { reportContent } from "../../report/html.ts";
import type { PageContent } from "../../report/html-page.ts";
import { buildReportTree } from "../../report/report-tree.ts";
import { createTimeFormatter } from "../../report/time-zone.ts";
import type { VerificationOutcome } from "../messages.ts";
import { nodesOfMarkup } from "./nodes-of-markup.ts";

export interface ReportSpeech {
  readonly locale: LocaleTag;
  readonly context: ReaderContext;
  /** As for renderReport; that of the language by default. */
  readonly timeZone?: string;
}

/** The report as nodes, with the words of the HTML report. */
export interface ReportView {
  readonly nodes: DocumentFragment;
  readonly verdict: Verdict;
  /** The first line: the verdict and why. */
  readonly answer: string;
}

/** @throws PadesError ERR_INVALID_ARGUMENT where the time zone is not known */
export async function reportView(
  outcome: VerificationOutcome,
  { locale: tag, context, timeZone }: ReportSpeech,
): Promise<ReportView> {
  const options = { locale: await loadLocale(tag), context, time: createTimeFormatter(tag, timeZone) };
  let content: PageContent;
  if (outcome.kind === "files") {
    content = reportContent(buildReportTree(outcome.verifications), options);
  } else {
    const { dossierContentOf } = await import("./dossier-content.ts");
    content = dossierContentOf(outcome.verification, options);
  }
  const nodes = nodesOfMarkup(content.body.map((part) => part?.html ?? "").join("\n"));
  const answer = nodes.querySelector("h2")?.textContent?.trim() ?? "";
  return { nodes, verdict: verdictOf(outcome), answer };
}

export function verdictOf(outcome: VerificationOutcome): Verdict {
  return outcome.kind === "dossier" ? outcome.verification.verdict : buildReportTree(outcome.verifications).verdict;
}

/** A page has one language: the other is never loaded. */
async function loadLocale(tag: LocaleTag): Promise<Locale> {
  return tag === "vi" ? (await import("../../locale/vi.ts")).vi : (await import("../../locale/en.ts")).en;
}
