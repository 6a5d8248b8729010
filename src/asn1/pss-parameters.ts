import { type DigestName, MGF1 } from "../crypto/algorithms.ts";
import type { PssParameters } from "../crypto/signature-algorithms.ts";
import { parseAlgorithmIdentifier } from "./algorithm-identifier.ts";
import { Asn1Error } from "./asn1-error.ts";
import { type Asn1Cursor, type Asn1Element, contentsOf, readAsn1 } from "./cursor.ts";
import { resolveDigestAlgorithm } from "./digest-algorithm.ts";
import { contextConstructed, INTEGER, SEQUENCE } from "./tags.ts";
import { decodeSmallInteger } from "./values.ts";

/**
 * RSASSA-PSS-params (RFC 4055, section 3.1). Fields that are left out have their defaults: SHA-1, MGF1 with SHA-1,
 * 20 bytes of salt, trailer 1. Defaults that are written out are accepted, since many encoders do. Null where they name
 * a digest or mask that is not supported.
 *
 * @throws Asn1Error where they are malformed or have another trailer
 */
export function parsePssParameters(element: Asn1Element): PssParameters | null {
  const sequence = readAsn1(element.raw);
  if (sequence.tag !== SEQUENCE) throw new Asn1Error("RSASSA-PSS-params is not a SEQUENCE");
  const cursor = contentsOf(sequence);
  const digest = readField(cursor, 0, readDigest, "SHA-1");
  const mgfDigest = readField(cursor, 1, readMaskGenerator, "SHA-1");
  const saltLength = readField(cursor, 2, readInteger, 20);
  const trailer = readField(cursor, 3, readInteger, 1);
  cursor.end();
  if (saltLength < 0) throw new Asn1Error("negative salt length");
  if (trailer !== 1) throw new Asn1Error(`trailer field ${trailer}, expected 1`);
  return digest === null || mgfDigest === null ? null : { digest, mgfDigest, saltLength };
}

/** [number] EXPLICIT … DEFAULT. */
function readField<T>(cursor: Asn1Cursor, number: number, read: (element: Asn1Element) => T, absent: T): T {
  const field = cursor.optional(contextConstructed(number));
  if (field === null) return absent;
  const contents = contentsOf(field);
  const value = read(contents.take());
  contents.end();
  return value;
}

function readDigest(element: Asn1Element): DigestName | null {
  const digest = resolveDigestAlgorithm(parseAlgorithmIdentifier(element));
  // RFC 8702 has RSASSA-PSS with SHAKE, under OIDs of its own and without MGF1.
  return digest === "SHAKE256" ? null : digest;
}

function readMaskGenerator(element: Asn1Element): DigestName | null {
  const { oid, parameters } = parseAlgorithmIdentifier(element);
  if (oid !== MGF1) return null;
  if (parameters === null) throw new Asn1Error("MGF1 without a digest");
  return readDigest(parameters);
}

function readInteger(element: Asn1Element): number {
  if (element.tag !== INTEGER) throw new Asn1Error("PSS parameter is not an INTEGER");
  return decodeSmallInteger(element);
}
