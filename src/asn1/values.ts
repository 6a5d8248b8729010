import { concatBytes } from "../bytes/concat.ts";
import { decodeLatin1, decodeUtf8 } from "../bytes/text.ts";
import { Asn1Error } from "./asn1-error.ts";
import { type Asn1Element, contentsOf } from "./cursor.ts";
import * as tag from "./tags.ts";

/** X.690, 8.2 and 11.1: DER allows 00 and FF only. */
export function decodeBoolean(element: Asn1Element): boolean {
  const [value, ...rest] = element.content;
  if (value === undefined || rest.length > 0) throw new Asn1Error("BOOLEAN is not one octet");
  if (element.rules === "DER" && value !== 0 && value !== 0xff) throw new Asn1Error("BOOLEAN is neither 00 nor FF");
  return value !== 0;
}

/** The two's complement octets of an INTEGER or ENUMERATED, checked to be the fewest possible (X.690, 8.3.2). */
export function integerOctets(element: Asn1Element): Uint8Array {
  const [first, second] = element.content;
  if (first === undefined) throw new Asn1Error("INTEGER without contents");
  if (second !== undefined && ((first === 0x00 && second < 0x80) || (first === 0xff && second >= 0x80))) {
    throw new Asn1Error("INTEGER not in its shortest form");
  }
  return element.content;
}

/** An INTEGER that must fit a safe JavaScript integer. */
export function decodeSmallInteger(element: Asn1Element): number {
  const octets = integerOctets(element);
  if (octets.length > 6) throw new Asn1Error("INTEGER larger than expected");
  let value = (octets[0] ?? 0) >= 0x80 ? -1 : 0;
  for (const octet of octets) value = value * 256 + octet;
  return value;
}

/** An INTEGER of any size. */
export function decodeInteger(element: Asn1Element): bigint {
  let value = (integerOctets(element)[0] ?? 0) >= 0x80 ? -1n : 0n;
  for (const octet of element.content) value = (value << 8n) | BigInt(octet);
  return value;
}

/** Dotted decimal form (X.690, 8.19). */
export function decodeOid(element: Asn1Element): string {
  const octets = element.content;
  if (octets.length === 0 || (octets[octets.length - 1] ?? 0) >= 0x80) throw new Asn1Error("OBJECT IDENTIFIER cut off");
  const arcs: number[] = [];
  let arc = 0;
  let fresh = true;
  for (const octet of octets) {
    if (fresh && octet === 0x80) throw new Asn1Error("OBJECT IDENTIFIER arc not in its shortest form");
    if (arc > 2 ** 45) throw new Asn1Error("OBJECT IDENTIFIER arc larger than expected");
    arc = arc * 128 + (octet & 0x7f);
    fresh = octet < 0x80;
    if (fresh) {
      arcs.push(arc);
      arc = 0;
    }
  }
  const first = arcs[0] ?? 0;
  const root = Math.min(2, Math.floor(first / 40));
  return [root, first - 40 * root, ...arcs.slice(1)].join(".");
}

/** The contents of an OCTET STRING; in BER also of one cut into pieces (X.690, 8.7.3). */
export function decodeOctetString(element: Asn1Element): Uint8Array {
  if (!tag.isConstructed(element.tag)) return element.content;
  if (element.rules === "DER") throw new Asn1Error("OCTET STRING in pieces");
  return concatBytes(
    ...contentsOf(element)
      .rest()
      .map((piece) => {
        if ((piece.tag & ~0x20) !== tag.OCTET_STRING) throw new Asn1Error("OCTET STRING with a piece of another type");
        return decodeOctetString(piece);
      }),
  );
}

export interface BitString {
  readonly bytes: Uint8Array;
  /** Bits of the last octet that do not count, 0 to 7. */
  readonly unusedBits: number;
}

/** X.690, 8.6 and 11.2.1: unused bits are zero. */
export function decodeBitString(element: Asn1Element): BitString {
  if (tag.isConstructed(element.tag)) throw new Asn1Error("BIT STRING in pieces");
  const unusedBits = element.content[0];
  const bytes = element.content.subarray(1);
  if (unusedBits === undefined || unusedBits > 7 || (bytes.length === 0 && unusedBits > 0)) {
    throw new Asn1Error("BIT STRING with a wrong count of unused bits");
  }
  if (((bytes[bytes.length - 1] ?? 0) & ((1 << unusedBits) - 1)) !== 0) {
    throw new Asn1Error("BIT STRING whose unused bits are set");
  }
  return { bytes, unusedBits };
}

/** A BIT STRING of whole octets: a key or a signature value. */
export function decodeBitStringOctets(element: Asn1Element): Uint8Array {
  const { bytes, unusedBits } = decodeBitString(element);
  if (unusedBits !== 0) throw new Asn1Error("BIT STRING is not a whole number of octets");
  return bytes;
}

/** Whether bit `index` of a named bit list is set, counted from the most significant. */
export function hasBit(bits: BitString, index: number): boolean {
  return ((bits.bytes[index >> 3] ?? 0) & (0x80 >> (index & 7))) !== 0;
}

/** Text of any of the string types of a DirectoryString, and IA5String. */
export function decodeText(element: Asn1Element): string {
  switch (element.tag) {
    case tag.UTF8_STRING: {
      const text = decodeUtf8(element.content);
      if (text === null) throw new Asn1Error("UTF8String is not UTF-8");
      return text;
    }
    case tag.PRINTABLE_STRING:
    case tag.IA5_STRING:
    case tag.VISIBLE_STRING:
    // T.61 in certificates is Latin-1 in practice; its escape sequences have no use in a name.
    case tag.TELETEX_STRING:
    case NUMERIC_STRING:
      return decodeLatin1(element.content);
    case tag.BMP_STRING:
      return decodeWide(element.content, 2);
    case tag.UNIVERSAL_STRING:
      return decodeWide(element.content, 4);
    default:
      throw new Asn1Error("not a string type");
  }
}

const NUMERIC_STRING = 0x12;

function decodeWide(octets: Uint8Array, width: number): string {
  if (octets.length % width !== 0) throw new Asn1Error("string cut off inside a character");
  let text = "";
  for (let at = 0; at < octets.length; at += width) {
    let code = 0;
    for (const octet of octets.subarray(at, at + width)) code = code * 256 + octet;
    if (code > 0x10ffff) throw new Asn1Error("character outside Unicode");
    text += String.fromCodePoint(code);
  }
  return text;
}
