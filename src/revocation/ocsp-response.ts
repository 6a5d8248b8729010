import { type AlgorithmIdentifier, parseAlgorithmIdentifier } from "../asn1/algorithm-identifier.ts";
import { Asn1Error } from "../asn1/asn1-error.ts";
import { type Asn1Cursor, type Asn1Element, contentsOf, readAsn1 } from "../asn1/cursor.ts";
import * as tag from "../asn1/tags.ts";
import { decodeTime } from "../asn1/time.ts";
import { decodeBitStringOctets, decodeOid, decodeSmallInteger } from "../asn1/values.ts";
import type { RevocationReason } from "../findings.ts";
import { MAX_CERTIFICATES, MAX_OCSP_ANSWERS } from "../limits.ts";
import { parseExtension } from "../x509/extensions.ts";
import { type DistinguishedName, parseName } from "../x509/name.ts";
import { OCSP_EXTENSION } from "../x509/oids.ts";
import { parseReason } from "./revocation-reason.ts";

/** OCSPResponseStatus by its number (RFC 6960, 4.2.1); 4 is not used. */
const RESPONSE_STATUSES = [
  "successful",
  "malformedRequest",
  "internalError",
  "tryLater",
  null,
  "sigRequired",
  "unauthorized",
] as const;

export type OcspResponseStatus = NonNullable<(typeof RESPONSE_STATUSES)[number]>;

/** Which certificate an answer is about (RFC 6960, 4.1.1). */
export interface CertificateId {
  readonly hashAlgorithm: AlgorithmIdentifier;
  readonly issuerNameHash: Uint8Array;
  readonly issuerKeyHash: Uint8Array;
  /** Contents octets. */
  readonly serialNumber: Uint8Array;
}

export type CertificateStatus =
  | { readonly kind: "good" }
  | { readonly kind: "revoked"; readonly at: Date; readonly reason: RevocationReason | null }
  | { readonly kind: "unknown" };

/** SingleResponse (RFC 6960, 4.2.1). */
export interface OcspAnswer {
  readonly certificateId: CertificateId;
  readonly status: CertificateStatus;
  readonly thisUpdate: Date;
  readonly nextUpdate: Date | null;
  /** The responder keeps status from this time on, also of certificates that expired since (4.4.4); null: of none. */
  readonly archiveCutoff: Date | null;
}

export type ResponderId =
  | { readonly kind: "name"; readonly name: DistinguishedName }
  /** SHA-1 of the contents of the responder's key (RFC 6960, 4.2.1). */
  | { readonly kind: "key"; readonly sha1: Uint8Array };

/** A BasicOCSPResponse with its frame (RFC 6960, 4.2.1), read but not judged. */
export interface OcspResponse {
  /** The whole OCSPResponse, DER, as it stands. */
  readonly raw: Uint8Array;
  /** The ResponseData, as it stands: what the signature covers. */
  readonly tbs: Uint8Array;
  readonly signatureAlgorithm: AlgorithmIdentifier;
  readonly signature: Uint8Array;
  readonly responderId: ResponderId;
  readonly producedAt: Date;
  readonly answers: readonly OcspAnswer[];
  /** Each certificate as it stands; not checked to be well-formed. */
  readonly certificates: readonly Uint8Array[];
  /** Contents of the nonce extension's value; null where there is none. */
  readonly nonce: Uint8Array | null;
  /** Critical extensions of the response or any answer that nothing here processes. */
  readonly unknownCritical: readonly string[];
}

/** A responder's refusal to answer, or its answer. */
export type OcspReading =
  | { readonly status: "successful"; readonly response: OcspResponse }
  | { readonly status: Exclude<OcspResponseStatus, "successful"> };

/**
 * Reads an OCSPResponse in DER.
 * @throws Asn1Error where the bytes are not exactly one, or hold a response of another type than id-pkix-ocsp-basic
 */
export function parseOcspResponse(der: Uint8Array): OcspReading {
  const outer = expect(readAsn1(der), tag.SEQUENCE);
  const cursor = contentsOf(outer);
  const status = RESPONSE_STATUSES[decodeSmallInteger(cursor.take(tag.ENUMERATED))] ?? null;
  if (status === null) throw new Asn1Error("OCSPResponseStatus is not defined");
  const bytes = cursor.optional(tag.contextConstructed(0));
  cursor.end();
  if (status !== "successful") return { status };
  if (bytes === null) throw new Asn1Error("successful OCSPResponse without a response");
  const explicit = contentsOf(bytes);
  const responseBytes = explicit.enter(tag.SEQUENCE);
  explicit.end();
  const type = decodeOid(responseBytes.take(tag.OBJECT_IDENTIFIER));
  if (type !== BASIC_RESPONSE) throw new Asn1Error(`OCSP response of type ${type}`);
  const basic = readAsn1(responseBytes.take(tag.OCTET_STRING).content);
  responseBytes.end();
  return { status, response: parseBasicResponse(der, basic) };
}

/** id-pkix-ocsp-basic. */
const BASIC_RESPONSE = "1.3.6.1.5.5.7.48.1.1";

function parseBasicResponse(raw: Uint8Array, element: Asn1Element): OcspResponse {
  const cursor = contentsOf(expect(element, tag.SEQUENCE));
  const tbs = cursor.take(tag.SEQUENCE);
  const signatureAlgorithm = parseAlgorithmIdentifier(cursor.take(tag.SEQUENCE));
  const signature = decodeBitStringOctets(cursor.take(tag.BIT_STRING));
  const wrapper = cursor.optional(tag.contextConstructed(0));
  cursor.end();
  const certificates = wrapper === null ? [] : sequenceInside(wrapper).rest();
  if (certificates.length > MAX_CERTIFICATES) throw new Asn1Error(`more than ${MAX_CERTIFICATES} certificates`);
  return {
    raw,
    tbs: tbs.raw,
    signatureAlgorithm,
    signature,
    ...parseResponseData(contentsOf(tbs)),
    certificates: certificates.map((certificate) => expect(certificate, tag.SEQUENCE).raw),
  };
}

