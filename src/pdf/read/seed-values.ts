import { decodeLatin1 } from "../../bytes/text.ts";
import { MAX_SEED_ITEMS, MAX_SEED_TEXT } from "../../limits.ts";
import { isPdfArray, PdfDict, PdfName, type PdfObject, PdfString } from "../objects.ts";
import type { Resolver } from "./filters.ts";
import { PdfLimitError } from "./read-error.ts";
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
 * What a field's author wants of the signature that fills it (ISO 32000-2, 12.7.5.5); null for what is not said. What
 * should be a name or a list and is neither is one that nothing meets, an empty one; an item that is not what it should be
 * is left out of its list; and of numbers, switches and dictionaries, what cannot be understood counts as not said.
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

/**
 * Reads the seed values of the signature fields of one document: a dictionary that many fields share is read once, and
 * what all of them together may hold is bounded.
 */
export class SeedValueReader {
  readonly #resolver: Resolver;
  readonly #read = new Map<PdfDict, SeedValues>();
  #itemsLeft = MAX_SEED_ITEMS;

  constructor(resolver: Resolver) {
    this.#resolver = resolver;
  }

  /**
   * The seed values of a signature field; null where it has none.
   * @throws PdfLimitError where they hold more than honest forms do
   * @throws PdfReadError, Suspension as the resolver does
   */
  of(field: PdfDict): SeedValues | null {
    const seed = this.#resolver.resolve(field.get("SV"));
    if (!(seed instanceof PdfDict)) return null;
    const known = this.#read.get(seed);
    if (known !== undefined) return known;
    const values = this.#readSeed(seed);
    this.#read.set(seed, values);
    return values;
  }

  #readSeed(seed: PdfDict): SeedValues {
    const value = (key: string) => this.#resolver.resolve(seed.get(key));
    const mdp = value("MDP");
    const timestamp = value("TimeStamp");
    const certificate = value("Cert");
    return {
      required: flagged(FLAGGED, value("Ff")),
      filter: value("Filter") === null ? null : (nameOf(value("Filter")) ?? ""),
      subFilters: this.#list(value("SubFilter"), nameOf),
      version: numberOf(value("V")),
      reasons: this.#list(value("Reasons"), textOf),
      digestMethods: this.#list(value("DigestMethod"), (item) => nameOf(item) ?? textOf(item)),
      legalAttestations: this.#list(value("LegalAttestation"), textOf),
      addRevInfo: value("AddRevInfo") === true,
      locksDocument: nameOf(value("LockDocument")) === "true",
      appearanceFilter: value("AppearanceFilter") === null ? null : (textOf(value("AppearanceFilter")) ?? ""),
      mdp: mdp instanceof PdfDict ? numberOf(this.#resolver.resolve(mdp.get("P"))) : null,
      requiresTimestamp: timestamp instanceof PdfDict && numberOf(this.#resolver.resolve(timestamp.get("Ff"))) === 1,
      certificate: certificate instanceof PdfDict ? this.#readCertificateSeed(certificate) : null,
    };
  }

  #readCertificateSeed(seed: PdfDict): CertificateSeed {
    const value = (key: string) => this.#resolver.resolve(seed.get(key));
    return {
      required: flagged(CERTIFICATE_FLAGGED, value("Ff")),
      subjects: this.#list(value("Subject"), bytesOf),
      issuers: this.#list(value("Issuer"), bytesOf),
      policies: this.#list(value("OID"), asciiOf),
      subjectNames: this.#list(value("SubjectDN"), (item) => this.#attributes(item)),
      keyUsages: this.#list(value("KeyUsage"), asciiOf),
      hasUrl: value("URL") !== null,
    };
  }

  /** The items that are what they should be; null where nothing is there. */
  #list<T>(value: PdfObject, read: (item: PdfObject) => T | null): readonly T[] | null {
    if (value === null) return null;
    if (!isPdfArray(value)) return [];
    this.#spend(value.length);
    return value.map((item) => read(this.#resolver.resolve(item))).filter((item) => item !== null);
  }

  #attributes(value: PdfObject): ReadonlyMap<string, string> | null {
    if (!(value instanceof PdfDict)) return null;
    this.#spend(value.entries.size);
    return new Map(
      [...value.entries].map(([key, entry]) => [key.toLowerCase(), textOf(this.#resolver.resolve(entry)) ?? ""]),
    );
  }

  #spend(items: number): void {
    this.#itemsLeft -= items;
    if (this.#itemsLeft < 0) throw new PdfLimitError("MAX_SEED_ITEMS", MAX_SEED_ITEMS);
  }
}

/** The keys whose bits are set. */
function flagged<Key extends string>(keys: readonly (Key | null)[], flags: PdfObject): ReadonlySet<Key> {
  const bits = numberOf(flags) ?? 0;
  return new Set(keys.flatMap((key, bit) => (key !== null && (bits & (1 << bit)) !== 0 ? [key] : [])));
}

function numberOf(value: PdfObject): number | null {
  return typeof value === "number" ? value : null;
}

function nameOf(value: PdfObject): string | null {
  return value instanceof PdfName ? value.value : null;
}

function textOf(value: PdfObject): string | null {
  return value instanceof PdfString ? decodeTextString(ofTextLength(value.bytes)) : null;
}

function ofTextLength(bytes: Uint8Array): Uint8Array {
  if (bytes.length > MAX_SEED_TEXT) throw new PdfLimitError("MAX_SEED_TEXT", MAX_SEED_TEXT);
  return bytes;
}

function bytesOf(value: PdfObject): Uint8Array | null {
  return value instanceof PdfString ? value.bytes : null;
}

function asciiOf(value: PdfObject): string | null {
  return value instanceof PdfString ? decodeLatin1(ofTextLength(value.bytes)) : null;
}
