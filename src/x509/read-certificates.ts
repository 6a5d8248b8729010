import { Asn1Error } from "../asn1/asn1-error.ts";
import { equalBytes } from "../bytes/equal.ts";
import { decodeLatin1 } from "../bytes/text.ts";
import { MAX_CACHED_CERTIFICATE_BYTES, MAX_CACHED_CERTIFICATES, MAX_CERTIFICATES } from "../limits.ts";
import { type Certificate, parseCertificate } from "./certificate.ts";

/**
 * A certificate from a document, or from wherever nobody vouches for it; null where it is malformed. What was read is
 * remembered by its octets, of which it holds a copy of its own: the same certificates stand in every file of an
 * authority, and several times in each. That is reading alone, which depends on nothing but these octets.
 *
 * @returns an object that others hold too: its octets are not to leave the library but as a copy
 */
export function readCertificate(der: Uint8Array): Certificate | null {
  const key = keyOf(der);
  const known = remembered.get(key);
  if (known !== undefined && equalBytes(known.raw, der)) {
    // In order of last use: a Map hands out its keys as they were put in.
    remembered.delete(key);
    remembered.set(key, known);
    return known;
  }
  const certificate = orNull(() => parseCertificate(der.slice()));
  if (certificate !== null && der.length <= MAX_CACHED_CERTIFICATE_BYTES) {
    remembered.set(key, certificate);
    for (const oldest of remembered.keys()) {
      if (remembered.size <= MAX_CACHED_CERTIFICATES) break;
      remembered.delete(oldest);
    }
  }
  return certificate;
}

/** The first `maximum` of these that can be read, and how many of them cannot. */
export function readCertificates(
  ders: readonly Uint8Array[],
  maximum = MAX_CERTIFICATES,
): { readonly certificates: readonly Certificate[]; readonly malformed: number } {
  const read = ders.slice(0, maximum).map(readCertificate);
  const certificates = read.filter((certificate) => certificate !== null);
  return { certificates, malformed: read.length - certificates.length };
}

const remembered = new Map<string, Certificate>();

/** The last octets of a certificate are of its signature: the same in no two that honest authorities made. */
const KEY_BYTES = 24;

function keyOf(der: Uint8Array): string {
  return decodeLatin1(der.subarray(-KEY_BYTES));
}

function orNull<T>(read: () => T): T | null {
  try {
    return read();
  } catch (error) {
    if (error instanceof Asn1Error) return null;
    throw error;
  }
}
