import { PdfDict, PdfName, type PdfObject } from "../../objects.ts";
import type { Resolver } from "../filters.ts";
import { PdfEncryptionError } from "./encryption-error.ts";

/** How a crypt filter transforms data (ISO 32000-2, table 25). `identity` leaves it as it is. */
export type CryptMethod = "identity" | "rc4" | "aes-128" | "aes-256";

/** Which method applies to what (ISO 32000-2, 7.6.6). */
export interface CryptFilters {
  readonly strings: CryptMethod;
  readonly streams: CryptMethod;
  readonly embeddedFiles: CryptMethod;
  /** The method of a crypt filter that a stream names itself; undefined where there is none of this name. */
  named(name: string): CryptMethod | undefined;
  /** Length of the key in bytes that the filters in use ask for; null where they leave it open. */
  readonly keyBytes: number | null;
}

/** One method for everything, as before crypt filters were invented (/V 1 and 2). */
export function uniformFilters(method: CryptMethod): CryptFilters {
  const named = (name: string) => (name === "Identity" ? ("identity" as const) : undefined);
  return { strings: method, streams: method, embeddedFiles: method, named, keyBytes: null };
}

/** Crypt filters that an encryption dictionary is read for; an honest file has one or two. */
const MAX_CRYPT_FILTERS = 64;

/**
 * The crypt filters of an encryption dictionary with /V 4 or 5.
 * @throws PdfEncryptionError where one that is in use is malformed or of a method that is not implemented
 */
export function readCryptFilters(dict: PdfDict, version: 4 | 5, resolver: Resolver): CryptFilters {
  const filters = readFilterDictionary(dict, resolver);
  let keyBytes: number | null = null;
  const methodOf = (name: string): CryptMethod | undefined => {
    // Table 20: the name Identity is predefined, and not to be given another meaning.
    if (name === "Identity") return "identity";
    const filter = filters.get(name);
    return filter === undefined ? undefined : readMethod(filter, version, resolver);
  };
  const inUse = (key: string, otherwise: string): CryptMethod => {
    const value = resolver.resolve(dict.get(key));
    if (value !== null && !(value instanceof PdfName)) throw malformed(`/${key} is no name`);
    const name = value === null ? otherwise : value.value;
    const method = methodOf(name);
    if (method === undefined) throw malformed(`/${key} names a crypt filter that /CF does not have`);
    const filter = filters.get(name);
    if (method === "rc4" && filter !== undefined) keyBytes ??= readKeyBytes(filter, resolver);
    return method;
  };
  const streams = inUse("StmF", "Identity");
  const strings = inUse("StrF", "Identity");
  const embeddedFiles = inUse("EFF", nameOf(resolver.resolve(dict.get("StmF"))) ?? "Identity");
  return { strings, streams, embeddedFiles, named: methodOf, keyBytes };
}

function readFilterDictionary(dict: PdfDict, resolver: Resolver): ReadonlyMap<string, PdfDict> {
  const value = resolver.resolve(dict.get("CF"));
  if (value === null) return new Map();
  if (!(value instanceof PdfDict) || value.entries.size > MAX_CRYPT_FILTERS) throw malformed("/CF is malformed");
  if (value.duplicateKeys.length > 0) throw malformed("/CF gives a crypt filter twice");
  const filters = new Map<string, PdfDict>();
  for (const [name, entry] of value.entries) {
    const filter = resolver.resolve(entry);
    if (!(filter instanceof PdfDict)) throw malformed("a crypt filter that is no dictionary");
    if (filter.duplicateKeys.length > 0) throw malformed("a crypt filter that gives a key twice");
    filters.set(name, filter);
  }
  return filters;
}

/** Table 25. With /V 4 the key has 16 bytes at most, with /V 5 it has 32: each goes with its own methods. */
function readMethod(filter: PdfDict, version: 4 | 5, resolver: Resolver): CryptMethod {
  const method = nameOf(resolver.resolve(filter.get("CFM"))) ?? "None";
  if (version === 4 && method === "V2") return "rc4";
  if (version === 4 && method === "AESV2") return "aes-128";
  if (version === 5 && method === "AESV3") return "aes-256";
  if (["V2", "AESV2", "AESV3"].includes(method)) throw malformed(`/CFM ${method} with /V ${version}`);
  throw new PdfEncryptionError("unsupported", "Standard", `no implementation of the crypt filter method`);
}

/** /Length in bytes as table 25 has it, or in bits as many writers do. */
function readKeyBytes(filter: PdfDict, resolver: Resolver): number | null {
  const length = resolver.resolve(filter.get("Length"));
  if (length === null) return null;
  if (typeof length !== "number" || !Number.isInteger(length)) throw malformed("a crypt filter whose /Length is wrong");
  return length >= 40 ? length / 8 : length;
}

function nameOf(value: PdfObject): string | null {
  return value instanceof PdfName ? value.value : null;
}

function malformed(message: string): PdfEncryptionError {
  return new PdfEncryptionError("malformed", "Standard", message);
}
