import { toByteSource } from "../../../src/bytes/source.ts";
import { openView } from "../../../src/bytes/view.ts";
import type { SignatureSubject } from "../../../src/pades/checks/subject.ts";
import { gatherSignature } from "../../../src/pades/verify/open/gather.ts";
import { laterAnomalies } from "../../../src/pdf/read/accounting/later-bytes.ts";
import { PdfDocument } from "../../../src/pdf/read/document.ts";
import { readSignatureFields } from "../../../src/pdf/read/form.ts";
import { type ForgedPdf, forgePdf } from "../../support/forged-pdf.ts";

/** What checks are asked about: the facts of the first signed field of a file. */
export function subjectOf(
  bytes: Uint8Array,
  policy: SignatureSubject["policy"] = { acceptWithoutSignedAttributes: false },
): SignatureSubject {
  const document = PdfDocument.open(openView(toByteSource(bytes)));
  const form = readSignatureFields(document);
  const field = form.fields.find(({ value }) => value !== null);
  if (field === undefined) throw new Error("the file has no signed field");
  const { subject } = gatherSignature(document, form, field, policy);
  const { endsAtRevision } = subject.byteRange;
  return endsAtRevision === null ? subject : { ...subject, later: laterAnomalies(document, endsAtRevision) };
}

/** The facts of a forged signature; with nothing said, of a clean one. */
export async function forgedSubject(spec: ForgedPdf = {}): Promise<SignatureSubject> {
  return subjectOf(await forgePdf(spec));
}
