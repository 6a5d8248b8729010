import { MAX_ASN1_NESTING } from "../limits.ts";

/**
 * Whether `bytes` are values in the definite, shortest-length form of DER from beginning to end and at every depth
 * (X.690, 10.1 and 10.2). Contents of primitive types are not looked at. One pass without allocation, because
 * signed attributes may carry revocation lists of megabytes.
 */
export function isDer(bytes: Uint8Array): boolean {
  return areValues(bytes, 0, bytes.length, 0);
}

function areValues(bytes: Uint8Array, start: number, end: number, depth: number): boolean {
  if (depth > MAX_ASN1_NESTING) return false;
  let at = start;
  while (at < end) {
    const tag = bytes[at++] ?? 0;
    if ((tag & 0x1f) === 0x1f) {
      // An identifier of several octets: number 31 or more, without leading zero bits (X.690, 8.1.2.4).
      if (bytes[at] === 0x80 || (bytes[at] ?? 0) < 0x1f) return false;
      while (at < end && (bytes[at] ?? 0) >= 0x80) at++;
      at++;
    }
    if (at >= end) return false;
    let length = bytes[at++] ?? 0;
    if (length >= 0x80) {
      const octets = length & 0x7f;
      if (octets === 0 || octets > 6 || at + octets > end || bytes[at] === 0) return false;
      length = 0;
      for (let i = 0; i < octets; i++) length = length * 256 + (bytes[at++] ?? 0);
      if (length < 0x80) return false;
    }
    if (length > end - at) return false;
    if ((tag & 0x20) !== 0) {
      // Universal types other than SEQUENCE, SET and the two that embed a value are primitive in DER.
      if (tag < 0x40 && !CONSTRUCTED_TYPES.has(tag & 0x1f)) return false;
      if (!areValues(bytes, at, at + length, depth + 1)) return false;
    }
    at += length;
  }
  return true;
}

/** EXTERNAL, EMBEDDED PDV, SEQUENCE, SET. */
const CONSTRUCTED_TYPES: ReadonlySet<number> = new Set([0x08, 0x0b, 0x10, 0x11]);

/** Whether encodings stand in the order that DER prescribes for a SET OF (X.690, 11.6). */
export function isSetOfOrder(encodings: readonly Uint8Array[]): boolean {
  for (let i = 1; i < encodings.length; i++) {
    const before = encodings[i - 1];
    const after = encodings[i];
    if (before !== undefined && after !== undefined && compareEncodings(before, after) > 0) return false;
  }
  return true;
}

/** The order of a SET OF in DER: by octets, the shorter padded with zeros (X.690, 11.6). */
export function compareEncodings(a: Uint8Array, b: Uint8Array): number {
  const length = Math.max(a.length, b.length);
  for (let i = 0; i < length; i++) {
    const difference = (a[i] ?? 0) - (b[i] ?? 0);
    if (difference !== 0) return difference;
  }
  return 0;
}
