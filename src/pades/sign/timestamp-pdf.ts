import { type SourceInput, toByteSource } from "../../bytes/source.ts";
import { encodeUtf8 } from "../../bytes/text.ts";
import { openView } from "../../bytes/view.ts";
import { createDigest } from "../../crypto/digest.ts";
import { PdfDict, PdfName, type PdfObject } from "../../pdf/objects.ts";
import type { OpenedPdf } from "../../pdf/read/encryption/open-pdf.ts";
import { readSignatureFields } from "../../pdf/read/form.ts";
import { DocumentEditor } from "../../pdf/write/document-editor.ts";
import {
  createSignaturePlaceholder,
  fillContents,
  type SignaturePlaceholder,
} from "../../pdf/write/signature-placeholder.ts";
import { describeUpdateBase } from "../../pdf/write/update-base.ts";
import { checkAccessPermission } from "./access-permission.ts";
import { catalogReference, declareInCatalog } from "./catalog.ts";
import { ESIC_LONG_TERM } from "./extensions.ts";
import { appendTail, readDocument } from "./open-document.ts";
import { checkTimestampOptions, type DocumentAccess, type SignatureTimestampOptions } from "./options.ts";
import { chooseField, placeSignature } from "./place-field.ts";
import { requestToken } from "./request-token.ts";
import { timestampRoom } from "./signature-timestamp.ts";
import { type SignatureUpdate, writeSignatureUpdate } from "./signature-update.ts";

export interface TimestampPdfOptions extends SignatureTimestampOptions, DocumentAccess {
  /** Page of the field, which is invisible, counted from 0 (the default). */
  readonly page?: number;
  /** Aborts waiting for the authority. */
  readonly signal?: AbortSignal;
}

/**
 * Puts a document timestamp over the whole document (ISO 32000-2, 12.8.5; EN 319 142-1, clause 5.4.3), in a new
 * invisible field. Every certification permits that, also one that permits nothing else (table 257).
 *
 * @param pdf signed or not; never changed, and the result begins with its bytes
 * @throws PadesError ERR_INVALID_ARGUMENT, ERR_TIMESTAMP, ERR_FETCH, ERR_PDF_UNREADABLE, ERR_PDF_ENCRYPTED,
 * ERR_PDF_UNSUPPORTED, ERR_SIGNING_NOT_PERMITTED (by an encrypted document), ERR_CONTENTS_TOO_SMALL, ERR_SOURCE_MISMATCH (the source changed while it was read)
 */
export async function timestampPdf(pdf: SourceInput, options: TimestampPdfOptions): Promise<Uint8Array> {
  checkTimestampOptions(options);
  const { timestampAuthority: authority, signal, page = 0 } = options;
  const roomBytes = await timestampRoom(options);
  const source = toByteSource(pdf);
  const view = openView(source);
  const { tail, contents } = await readDocument(view, options, (opened) => planTimestamp(opened, page, roomBytes));
  const file = await appendTail(source, view, tail);
  const digest = createDigest(authority.digestAlgorithm)
    .update(file.subarray(0, contents.start))
    .update(file.subarray(contents.end))
    .digest();
  const token = await requestToken(authority, digest, signal === undefined ? {} : { signal });
  fillContents(file, contents, token);
  return file;
}

function planTimestamp(opened: OpenedPdf, page: number, roomBytes: number): SignatureUpdate {
  const { document, security } = opened;
  checkAccessPermission(security, "new-field");
  const base = describeUpdateBase(opened);
  const target = chooseField(document, readSignatureFields(document), { page }, "Timestamp");
  const editor = new DocumentEditor(document, base.nextObjectNumber);
  const catalog = editor.object(catalogReference(document));
  const placeholder = createSignaturePlaceholder(roomBytes);
  placeSignature(editor, catalog, target, editor.add(timestampDictionary(placeholder)));
  declareInCatalog(editor, catalog, document, { belowPdf2: [ESIC_LONG_TERM] });
  return writeSignatureUpdate(base, editor, placeholder, [encodeUtf8(target.name)]);
}

/** ISO 32000-2, table 255 and 12.8.5: without the signer's claims, which have no meaning here. */
function timestampDictionary({ byteRange, contents }: SignaturePlaceholder): PdfDict {
  return new PdfDict(
    new Map<string, PdfObject>([
      ["Type", new PdfName("DocTimeStamp")],
      ["Filter", new PdfName("Adobe.PPKLite")],
      ["SubFilter", new PdfName("ETSI.RFC3161")],
      ["ByteRange", byteRange],
      ["Contents", contents],
      ["V", 0],
    ]),
  );
}
