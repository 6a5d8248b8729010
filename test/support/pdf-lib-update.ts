import { PDFDocument, PDFHexString, type PDFObject, type PDFRef } from "pdf-lib";
import { encodeHex } from "../../src/bytes/hex.ts";
import { decodeLatin1 } from "../../src/bytes/text.ts";
import type { TestIdentity } from "../../src/testing/test-identity.ts";
import { forgeCms } from "./forged-cms.ts";
import { coveredBytes, findText, overwrite } from "./pdf-surgery.ts";
import { appendUpdate, type RawObject } from "./raw-update.ts";

/**
 * What pdf-lib changes in a file, appended to it: pdf-lib itself writes files anew only. Objects that it leaves as they
 * read are not written again.
 */
export async function updateWithPdfLib(
  bytes: Uint8Array,
  change: (document: PDFDocument) => void,
): Promise<Uint8Array> {
  const document = await PDFDocument.load(bytes, { updateMetadata: false });
  const before = new Map(objectsOf(document).map(([ref, object]) => [ref.tag, sourceOf(object)]));
  change(document);
  await document.flush();
  const objects = objectsOf(document).flatMap(([ref, object]): RawObject[] => {
    const source = sourceOf(object);
    return before.get(ref.tag) === source ? [] : [{ num: ref.objectNumber, source }];
  });
  return appendUpdate(bytes, { objects });
}

function objectsOf(document: PDFDocument): [PDFRef, PDFObject][] {
  return document.context.enumerateIndirectObjects();
}

function sourceOf(object: PDFObject): string {
  const bytes = new Uint8Array(object.sizeInBytes());
  object.copyBytesInto(bytes, 0);
  return decodeLatin1(bytes);
}

const ROOM_BYTES = 6_000;
const BLANK = "0".repeat(2 * ROOM_BYTES);
const BLANK_NUMBER = 9_999_999_999;

/** A signature as programs around pdf-lib add it: a dictionary with room, put where `place` says, and filled in afterwards. */
export async function signWithPdfLib(
  bytes: Uint8Array,
  identity: TestIdentity,
  place: (document: PDFDocument, signature: PDFRef) => void,
): Promise<Uint8Array> {
  const framed = await updateWithPdfLib(bytes, (document) => {
    const signature = document.context.obj({
      Type: "Sig",
      Filter: "Adobe.PPKLite",
      SubFilter: "ETSI.CAdES.detached",
      ByteRange: [0, BLANK_NUMBER, BLANK_NUMBER, BLANK_NUMBER],
      Contents: PDFHexString.of(BLANK),
    });
    place(document, document.context.register(signature));
  });
  const contents = findText(framed, `<${BLANK}>`, bytes.length);
  const range = [0, contents.start, contents.end, framed.length - contents.end];
  const blankRange = `[ 0 ${BLANK_NUMBER} ${BLANK_NUMBER} ${BLANK_NUMBER} ]`;
  const at = findText(framed, blankRange, bytes.length).start;
  const ranged = overwrite(framed, at, `[ ${range.join(" ")} ]`.padEnd(blankRange.length));
  const cms = await forgeCms(coveredBytes(ranged, range), { identity });
  return overwrite(ranged, contents.start + 1, encodeHex(cms).padEnd(BLANK.length, "0"));
}
