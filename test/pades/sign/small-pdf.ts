import { decodeLatin1 } from "../../../src/bytes/text.ts";
import type { Signer } from "../../../src/keys/signer.ts";
import { webCryptoSigner } from "../../../src/keys/web-crypto-signer.ts";
import { PdfDict, type PdfObject } from "../../../src/pdf/objects.ts";
import type { PdfDocument } from "../../../src/pdf/read/document.ts";
import { encodeObject } from "../../../src/pdf/write/serialize.ts";
import { type HandMadePdf, handMadePdf, ONE_PAGE } from "../../pdf/write/hand-made-pdf.ts";
import { demoSigner } from "../../support/demo-certs.ts";

export const NOW = new Date("2026-01-15T03:00:00Z");

/** One page with these objects added or replaced; 1 is the catalog, 2 the page tree, 3 the page. */
export function smallPdf(objects: Readonly<Record<number, string>> = {}, file: Partial<HandMadePdf> = {}): Uint8Array {
  const numbered = Object.entries(objects).map(([num, source]) => [Number(num), source] as const);
  return handMadePdf({ layout: "table", ...file, objects: new Map([...ONE_PAGE, ...numbered]) }).bytes;
}

export const page = (entries: string) =>
  `<< /Type /Page /Parent 2 0 R /MediaBox [0 0 300 300] /Resources << >> /Contents 4 0 R ${entries} >>`;

/** The catalog with a form whose fields are these, written into it. */
export const catalog = (fields: string, entries = "") =>
  `<< /Type /Catalog /Pages 2 0 R /AcroForm << /Fields [${fields}] >> ${entries} >>`;

/** An unsigned field with its widget in one dictionary. */
export const signatureField = (name: string, entries = "") =>
  `<< /Type /Annot /Subtype /Widget /FT /Sig /T (${name}) /Rect [0 0 0 0] /F 132 /P 3 0 R ${entries} >>`;

export async function rsaSigner(): Promise<Signer> {
  const { key, chain } = await demoSigner("public-ca/citizen");
  return webCryptoSigner(key, chain);
}

export async function ecSigner(): Promise<Signer> {
  const { key, chain } = await demoSigner("cong-vu/person");
  return webCryptoSigner(key, chain);
}

/** An object as source, without its line ends. */
export function sourceOf(document: PdfDocument, value: PdfObject | undefined): string {
  return decodeLatin1(encodeObject(document.resolve(value)));
}

/** The value behind a path of keys from the catalog, references followed. */
export function at(document: PdfDocument, ...path: readonly string[]): PdfObject {
  let value: PdfObject = document.catalog;
  for (const key of path) value = value instanceof PdfDict ? document.resolve(value.get(key)) : null;
  return value;
}

/** Numbers of the objects that the newest revision wrote. */
export function writtenObjects(document: PdfDocument): number[] {
  return [...(document.sections[0]?.entries.keys() ?? [])].sort((a, b) => a - b);
}
