import { equalBytes } from "../../bytes/equal.ts";
import { PadesError } from "../../errors.ts";
import { isPdfArray, PdfDict, PdfName, type PdfObject, PdfString } from "../../pdf/objects.ts";
import { decodeTextString } from "../../pdf/read/text.ts";
import type { CertificationPermission } from "./options.ts";

/** What a signature about to be made offers to the field's seed values. */
export interface SeedValueSubject {
  readonly reason: string | undefined;
  readonly certify: CertificationPermission | undefined;
  /** As in `DigestName`: SHA-256. */
  readonly digestAlgorithm: string;
  /** DER. */
  readonly certificate: Uint8Array;
}

type Resolve = (value: PdfObject | undefined) => PdfObject;

/** The capabilities known here are those of PDF 2.0 (ISO 32000-2, table 237, /V). */
const KNOWN_VERSION = 3;

/**
 * Holds a signature against the seed values of its field (ISO 32000-2, 12.7.5.5, table 237). Only required
 * constraints count; one that is not understood, or that a B-B signature cannot meet, is refused like one violated.
 *
 * @throws PadesError ERR_SIGNING_NOT_PERMITTED, naming the entry
 */
export function checkSeedValues(seed: PdfDict, subject: SeedValueSubject, field: string, resolve: Resolve): void {
  const refuse = (key: string, reason: string): never => {
    throw new PadesError("ERR_SIGNING_NOT_PERMITTED", `field "${field}": seed value /${key}: ${reason}`);
  };
  const value = (key: string) => resolve(seed.get(key));
  const flags = numberOr(value("Ff"), 0);
  const required = (bit: number) => (flags & (1 << (bit - 1))) !== 0;

  const version = value("V");
  if (required(3) && typeof version === "number" && version > KNOWN_VERSION)
    refuse("V", `version ${version} is not known`);
  if (required(1) && seed.get("Filter") !== undefined && nameOf(value("Filter")) !== "Adobe.PPKLite") {
    refuse("Filter", "requires another signature handler than Adobe.PPKLite");
  }
  if (
    required(2) &&
    seed.get("SubFilter") !== undefined &&
    !names(value("SubFilter"), resolve).includes("ETSI.CAdES.detached")
  ) {
    refuse("SubFilter", "does not allow ETSI.CAdES.detached");
  }
  if (required(4)) checkReason(value("Reasons"), subject.reason, resolve, refuse);
  if (required(7)) {
    const allowed = names(value("DigestMethod"), resolve, true);
    const own = subject.digestAlgorithm.replace("-", "");
    if (allowed.length > 0 && !allowed.includes(own))
      refuse("DigestMethod", `allows ${allowed.join(", ")}, not ${own}`);
  }
  if (required(5) && subject.certify !== undefined) refuse("LegalAttestation", "legal attestations are not supported");
  if (required(6) && value("AddRevInfo") === true)
    refuse("AddRevInfo", "requires revocation data, which level B-B does not have");
  if (required(8) && nameOf(value("LockDocument")) === "true")
    refuse("LockDocument", "locking the document is not supported");
  if (required(9) && seed.get("AppearanceFilter") !== undefined)
    refuse("AppearanceFilter", "appearances are not supported");

  const mdp = value("MDP");
  const permission = mdp instanceof PdfDict ? resolve(mdp.get("P")) : null;
  if (typeof permission === "number" && permission !== (subject.certify ?? 0)) {
    refuse(
      "MDP",
      permission === 0 ? "requires an approval signature" : `requires certification with permission ${permission}`,
    );
  }
  const timestamp = value("TimeStamp");
  if (timestamp instanceof PdfDict && numberOr(resolve(timestamp.get("Ff")), 0) === 1) {
    refuse("TimeStamp", "requires a timestamp, which level B-B does not have");
  }
  const certificate = value("Cert");
  if (certificate instanceof PdfDict) checkCertificate(certificate, subject.certificate, resolve, refuse);
}

type Refuse = (key: string, reason: string) => never;

/** A required list of one period, or no list, means that no reason may be given. */
function checkReason(value: PdfObject, reason: string | undefined, resolve: Resolve, refuse: Refuse): void {
  const allowed = texts(value, resolve);
  const none = allowed.length === 0 || (allowed.length === 1 && allowed[0] === ".");
  if (none && reason !== undefined) refuse("Reasons", "allows no reason");
  if (!none && (reason === undefined || !allowed.includes(reason))) {
    refuse("Reasons", `requires one of ${allowed.map((text) => JSON.stringify(text)).join(", ")}`);
  }
}

const CERTIFICATE_KEYS = [
  [2, "Issuer"],
  [3, "OID"],
  [4, "SubjectDN"],
  [6, "KeyUsage"],
  [7, "URL"],
] as const;

/** Table 238. The certificate itself can be named; other constraints on it are refused where they are required. */
function checkCertificate(seed: PdfDict, certificate: Uint8Array, resolve: Resolve, refuse: Refuse): void {
  const flags = numberOr(resolve(seed.get("Ff")), 0);
  const required = (bit: number) => (flags & (1 << (bit - 1))) !== 0;
  const subjects = resolve(seed.get("Subject"));
  if (required(1) && isPdfArray(subjects)) {
    const listed = subjects.some((item) => {
      const encoded = resolve(item);
      return encoded instanceof PdfString && equalBytes(encoded.bytes, certificate);
    });
    if (!listed) refuse("Cert", "requires another certificate (/Subject)");
  }
  for (const [bit, key] of CERTIFICATE_KEYS) {
    if (required(bit) && seed.get(key) !== undefined) refuse("Cert", `the constraint /${key} is not supported`);
  }
}

function numberOr(value: PdfObject, otherwise: number): number {
  return typeof value === "number" ? value : otherwise;
}

function nameOf(value: PdfObject): string | null {
  return value instanceof PdfName ? value.value : null;
}

function names(value: PdfObject, resolve: Resolve, orTexts = false): string[] {
  if (!isPdfArray(value)) return [];
  return value.flatMap((item) => {
    const resolved = resolve(item);
    if (resolved instanceof PdfName) return [resolved.value];
    return orTexts && resolved instanceof PdfString ? [decodeTextString(resolved.bytes)] : [];
  });
}

function texts(value: PdfObject, resolve: Resolve): string[] {
  if (!isPdfArray(value)) return [];
  return value.flatMap((item) => {
    const resolved = resolve(item);
    return resolved instanceof PdfString ? [decodeTextString(resolved.bytes)] : [];
  });
}
