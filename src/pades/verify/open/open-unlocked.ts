import { onDemand } from "../../../bytes/on-demand.ts";
import { resumable } from "../../../bytes/suspend.ts";
import type { ByteView } from "../../../bytes/view.ts";
import { PdfDocument } from "../../../pdf/read/document.ts";
import type { OpenedPdf } from "../../../pdf/read/encryption/open-pdf.ts";

const loadEncryption = onDemand(() => import("../../../pdf/read/encryption/open-pdf.ts"));

/** Opens a document as `openPdf` does; what unlocks one is loaded where one is encrypted. */
export async function openUnlocked(view: ByteView, password: string | null): Promise<OpenedPdf> {
  const document = await resumable(() => PdfDocument.open(view));
  if ((await resumable(() => document.encryption)) === null) return { document, security: null };
  const { openPdf } = await loadEncryption();
  return resumable(() => openPdf(view, password));
}
