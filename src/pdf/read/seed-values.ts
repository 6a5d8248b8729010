import { decodeLatin1 } from "../../bytes/text.ts";
import { isPdfArray, PdfDict, PdfName, type PdfObject, PdfString } from "../objects.ts";
import type { Resolver } from "./filters.ts";
import { decodeTextString } from "./text.ts";

/** Entries of a seed value dictionary that /Ff can make binding, in the order of its bits (ISO 32000-2, table 237). */
const FLAGGED = [
  "Filter",
  "SubFilter",
  "V",
  "Reasons",
  "LegalAttestation",
  "AddRevInfo",
  "DigestMethod",
  "LockDocument",
  "AppearanceFilter",
] as const;
/** Of a certificate seed value dictionary (table 238); the fifth bit is not used. */
const CERTIFICATE_FLAGGED = ["Subject", "Issuer", "OID", "SubjectDN", null, "KeyUsage", "URL"] as const;

export type SeedValueKey = (typeof FLAGGED)[number];
export type CertificateSeedKey = Exclude<(typeof CERTIFICATE_FLAGGED)[number], null>;

/**
 * What a field's author wants of the signature that fills it (ISO 32000-2, 12.7.5.5); null for what is not said. What is
 * said and cannot be understood is something that nothing meets: an empty name or list.
 */
export interface SeedValues {
  readonly required: ReadonlySet<SeedValueKey>;
  readonly filter: string | null;
  readonly subFilters: readonly string[] | null;
  /** The kind of seed values that a reader must understand. */
  readonly version: number | null;
  readonly reasons: readonly string[] | null;
  /** As written: SHA256. */
  readonly digestMethods: readonly string[] | null;
  readonly legalAttestations: readonly string[] | null;
  readonly addRevInfo: boolean;
  readonly locksDocument: boolean;
  readonly appearanceFilter: string | null;
  /** 0 for an approval signature, 1 to 3 for a certification with that permission. */
  readonly mdp: number | null;
  readonly requiresTimestamp: boolean;
  readonly certificate: CertificateSeed | null;
}

export interface CertificateSeed {
  readonly required: ReadonlySet<CertificateSeedKey>;
  /** Certificates of which the signer's must be one, DER. */
  readonly subjects: readonly Uint8Array[] | null;
  /** Certificates one of which must stand above the signer's, DER. */
  readonly issuers: readonly Uint8Array[] | null;
  /** Certificate policies, dotted. */
  readonly policies: readonly string[] | null;
  /** Each: attributes that a subject must have, by their short names in lower case or their dotted type. */
  readonly subjectNames: readonly ReadonlyMap<string, string>[] | null;
  /** Each: 0, 1 or X for each bit of the key usage. */
  readonly keyUsages: readonly string[] | null;
  /** Whether it is said where such a certificate is to be had. */
  readonly hasUrl: boolean;
}

/** The seed values of a signature field; null where it has none. */
export function readSeedValues(field: PdfDict, resolver: Resolver): SeedValues | null {
  const seed = resolver.resolve(field.get("SV"));
  if (!(seed instanceof PdfDict)) return null;
  const value = (key: string) => resolver.resolve(seed.get(key));
  const mdp = value("MDP");
  const timestamp = value("TimeStamp");
  const certificate = value("Cert");
  return {
    required: flagged(FLAGGED, value("Ff")),
    filter: value("Filter") === null ? null : (nameOf(value("Filter")) ?? ""),
    subFilters: listOf(value("SubFilter"), resolver, nameOf),
    version: numberOf(value("V")),
    reasons: listOf(value("Reasons"), resolver, textOf),
    digestMethods: listOf(value("DigestMethod"), resolver, (item) => nameOf(item) ?? textOf(item)),
    legalAttestations: listOf(value("LegalAttestation"), resolver, textOf),
    addRevInfo: value("AddRevInfo") === true,
    locksDocument: nameOf(value("LockDocument")) === "true",
    appearanceFilter: value("AppearanceFilter") === null ? null : (textOf(value("AppearanceFilter")) ?? ""),
    mdp: mdp instanceof PdfDict ? numberOf(resolver.resolve(mdp.get("P"))) : null,
    requiresTimestamp: timestamp instanceof PdfDict && numberOf(resolver.resolve(timestamp.get("Ff"))) === 1,
    certificate: certificate instanceof PdfDict ? readCertificateSeed(certificate, resolver) : null,
  };
}

function readCertificateSeed(seed: PdfDict, resolver: Resolver): CertificateSeed {
  const value = (key: string) => resolver.resolve(seed.get(key));
  return {
    required: flagged(CERTIFICATE_FLAGGED, value("Ff")),
    subjects: listOf(value("Subject"), resolver, bytesOf),
    issuers: listOf(value("Issuer"), resolver, bytesOf),
    policies: listOf(value("OID"), resolver, asciiOf),
    subjectNames: listOf(value("SubjectDN"), resolver, (item) => attributesOf(item, resolver)),
    keyUsages: listOf(value("KeyUsage"), resolver, asciiOf),
    hasUrl: value("URL") !== null,
  };
}

/** The keys whose bits are set. */
function flagged<Key extends string>(keys: readonly (Key | null)[], flags: PdfObject): ReadonlySet<Key> {
  const bits = numberOf(flags) ?? 0;
  return new Set(keys.flatMap((key, bit) => (key !== null && (bits & (1 << bit)) !== 0 ? [key] : [])));
}

/** The items that are what they should be; null where nothing is there. */
function listOf<T>(value: PdfObject, resolver: Resolver, read: (item: PdfObject) => T | null): readonly T[] | null {
  if (value === null) return null;
  if (!isPdfArray(value)) return [];
  return value.map((item) => read(resolver.resolve(item))).filter((item) => item !== null);
}

function attributesOf(value: PdfObject, resolver: Resolver): ReadonlyMap<string, string> | null {
  if (!(value instanceof PdfDict)) return null;
  return new Map(
    [...value.entries].map(([key, entry]) => [key.toLowerCase(), textOf(resolver.resolve(entry)) ?? ""] as const),
  );
}

function numberOf(value: PdfObject): number | null {
  return typeof value === "number" ? value : null;
}

function nameOf(value: PdfObject): string | null {
  return value instanceof PdfName ? value.value : null;
}

function textOf(value: PdfObject): string | null {
  return value instanceof PdfString ? decodeTextString(value.bytes) : null;
}

function bytesOf(value: PdfObject): Uint8Array | null {
  return value instanceof PdfString ? value.bytes : null;
}

function asciiOf(value: PdfObject): string | null {
  return value instanceof PdfString ? decodeLatin1(value.bytes) : null;
}
