import { type AlgorithmIdentifier, parseAlgorithmIdentifier } from "../asn1/algorithm-identifier.ts";
import { Asn1Error } from "../asn1/asn1-error.ts";
import { type Asn1Cursor, type Asn1Element, contentsOf, readAsn1 } from "../asn1/cursor.ts";
import * as tag from "../asn1/tags.ts";
import { decodeTime } from "../asn1/time.ts";
import { decodeBoolean, decodeInteger, decodeOid, decodeSmallInteger } from "../asn1/values.ts";
import { MAX_ACCURACY_SECONDS } from "../limits.ts";

/** What a timestamp token says (RFC 3161, section 2.4.2). */
export interface TstInfo {
  /** The TSA's policy, as a dotted OID. */
  readonly policy: string;
  readonly messageImprint: { readonly algorithm: AlgorithmIdentifier; readonly hash: Uint8Array };
  readonly serialNumber: bigint;
  readonly genTime: Date;
  /** How far genTime may be off, in milliseconds; null where the token does not say. */
  readonly accuracyMs: number | null;
  readonly ordering: boolean;
  readonly nonce: bigint | null;
}

/**
 * Reads the eContent of a timestamp token.
 *
 * @throws Asn1Error where it is not DER or not a TSTInfo of version 1 without critical extensions
 */
export function parseTstInfo(der: Uint8Array): TstInfo {
  const cursor = contentsOf(readAsn1(der));
  const version = decodeSmallInteger(cursor.take(tag.INTEGER));
  if (version !== 1) throw new Asn1Error(`TSTInfo version ${version}, expected 1`);
  const policy = decodeOid(cursor.take(tag.OBJECT_IDENTIFIER));
  const imprint = cursor.enter(tag.SEQUENCE);
  const algorithm = parseAlgorithmIdentifier(imprint.take());
  const hash = imprint.take(tag.OCTET_STRING).content;
  imprint.end();
  const serialNumber = decodeInteger(cursor.take(tag.INTEGER));
  const genTime = decodeTime(cursor.take(tag.GENERALIZED_TIME));
  const accuracy = cursor.optional(tag.SEQUENCE);
  const ordering = cursor.optional(tag.BOOLEAN);
  const nonce = cursor.optional(tag.INTEGER);
  cursor.optional(tag.contextConstructed(0));
  const extensions = cursor.optional(tag.contextConstructed(1));
  cursor.end();
  if (extensions !== null) refuseCriticalExtensions(contentsOf(extensions));
  return {
    policy,
    messageImprint: { algorithm, hash },
    serialNumber,
    genTime,
    accuracyMs: accuracy === null ? null : readAccuracy(contentsOf(accuracy)),
    ordering: ordering !== null && decodeBoolean(ordering),
    nonce: nonce === null ? null : decodeInteger(nonce),
  };
}

/** RFC 3161, section 2.4.2; a part of 0, which it rules out, does no harm. A negative one would have what is covered exist before the time that the token states. */
function readAccuracy(cursor: Asn1Cursor): number {
  const seconds = readPart(cursor.optional(tag.INTEGER), 0, MAX_ACCURACY_SECONDS);
  const millis = readPart(cursor.optional(tag.contextPrimitive(0)), 0, 999);
  const micros = readPart(cursor.optional(tag.contextPrimitive(1)), 0, 999);
  cursor.end();
  return seconds * 1000 + millis + micros / 1000;
}

function readPart(element: Asn1Element | null, least: number, most: number): number {
  if (element === null) return 0;
  const value = decodeSmallInteger(element);
  if (value < least || value > most) throw new Asn1Error(`accuracy of ${value}, expected ${least} to ${most}`);
  return value;
}

function refuseCriticalExtensions(extensions: Asn1Cursor): void {
  while (extensions.more) {
    const extension = extensions.enter(tag.SEQUENCE);
    const oid = decodeOid(extension.take(tag.OBJECT_IDENTIFIER));
    const critical = extension.optional(tag.BOOLEAN);
    extension.take(tag.OCTET_STRING);
    extension.end();
    if (critical !== null && decodeBoolean(critical))
      throw new Asn1Error(`unknown critical extension ${oid} in TSTInfo`);
  }
}
