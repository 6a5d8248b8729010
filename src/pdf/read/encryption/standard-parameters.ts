import { isPdfArray, type PdfDict, type PdfObject, PdfString } from "../../objects.ts";
import type { EncryptionFacts } from "../encryption.ts";
import type { Resolver } from "../filters.ts";
import { type CryptFilters, readCryptFilters, uniformFilters } from "./crypt-filters.ts";
import { PdfEncryptionError } from "./encryption-error.ts";

/** What the standard security handler's dictionary says (ISO 32000-2, tables 20 and 21), checked for consistency. */
export interface StandardParameters {
  readonly revision: 2 | 3 | 4 | 5 | 6;
  readonly filters: CryptFilters;
  /** Length of the file's key in bytes. */
  readonly keyBytes: number;
  /** 32 bytes, or 48 from revision 5 on: digest, validation salt, key salt. */
  readonly owner: Uint8Array;
  readonly user: Uint8Array;
  /** The key of the file, encrypted; from revision 5 on. */
  readonly ownerKey: Uint8Array;
  readonly userKey: Uint8Array;
  readonly permissions: number;
  /** The permissions encrypted; from revision 5 on. */
  readonly sealedPermissions: Uint8Array;
  readonly encryptMetadata: boolean;
  /** The first string of the trailer's /ID, empty where there is none. */
  readonly fileId: Uint8Array;
}

/** Bits of a key where the dictionary says nothing (table 20). */
const DEFAULT_KEY_BITS = 40;

/**
 * @param id the trailer's /ID
 * @throws PdfEncryptionError unsupported or malformed
 */
export function readStandardParameters(
  { dict, filter, v, r }: EncryptionFacts,
  id: PdfObject | undefined,
  resolver: Resolver,
): StandardParameters {
  if (filter !== "Standard") throw new PdfEncryptionError("unsupported", filter ?? "", "no such security handler");
  if (dict.duplicateKeys.length > 0) throw malformed("the encryption dictionary gives a key twice");
  if (v === null || r === null) throw malformed("the encryption dictionary lacks /V or /R");
  const revision = revisionOf(v, r);
  const isModern = revision >= 5;
  const read = new ParameterReader(dict, resolver);
  const filters = v === 4 || v === 5 ? readCryptFilters(dict, v, resolver) : uniformFilters("rc4");
  return {
    revision,
    filters,
    keyBytes: keyBytes(v, filters, read),
    owner: read.bytes("O", isModern ? 48 : 32),
    user: read.bytes("U", isModern ? 48 : 32),
    ownerKey: isModern ? read.bytes("OE", 32) : new Uint8Array(0),
    userKey: isModern ? read.bytes("UE", 32) : new Uint8Array(0),
    permissions: read.permissions(),
    sealedPermissions: isModern ? read.bytes("Perms", 16) : new Uint8Array(0),
    encryptMetadata: v < 4 || read.boolean("EncryptMetadata", true),
    fileId: firstId(id, resolver),
  };
}

/** Versions and revisions that go together (ISO 32000-2, 7.6.4.1); /R 3 with /V 1 is common, and harmless. */
function revisionOf(v: number, r: number): StandardParameters["revision"] {
  if ((v === 1 || v === 2) && (r === 2 || r === 3)) return r;
  if (v === 4 && r === 4) return r;
  if (v === 5 && (r === 5 || r === 6)) return r;
  const isKnown = [1, 2, 4, 5].includes(v) && [2, 3, 4, 5, 6].includes(r);
  if (isKnown) throw malformed(`/V ${v} with /R ${r}`);
  throw new PdfEncryptionError("unsupported", "Standard", `no implementation of /V ${v} with /R ${r}`);
}

function keyBytes(v: number, filters: CryptFilters, read: ParameterReader): number {
  if (v === 5) return 32;
  if (v === 1) return DEFAULT_KEY_BITS / 8;
  const usesAes = [filters.strings, filters.streams, filters.embeddedFiles].includes("aes-128");
  // AES takes 16 bytes whatever /Length says, which many writers leave at its default.
  if (usesAes) return 16;
  const bytes = filters.keyBytes ?? read.number("Length", v === 4 ? 128 : DEFAULT_KEY_BITS) / 8;
  if (!Number.isInteger(bytes) || bytes < 5 || bytes > 16) throw malformed("an impossible length of the key");
  return bytes;
}

class ParameterReader {
  readonly #dict: PdfDict;
  readonly #resolver: Resolver;

  constructor(dict: PdfDict, resolver: Resolver) {
    this.#dict = dict;
    this.#resolver = resolver;
  }

  /** The first `length` bytes of a string; some writers pad it. */
  bytes(key: string, length: number): Uint8Array {
    const value = this.#value(key);
    if (value instanceof PdfString && value.bytes.length >= length) return value.bytes.subarray(0, length);
    throw malformed(`/${key} is no string of ${length} bytes`);
  }

  number(key: string, otherwise: number): number {
    const value = this.#value(key);
    if (value === null) return otherwise;
    if (typeof value === "number" && Number.isInteger(value)) return value;
    throw malformed(`/${key} is no integer`);
  }

  boolean(key: string, otherwise: boolean): boolean {
    const value = this.#value(key);
    if (value === null) return otherwise;
    if (typeof value === "boolean") return value;
    throw malformed(`/${key} is no boolean`);
  }

  /** 32 bits, which are written as a signed number, or by mistake as an unsigned one. */
  permissions(): number {
    const value = this.#value("P");
    if (typeof value === "number" && Number.isInteger(value) && value >= -(2 ** 31) && value < 2 ** 32)
      return value | 0;
    throw malformed("/P is no integer of 32 bits");
  }

  #value(key: string): PdfObject {
    return this.#resolver.resolve(this.#dict.get(key));
  }
}

function firstId(id: PdfObject | undefined, resolver: Resolver): Uint8Array {
  const value = resolver.resolve(id);
  const first = isPdfArray(value) ? resolver.resolve(value[0]) : null;
  return first instanceof PdfString ? first.bytes : new Uint8Array(0);
}

function malformed(message: string): PdfEncryptionError {
  return new PdfEncryptionError("malformed", "Standard", message);
}
