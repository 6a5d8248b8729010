import { concatBytes } from "../../../bytes/concat.ts";
import { equalBytes } from "../../../bytes/equal.ts";
import { decodeHex } from "../../../bytes/hex.ts";
import { digestOf } from "../../../crypto/digest.ts";
import { rc4 } from "../../../crypto/rc4.ts";
import type { StandardParameters } from "./standard-parameters.ts";
import type { UnlockedKey } from "./unlock.ts";

/** Fills a password up to 32 bytes (ISO 32000-2, 7.6.4.3.2, step a). */
const PADDING = hex("28bf4e5e4e758a4164004e56fffa01082e2e00b6d0683e802f0ca9fe6453697a");

/** The key of a file of revision 2 to 4 that `password` opens, as user's or owner's; null where it is neither. */
export function legacyKey(parameters: StandardParameters, password: Uint8Array): UnlockedKey | null {
  // The owner first: one password may be both, and then opens the file without restrictions.
  const asOwner = keyOfUser(parameters, userPasswordOf(parameters, password));
  if (asOwner !== null) return { key: asOwner, role: "owner" };
  const asUser = keyOfUser(parameters, password);
  return asUser === null ? null : { key: asUser, role: "user" };
}

/** Algorithm 6: the user password is right where it gives the /U that the file has. */
function keyOfUser(parameters: StandardParameters, password: Uint8Array): Uint8Array | null {
  const key = fileKey(parameters, password);
  const { revision, user, fileId } = parameters;
  if (revision === 2) return equalBytes(rc4(key, PADDING), user) ? key : null;
  let value: Uint8Array = digestOf("MD5", concatBytes(PADDING, fileId));
  for (let round = 0; round < 20; round++) value = rc4(xor(key, round), value);
  // The rest of /U is arbitrary.
  return equalBytes(value, user.subarray(0, value.length)) ? key : null;
}

/** Algorithm 2. */
function fileKey(parameters: StandardParameters, password: Uint8Array): Uint8Array {
  const { revision, owner, permissions, fileId, encryptMetadata, keyBytes } = parameters;
  const bits = new Uint8Array(4);
  new DataView(bits.buffer).setInt32(0, permissions, true);
  const metadata = revision >= 4 && !encryptMetadata ? Uint8Array.of(255, 255, 255, 255) : new Uint8Array(0);
  const length = revision === 2 ? 5 : keyBytes;
  let digest = digestOf("MD5", concatBytes(padded(password), owner, bits, fileId, metadata));
  if (revision >= 3) for (let i = 0; i < 50; i++) digest = digestOf("MD5", digest.subarray(0, length));
  return digest.subarray(0, length);
}

/** Algorithm 7: /O is the user password, encrypted with the owner's. */
function userPasswordOf({ revision, owner, keyBytes }: StandardParameters, password: Uint8Array): Uint8Array {
  let digest = digestOf("MD5", padded(password));
  if (revision === 2) return rc4(digest.subarray(0, 5), owner);
  for (let i = 0; i < 50; i++) digest = digestOf("MD5", digest);
  const key = digest.subarray(0, keyBytes);
  let value: Uint8Array = owner;
  for (let round = 19; round >= 0; round--) value = rc4(xor(key, round), value);
  return value;
}

function hex(digits: string): Uint8Array {
  return decodeHex(digits) ?? new Uint8Array(0);
}

function padded(password: Uint8Array): Uint8Array {
  return concatBytes(password, PADDING).subarray(0, PADDING.length);
}

function xor(key: Uint8Array, value: number): Uint8Array {
  return key.map((byte) => byte ^ value);
}
