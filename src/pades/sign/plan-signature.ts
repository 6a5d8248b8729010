import { concatBytes } from "../../bytes/concat.ts";
import { encodeUtf8 } from "../../bytes/text.ts";
import { digestOf } from "../../crypto/digest.ts";
import type { SignatureAlgorithm } from "../../crypto/signature-algorithms.ts";
import { PadesError } from "../../errors.ts";
import { type Extent, isPdfArray, PdfDict, PdfName, type PdfObject, PdfRef, PdfString } from "../../pdf/objects.ts";
import type { PdfDocument } from "../../pdf/read/document.ts";
import { readSignatureFields } from "../../pdf/read/form.ts";
import { DocumentEditor, type Slot } from "../../pdf/write/document-editor.ts";
import { buildIncrementalUpdate, type UpdateBase } from "../../pdf/write/incremental-update.ts";
import { byteRangeAround, createSignaturePlaceholder, fillByteRange } from "../../pdf/write/signature-placeholder.ts";
import { dateString } from "../../pdf/write/text-string.ts";
import { describeUpdateBase } from "../../pdf/write/update-base.ts";
import { declareExtensions, ESIC, ISO_32001, ISO_32002 } from "./extensions.ts";
import { type FieldLock, readFieldLock } from "./field-lock.ts";
import type { SignatureFields } from "./options.ts";
import { chooseField, placeSignature, type TargetField } from "./place-field.ts";
import { checkSeedValues } from "./seed-values.ts";
import { buildSignatureDictionary } from "./signature-dictionary.ts";
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
}

/** What will be appended to the document, /ByteRange in place and /Contents empty. */
export interface SignaturePlan {
  readonly field: string;
  readonly tail: Uint8Array<ArrayBuffer>;
  /** Bytes of the signed file that hold the token of /Contents. */
  readonly contents: Extent;
}

/**
 * Everything about a signature but its cryptography: the field, the signature dictionary, what the catalog must say,
 * as one incremental update. A pure function of its inputs.
 *
 * @throws PadesError ERR_PDF_ENCRYPTED, ERR_SIGNATURE_FIELD, ERR_SIGNING_NOT_PERMITTED, ERR_INVALID_ARGUMENT (page),
 * ERR_PDF_UNREADABLE
 * @throws PdfReadError, PdfLimitError, Suspension as the reader does
 */
export function planSignature(document: PdfDocument, input: PlanInput): SignaturePlan {
  const { options, now, algorithm, certificate } = input;
  const base = describeUpdateBase(document);
  const reading = readSignatureFields(document);
  const target = chooseField(document, reading, options);
  checkSigningPermission(document, reading.fields, { field: target.name, certify: options.certify });
  const lock = checkFieldRules(document, target, input);

  const editor = new DocumentEditor(document, base.nextObjectNumber);
  const root = document.rootTrailer.get("Root");
  if (!(root instanceof PdfRef)) throw new PadesError("ERR_PDF_UNREADABLE", "the trailer's /Root is not a reference");
  const catalog = editor.object(root);
  const placeholder = createSignaturePlaceholder(input.roomBytes);
  const signature = editor.add(buildSignatureDictionary(placeholder, options, { now, catalog: root, lock }));
  placeSignature(editor, catalog, target, signature);
  if (options.certify !== undefined) setCertification(editor, catalog, signature);
  setExtensions(editor, catalog, document.version, algorithm);

  const { tail, extents } = buildIncrementalUpdate(base, {
    objects: editor.changes,
    fileId: makeFileId(base, target.name, now, certificate),
    locate: [placeholder.byteRange, placeholder.contents],
  });
  const contents = extents.get(placeholder.contents);
  const byteRange = extents.get(placeholder.byteRange);
  if (contents === undefined || byteRange === undefined) throw new Error("the signature dictionary was not written");
  const inTail = { start: byteRange.start - base.size, end: byteRange.end - base.size };
  fillByteRange(tail, inTail, byteRangeAround(contents, base.size + tail.length));
  return { field: target.name, tail, contents };
}

/** Seed values and lock of a field that is there already (ISO 32000-2, 12.7.5.5). */
function checkFieldRules(document: PdfDocument, target: TargetField, input: PlanInput): FieldLock | null {
  if (target.kind === "new") return null;
  const resolve = (value: PdfObject | undefined) => document.resolve(value);
  const seed = resolve(target.field.dict.get("SV"));
  if (seed instanceof PdfDict) {
    const { reason, certify } = input.options;
    const subject = { reason, certify, digestAlgorithm: input.algorithm.digest, certificate: input.certificate };
    checkSeedValues(seed, subject, target.name, resolve);
  }
  const dict = resolve(target.field.dict.get("Lock"));
  if (!(dict instanceof PdfDict)) return null;
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

function setExtensions(
  editor: DocumentEditor,
  catalog: Slot,
  headerVersion: string,
  algorithm: SignatureAlgorithm,
): void {
  const dict = catalog.read();
  const declared = dict instanceof PdfDict ? editor.resolve(dict.get("Version")) : null;
  const version = Math.max(Number(headerVersion), declared instanceof PdfName ? Number(declared.value) || 0 : 0);
  const wanted = [
    ...(version < 2 ? [ESIC] : []),
    ...(algorithm.digest.startsWith("SHA3-") || algorithm.digest === "SHAKE256" ? [ISO_32001] : []),
    ...(algorithm.scheme === "EdDSA" ? [ISO_32002] : []),
  ];
  const slot = editor.entry(catalog, "Extensions");
  const extended = declareExtensions(slot.read(), wanted, (value) => editor.resolve(value));
  if (extended !== null) slot.write(extended);
}

/** ISO 32000-2, 14.4: changes with every update, and depends on nothing but the inputs. */
function makeFileId(base: UpdateBase, field: string, now: Date, certificate: Uint8Array): Uint8Array {
  const before = base.trailer.get("ID");
  const ids = isPdfArray(before) ? before.flatMap((part) => (part instanceof PdfString ? [part.bytes] : [])) : [];
  const facts = encodeUtf8(`${base.size} ${base.startXref} ${field} `);
  return digestOf("SHA-256", concatBytes(...ids, facts, dateString(now).bytes, certificate)).slice(0, 16);
}
