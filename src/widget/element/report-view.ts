import type { Locale, LocaleOfFiles, LocaleTag } from "../../locale/locale.ts";
import type { ReaderContext } from "../../locale/next-action.ts";
import type { PdfVerification, Verdict } from "../../pades/verify/verification.ts";
import { reportContent } from "../../report/html.ts";
import type { PageContent } from "../../report/html-page.ts";
import type { HtmlOptions } from "../../report/html-parts.ts";
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
  const options = { locale: await loadLocale(tag, outcome), context, time: createTimeFormatter(tag, timeZone) };
  const { verdict, content } = await contentOf(outcome, options);
  const nodes = nodesOfMarkup(content.body.map((part) => part?.html ?? "").join("\n"));
  const answer = nodes.querySelector("h2")?.textContent?.trim() ?? "";
  return { nodes, verdict, answer };
}

async function contentOf(
  outcome: VerificationOutcome,
  options: HtmlOptions,
): Promise<{ readonly verdict: Verdict; readonly content: PageContent }> {
  if (outcome.kind === "files") {
    const tree = buildReportTree(outcome.verifications);
    return { verdict: tree.verdict, content: reportContent(tree, options) };
  }
  const { dossierContentOf } = await import("./dossier-content.ts");
  return { verdict: outcome.verification.verdict, content: dossierContentOf(outcome.verification, options) };
}

/** A page has one language, and most have no dossiers: the other, and the words for those, are never loaded. */
async function loadLocale(tag: LocaleTag, outcome: VerificationOutcome): Promise<Locale> {
  if (outcome.kind === "files") {
    const { ofFiles } = await (tag === "vi"
      ? import("../../locale/vi/of-files.ts")
      : import("../../locale/en/of-files.ts"));
    if (tellsAll(ofFiles, outcome.verifications)) return ofFiles;
  }
  return tag === "vi" ? (await import("../../locale/vi.ts")).vi : (await import("../../locale/en.ts")).en;
}

/** Whether it has a sentence for each finding. The words on dossiers, which it has not, no report of files asks for. */
function tellsAll(locale: LocaleOfFiles, verifications: readonly PdfVerification[]): locale is Locale {
  return verifications
    .flatMap(({ findings, signatures }) => [...findings, ...signatures.flatMap((signature) => signature.findings)])
    .every(({ code }) => Object.hasOwn(locale.findings, code));
}
