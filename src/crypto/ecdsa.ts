import { CURVES } from "./algorithms.ts";
import { modularPower, octetsToInteger } from "./bigint.ts";
import { type CurveParameters, curveParameters } from "./curve-parameters.ts";
import type { EcPublicKey } from "./public-key.ts";

/*
 * ECDSA verification (FIPS 186-5, section 6.4.2) on a digest that is already there, and for the curves, digests and
 * compressed keys that a platform lacks. Everything here is public, so nothing needs to take constant time.
 */

/** In Jacobian coordinates: (x / z², y / z³), and the point at infinity where z is 0. */
interface Point {
  readonly x: bigint;
  readonly y: bigint;
  readonly z: bigint;
}

const INFINITY: Point = { x: 1n, y: 1n, z: 0n };

/** `pair` is r and s one after another, each as long as a coordinate. */
export function verifyEcdsa(key: EcPublicKey, digest: Uint8Array, pair: Uint8Array): boolean {
  const curve = curveParameters(key.curve);
  const { p, n, gx, gy } = curve;
  const { bits, bytes } = CURVES[key.curve];
  const r = octetsToInteger(pair.subarray(0, bytes));
  const s = octetsToInteger(pair.subarray(bytes));
  if (r === 0n || r >= n || s === 0n || s >= n) return false;
  const q = decodePoint(curve, key.point, bytes);
  if (q === null) return false;

  // The leftmost bits of the digest, as many as n has: on all these curves as many as p has.
  const surplus = Math.max(0, 8 * digest.length - bits);
  const e = octetsToInteger(digest) >> BigInt(surplus);
  const inverse = modularPower(s, n - 2n, n);
  const sum = linearCombination(curve, (e * inverse) % n, { x: gx, y: gy, z: 1n }, (r * inverse) % n, q);
  if (sum.z === 0n) return false;
  // x / z² mod n = r, without dividing: x / z² is below p, so it is r or r + n.
  const zz = (sum.z * sum.z) % p;
  return sum.x === (r * zz) % p || (r + n < p && sum.x === ((r + n) * zz) % p);
}

/** SEC 1, section 2.3.4; null where the coordinates are not those of a point of the curve. */
function decodePoint({ p, a, b }: CurveParameters, octets: Uint8Array, bytes: number): Point | null {
  const x = octetsToInteger(octets.subarray(1, 1 + bytes));
  if (x >= p) return null;
  const square = (((x * x + a) % p) * x + b) % p;
  if (octets[0] === 4) {
    const y = octetsToInteger(octets.subarray(1 + bytes));
    return y < p && (y * y) % p === square ? { x, y, z: 1n } : null;
  }
  // p is 3 modulo 4 on each of these curves, so this is the root of a square, and nobody's root otherwise.
  const root = modularPower(square, (p + 1n) / 4n, p);
  if ((root * root) % p !== square) return null;
  const isOdd = octets[0] === 3;
  const y = (root & 1n) === (isOdd ? 1n : 0n) ? root : p - root;
  return { x, y, z: 1n };
}

/** u·g + v·q, doubling once for both (Shamir's trick). */
function linearCombination(curve: CurveParameters, u: bigint, g: Point, v: bigint, q: Point): Point {
  const both = add(curve, g, q);
  const uBits = u.toString(2);
  const vBits = v.toString(2);
  const length = Math.max(uBits.length, vBits.length);
  let sum = INFINITY;
  for (let i = length; i > 0; i--) {
    sum = double(curve, sum);
    const inU = uBits[uBits.length - i] === "1";
    const inV = vBits[vBits.length - i] === "1";
    if (inU && inV) sum = add(curve, sum, both);
    else if (inU) sum = add(curve, sum, g);
    else if (inV) sum = add(curve, sum, q);
  }
  return sum;
}

function double({ p, a }: CurveParameters, { x, y, z }: Point): Point {
  if (z === 0n || y === 0n) return INFINITY;
  const yy = (y * y) % p;
  const zz = (z * z) % p;
  const s = (4n * x * yy) % p;
  const m = (3n * x * x + a * ((zz * zz) % p)) % p;
  const x3 = modulo(m * m - 2n * s, p);
  return { x: x3, y: modulo(m * (s - x3) - 8n * yy * yy, p), z: (2n * y * z) % p };
}

function add(curve: CurveParameters, first: Point, second: Point): Point {
  if (first.z === 0n) return second;
  if (second.z === 0n) return first;
  const { p } = curve;
  const zz1 = (first.z * first.z) % p;
  const zz2 = (second.z * second.z) % p;
  const u1 = (first.x * zz2) % p;
  const s1 = (((first.y * zz2) % p) * second.z) % p;
  const h = modulo(second.x * zz1 - u1, p);
  const r = modulo(((second.y * zz1) % p) * first.z - s1, p);
  if (h === 0n) return r === 0n ? double(curve, first) : INFINITY;
  const hh = (h * h) % p;
  const hhh = (h * hh) % p;
  const v = (u1 * hh) % p;
  const x = modulo(r * r - hhh - 2n * v, p);
  return { x, y: modulo(r * (v - x) - s1 * hhh, p), z: (((first.z * second.z) % p) * h) % p };
}

/** The remainder that is not negative. */
function modulo(value: bigint, modulus: bigint): bigint {
  const rest = value % modulus;
  return rest < 0n ? rest + modulus : rest;
}
