import { CURVES, curveByOid, EDWARDS_CURVES, edwardsCurveByOid, KEY_OIDS } from "../crypto/algorithms.ts";
import type { PublicKey } from "../crypto/public-key.ts";
import { MAX_RSA_BITS } from "../limits.ts";
import { type AlgorithmIdentifier, isNullOrAbsent, parseAlgorithmIdentifier } from "./algorithm-identifier.ts";
import { Asn1Error } from "./asn1-error.ts";
import { type Asn1Cursor, type Asn1Element, contentsOf, readAsn1 } from "./cursor.ts";
import { parsePssParameters } from "./pss-parameters.ts";
import { BIT_STRING, INTEGER, NULL, OBJECT_IDENTIFIER, SEQUENCE } from "./tags.ts";
import { decodeBitStringOctets, decodeOid, integerOctets } from "./values.ts";

/** RSA exponents up to here are verified (as OpenSSL does for large moduli): a larger one only serves to burn time. */
const MAX_RSA_EXPONENT_BITS = 64;
/** FIPS 186-4 knows q of 160, 224 and 256 bits. */
const MAX_DSA_ORDER_BITS = 256;

/**
 * SubjectPublicKeyInfo (RFC 5280, section 4.1.2.7), strictly. A key that is well-formed but of a kind, curve or size
 * that is not supported comes back with kind `unknown`.
 *
 * @throws Asn1Error where it is malformed
 */
export function parsePublicKey(element: Asn1Element): PublicKey {
  // Whatever it stood in, what is imported later is DER with nothing behind it.
  const info = readAsn1(element.raw);
  if (info.tag !== SEQUENCE) throw new Asn1Error("SubjectPublicKeyInfo is not a SEQUENCE");
  const cursor = contentsOf(info);
  const algorithm = parseAlgorithmIdentifier(cursor.take());
  const value = decodeBitStringOctets(cursor.take(BIT_STRING));
  cursor.end();
  const spki = info.raw;

  const edwards = edwardsCurveByOid(algorithm.oid);
  if (edwards !== null) {
    requireAbsent(algorithm);
    const { bits, keyBytes } = EDWARDS_CURVES[edwards];
    if (value.length !== keyBytes)
      throw new Asn1Error(`${edwards} key of ${value.length} octets, expected ${keyBytes}`);
    return { kind: edwards, curve: edwards, spki, name: edwards, bits, key: value };
  }
  switch (algorithm.oid) {
    case KEY_OIDS.rsa:
      if (!isNullOrAbsent(algorithm.parameters)) requireAbsent(algorithm);
      return parseRsaKey(spki, value, (rsa) => ({ kind: "RSA", ...rsa }));
    case KEY_OIDS.rsaPss: {
      const { parameters } = algorithm;
      const restriction = parameters === null ? null : parsePssParameters(parameters);
      if (parameters !== null && restriction === null) return unknownKey(spki, "RSASSA-PSS with an unsupported digest");
      return parseRsaKey(spki, value, (rsa) => ({ kind: "RSA-PSS", ...rsa, restriction }));
    }
    case KEY_OIDS.ec:
      return parseEcKey(spki, algorithm, value);
    case KEY_OIDS.dsa:
      return parseDsaKey(spki, algorithm, value);
    default:
      return unknownKey(spki, algorithm.oid);
  }
}

interface RsaFields {
  readonly spki: Uint8Array;
  readonly name: string;
  readonly bits: number;
  readonly pkcs1: Uint8Array;
  readonly modulus: Uint8Array;
  readonly exponent: Uint8Array;
}

/** RSAPublicKey (RFC 8017, annex A.1.1). */
function parseRsaKey(spki: Uint8Array, pkcs1: Uint8Array, build: (fields: RsaFields) => PublicKey): PublicKey {
  const cursor = sequenceThatFills(pkcs1);
  const modulus = readPositive(cursor);
  const exponent = readPositive(cursor);
  cursor.end();
  if (!isOdd(modulus)) throw new Asn1Error("RSA modulus is even");
  if (!isOdd(exponent) || bitLength(exponent) === 1) throw new Asn1Error("RSA exponent is 1 or even");
  const bits = bitLength(modulus);
  if (bits <= bitLength(exponent)) throw new Asn1Error("RSA exponent as large as its modulus");
  const name = `RSA-${bits}`;
  if (bits > MAX_RSA_BITS) return unknownKey(spki, name, bits);
  if (bitLength(exponent) > MAX_RSA_EXPONENT_BITS) {
    return unknownKey(spki, `${name} with an exponent of ${bitLength(exponent)} bits`, bits);
  }
  return build({ spki, name, bits, pkcs1, modulus, exponent });
}

