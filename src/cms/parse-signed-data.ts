import { parseAlgorithmIdentifier } from "../asn1/algorithm-identifier.ts";
import { Asn1Error } from "../asn1/asn1-error.ts";
import { Asn1Cursor, type Asn1Element, contentsOf, type EncodingRules, readAsn1Prefix } from "../asn1/cursor.ts";
import * as tag from "../asn1/tags.ts";
import { decodeOid, decodeSmallInteger } from "../asn1/values.ts";
import { MAX_CERTIFICATES, MAX_CMS_BYTES } from "../limits.ts";
import { decodeFramedOctetString } from "./framing.ts";
import { OCSP_RESPONSE_FORMAT, SIGNED_DATA } from "./oids.ts";
import { parseSignerInfo } from "./parse-signer-info.ts";
import type { SignedData } from "./signed-data.ts";

/**
 * Reads a ContentInfo of type signedData that fills `bytes` exactly (RFC 5652, sections 3 and 5.1). The framing may
 * be BER; what is inside (signed attributes, certificates, revocation data) is handed out as it stands.
 *
 * @throws Asn1Error where it is anything else
 */
export function parseSignedData(bytes: Uint8Array): SignedData {
  if (bytes.length > MAX_CMS_BYTES) throw new Asn1Error(`CMS larger than ${MAX_CMS_BYTES} bytes`);
  try {
    return readContentInfo(bytes, "DER");
  } catch (error) {
    if (!(error instanceof Asn1Error)) throw error;
    return readContentInfo(bytes, "BER");
  }
}

/**
 * Reads the ContentInfo at the start of `bytes`, as in a PDF's /Contents, which is longer than the CMS it holds.
 * `length` is how many octets it takes; what follows is the caller's to judge.
 *
 * @throws Asn1Error where `bytes` do not start with a ContentInfo of type signedData
 */
export function readSignedDataPrefix(bytes: Uint8Array): { readonly signedData: SignedData; readonly length: number } {
  const { raw } = readAsn1Prefix(bytes, "BER");
  return { signedData: parseSignedData(raw), length: raw.length };
}

function readContentInfo(raw: Uint8Array, encoding: EncodingRules): SignedData {
  const whole = new Asn1Cursor(raw, encoding);
  const contentInfo = whole.enter(tag.SEQUENCE);
  whole.end();
  const type = decodeOid(contentInfo.take(tag.OBJECT_IDENTIFIER));
  if (type !== SIGNED_DATA) throw new Asn1Error(`expected signedData, found content type ${type}`);
  const explicit = contentInfo.enter(tag.contextConstructed(0));
  contentInfo.end();
  const signedData = explicit.enter(tag.SEQUENCE);
  explicit.end();

  const version = decodeSmallInteger(signedData.take(tag.INTEGER));
  const digestAlgorithms = signedData.enter(tag.SET).rest().map(parseAlgorithmIdentifier);
  const encapsulated = readEncapsulatedContent(signedData.enter(tag.SEQUENCE));
  const certificates = readCertificates(signedData.optional(tag.contextConstructed(0)));
  const revocation = readRevocation(signedData.optional(tag.contextConstructed(1)));
  const signerInfos = signedData.enter(tag.SET).rest().map(parseSignerInfo);
  signedData.end();
  return { raw, encoding, version, digestAlgorithms, ...encapsulated, ...certificates, ...revocation, signerInfos };
}

/** RFC 5652, section 5.2. */
function readEncapsulatedContent(sequence: Asn1Cursor): Pick<SignedData, "contentType" | "content"> {
  const contentType = decodeOid(sequence.take(tag.OBJECT_IDENTIFIER));
  const explicit = sequence.optional(tag.contextConstructed(0));
  sequence.end();
  if (explicit === null) return { contentType, content: null };
  const inside = contentsOf(explicit);
  const content = decodeFramedOctetString(inside.take());
  inside.end();
  return { contentType, content };
}

/** RFC 5652, section 10.2.3. */
function readCertificates(set: Asn1Element | null): Pick<SignedData, "certificates" | "otherCertificates"> {
  const choices = set === null ? [] : contentsOf(set).rest();
  if (choices.length > MAX_CERTIFICATES) throw new Asn1Error(`more than ${MAX_CERTIFICATES} certificates in one CMS`);
  const certificates = choices.filter((choice) => choice.tag === tag.SEQUENCE).map((choice) => choice.raw);
  return { certificates, otherCertificates: choices.length - certificates.length };
}

/** RFC 5652, section 10.2.1. */
function readRevocation(set: Asn1Element | null): Pick<SignedData, "crls" | "ocspResponses" | "otherRevocation"> {
  const crls: Uint8Array[] = [];
  const ocspResponses: Uint8Array[] = [];
  let otherRevocation = 0;
  for (const choice of set === null ? [] : contentsOf(set).rest()) {
    if (choice.tag === tag.SEQUENCE) {
      crls.push(choice.raw);
      continue;
    }
    if (choice.tag !== tag.contextConstructed(1)) throw new Asn1Error("revocation information of no known kind");
    const other = contentsOf(choice);
    const format = decodeOid(other.take(tag.OBJECT_IDENTIFIER));
    const value = other.take();
    other.end();
    if (format === OCSP_RESPONSE_FORMAT) ocspResponses.push(value.raw);
    else otherRevocation++;
  }
  return { crls, ocspResponses, otherRevocation };
}
