import { PadesError } from "../../errors.ts";
import { PdfDict } from "../../pdf/objects.ts";
import type { PdfDocument } from "../../pdf/read/document.ts";
import type { SignatureField } from "../../pdf/read/form.ts";
import { readSignatureDictionary } from "../../pdf/read/signature-dictionary.ts";
import { type FieldLock, locksField, readFieldLock } from "./field-lock.ts";
import type { CertificationPermission } from "./options.ts";

/** The field about to be signed, and how. */
export interface SigningIntent {
  readonly field: string;
  readonly certify: CertificationPermission | undefined;
}

/**
 * Whether the signatures that a document has already let another one be added (ISO 32000-2, 12.8.2.2 and 12.8.2.4):
 * no certification or lock with permission 1, no lock over the field, certification only as the first signature.
 *
 * @throws PadesError ERR_SIGNING_NOT_PERMITTED, naming the signature that forbids it
 */
export function checkSigningPermission(
  document: PdfDocument,
  fields: readonly SignatureField[],
  intent: SigningIntent,
): void {
  const signed = fields.filter(({ value }) => value !== null);
  const [first] = signed;
  if (intent.certify !== undefined && first !== undefined) {
    throw refusal(`certification must be the first signature, but "${first.name}" is signed already`);
  }
  for (const field of signed) {
    const holder = `the signature "${field.name}"`;
    if (field.value?.dict) checkReferences(document, field.value.dict, holder, intent);
    const lock = document.resolve(field.dict.get("Lock"));
    if (lock instanceof PdfDict) {
      if (document.resolve(lock.get("P")) === 1) throw refusal(`${holder} locks the document against any change`);
      checkLock(
        readFieldLock(lock, (value) => document.resolve(value)),
        holder,
        intent,
      );
    }
  }
  const permissions = document.resolve(document.catalog.get("Perms"));
  const certification = permissions instanceof PdfDict ? document.resolve(permissions.get("DocMDP")) : null;
  if (certification instanceof PdfDict) {
    if (intent.certify !== undefined) throw refusal("the document is certified already");
    checkReferences(document, certification, "the certification", intent);
  }
}

function checkReferences(document: PdfDocument, signature: PdfDict, holder: string, intent: SigningIntent): void {
  const { reference } = readSignatureDictionary(document, { ref: null, dict: signature });
  for (const { transformMethod, transformParams } of reference) {
    if (transformMethod === "DocMDP") {
      if (document.resolve(transformParams?.get("P")) === 1) throw refusal(`${holder} allows no change at all`);
    } else if (transformMethod === "FieldMDP") {
      checkLock(transformParams && readFieldLock(transformParams, (value) => document.resolve(value)), holder, intent);
    }
  }
}

function checkLock(lock: FieldLock | null, holder: string, { field }: SigningIntent): void {
  if (lock === null) throw refusal(`${holder} locks fields in a way that cannot be understood`);
  if (locksField(lock, field)) throw refusal(`${holder} locks the field "${field}"`);
}

function refusal(message: string): PadesError {
  return new PadesError("ERR_SIGNING_NOT_PERMITTED", message);
}
