import { onDemand } from "../../../bytes/on-demand.ts";
import { resumable } from "../../../bytes/suspend.ts";
import type { PdfDocument } from "../../../pdf/read/document.ts";
import type { GatheredSignature } from "./gather.ts";

const loadLaterBytes = onDemand(() => import("../../../pdf/read/accounting/later-bytes.ts"));

/**
 * What does not add up after the revision that each signature covers. Accounting for bytes is loaded where bytes follow
 * a signed revision: most files have none, and no use for it.
 */
export async function withLaterAnomalies(
  document: PdfDocument,
  gathered: readonly GatheredSignature[],
): Promise<readonly GatheredSignature[]> {
  const isLast = ({ subject }: GatheredSignature) =>
    (subject.byteRange.endsAtRevision?.end ?? document.view.size) === document.view.size;
  if (gathered.every(isLast)) return gathered;
  const { laterAnomalies } = await loadLaterBytes();
  return resumable(() =>
    gathered.map((signature) => {
      const { endsAtRevision } = signature.subject.byteRange;
      // Where a signature ends at no revision, that is a fault of its own.
      if (endsAtRevision === null) return signature;
      return { ...signature, subject: { ...signature.subject, later: laterAnomalies(document, endsAtRevision) } };
    }),
  );
}
