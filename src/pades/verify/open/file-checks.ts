import { resumable } from "../../../bytes/suspend.ts";
import { type Finding, finding, type StructureAmbiguity, type StructureIrregularity } from "../../../findings.ts";
import type { ContentFact } from "../../../pdf/read/content-facts/content-fact.ts";
import { contentFacts } from "../../../pdf/read/content-facts/read-content-facts.ts";
import type { PdfDocument } from "../../../pdf/read/document.ts";
import type { SignatureField } from "../../../pdf/read/form.ts";
import { PdfLimitError } from "../../../pdf/read/read-error.ts";
import type { PdfRemark, PdfRemarkCode } from "../../../pdf/read/remarks.ts";
import { checkCoveredText } from "./check-covered-text.ts";

/**
 * What there is to say about the file as it stands, apart from its signatures: whether every reader sees the same
 * document in it (ISO 32000-2, 7.5), and what it holds that acts, comes from elsewhere or is not shown. Only what can
 * make the document that is seen another than the one that was signed weighs; the rest is told.
 */
export async function checkFile(document: PdfDocument, fields: readonly SignatureField[]): Promise<Finding[]> {
  const content = await checkContent(document, fields);
  // Last, since what is read makes remarks.
  return [...checkStructure(document.remarks, document.headerOffset), ...content];
}

type Weight =
  | { readonly irregularity: StructureIrregularity }
  | { readonly ambiguity: StructureAmbiguity }
  /** Told in another way. */
  | null;

const irregular = (irregularity: StructureIrregularity): Weight => ({ irregularity });
const ambiguous = (ambiguity: StructureAmbiguity): Weight => ({ ambiguity });

const WEIGHTS: { readonly [Code in PdfRemarkCode]: Weight } = {
  // As bytes-before-header.
  "header-not-at-start": null,
  // As bytes-after-revision, by the signatures that they follow.
  "bytes-after-last-revision": null,
  "offsets-from-header": irregular("offsets-from-header"),
  "xref-offset-imprecise": irregular("xref-offset-imprecise"),
  "eof-marker-missing": irregular("eof-marker-missing"),
  "xref-numbered-from-one": irregular("xref-numbered-from-one"),
  "xref-entry-format": irregular("xref-entry-format"),
  "xref-repeated-entry": irregular("xref-repeated-entry"),
  "xref-stream-surplus": irregular("xref-stream-surplus"),
  "prev-zero": irregular("prev-zero"),
  "hybrid-stream-stale": irregular("hybrid-stream-stale"),
  "entry-offset-zero": irregular("entry-offset-zero"),
  "object-offset-imprecise": irregular("object-offset-imprecise"),
  "stream-keyword-eol": irregular("stream-keyword-eol"),
  "stream-end-space": irregular("stream-end-space"),
  // What one reader takes from the first of two entries, or from a trailer below, another takes from elsewhere.
  "offsets-count-both-ways": ambiguous("offsets-count-both-ways"),
  "xref-duplicate-entry": ambiguous("xref-duplicate-entry"),
  "xref-size-exceeded": ambiguous("xref-size-exceeded"),
  "trailer-without-root": ambiguous("trailer-without-root"),
  "hybrid-conflict": ambiguous("hybrid-conflict"),
};

/** Each kind once, where it is met first. */
export function checkStructure(remarks: readonly PdfRemark[], headerOffset: number): Finding[] {
  const findings = headerOffset > 0 ? [finding("bytes-before-header", { bytes: headerOffset })] : [];
  const told = new Set<PdfRemarkCode>();
  for (const { code, offset } of remarks) {
    const weight = WEIGHTS[code];
    if (weight === null || told.has(code)) continue;
    told.add(code);
    findings.push(
      "ambiguity" in weight
        ? finding("structure-ambiguous", { ...weight, offset })
        : finding("structure-irregular", { ...weight, offset }),
    );
  }
  return findings;
}

async function checkContent(document: PdfDocument, fields: readonly SignatureField[]): Promise<Finding[]> {
  const read = contentFacts(document, fields);
  try {
    return [...judgeContent(await resumable(read)), ...(await checkCoveredText(document))];
  } catch (error) {
    if (!(error instanceof PdfLimitError)) throw error;
    return [finding("limit-exceeded", { limit: error.limit, maximum: error.maximum })];
  }
}

/** One finding for each kind of fact; one for each of what has a name to tell. */
export function judgeContent(facts: readonly ContentFact[]): Finding[] {
  const fonts = facts.filter(({ code }) => code === "font-not-embedded");
  const findings = facts.flatMap((fact) => judgeFact(fact) ?? []);
  const [font] = fonts;
  if (font === undefined) return findings;
  const names = fonts.map(({ detail }) => (detail === "" ? "?" : detail)).join(", ");
  return [...findings, finding("fonts-not-embedded", { fonts: names, page: pageNumber(font) })];
}

function judgeFact(fact: ContentFact): Finding | null {
  const { code, object, detail, damage, count } = fact;
  const place = { page: pageNumber(fact), object };
  switch (code) {
    case "external-stream":
    case "reference-xobject":
      return finding(code, place);
    case "object-unreadable":
      return finding(code, { ...place, reason: damage ?? "object-malformed" });
    case "javascript":
    case "launch-action":
    case "uri-to-file":
      return finding(code, { ...place, count });
    case "embedded-executable":
      return finding(code, { name: detail });
    case "signature-hidden":
      return finding("signature-widget-hidden", { field: detail });
    case "signature-off-page":
      return finding("signature-widget-off-page", { field: detail });
    case "layer-print-or-view":
      return finding("layers-print-or-view", {});
    case "layer-hidden":
      return finding("layers-hidden", {});
    case "font-not-embedded":
      return null;
    default:
      return finding(code, {});
  }
}

/** Counted from 1, as people do. */
function pageNumber({ page }: ContentFact): number | null {
  return page === null ? null : page + 1;
}
