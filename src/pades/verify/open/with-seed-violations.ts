import { onDemand } from "../../../bytes/on-demand.ts";
import { resumable } from "../../../bytes/suspend.ts";
import type { PdfDocument } from "../../../pdf/read/document.ts";
import type { GatheredSignature } from "./gather.ts";

const loadSeedCheck = onDemand(() => import("./seed-violations.ts"));

/** Seed values are loaded where a signed field has some: most have none, and no use for it. */
export async function withSeedViolations(
  document: PdfDocument,
  gathered: readonly GatheredSignature[],
): Promise<readonly GatheredSignature[]> {
  if (gathered.every(({ subject }) => !subject.field.dict.entries.has("SV"))) return gathered;
  const { createSeedCheck } = await loadSeedCheck();
  return resumable(() => {
    const findViolations = createSeedCheck(document);
    return gathered.map((signature) => {
      const { subject } = signature;
      return { ...signature, subject: { ...subject, seedViolations: findViolations(subject) } };
    });
  });
}
