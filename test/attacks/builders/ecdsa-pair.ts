import { integer, sequence } from "../../../src/testing/der.ts";

/** The order of P-256 (FIPS 186-4, D.1.2.3). */
const ORDER = 0xffffffff00000000ffffffffffffffffbce6faada7179e84f3b9cac2fc632551n;

/** Contents of the two INTEGERs of an Ecdsa-Sig-Value of P-256; as magnitudes of 32 octets unless asked for as they are. */
export function pairOf(value: Uint8Array, asWritten = false): [Uint8Array, Uint8Array] {
  const firstLength = value[3] ?? 0;
  const first = value.subarray(4, 4 + firstLength);
  const second = value.subarray(6 + firstLength);
  return asWritten ? [first, second] : [padded(first), padded(second)];
}

/** The value with n − s in the place of s: the same signature in the eyes of ECDSA, whoever makes it. */
export function negated(value: Uint8Array): Uint8Array {
  const [r, s] = pairOf(value);
  const number = [...s].reduce((sum, octet) => (sum << 8n) | BigInt(octet), 0n);
  const digits = (ORDER - number).toString(16).padStart(64, "0");
  const other = Uint8Array.from({ length: 32 }, (_, i) => Number.parseInt(digits.slice(2 * i, 2 * i + 2), 16));
  return sequence(integer(r), integer(other));
}

function padded(contents: Uint8Array): Uint8Array {
  const octets = new Uint8Array(32);
  const magnitude = contents.length > 32 ? contents.subarray(contents.length - 32) : contents;
  octets.set(magnitude, 32 - magnitude.length);
  return octets;
}
