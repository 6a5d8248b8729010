/**
 * DER (X.690, clause 10) as bytes in, bytes out. Written apart from the reader in asn1/ on purpose: what the test
 * authority makes must not share its mistakes. Parts that are already encoded are embedded as they are, so a test can
 * put anything anywhere, malformed values included.
 */
import { concatBytes, joinBytes } from "../bytes/concat.ts";
import { encodeLatin1, encodeUtf8 } from "../bytes/text.ts";

export type Der = Uint8Array<ArrayBuffer>;

/** One value: identifier octet, length, contents. */
export function tlv(tag: number, ...contents: readonly Uint8Array[]): Der {
  const content = concatBytes(...contents);
  return concatBytes(Uint8Array.of(tag, ...lengthOctets(content.length)), content);
}

export function sequence(...parts: readonly Uint8Array[]): Der {
  return tlv(0x30, ...parts);
}

/** SEQUENCE OF any number of parts: a CRL has more than a call takes arguments. */
export function sequenceOf(parts: readonly Uint8Array[]): Der {
  return sequence(joinBytes(parts));
}

/** SET OF, whose elements DER orders by their encodings (X.690, 11.6). */
export function setOf(...parts: readonly Uint8Array[]): Der {
  return tlv(0x31, ...[...parts].sort(compareOctets));
}

/** `[number] EXPLICIT`, or `[number] IMPLICIT` of a constructed type whose contents these are. */
export function context(number: number, ...parts: readonly Uint8Array[]): Der {
  return tlv(0xa0 | number, ...parts);
}

/** `[number] IMPLICIT` of a primitive type. */
export function contextPrimitive(number: number, content: Uint8Array): Der {
  return tlv(0x80 | number, content);
}

export function objectIdentifier(dotted: string): Der {
  const [first = 0, second = 0, ...rest] = dotted.split(".").map(Number);
  return tlv(0x06, Uint8Array.from([first * 40 + second, ...rest].flatMap(base128)));
}

/** INTEGER of a number, or of the magnitude of a non-negative one, most significant octet first. */
export function integer(value: number | Uint8Array): Der {
  return tlv(0x02, typeof value === "number" ? magnitude(value) : unsigned(value));
}

export function enumerated(value: number): Der {
  return tlv(0x0a, magnitude(value));
}

export function boolean(value: boolean): Der {
  return tlv(0x01, Uint8Array.of(value ? 0xff : 0));
}

export function octetString(content: Uint8Array): Der {
  return tlv(0x04, content);
}

export function bitString(bytes: Uint8Array, unusedBits = 0): Der {
  return tlv(0x03, Uint8Array.of(unusedBits), bytes);
}

/** A named bit list with these bits set, trailing zero bits removed (X.690, 11.2.2). */
export function namedBits(indexes: readonly number[]): Der {
  if (indexes.length === 0) return bitString(new Uint8Array(0));
  const last = Math.max(...indexes);
  const bytes = new Uint8Array((last >> 3) + 1);
  for (const index of indexes) bytes[index >> 3] = (bytes[index >> 3] ?? 0) | (0x80 >> (index & 7));
  return bitString(bytes, 7 - (last & 7));
}

export function nullValue(): Der {
  return tlv(0x05);
}

export function utf8String(text: string): Der {
  return tlv(0x0c, encodeUtf8(text));
}

export function printableString(text: string): Der {
  return tlv(0x13, encodeLatin1(text));
}

export function ia5String(text: string): Der {
  return tlv(0x16, encodeLatin1(text));
}

/** BMPString: UTF-16, high octet first. */
export function bmpString(text: string): Der {
  const bytes = new Uint8Array(2 * text.length);
  for (let i = 0; i < text.length; i++) {
    bytes[2 * i] = text.charCodeAt(i) >> 8;
    bytes[2 * i + 1] = text.charCodeAt(i) & 0xff;
  }
  return tlv(0x1e, bytes);
}

/** Time as RFC 5280, 4.1.2.5, has it: UTCTime through 2049, GeneralizedTime from 2050, whole seconds. */
export function time(date: Date): Der {
  const digits = utcDigits(date);
  return date.getUTCFullYear() < 2050 ? tlv(0x17, encodeLatin1(`${digits.slice(2)}Z`)) : generalizedTime(date);
}

export function generalizedTime(date: Date): Der {
  return tlv(0x18, encodeLatin1(`${utcDigits(date)}Z`));
}

/** yyyyMMddHHmmss; a fraction of a second is cut off. */
function utcDigits(date: Date): string {
  return date.toISOString().slice(0, 19).replace(/[-:T]/g, "");
}

function lengthOctets(length: number): number[] {
  if (length < 0x80) return [length];
  const octets = magnitudeOctets(length);
  return [0x80 | octets.length, ...octets];
}

function magnitude(value: number): Uint8Array {
  if (!Number.isSafeInteger(value) || value < 0)
    throw new RangeError(`expected a non-negative integer, found ${value}`);
  return unsigned(Uint8Array.from(magnitudeOctets(value)));
}

function magnitudeOctets(value: number): number[] {
  const octets: number[] = [];
  for (let rest = value; rest > 0; rest = Math.floor(rest / 256)) octets.unshift(rest % 256);
  return octets;
}

/** Two's complement of a magnitude: no leading zero octets but the one that keeps it positive. */
function unsigned(octets: Uint8Array): Uint8Array {
  let start = 0;
  while (octets[start] === 0) start++;
  const significant = octets.subarray(start);
  return (significant[0] ?? 0x80) >= 0x80 ? concatBytes(Uint8Array.of(0), significant) : significant;
}

function base128(arc: number): number[] {
  const groups = [arc % 128];
  for (let rest = Math.floor(arc / 128); rest > 0; rest = Math.floor(rest / 128)) groups.unshift(0x80 | (rest % 128));
  return groups;
}

function compareOctets(a: Uint8Array, b: Uint8Array): number {
  for (let i = 0; i < Math.min(a.length, b.length); i++) {
    const difference = (a[i] ?? 0) - (b[i] ?? 0);
    if (difference !== 0) return difference;
  }
  return a.length - b.length;
}
