import { PadesError } from "../errors.ts";
import { en } from "../locale/en.ts";
import type { Locale, LocaleTag } from "../locale/locale.ts";
import type { ReaderContext } from "../locale/next-action.ts";
import { vi } from "../locale/vi.ts";
import type { PdfVerification } from "../pades/verify/verification.ts";
import { renderHtml } from "./html.ts";
import { renderJson } from "./json.ts";
import { buildReportTree } from "./report-tree.ts";
import { renderText } from "./text.ts";
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
}

/** Narrower terminals than this would hold a label and nothing else. */
const MIN_WIDTH = 40;

/**
 * What was found about one file, or about several that were checked with the same inputs, as JSON
 * (report.schema.json), text for a terminal, or one self-contained HTML page.
 *
 * @throws PadesError ERR_INVALID_ARGUMENT where there is nothing to report, an option is unknown, or the files were
 *   not checked with the same inputs
 */
export function renderReport(
  verification: PdfVerification | readonly PdfVerification[],
  options: ReportOptions,
): string {
  const tree = buildReportTree(isList(verification) ? verification : [verification]);
  const locale = localeOf(options.locale);
  const { context = "registry", width = 80 } = options;
  if (!["registry", "citizen", "archive"].includes(context)) {
    throw new PadesError(
      "ERR_INVALID_ARGUMENT",
      `context: expected registry, citizen or archive, found ${String(context)}`,
    );
  }
  const time = createTimeFormatter(locale.tag, options.timeZone);
  switch (options.format) {
    case "json":
      return renderJson(tree);
    case "text":
      return renderText(tree, { locale, time, context, width: Math.max(MIN_WIDTH, Math.floor(width)) });
    case "html":
      return renderHtml(tree, { locale, time, context });
    default:
      throw new PadesError(
        "ERR_INVALID_ARGUMENT",
        `format: expected json, text or html, found ${String(options.format)}`,
      );
  }
}

/** @throws PadesError ERR_INVALID_ARGUMENT for a language that is not built in */
function localeOf(tag: LocaleTag): Locale {
  if (tag === "vi") return vi;
  if (tag === "en") return en;
  throw new PadesError("ERR_INVALID_ARGUMENT", `locale: expected vi or en, found ${String(tag)}`);
}

function isList(
  verification: PdfVerification | readonly PdfVerification[],
): verification is readonly PdfVerification[] {
  return Array.isArray(verification);
}
