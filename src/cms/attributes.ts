import { type AlgorithmIdentifier, parseAlgorithmIdentifier } from "../asn1/algorithm-identifier.ts";
import { Asn1Error } from "../asn1/asn1-error.ts";
import { type Asn1Cursor, type Asn1Element, contentsOf } from "../asn1/cursor.ts";
import * as tag from "../asn1/tags.ts";
import { decodeTime } from "../asn1/time.ts";
import { decodeOctetString, decodeOid, decodeText } from "../asn1/values.ts";
import { SP_URI } from "./oids.ts";
import { type Attribute, attributesOf } from "./signed-data.ts";

/*
 * The values of CMS attributes. Each function takes the one value of an attribute of its type and throws Asn1Error
 * where that is not what its standard says. That there is one attribute with one value is `onlyValue`'s to say.
 */

/**
 * The value of the only attribute of its type; null where there is none.
 *
 * @throws Asn1Error where there are several attributes of the type, or not one value (RFC 5652, section 11)
 */
export function onlyValue(attributes: readonly Attribute[], oid: string): Asn1Element | null {
  const found = attributesOf(attributes, oid);
  if (found.length === 0) return null;
  const value = found[0]?.values[0];
  if (value === undefined || countValues(attributes, oid) !== 1 || found.length !== 1) {
    throw new Asn1Error(`attribute ${oid} without exactly one value`);
  }
  return value;
}

/** How many values the attributes of this type hold together; an attribute without a value counts as one too many. */
export function countValues(attributes: readonly Attribute[], oid: string): number {
  return attributesOf(attributes, oid).reduce(
    (count, { values }) => count + (values.length === 0 ? 2 : values.length),
    0,
  );
}

/** content-type (RFC 5652, section 11.1): a dotted OID. */
export function parseContentType(value: Asn1Element): string {
  return decodeOid(expect(value, tag.OBJECT_IDENTIFIER));
}

/** message-digest (RFC 5652, section 11.2). */
export function parseMessageDigest(value: Asn1Element): Uint8Array {
  return decodeOctetString(expect(value, tag.OCTET_STRING));
}

/** signing-time (RFC 5652, section 11.3). */
export function parseSigningTime(value: Asn1Element): Date {
  return decodeTime(value);
}

/** CMS algorithm protection (RFC 6211): the algorithms that the SignerInfo must name too. */
export interface AlgorithmProtection {
  readonly digestAlgorithm: AlgorithmIdentifier;
  /** Null where a MAC is protected instead of a signature. */
  readonly signatureAlgorithm: AlgorithmIdentifier | null;
}

export function parseAlgorithmProtection(value: Asn1Element): AlgorithmProtection {
  const cursor = contentsOf(expect(value, tag.SEQUENCE));
  const digestAlgorithm = parseAlgorithmIdentifier(cursor.take());
  const signature = cursor.optional(tag.contextConstructed(1));
  if (signature === null) cursor.take(tag.contextConstructed(2));
  cursor.end();
  return {
    digestAlgorithm,
    // [1] IMPLICIT: the contents are those of the SEQUENCE whose identifier octet it replaces.
    signatureAlgorithm: signature === null ? null : parseAlgorithmIdentifier({ ...signature, tag: tag.SEQUENCE }),
  };
}

/** commitment-type-indication (ETSI EN 319 122-1, clause 5.2.3): the OID of the commitment. */
export function parseCommitmentType(value: Asn1Element): string {
  const cursor = contentsOf(expect(value, tag.SEQUENCE));
  const oid = decodeOid(cursor.take(tag.OBJECT_IDENTIFIER));
  cursor.optional(tag.SEQUENCE);
  cursor.end();
  return oid;
}

/** signature-policy-identifier (ETSI EN 319 122-1, clause 5.2.9). */
export type SignaturePolicy =
  | { readonly kind: "implied" }
  | {
      readonly kind: "explicit";
      readonly oid: string;
      readonly hash: { readonly algorithm: AlgorithmIdentifier; readonly value: Uint8Array } | null;
      /** Where the policy can be read, as the signer says. */
      readonly uri: string | null;
    };

export function parseSignaturePolicy(value: Asn1Element): SignaturePolicy {
  if (value.tag === tag.NULL) return { kind: "implied" };
  const cursor = contentsOf(expect(value, tag.SEQUENCE));
  const oid = decodeOid(cursor.take(tag.OBJECT_IDENTIFIER));
  const hash = readPolicyHash(cursor);
  const qualifiers = cursor.optional(tag.SEQUENCE);
  cursor.end();
  return { kind: "explicit", oid, hash, uri: qualifiers === null ? null : findPolicyUri(contentsOf(qualifiers)) };
}

function readPolicyHash(cursor: Asn1Cursor): { algorithm: AlgorithmIdentifier; value: Uint8Array } | null {
  if (!cursor.more) return null;
  const hash = cursor.enter(tag.SEQUENCE);
  const algorithm = parseAlgorithmIdentifier(hash.take());
  const value = decodeOctetString(hash.take(tag.OCTET_STRING));
  hash.end();
  return { algorithm, value };
}

function findPolicyUri(qualifiers: Asn1Cursor): string | null {
  let uri: string | null = null;
  while (qualifiers.more) {
    const qualifier = qualifiers.enter(tag.SEQUENCE);
    const isUri = decodeOid(qualifier.take(tag.OBJECT_IDENTIFIER)) === SP_URI;
    const value = qualifier.take();
    qualifier.end();
    if (isUri) uri = decodeText(expect(value, tag.IA5_STRING));
  }
  return uri;
}

/** Revocation data inside the CMS, in Adobe's attribute (ISO 32000-1, 12.8.3.3.2). */
export interface RevocationInfoArchival {
  readonly crls: readonly Uint8Array[];
  readonly ocspResponses: readonly Uint8Array[];
}

export function parseRevocationInfoArchival(value: Asn1Element): RevocationInfoArchival {
  const cursor = contentsOf(expect(value, tag.SEQUENCE));
  const crls = readEncodings(cursor.optional(tag.contextConstructed(0)));
  const ocspResponses = readEncodings(cursor.optional(tag.contextConstructed(1)));
  cursor.optional(tag.contextConstructed(2));
  cursor.end();
  return { crls, ocspResponses };
}

/** [n] EXPLICIT SEQUENCE OF SEQUENCE. */
function readEncodings(explicit: Asn1Element | null): Uint8Array[] {
  if (explicit === null) return [];
  const cursor = contentsOf(explicit);
  const elements = cursor.enter(tag.SEQUENCE).rest();
  cursor.end();
  return elements.map((element) => expect(element, tag.SEQUENCE).raw);
}

/**
 * Timestamp tokens of this attribute type (signature-time-stamp, content-time-stamp: ETSI EN 319 122-1, clauses 5.3
 * and 5.2.8), each as it stands. Several are allowed: each value of each attribute.
 */
export function timestampTokens(attributes: readonly Attribute[], oid: string): Uint8Array[] {
  return attributesOf(attributes, oid).flatMap(({ values }) => values.map((value) => value.raw));
}

function expect(element: Asn1Element, expected: number): Asn1Element {
  if (element.tag !== expected) throw new Asn1Error("attribute value of another type than its attribute's");
  return element;
}