function parseResponseData(
  cursor: Asn1Cursor,
): Pick<OcspResponse, "responderId" | "producedAt" | "answers" | "nonce" | "unknownCritical"> {
  const version = cursor.optional(tag.contextConstructed(0));
  if (version !== null && decodeSmallInteger(only(version, tag.INTEGER)) !== 0) {
    throw new Asn1Error("ResponseData of no known version");
  }
  const responderId = parseResponderId(cursor.take());
  const producedAt = parseGeneralizedTime(cursor.take());
  const list = cursor.enter(tag.SEQUENCE);
  const unknownCritical: string[] = [];
  const answers: OcspAnswer[] = [];
  while (list.more) {
    if (answers.length === MAX_OCSP_ANSWERS) throw new Asn1Error(`more than ${MAX_OCSP_ANSWERS} answers`);
    answers.push(parseAnswer(list.enter(tag.SEQUENCE), unknownCritical));
  }
  const extensions = readExtensions(cursor.optional(tag.contextConstructed(1)), unknownCritical);
  cursor.end();
  return { responderId, producedAt, answers, nonce: extensions.get(OCSP_EXTENSION.nonce) ?? null, unknownCritical };
}

function parseResponderId(element: Asn1Element): ResponderId {
  if (element.tag === tag.contextConstructed(1)) {
    return { kind: "name", name: parseName(only(element, tag.SEQUENCE)) };
  }
  if (element.tag === tag.contextConstructed(2)) {
    return { kind: "key", sha1: only(element, tag.OCTET_STRING).content };
  }
  throw new Asn1Error("ResponderID of no known form");
}

function parseAnswer(cursor: Asn1Cursor, unknownCritical: string[]): OcspAnswer {
  const certificateId = parseCertificateId(cursor.enter(tag.SEQUENCE));
  const status = parseStatus(cursor.take());
  const thisUpdate = parseGeneralizedTime(cursor.take());
  const next = cursor.optional(tag.contextConstructed(0));
  const extensions = readExtensions(cursor.optional(tag.contextConstructed(1)), unknownCritical);
  cursor.end();
  const cutoff = extensions.get(OCSP_EXTENSION.archiveCutoff);
  return {
    certificateId,
    status,
    thisUpdate,
    nextUpdate: next && parseGeneralizedTime(only(next, tag.GENERALIZED_TIME)),
    archiveCutoff: cutoff === undefined ? null : parseGeneralizedTime(readAsn1(cutoff)),
  };
}

function parseCertificateId(cursor: Asn1Cursor): CertificateId {
  const hashAlgorithm = parseAlgorithmIdentifier(cursor.take());
  const issuerNameHash = cursor.take(tag.OCTET_STRING).content;
  const issuerKeyHash = cursor.take(tag.OCTET_STRING).content;
  // Not held to the shortest form: as with certificates, authorities have issued numbers that are not in it.
  const serialNumber = cursor.take(tag.INTEGER).content;
  cursor.end();
  if (serialNumber.length === 0) throw new Asn1Error("INTEGER without contents");
  return { hashAlgorithm, issuerNameHash, issuerKeyHash, serialNumber };
}

function parseStatus(element: Asn1Element): CertificateStatus {
  switch (element.tag) {
    case tag.contextPrimitive(0):
    case tag.contextPrimitive(2):
      if (element.content.length > 0) throw new Asn1Error("NULL with contents");
      return { kind: element.tag === tag.contextPrimitive(0) ? "good" : "unknown" };
    case tag.contextConstructed(1): {
      const cursor = contentsOf(element);
      const at = parseGeneralizedTime(cursor.take());
      const reason = cursor.optional(tag.contextConstructed(0));
      cursor.end();
      return { kind: "revoked", at, reason: reason && parseReason(only(reason, tag.ENUMERATED)) };
    }
    default:
      throw new Asn1Error("CertStatus of no known form");
  }
}

/** Those whose critical form changes nothing: what they say is used, or of no weight here. */
const PROCESSED: ReadonlySet<string> = new Set(Object.values(OCSP_EXTENSION));

function readExtensions(wrapper: Asn1Element | null, unknownCritical: string[]): ReadonlyMap<string, Uint8Array> {
  const values = new Map<string, Uint8Array>();
  if (wrapper === null) return values;
  const list = sequenceInside(wrapper);
  while (list.more) {
    const { oid, extension } = parseExtension(list);
    if (values.has(oid)) throw new Asn1Error(`extension ${oid} given twice`);
    values.set(oid, extension.value);
    if (extension.critical && !PROCESSED.has(oid)) unknownCritical.push(oid);
  }
  return values;
}

function parseGeneralizedTime(element: Asn1Element): Date {
  return decodeTime(expect(element, tag.GENERALIZED_TIME));
}

/** The one value inside an EXPLICIT tag. */
function only(wrapper: Asn1Element, expected: number): Asn1Element {
  const cursor = contentsOf(wrapper);
  const element = cursor.take(expected);
  cursor.end();
  return element;
}

function sequenceInside(wrapper: Asn1Element): Asn1Cursor {
  return contentsOf(only(wrapper, tag.SEQUENCE));
}

function expect(element: Asn1Element, expected: number): Asn1Element {
  if (element.tag !== expected) throw new Asn1Error(`value has tag ${element.tag}, expected ${expected}`);
  return element;
}
