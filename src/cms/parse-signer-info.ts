import { parseAlgorithmIdentifier } from "../asn1/algorithm-identifier.ts";
import { Asn1Error } from "../asn1/asn1-error.ts";
import { Asn1Cursor, type Asn1Element, contentsOf } from "../asn1/cursor.ts";
import { isDer, isSetOfOrder } from "../asn1/der.ts";
import * as tag from "../asn1/tags.ts";
import { decodeOctetString, decodeOid, decodeSmallInteger } from "../asn1/values.ts";
import { decodeFramedOctetString } from "./framing.ts";
import { type Attribute, SignedAttributes, type SignerIdentifier, type SignerInfo } from "./signed-data.ts";

/**
 * RFC 5652, section 5.3.
 *
 * @throws Asn1Error
 */
export function parseSignerInfo(element: Asn1Element): SignerInfo {
  if (element.tag !== tag.SEQUENCE) throw new Asn1Error("SignerInfo is not a SEQUENCE");
  const cursor = contentsOf(element);
  const version = decodeSmallInteger(cursor.take(tag.INTEGER));
  const sid = readSignerIdentifier(cursor.take());
  const digestAlgorithm = parseAlgorithmIdentifier(cursor.take());
  const signed = cursor.optional(tag.contextConstructed(0));
  const signatureAlgorithm = parseAlgorithmIdentifier(cursor.take());
  const signature = decodeFramedOctetString(cursor.take());
  const unsigned = cursor.optional(tag.contextConstructed(1));
  cursor.end();
  return {
    version,
    sid,
    digestAlgorithm,
    signedAttributes: signed === null ? null : readSignedAttributes(signed),
    signatureAlgorithm,
    signature,
    unsignedAttributes: unsigned === null ? [] : readAttributes(contentsOf(unsigned)),
  };
}

function readSignerIdentifier(element: Asn1Element): SignerIdentifier {
  switch (element.tag) {
    case tag.SEQUENCE: {
      const cursor = contentsOf(element);
      const issuer = cursor.take(tag.SEQUENCE).raw;
      const serialNumber = cursor.take(tag.INTEGER).content;
      cursor.end();
      return { kind: "issuerAndSerial", issuer, serialNumber };
    }
    case tag.contextPrimitive(0):
    case tag.contextConstructed(0):
      return { kind: "keyIdentifier", keyIdentifier: decodeOctetString(element) };
    default:
      throw new Asn1Error("SignerIdentifier of no known kind");
  }
}

function readSignedAttributes(element: Asn1Element): SignedAttributes {
  const { raw, content, depth } = element;
  const der = isDer(raw);
  // Inside a BER frame the attributes still are DER; read as such, so that their values are held to it too.
  const cursor = der ? new Asn1Cursor(content, "DER", depth + 1) : contentsOf(element);
  const encodings: Uint8Array[] = [];
  const attributes: Attribute[] = [];
  let sorted = true;
  while (cursor.more) {
    const attribute = cursor.take(tag.SEQUENCE);
    encodings.push(attribute.raw);
    const { oid, values } = readAttribute(attribute);
    attributes.push({ oid, values });
    sorted &&= isSetOfOrder(values.map((value) => value.raw));
  }
  // SET SIZE (1..MAX): an empty set would be signed attributes that bind nothing.
  if (attributes.length === 0) throw new Asn1Error("signed attributes without an attribute");
  return new SignedAttributes(raw, der && sorted && isSetOfOrder(encodings), attributes);
}

function readAttributes(cursor: Asn1Cursor): Attribute[] {
  return cursor.rest().map(readAttribute);
}

function readAttribute(element: Asn1Element): Attribute {
  if (element.tag !== tag.SEQUENCE) throw new Asn1Error("Attribute is not a SEQUENCE");
  const cursor = contentsOf(element);
  const oid = decodeOid(cursor.take(tag.OBJECT_IDENTIFIER));
  const values = cursor.enter(tag.SET).rest();
  cursor.end();
  return { oid, values };
}
