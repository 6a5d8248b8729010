import { onDemand } from "../../../bytes/on-demand.ts";
import { resumable } from "../../../bytes/suspend.ts";
import type { PdfDocument } from "../../../pdf/read/document.ts";
import type { GatheredSignature } from "./gather.ts";

const loadTextReader = onDemand(() => import("../../../changes/appearance/signature-text.ts"));
const loadClaims = onDemand(() => import("./shown-claims.ts"));

/** What the text of signatures' widgets says of them, read where one shows anything. */
export async function withShownClaims(
  document: PdfDocument,
  gathered: readonly GatheredSignature[],
): Promise<readonly GatheredSignature[]> {
  const shows = ({ subject }: GatheredSignature) =>
    subject.format.kind === "signature" && subject.field.widgets.some(({ dict }) => dict.entries.has("AP"));
  if (!gathered.some(shows)) return gathered;
  const [{ createSignatureTextReader }, { readShownClaims }] = [await loadTextReader(), await loadClaims()];
  return resumable(() => {
    const readText = createSignatureTextReader(document);
    return gathered.map((signature) => {
      const { subject } = signature;
      const [widget] = shows(signature) ? subject.field.widgets : [];
      const text = widget === undefined ? null : readText(widget.dict);
      return text === null ? signature : { ...signature, subject: { ...subject, shown: readShownClaims(text) } };
    });
  });
}
