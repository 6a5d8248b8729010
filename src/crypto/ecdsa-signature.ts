const SEQUENCE = 0x30;
const INTEGER = 0x02;

/**
 * Ecdsa-Sig-Value or Dss-Sig-Value (RFC 3279, section 2.2.3) as r and s one after another, each `orderBytes` long.
 * Null for anything but the one DER encoding of two positive numbers that fit: every other form of the same numbers
 * would be a second signature that nobody made.
 */
export function signaturePairFromDer(der: Uint8Array, orderBytes: number): Uint8Array | null {
  let at = 0;
  if (der[at++] !== SEQUENCE) return null;
  let length = der[at++] ?? 0;
  if (length > 0x80) {
    // Two octets of length would be needed from 256 on, which two numbers of 66 octets do not reach.
    if (length !== 0x81) return null;
    length = der[at++] ?? 0;
    if (length < 0x80) return null;
  }
  if (at + length !== der.length) return null;

  const pair = new Uint8Array(2 * orderBytes);
  for (const end of [orderBytes, 2 * orderBytes]) {
    if (der[at] !== INTEGER) return null;
    const size = der[at + 1] ?? 0;
    const octets = der.subarray(at + 2, at + 2 + size);
    if (size >= 0x80 || octets.length !== size) return null;
    const magnitude = positiveMagnitude(octets);
    if (magnitude === null || magnitude.length > orderBytes) return null;
    pair.set(magnitude, end - magnitude.length);
    at += 2 + size;
  }
  return at === der.length ? pair : null;
}

/** The octets of an INTEGER without its sign octet; null where it is zero, negative or not in its shortest form. */
function positiveMagnitude(octets: Uint8Array): Uint8Array | null {
  const [first, second] = octets;
  if (first === undefined || first >= 0x80) return null;
  if (first !== 0) return octets;
  return second === undefined || second < 0x80 ? null : octets.subarray(1);
}

/** Whether r and s one after another are each of full length and not zero. */
export function isSignaturePair(pair: Uint8Array, orderBytes: number): boolean {
  return (
    pair.length === 2 * orderBytes &&
    pair.subarray(0, orderBytes).some((octet) => octet !== 0) &&
    pair.subarray(orderBytes).some((octet) => octet !== 0)
  );
}
