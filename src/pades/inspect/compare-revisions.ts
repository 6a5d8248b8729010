import type { SourceInput } from "../../bytes/source.ts";
import { resumable } from "../../bytes/suspend.ts";
import type { RevisionComparison } from "../../changes/compare-revisions.ts";
import { type InspectOptions, openStructure } from "./open-structure.ts";

/**
 * Says what changed between two revisions of a PDF: each change with its page, field and object, and what was there
 * before and after. Structure alone: no signature is verified, nothing is permitted or forbidden.
 *
 * @param source the file: bytes, a Blob, or anything with `size` and `read(start, end)`; never changed
 * @param from the earlier revision, counted from 1
 * @param to the later one; the last of the file where it is left out
 * @throws PadesError ERR_INVALID_ARGUMENT where the file has no such revisions, or they are in the wrong order;
 *   ERR_PDF_UNREADABLE and ERR_PDF_ENCRYPTED as `inspectPdf`. Whatever `source.read` rejected with
 */
export async function compareRevisions(
  source: SourceInput,
  from: number,
  to?: number,
  options?: InspectOptions,
): Promise<RevisionComparison> {
  return openStructure(source, options, async ({ document }) => {
    const { compareRevisions: compare } = await import("../../changes/compare-revisions.ts");
    return resumable(() => compare(document, from, to));
  });
}
