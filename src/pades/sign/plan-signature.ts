import type { Artwork } from "../../appearance/artwork.ts";
import { encodeUtf8 } from "../../bytes/text.ts";
import type { SignatureAlgorithm } from "../../crypto/signature-algorithms.ts";
import { PadesError } from "../../errors.ts";
import { PdfDict, type PdfObject, type PdfRef } from "../../pdf/objects.ts";
import type { PdfDocument } from "../../pdf/read/document.ts";
import type { OpenedPdf } from "../../pdf/read/encryption/open-pdf.ts";
import { readSignatureFields } from "../../pdf/read/form.ts";
import { SeedValueReader } from "../../pdf/read/seed-values.ts";
import { DocumentEditor, type Slot } from "../../pdf/write/document-editor.ts";
import { createSignaturePlaceholder } from "../../pdf/write/signature-placeholder.ts";
import { dateString } from "../../pdf/write/text-string.ts";
import { describeUpdateBase } from "../../pdf/write/update-base.ts";
import { checkAccessPermission } from "./access-permission.ts";
import { catalogReference, declareInCatalog } from "./catalog.ts";
import { ESIC, ISO_32001, ISO_32002 } from "./extensions.ts";
import { type FieldLock, readFieldLock } from "./field-lock.ts";
import { addLook } from "./look.ts";
import type { SignatureFields } from "./options.ts";
import { chooseField, placeSignature, type TargetField } from "./place-field.ts";
import { checkSeedValues } from "./seed-values.ts";
import { buildSignatureDictionary } from "./signature-dictionary.ts";
import { type SignatureUpdate, writeSignatureUpdate } from "./signature-update.ts";
import { checkSigningPermission } from "./signing-permission.ts";

/** Who signs and when: what planning needs to know of it. */
export interface PlanInput {
  readonly options: SignatureFields;
  readonly now: Date;
  readonly algorithm: SignatureAlgorithm;
  /** The signer's, DER. */
  readonly certificate: Uint8Array;
  /** Bytes that the CMS may take. */
  readonly roomBytes: number;
  /** Whether the signature will hold status information of its own (Adobe's attribute). */
  readonly archivesStatus: boolean;
  /** Whether its value will be timestamped. */
  readonly isTimestamped: boolean;
  /** What it shows; null for an invisible signature. */
  readonly artwork: Artwork | null;
}

/** What will be appended to the document, /ByteRange in place and /Contents empty. */
export interface SignaturePlan extends SignatureUpdate {
  readonly field: string;
}

/**
 * Everything about a signature but its cryptography: the field, the signature dictionary, what the catalog must say,
 * as one incremental update. A pure function of its inputs.
 *
 * @throws PadesError ERR_SIGNATURE_FIELD, ERR_SIGNING_NOT_PERMITTED, ERR_INVALID_ARGUMENT (page),
 * ERR_PDF_UNREADABLE
 * @throws PdfReadError, PdfLimitError, Suspension as the reader does
 */
export function planSignature(opened: OpenedPdf, input: PlanInput): SignaturePlan {
  const { document, security } = opened;
  const { options, now, algorithm, certificate } = input;
  const base = describeUpdateBase(opened);
  const reading = readSignatureFields(document);
  const target = chooseField(document, reading, options);
  checkSigningPermission(document, reading.fields, { field: target.name, certify: options.certify });
  checkAccessPermission(security, target.kind === "new" ? "new-field" : "existing-field");
  const lock = checkFieldRules(document, target, input);

  const editor = new DocumentEditor(document, base.nextObjectNumber);
  const root = catalogReference(document);
  const catalog = editor.object(root);
  const placeholder = createSignaturePlaceholder(input.roomBytes);
  const signature = editor.add(buildSignatureDictionary(placeholder, options, { now, catalog: root, lock }));
  const { artwork } = input;
  const look = artwork === null ? null : addLook(editor, document, artwork, target, reading.fields);
  placeSignature(editor, catalog, target, signature, look);
  if (options.certify !== undefined) setCertification(editor, catalog, signature);
  const usesSha3 = algorithm.digest.startsWith("SHA3-") || algorithm.digest === "SHAKE256";
  declareInCatalog(editor, catalog, document, {
    belowPdf2: [ESIC],
    always: [...(usesSha3 ? [ISO_32001] : []), ...(algorithm.scheme === "EdDSA" ? [ISO_32002] : [])],
  });

  const facts = [encodeUtf8(`${target.name} `), dateString(now).bytes, certificate];
  return { field: target.name, ...writeSignatureUpdate(base, editor, placeholder, facts) };
}

/** Seed values and lock of a field that is there already (ISO 32000-2, 12.7.5.5). */
function checkFieldRules(document: PdfDocument, target: TargetField, input: PlanInput): FieldLock | null {
  const asked = input.options.lock ?? null;
  if (target.kind === "new") return asked;
  const resolve = (value: PdfObject | undefined) => document.resolve(value);
  const seed = new SeedValueReader(document).of(target.field.dict);
  if (seed !== null) {
    const { reason, certify } = input.options;
    const { certificate, archivesStatus, isTimestamped, algorithm } = input;
    const offered = { reason, certify, certificate, archivesStatus, isTimestamped };
    const subject = { ...offered, digestAlgorithm: algorithm.digest };
    checkSeedValues(seed, subject, target.name);
  }
  const dict = resolve(target.field.dict.get("Lock"));
  if (!(dict instanceof PdfDict)) return asked;
  if (asked !== null) {
    throw new PadesError("ERR_INVALID_ARGUMENT", `lock: the field "${target.name}" has a /Lock of its own`);
  }
  const lock = readFieldLock(dict, resolve);
  if (lock !== null) return lock;
  throw new PadesError("ERR_SIGNING_NOT_PERMITTED", `the /Lock of the field "${target.name}" cannot be understood`);
}

/** ISO 32000-2, 12.8.6: what makes a signature with DocMDP a certification. */
function setCertification(editor: DocumentEditor, catalog: Slot, signature: PdfRef): void {
  const permissions = editor.entry(catalog, "Perms");
  if (permissions.read() === null) permissions.write(new PdfDict(new Map([["DocMDP", signature]])));
  else {
    const dict = permissions.read();
    if (!(dict instanceof PdfDict))
      throw new PadesError("ERR_PDF_UNREADABLE", "the catalog's /Perms is not a dictionary");
    permissions.write(new PdfDict(new Map(dict.entries).set("DocMDP", signature), dict.duplicateKeys));
  }
}
