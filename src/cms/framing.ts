import { Asn1Error } from "../asn1/asn1-error.ts";
import type { Asn1Element } from "../asn1/cursor.ts";
import { OCTET_STRING } from "../asn1/tags.ts";
import { decodeOctetString } from "../asn1/values.ts";

const IN_PIECES = 0x24;

/** The contents of an OCTET STRING of the CMS framing, which BER may cut into pieces (X.690, 8.7.3). */
export function decodeFramedOctetString(element: Asn1Element): Uint8Array {
  if (element.tag !== OCTET_STRING && element.tag !== IN_PIECES) throw new Asn1Error("expected an OCTET STRING");
  return decodeOctetString(element);
}
