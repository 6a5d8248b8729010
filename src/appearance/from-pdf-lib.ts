import {
  PDFArray,
  PDFBool,
  type PDFContext,
  PDFDict,
  PDFHexString,
  PDFName,
  PDFNumber,
  type PDFObject,
  PDFRef,
  PDFStream,
  PDFString,
} from "pdf-lib";
import { PdfDict, PdfName, type PdfObject, PdfRef, PdfStream, PdfString } from "../pdf/objects.ts";

/** Objects that refer to each other by numbers of their own. */
export interface ObjectGroup {
  readonly objects: ReadonlyMap<number, PdfObject>;
  /** The one that the others are there for. */
  readonly root: number;
}

/** What pdf-lib made in a context of its own, as objects of ours. */
export function fromPdfLib(context: PDFContext, root: PDFRef): ObjectGroup {
  const objects = context.enumerateIndirectObjects().map(([ref, value]) => [ref.objectNumber, convert(value)] as const);
  return { objects: new Map(objects), root: root.objectNumber };
}

function convert(value: PDFObject): PdfObject {
  if (value instanceof PDFName) return new PdfName(value.decodeText());
  if (value instanceof PDFNumber) return value.asNumber();
  if (value instanceof PDFBool) return value.asBoolean();
  if (value instanceof PDFRef) return new PdfRef(value.objectNumber, 0);
  if (value instanceof PDFString) return new PdfString(value.asBytes());
  if (value instanceof PDFHexString) return new PdfString(value.asBytes(), "hex");
  if (value instanceof PDFArray) return value.asArray().map(convert);
  if (value instanceof PDFDict) return convertDict(value);
  if (value instanceof PDFStream) {
    const data = value.getContents();
    return new PdfStream(convertDict(value.dict), () => data);
  }
  throw new Error(`pdf-lib made an object that is not expected: ${value.toString().slice(0, 40)}`);
}

function convertDict(dict: PDFDict): PdfDict {
  return new PdfDict(new Map(dict.entries().map(([key, value]) => [key.decodeText(), convert(value)] as const)));
}
