import { concatBytes } from "../../bytes/concat.ts";
import { encodeUtf8 } from "../../bytes/text.ts";
import { digestOf } from "../../crypto/digest.ts";
import { type Extent, isPdfArray, PdfString } from "../../pdf/objects.ts";
import type { DocumentEditor } from "../../pdf/write/document-editor.ts";
import { buildIncrementalUpdate, type UpdateBase } from "../../pdf/write/incremental-update.ts";
import { byteRangeAround, fillByteRange, type SignaturePlaceholder } from "../../pdf/write/signature-placeholder.ts";

/** An update with a signature dictionary in it, /ByteRange in place and /Contents empty. */
export interface SignatureUpdate {
  readonly tail: Uint8Array<ArrayBuffer>;
  /** Bytes of the signed file that hold the token of /Contents. */
  readonly contents: Extent;
}

/**
 * The collected changes as an incremental update around the placeholder's signature.
 *
 * @param facts what distinguishes this update from another of the same file
 */
export function writeSignatureUpdate(
  base: UpdateBase,
  editor: DocumentEditor,
  placeholder: SignaturePlaceholder,
  facts: readonly Uint8Array[],
): SignatureUpdate {
  const { tail, extents } = buildIncrementalUpdate(base, {
    objects: editor.changes,
    fileId: makeFileId(base, facts),
    locate: [placeholder.byteRange, placeholder.contents],
  });
  const contents = extents.get(placeholder.contents);
  const byteRange = extents.get(placeholder.byteRange);
  if (contents === undefined || byteRange === undefined) throw new Error("the signature dictionary was not written");
  const inTail = { start: byteRange.start - base.size, end: byteRange.end - base.size };
  fillByteRange(tail, inTail, byteRangeAround(contents, base.size + tail.length));
  return { tail, contents };
}

/** ISO 32000-2, 14.4: changes with every update, and depends on nothing but the inputs. */
export function makeFileId(base: UpdateBase, facts: readonly Uint8Array[]): Uint8Array {
  const before = base.trailer.get("ID");
  const ids = isPdfArray(before) ? before.flatMap((part) => (part instanceof PdfString ? [part.bytes] : [])) : [];
  const place = encodeUtf8(`${base.size} ${base.startXref} `);
  return digestOf("SHA-256", concatBytes(...ids, place, ...facts)).slice(0, 16);
}
