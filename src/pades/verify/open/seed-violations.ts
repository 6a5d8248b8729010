import { readPermissions } from "../../../changes/field-mdp.ts";
import { REVOCATION_INFO_ARCHIVAL, SIGNATURE_TIMESTAMP } from "../../../cms/oids.ts";
import { attributesOf } from "../../../cms/signed-data.ts";
import { contentDigestAlgorithm } from "../../../cms/verify-signer-info.ts";
import { PdfDict, PdfString } from "../../../pdf/objects.ts";
import type { PdfDocument } from "../../../pdf/read/document.ts";
import { SeedValueReader, type SeedValues } from "../../../pdf/read/seed-values.ts";
import { decodeTextString } from "../../../pdf/read/text.ts";
import type { SeedViolation, SignatureSubject } from "../../checks/subject.ts";
import { certificateViolations } from "./certificate-seed.ts";

/** The capabilities known here are those of PDF 2.0 (ISO 32000-2, table 237, /V). */
const KNOWN_VERSION = 3;

/** Seed values are read with what all signed fields of the document may cost. */
export function createSeedCheck(document: PdfDocument): (subject: SignatureSubject) => readonly SeedViolation[] {
  const reader = new SeedValueReader(document);
  return (subject) => findSeedViolations(document, subject, reader);
}

/**
 * What the seed values of a signature's field ask for (ISO 32000-2, 12.7.5.5, table 237) and the signature does not have,
 * or does not show that it has: which program shaped its picture, say. Only what /Ff makes binding, and what always is,
 * had to be heeded. Of a document timestamp, only its form can be asked for.
 * @throws Suspension where bytes have to be fetched first
 * @throws PdfLimitError, PdfReadError as the reader does
 */
function findSeedViolations(
  document: PdfDocument,
  subject: SignatureSubject,
  reader: SeedValueReader,
): readonly SeedViolation[] {
  const seed = reader.of(subject.field.dict);
  if (seed === null) return [];
  const form = formViolations(seed, subject);
  if (subject.format.kind === "document-timestamp") return form;
  const facts: Facts = { document, subject, docMdp: readDocMdp(document, subject) };
  return [...form, ...contentViolations(seed, facts), ...certificateViolations(seed.certificate, subject)];
}

interface Facts {
  readonly document: PdfDocument;
  readonly subject: SignatureSubject;
  readonly docMdp: { readonly own: number | null; readonly locks: boolean };
}

function formViolations(seed: SeedValues, { dictionary }: SignatureSubject): SeedViolation[] {
  const { required, filter, subFilters, version } = seed;
  return violated([
    ["Filter", filter !== null && filter !== dictionary.filter, required.has("Filter")],
    ["SubFilter", subFilters !== null && !subFilters.includes(dictionary.subFilter ?? ""), required.has("SubFilter")],
    ["V", required.has("V") && version !== null && version > KNOWN_VERSION, true],
  ]);
}

function contentViolations(seed: SeedValues, facts: Facts): SeedViolation[] {
  const { required } = seed;
  const { subject, docMdp } = facts;
  const { signerInfo, dictionary } = subject;
  return violated([
    ["Reasons", !allowsReason(seed, dictionary.reason), required.has("Reasons")],
    ["LegalAttestation", lacksAttestation(seed, facts), true],
    ["AddRevInfo", seed.addRevInfo && !hasRevocationData(subject), required.has("AddRevInfo")],
    ["DigestMethod", !allowsDigest(seed, subject), required.has("DigestMethod")],
    ["LockDocument", seed.locksDocument && !docMdp.locks, required.has("LockDocument")],
    ["AppearanceFilter", required.has("AppearanceFilter") && seed.appearanceFilter !== null, true],
    ["MDP", seed.mdp !== null && seed.mdp !== (docMdp.own ?? 0), true],
    [
      "TimeStamp",
      seed.requiresTimestamp && attributesOf(signerInfo?.unsignedAttributes ?? [], SIGNATURE_TIMESTAMP).length === 0,
      true,
    ],
  ]);
}

function violated(
  constraints: readonly (readonly [key: string, isViolated: boolean, isRequired: boolean])[],
): SeedViolation[] {
  return constraints.flatMap(([key, isViolated, isRequired]) => (isViolated ? [{ key: `/${key}`, isRequired }] : []));
}

/** A required list of one period, or none, means that no reason may be given; one that is not, that any may. */
function allowsReason({ required, reasons }: SeedValues, reason: string | null): boolean {
  const allowed = reasons ?? [];
  if (allowed.length === 0) return !required.has("Reasons") || reason === null;
  if (allowed.length === 1 && allowed[0] === ".") return reason === null;
  return reason === null ? !required.has("Reasons") : allowed.includes(reason);
}

/** Written as names of digests are in PDF, SHA256, in either case. */
function allowsDigest({ digestMethods }: SeedValues, { signerInfo, format }: SignatureSubject): boolean {
  if (digestMethods === null || digestMethods.length === 0) return true;
  const own = signerInfo === null ? null : contentDigestAlgorithm(signerInfo);
  const name = own ?? (format.content === "rsa-value" ? "SHA-1" : null);
  return name !== null && digestMethods.some((one) => one.toUpperCase() === name.replace("-", ""));
}

/** Only certifications attest anything; what they do stands in the catalog (table 263). */
function lacksAttestation({ required, legalAttestations }: SeedValues, { document, docMdp }: Facts): boolean {
  if (!required.has("LegalAttestation") || docMdp.own === null) return false;
  const legal = document.resolve(document.catalog.get("Legal"));
  const text = legal instanceof PdfDict ? document.resolve(legal.get("Attestation")) : null;
  return !(text instanceof PdfString) || !(legalAttestations ?? []).includes(decodeTextString(text.bytes));
}

/** Within the signature value, as table 237 says: in the document security store it comes later, and from anybody. */
function hasRevocationData({ cms, signerInfo }: SignatureSubject): boolean {
  const signedData = cms?.signedData;
  if ((signedData?.crls.length ?? 0) + (signedData?.ocspResponses.length ?? 0) > 0) return true;
  return (signerInfo?.signedAttributes?.all(REVOCATION_INFO_ARCHIVAL).length ?? 0) > 0;
}

function readDocMdp(document: PdfDocument, { field, dictionary }: SignatureSubject): Facts["docMdp"] {
  const { docMdp, lockPermission } = readPermissions(document, field.dict, dictionary.reference);
  return { own: docMdp, locks: docMdp === 1 || lockPermission === 1 };
}
