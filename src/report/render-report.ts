import type { DossierVerification } from "../dossier/dossier-verification.ts";
import { PadesError } from "../errors.ts";
import { en } from "../locale/en.ts";
import type { Locale, LocaleTag } from "../locale/locale.ts";
import type { ReaderContext } from "../locale/next-action.ts";
import { vi } from "../locale/vi.ts";
import type { PdfVerification } from "../pades/verify/verification.ts";
import { renderDossierText } from "./dossier-text.ts";
import { buildDossierTree, type DossierTree } from "./dossier-tree.ts";
import { renderHtml } from "./html.ts";
import { renderDossierHtml } from "./html-dossier.ts";
import { renderDossierJson, renderJson } from "./json.ts";
import { fullPersonalNumbers } from "./personal-numbers.ts";
import { buildReportTree, type ReportTree } from "./report-tree.ts";
import { renderText, type TextOptions } from "./text.ts";
import { createTimeFormatter } from "./time-zone.ts";

export type ReportFormat = "json" | "text" | "html";

export interface ReportOptions {
  readonly format: ReportFormat;
  /** The language of text and HTML; JSON has none. */
  readonly locale: LocaleTag;
  /** Who reads, which decides the next step; "registry" where none is given. */
  readonly context?: ReaderContext;
  /** "UTC", an offset such as "+07:00" or an IANA name; +07:00 under "vi", UTC under "en". Always written with a time. */
  readonly timeZone?: string;
  /** Columns of a text report, 80 where none is given. */
  readonly width?: number;
  /**
   * Shows the personal numbers of signers (CCCD, CMND, passport) in full: for those who must compare them, never for what
   * is passed on. By default all but the last three characters are masked.
   */
  readonly unmask?: boolean;
}

/** Narrower terminals than this would hold a label and nothing else. */
const MIN_WIDTH = 40;

/**
 * What was found about one file, about several that were checked with the same inputs, or about a dossier, as JSON
 * (report.schema.json), text for a terminal, or one self-contained HTML page.
 *
 * @throws PadesError ERR_INVALID_ARGUMENT where there is nothing to report, an option is unknown, or the files were
 *   not checked with the same inputs
 */
export function renderReport(
  verification: PdfVerification | readonly PdfVerification[] | DossierVerification,
  options: ReportOptions,
): string {
  const locale = localeOf(options.locale);
  const { context = "registry", width = 80, unmask = false } = options;
  if (!["registry", "citizen", "archive"].includes(context)) {
    throw new PadesError(
      "ERR_INVALID_ARGUMENT",
      `context: expected registry, citizen or archive, found ${String(context)}`,
    );
  }
  const time = createTimeFormatter(locale.tag, options.timeZone);
  const write = writerOf(options.format, {
    locale,
    time,
    context,
    width: Math.max(MIN_WIDTH, Math.floor(width)),
    ...(unmask === true ? { fullNumbers: fullPersonalNumbers } : {}),
  });
  if (isDossier(verification)) return write.dossier(buildDossierTree(verification));
  return write.files(buildReportTree(isList(verification) ? verification : [verification]));
}

interface ReportWriter {
  readonly files: (tree: ReportTree) => string;
  readonly dossier: (tree: DossierTree) => string;
}

/** @throws PadesError ERR_INVALID_ARGUMENT for a format that there is none of */
function writerOf(format: ReportFormat, options: TextOptions): ReportWriter {
  switch (format) {
    case "json":
      return {
        files: (tree) => renderJson(tree, options.fullNumbers !== undefined),
        dossier: (tree) => renderDossierJson(tree, options.fullNumbers !== undefined),
      };
    case "text":
      return { files: (tree) => renderText(tree, options), dossier: (tree) => renderDossierText(tree, options) };
    case "html":
      return { files: (tree) => renderHtml(tree, options), dossier: (tree) => renderDossierHtml(tree, options) };
    default:
      throw new PadesError("ERR_INVALID_ARGUMENT", `format: expected json, text or html, found ${String(format)}`);
  }
}

/** @throws PadesError ERR_INVALID_ARGUMENT for a language that is not built in */
function localeOf(tag: LocaleTag): Locale {
  if (tag === "vi") return vi;
  if (tag === "en") return en;
  throw new PadesError("ERR_INVALID_ARGUMENT", `locale: expected vi or en, found ${String(tag)}`);
}

type Reportable = PdfVerification | readonly PdfVerification[] | DossierVerification;

function isList(verification: Reportable): verification is readonly PdfVerification[] {
  return Array.isArray(verification);
}

function isDossier(verification: Reportable): verification is DossierVerification {
  return !isList(verification) && "answers" in verification;
}