/** RFC 5480, section 2: on a named curve only. A point may be compressed (SEC 1, section 2.3.3). */
function parseEcKey(spki: Uint8Array, { parameters }: AlgorithmIdentifier, point: Uint8Array): PublicKey {
  if (parameters === null) throw new Asn1Error("EC key without parameters");
  if (parameters.tag === SEQUENCE) return unknownKey(spki, "EC with explicit parameters");
  if (parameters.tag === NULL) return unknownKey(spki, "EC with implicit parameters");
  if (parameters.tag !== OBJECT_IDENTIFIER) throw new Asn1Error("EC parameters of an unknown kind");
  const oid = decodeOid(parameters);
  const curve = curveByOid(oid);
  if (curve === null) return unknownKey(spki, `EC on curve ${oid}`);
  const { bits, bytes } = CURVES[curve];
  const compressed = point[0] === 2 || point[0] === 3;
  if (!compressed && point[0] !== 4) throw new Asn1Error("EC point neither compressed nor uncompressed");
  if (point.length !== 1 + (compressed ? bytes : 2 * bytes))
    throw new Asn1Error(`EC point not of the size of ${curve}`);
  return { kind: "EC", spki, name: curve, bits, curve, point, compressed };
}

/** RFC 3279, section 2.3.2. Parameters that are absent are those of the issuer's key. */
function parseDsaKey(spki: Uint8Array, { parameters }: AlgorithmIdentifier, value: Uint8Array): PublicKey {
  const publicValue = readAsn1(value);
  if (publicValue.tag !== INTEGER) throw new Asn1Error("DSA public value is not an INTEGER");
  magnitude(publicValue);
  if (parameters === null) {
    return { kind: "DSA", spki, name: "DSA", bits: 0, parameters: null, value, orderBytes: 0 };
  }
  if (parameters.tag !== SEQUENCE) throw new Asn1Error("DSA parameters are not a SEQUENCE");
  const cursor = contentsOf(parameters);
  const bits = bitLength(readPositive(cursor));
  const orderBits = bitLength(readPositive(cursor));
  readPositive(cursor);
  cursor.end();
  const name = `DSA-${bits}`;
  if (bits > MAX_RSA_BITS || orderBits > MAX_DSA_ORDER_BITS) return unknownKey(spki, name, bits);
  return { kind: "DSA", spki, name, bits, parameters: parameters.raw, value, orderBytes: Math.ceil(orderBits / 8) };
}

function sequenceThatFills(bytes: Uint8Array): Asn1Cursor {
  const element = readAsn1(bytes);
  if (element.tag !== SEQUENCE) throw new Asn1Error("key is not a SEQUENCE");
  return contentsOf(element);
}

function readPositive(cursor: Asn1Cursor): Uint8Array {
  return magnitude(cursor.take(INTEGER));
}

/** The octets of an INTEGER above zero, without its sign octet. */
function magnitude(element: Asn1Element): Uint8Array {
  const octets = integerOctets(element);
  const first = octets[0] ?? 0;
  if (first >= 0x80) throw new Asn1Error("key holds a negative number");
  if (first === 0 && octets.length === 1) throw new Asn1Error("key holds a zero");
  return first === 0 ? octets.subarray(1) : octets;
}

/** Bits of a magnitude without leading zeros. */
function bitLength(octets: Uint8Array): number {
  return 8 * octets.length - Math.clz32(octets[0] ?? 0) + 24;
}

function isOdd(octets: Uint8Array): boolean {
  return ((octets[octets.length - 1] ?? 0) & 1) === 1;
}

function requireAbsent({ oid, parameters }: AlgorithmIdentifier): void {
  if (parameters !== null) throw new Asn1Error(`key algorithm ${oid} with parameters that it must not have`);
}

function unknownKey(spki: Uint8Array, name: string, bits = 0): PublicKey {
  return { kind: "unknown", spki, name, bits };
}
