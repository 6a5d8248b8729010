import { encodeHex } from "../bytes/hex.ts";

/** The number that octets stand for, big-endian and unsigned (OS2IP, RFC 8017, section 4.2). */
export function octetsToInteger(octets: Uint8Array): bigint {
  return octets.length === 0 ? 0n : BigInt(`0x${encodeHex(octets)}`);
}

/** A number below 256^length as octets, big-endian (I2OSP, RFC 8017, section 4.1). */
export function integerToOctets(value: bigint, length: number): Uint8Array {
  const digits = value.toString(16).padStart(2 * length, "0");
  const octets = new Uint8Array(length);
  for (let i = 0; i < length; i++) octets[i] = Number.parseInt(digits.slice(2 * i, 2 * i + 2), 16);
  return octets;
}

/** base^exponent mod modulus. In time that depends on its arguments: for public values only. */
export function modularPower(base: bigint, exponent: bigint, modulus: bigint): bigint {
  let result = 1n % modulus;
  for (const bit of exponent.toString(2)) {
    result = (result * result) % modulus;
    if (bit === "1") result = (result * base) % modulus;
  }
  return result;
}
