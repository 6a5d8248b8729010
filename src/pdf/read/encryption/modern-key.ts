import { concatBytes } from "../../../bytes/concat.ts";
import { equalBytes } from "../../../bytes/equal.ts";
import { decryptAesBlock, decryptAesCbc, encryptAesCbc } from "../../../crypto/aes.ts";
import { digestOf } from "../../../crypto/digest.ts";
import { PdfEncryptionError } from "./encryption-error.ts";
import type { StandardParameters } from "./standard-parameters.ts";
import type { UnlockedKey } from "./unlock.ts";

const NONE = new Uint8Array(0);
const ZERO_IV = new Uint8Array(16);

/**
 * The key of a file of revision 5 or 6 that `password` opens, as user's or owner's (ISO 32000-2, algorithm 2.A);
 * null where it is neither.
 * @throws PdfEncryptionError malformed where the permissions are not those that were encrypted
 */
export function modernKey(parameters: StandardParameters, password: Uint8Array): UnlockedKey | null {
  const { owner, user, ownerKey, userKey } = parameters;
  const hash = parameters.revision === 5 ? plainHash : hardenedHash;
  const unlocked =
    open("owner", owner, ownerKey, (salt) => hash(password, salt, user)) ??
    open("user", user, userKey, (salt) => hash(password, salt, NONE));
  if (unlocked !== null) checkPermissions(parameters, unlocked.key);
  return unlocked;
}

/** `entry` is a digest of 32 bytes, a validation salt and a key salt of 8 each (algorithms 8 and 9). */
function open(
  role: UnlockedKey["role"],
  entry: Uint8Array,
  sealedKey: Uint8Array,
  hash: (salt: Uint8Array) => Uint8Array,
): UnlockedKey | null {
  if (!equalBytes(hash(entry.subarray(32, 40)), entry.subarray(0, 32))) return null;
  return { key: decryptAesCbc(hash(entry.subarray(40, 48)), ZERO_IV, sealedKey), role };
}

/** Revision 5, Adobe's extension level 3 of PDF 1.7: fast to guess, and therefore replaced. */
function plainHash(password: Uint8Array, salt: Uint8Array, user: Uint8Array): Uint8Array {
  return digestOf("SHA-256", concatBytes(password, salt, user));
}

const DIGESTS = ["SHA-256", "SHA-384", "SHA-512"] as const;

/** Algorithm 2.B. Ends by itself: a byte is at most 255, so that there are no more than 288 rounds. */
function hardenedHash(password: Uint8Array, salt: Uint8Array, user: Uint8Array): Uint8Array {
  let key = digestOf("SHA-256", concatBytes(password, salt, user));
  let last = 0;
  for (let rounds = 0; rounds < 64 || last > rounds - 32; rounds++) {
    const once = concatBytes(password, key, user);
    const repeated = concatBytes(...Array.from({ length: 64 }, () => once));
    const encrypted = encryptAesCbc(key.subarray(0, 16), key.subarray(16, 32), repeated);
    // The first 16 bytes as a number modulo 3, of which 256 is 1.
    const remainder = encrypted.subarray(0, 16).reduce((sum, byte) => sum + byte, 0) % 3;
    key = digestOf(DIGESTS[remainder] ?? "SHA-256", encrypted);
    last = encrypted.at(-1) ?? 0;
  }
  return key.subarray(0, 32);
}

/**
 * Algorithm 13. /P and /EncryptMetadata stand in the open: whoever has no password could change them, but not what
 * has been encrypted of them.
 */
function checkPermissions(
  { permissions, encryptMetadata, sealedPermissions }: StandardParameters,
  key: Uint8Array,
): void {
  const opened = decryptAesBlock(key, sealedPermissions);
  const sealed = new DataView(opened.buffer, opened.byteOffset, opened.length).getInt32(0, true);
  const [flag, a, d, b] = opened.subarray(8, 12);
  const isSeal = a === 0x61 && d === 0x64 && b === 0x62;
  if (isSeal && sealed === permissions && flag === (encryptMetadata ? 0x54 : 0x46)) return;
  throw new PdfEncryptionError("malformed", "Standard", "/Perms does not say what /P and /EncryptMetadata say");
}
