import { createCipheriv, createHash } from "node:crypto";
import { encodeHex } from "../../../../src/bytes/hex.ts";
import { decodeLatin1, encodeLatin1, encodeUtf8 } from "../../../../src/bytes/text.ts";
import { onePage, type PdfText } from "../pdf-text.ts";

/**
 * A writer of encrypted PDFs of revision 5 (AES-256, Adobe's extension level 3), the simplest there is; made with
 * node:crypto alone, so that it shares nothing with what it tests.
 */

const FILE_KEY = sha256(encodeUtf8("the key of every file made here"));
const ZERO_IV = new Uint8Array(16);
const VALIDATION_SALT = encodeLatin1("validate");
const KEY_SALT = encodeLatin1("make key");

export interface Encryption {
  readonly user?: string;
  readonly owner?: string;
  /** /CF, /StmF and the like; by default AES-256 for everything. */
  readonly filters?: string;
  readonly encryptMetadata?: boolean;
  readonly permissions?: number;
  /** Put in the place of entries that would be written otherwise; null leaves one out. */
  readonly instead?: Readonly<Record<string, string | null>>;
}

/** A text string or stream data, encrypted. */
export function sealed(text: string): string {
  return decodeLatin1(sealBytes(encodeLatin1(text)));
}

/** A string token that holds `text` encrypted. */
export function sealedString(text: string): string {
  return `<${encodeHex(sealBytes(encodeLatin1(text)))}>`;
}

/** An encryption dictionary that the two passwords open. */
export function encryptionDictionary(options: Encryption = {}): string {
  const { user = "", owner = "owner", encryptMetadata = true, permissions = -4, instead = {} } = options;
  const userEntry = entryFor(user, new Uint8Array(0));
  const ownerEntry = entryFor(owner, userEntry.check);
  const entries = new Map<string, string>([
    ["Filter", "/Standard"],
    ["V", "5"],
    ["R", "5"],
    ["Length", "256"],
    ["U", hex(userEntry.check)],
    ["UE", hex(userEntry.sealedKey)],
    ["O", hex(ownerEntry.check)],
    ["OE", hex(ownerEntry.sealedKey)],
    ["P", String(permissions)],
    ["Perms", hex(sealPermissions(permissions, encryptMetadata))],
    ["EncryptMetadata", String(encryptMetadata)],
  ]);
  for (const [key, value] of Object.entries(instead)) {
    if (value === null) entries.delete(key);
    else entries.set(key, value);
  }
  const filters = options.filters ?? "/CF<</StdCF<</CFM/AESV3/AuthEvent/DocOpen/Length 32>>>>/StmF/StdCF/StrF/StdCF";
  return `<<${[...entries].map(([key, value]) => `/${key} ${value}`).join("")}${filters}>>`;
}

/** One page, the encryption dictionary as object 9, and what `add` puts beside them. */
export function encryptedFile(options: Encryption = {}, add: (file: PdfText) => void = () => undefined): PdfText {
  const file = onePage().object(9, encryptionDictionary(options));
  add(file);
  return file.table("/Root 1 0 R/Encrypt 9 0 R/ID[<01><02>]").end();
}

function entryFor(password: string, userCheck: Uint8Array): { check: Uint8Array; sealedKey: Uint8Array } {
  const bytes = encodeUtf8(password);
  const check = concat(sha256(bytes, VALIDATION_SALT, userCheck), VALIDATION_SALT, KEY_SALT);
  return { check, sealedKey: cbc(sha256(bytes, KEY_SALT, userCheck), ZERO_IV, FILE_KEY, false) };
}

function sealPermissions(permissions: number, encryptMetadata: boolean): Uint8Array {
  const block = new Uint8Array(16);
  new DataView(block.buffer).setInt32(0, permissions, true);
  block.set(encodeLatin1(`\xff\xff\xff\xff${encryptMetadata ? "T" : "F"}adbrand`), 4);
  return cbc(FILE_KEY, ZERO_IV, block, false);
}

function sealBytes(bytes: Uint8Array): Uint8Array {
  const iv = sha256(bytes).subarray(0, 16);
  return concat(iv, cbc(FILE_KEY, iv, bytes, true));
}

function cbc(key: Uint8Array, iv: Uint8Array, data: Uint8Array, padded: boolean): Uint8Array {
  const cipher = createCipheriv("aes-256-cbc", key, iv).setAutoPadding(padded);
  return concat(cipher.update(data), cipher.final());
}

function sha256(...parts: readonly Uint8Array[]): Uint8Array {
  return new Uint8Array(
    createHash("sha256")
      .update(concat(...parts))
      .digest(),
  );
}

function concat(...parts: readonly Uint8Array[]): Uint8Array {
  return new Uint8Array(Buffer.concat(parts));
}

function hex(bytes: Uint8Array): string {
  return `<${encodeHex(bytes)}>`;
}
