import { decodeLatin1, encodeUtf8 } from "../../bytes/text.ts";
import { PdfDict, PdfName, type PdfObject, type PdfRef } from "../../pdf/objects.ts";
import type { SignaturePlaceholder } from "../../pdf/write/signature-placeholder.ts";
import { dateString, textString } from "../../pdf/write/text-string.ts";
import { type FieldLock, fieldMdpParameters } from "./field-lock.ts";
import type { CertificationPermission, SignatureFields } from "./options.ts";

/** The parts of a signature dictionary that come from the document. */
export interface SignatureContext {
  readonly now: Date;
  /** The catalog, upon which FieldMDP is analysed. */
  readonly catalog: PdfRef;
  /** The field's /Lock. */
  readonly lock: FieldLock | null;
}

/**
 * The signature dictionary (ISO 32000-2, table 255; EN 319 142-1, clauses 5.3 and 6.3): no /Cert, the claimed
 * signing time in /M and nowhere else.
 */
export function buildSignatureDictionary(
  placeholder: SignaturePlaceholder,
  options: SignatureFields,
  context: SignatureContext,
): PdfDict {
  const entries = new Map<string, PdfObject>([
    ["Type", new PdfName("Sig")],
    ["Filter", new PdfName("Adobe.PPKLite")],
    ["SubFilter", new PdfName("ETSI.CAdES.detached")],
    ["ByteRange", placeholder.byteRange],
    ["Contents", placeholder.contents],
    ["M", dateString(context.now, options.timeZoneOffsetMinutes)],
  ]);
  const texts = [
    ["Name", options.name],
    ["Reason", options.reason],
    ["Location", options.location],
    ["ContactInfo", options.contactInfo],
  ] as const;
  for (const [key, text] of texts) {
    if (text !== undefined) entries.set(key, textString(text));
  }
  const references = buildReferences(options.certify, context);
  if (references.length > 0) entries.set("Reference", references);
  if (options.application !== undefined) {
    const app = new PdfDict(new Map([["Name", new PdfName(encodeNameText(options.application))]]));
    entries.set("Prop_Build", new PdfDict(new Map([["App", app]])));
  }
  return new PdfDict(entries);
}

/** Signature references (ISO 32000-2, 12.8.2): what the signature lets happen afterwards. */
function buildReferences(certify: CertificationPermission | undefined, { lock, catalog }: SignatureContext): PdfDict[] {
  const references: PdfDict[] = [];
  if (certify !== undefined) references.push(reference("DocMDP", [["P", certify]], []));
  // 12.7.5.5: a field with a /Lock, once signed, has a FieldMDP of the same action and fields.
  if (lock !== null) references.push(reference("FieldMDP", fieldMdpParameters(lock), [["Data", catalog]]));
  return references;
}

type Entries = readonly (readonly [string, PdfObject])[];

function reference(method: "DocMDP" | "FieldMDP", parameters: Entries, further: Entries): PdfDict {
  const params = new PdfDict(
    new Map<string, PdfObject>([["Type", new PdfName("TransformParams")], ...parameters, ["V", new PdfName("1.2")]]),
  );
  return new PdfDict(
    new Map<string, PdfObject>([
      ["Type", new PdfName("SigRef")],
      ["TransformMethod", new PdfName(method)],
      ["TransformParams", params],
      ...further,
    ]),
  );
}

/** Names are bytes, by convention UTF-8 (ISO 32000-2, 7.3.5). */
function encodeNameText(text: string): string {
  return decodeLatin1(encodeUtf8(text));
}
