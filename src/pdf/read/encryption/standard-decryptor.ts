import { concatBytes } from "../../../bytes/concat.ts";
import { decryptAesCbc } from "../../../crypto/aes.ts";
import { digestOf } from "../../../crypto/digest.ts";
import { rc4 } from "../../../crypto/rc4.ts";
import { type PdfDict, PdfName } from "../../objects.ts";
import type { Decryptor } from "../encryption.ts";
import type { Resolver } from "../filters.ts";
import { PdfReadError } from "../read-error.ts";
import { cryptFilterName } from "./crypt-filter-name.ts";
import type { CryptMethod } from "./crypt-filters.ts";
import type { StandardParameters } from "./standard-parameters.ts";

/** Makes a key of the file's one for AES, so that it is not that for RC4 ("sAlT"; algorithm 1, step b). */
const AES_SALT = Uint8Array.of(0x73, 0x41, 0x6c, 0x54);

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
    return this.#decrypt(this.#methodFor(dict, resolver), bytes, num, gen);
  }

  #methodFor(dict: PdfDict, resolver: Resolver): CryptMethod {
    const { filters, encryptMetadata } = this.#parameters;
    const own = cryptFilterName(dict, resolver);
    if (own !== null) {
      const method = filters.named(own);
      if (method === undefined) throw new PdfReadError("filter-unsupported", "a crypt filter that /CF does not have");
      return method;
    }
    const type = resolver.resolve(dict.get("Type"));
    const name = type instanceof PdfName ? type.value : null;
    if (name === "Metadata" && !encryptMetadata) return "identity";
    return name === "EmbeddedFile" ? filters.embeddedFiles : filters.streams;
  }

  #decrypt(method: CryptMethod, bytes: Uint8Array, num: number, gen: number): Uint8Array {
    switch (method) {
      case "identity":
        return bytes;
      case "rc4":
        return rc4(this.#objectKey(num, gen, new Uint8Array(0)), bytes);
      case "aes-128":
        return decryptPadded(this.#objectKey(num, gen, AES_SALT), bytes);
      case "aes-256":
        return decryptPadded(this.#key, bytes);
    }
  }

  /** Algorithm 1, steps a to c: low-order bytes first, three of the number and two of the generation. */
  #objectKey(num: number, gen: number, salt: Uint8Array): Uint8Array {
    const object = Uint8Array.of(num, num >>> 8, num >>> 16, gen, gen >>> 8);
    const digest = digestOf("MD5", concatBytes(this.#key, object, salt));
    return digest.subarray(0, Math.min(this.#key.length + 5, 16));
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
