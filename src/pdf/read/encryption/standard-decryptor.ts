import { decryptAesCbc } from "../../../crypto/aes.ts";
import { rc4 } from "../../../crypto/rc4.ts";
import type { PdfDict } from "../../objects.ts";
import type { Decryptor } from "../encryption.ts";
import type { Resolver } from "../filters.ts";
import { PdfReadError } from "../read-error.ts";
import type { CryptMethod } from "./crypt-filters.ts";
import { keyForObject, methodForStream } from "./object-cipher.ts";
import type { StandardParameters } from "./standard-parameters.ts";

const BLOCK_BYTES = 16;

/** Decrypts strings and streams with the file's key (ISO 32000-2, algorithms 1 and 1.A). */
export class StandardDecryptor implements Decryptor {
  readonly #parameters: StandardParameters;
  readonly #key: Uint8Array;

  constructor(parameters: StandardParameters, key: Uint8Array) {
    this.#parameters = parameters;
    this.#key = key;
  }

  /** @throws PdfReadError encrypted-data */
  string(bytes: Uint8Array, num: number, gen: number): Uint8Array {
    return this.#decrypt(this.#parameters.filters.strings, bytes, num, gen);
  }

  /** @throws PdfReadError encrypted-data, filter-unsupported */
  stream(bytes: Uint8Array, dict: PdfDict, num: number, gen: number, resolver: Resolver): Uint8Array {
    return this.#decrypt(methodForStream(this.#parameters, dict, resolver), bytes, num, gen);
  }

  #decrypt(method: CryptMethod, bytes: Uint8Array, num: number, gen: number): Uint8Array {
    if (method === "identity") return bytes;
    const key = keyForObject(this.#key, method, num, gen);
    return method === "rc4" ? rc4(key, bytes) : decryptPadded(key, bytes);
  }
}

/** The initialisation vector stands first, and PKCS #7 padding last (RFC 8018, 6.1.1). */
function decryptPadded(key: Uint8Array, bytes: Uint8Array): Uint8Array {
  if (bytes.length % BLOCK_BYTES !== 0) {
    throw new PdfReadError("encrypted-data", "encrypted data that is not made of whole blocks");
  }
  // Nothing at all, or the vector alone, is what some writers make of an empty string.
  if (bytes.length <= BLOCK_BYTES) return new Uint8Array(0);
  const plain = decryptAesCbc(key, bytes.subarray(0, BLOCK_BYTES), bytes.subarray(BLOCK_BYTES));
  const padding = plain.at(-1) ?? 0;
  const end = plain.length - padding;
  const isPadded = padding >= 1 && padding <= BLOCK_BYTES && plain.subarray(end).every((byte) => byte === padding);
  if (!isPadded) throw new PdfReadError("encrypted-data", "encrypted data whose padding is wrong");
  return plain.subarray(0, end);
}
