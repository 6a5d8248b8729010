import { contentsOf, readAsn1 } from "../../asn1/cursor.ts";
import {
  BIT_STRING,
  contextConstructed,
  INTEGER,
  NULL,
  OBJECT_IDENTIFIER,
  OCTET_STRING,
  SEQUENCE,
} from "../../asn1/tags.ts";
import { decodeBitStringOctets } from "../../asn1/values.ts";
import { concatBytes } from "../../bytes/concat.ts";
import { digestOf } from "../../crypto/digest.ts";
import type { PathLink } from "../../x509/path-validation.ts";

/** Contents octets of 1.3.14.3.2.26. */
const SHA1 = Uint8Array.of(0x2b, 0x0e, 0x03, 0x02, 0x1a);

/** Contents octets of 1.3.6.1.5.5.7.48.1.2. */
const NONCE = Uint8Array.of(0x2b, 0x06, 0x01, 0x05, 0x05, 0x07, 0x30, 0x01, 0x02);

/** The value of the nonce extension (RFC 9654, section 2.1): an OCTET STRING of these octets. */
export function encodeNonce(octets: Uint8Array): Uint8Array {
  return encode(OCTET_STRING, octets);
}

/**
 * OCSPRequest for one certificate (RFC 6960, 4.1.1). The certID is by SHA-1, the only digest that every responder knows
 * (RFC 5019, 2.1.1): it names, it protects nothing.
 *
 * @param nonce value of the nonce extension; null: none, so that a responder may answer from its store
 */
export function buildOcspRequest(
  { certificate, issuer, issuerKey }: PathLink,
  nonce: Uint8Array | null = null,
): Uint8Array {
  const info = contentsOf(readAsn1(issuerKey.spki));
  info.take(SEQUENCE);
  const keyOctets = decodeBitStringOctets(info.take(BIT_STRING));
  const certId = encode(
    SEQUENCE,
    encode(SEQUENCE, encode(OBJECT_IDENTIFIER, SHA1), encode(NULL)),
    encode(OCTET_STRING, digestOf("SHA-1", issuer.subject.raw)),
    encode(OCTET_STRING, digestOf("SHA-1", keyOctets)),
    encode(INTEGER, certificate.serialNumber),
  );
  const extensions =
    nonce === null
      ? []
      : [
          encode(
            contextConstructed(2),
            encode(SEQUENCE, encode(SEQUENCE, encode(OBJECT_IDENTIFIER, NONCE), encode(OCTET_STRING, nonce))),
          ),
        ];
  // OCSPRequest { TBSRequest { requestList { Request { certID } }, requestExtensions } }
  return encode(SEQUENCE, encode(SEQUENCE, encode(SEQUENCE, encode(SEQUENCE, certId)), ...extensions));
}

/** A DER value: written out here because the builder of asn1/ is not for what verifying reaches. */
function encode(tag: number, ...contents: readonly Uint8Array[]): Uint8Array {
  const content = concatBytes(...contents);
  const { length } = content;
  const lengthOctets = length < 0x80 ? [length] : length < 0x100 ? [0x81, length] : [0x82, length >> 8, length & 0xff];
  return concatBytes(Uint8Array.of(tag, ...lengthOctets), content);
}
