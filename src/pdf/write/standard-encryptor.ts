import { concatBytes } from "../../bytes/concat.ts";
import { encryptAesCbc } from "../../crypto/aes.ts";
import { digestOf } from "../../crypto/digest.ts";
import { rc4 } from "../../crypto/rc4.ts";
import type { PdfDict } from "../objects.ts";
import type { CryptMethod } from "../read/encryption/crypt-filters.ts";
import { keyForObject, methodForStream } from "../read/encryption/object-cipher.ts";
import type { DocumentSecurity } from "../read/encryption/open-pdf.ts";
import type { Resolver } from "../read/filters.ts";
import type { Encryptor } from "./encrypt-value.ts";

const BLOCK_BYTES = 16;

/** Encrypts with the file's own key and methods (ISO 32000-2, algorithms 1 and 1.A). */
export class StandardEncryptor implements Encryptor {
  readonly #security: DocumentSecurity;
  readonly #resolver: Resolver;

  constructor(security: DocumentSecurity, resolver: Resolver) {
    this.#security = security;
    this.#resolver = resolver;
  }

  string(bytes: Uint8Array, num: number, gen: number): Uint8Array {
    return this.#encrypt(this.#security.parameters.filters.strings, bytes, num, gen);
  }

  /** @throws PdfReadError filter-unsupported */
  stream(bytes: Uint8Array, dict: PdfDict, num: number, gen: number): Uint8Array {
    return this.#encrypt(methodForStream(this.#security.parameters, dict, this.#resolver), bytes, num, gen);
  }

  #encrypt(method: CryptMethod, bytes: Uint8Array, num: number, gen: number): Uint8Array {
    if (method === "identity") return bytes;
    const key = keyForObject(this.#security.key, method, num, gen);
    if (method === "rc4") return rc4(key, bytes);
    const vector = initialisationVector(this.#security.key, bytes, num, gen);
    return concatBytes(vector, encryptAesCbc(key, vector, padded(bytes)));
  }
}

/**
 * 16 bytes for one piece of data of one object, that nobody without the file's key can foretell. They are a function of the
 * key and of what they are for, so that preparing a signature twice gives the same bytes. Equal data in the same object
 * gets an equal vector, which tells an onlooker that it is equal and no more.
 */
function initialisationVector(key: Uint8Array, plain: Uint8Array, num: number, gen: number): Uint8Array {
  const place = Uint8Array.of(num, num >>> 8, num >>> 16, gen, gen >>> 8);
  return digestOf("SHA-256", concatBytes(key, place, digestOf("SHA-256", plain))).subarray(0, BLOCK_BYTES);
}

/** PKCS #7 (RFC 8018, 6.1.1): a whole block where nothing is missing. */
function padded(bytes: Uint8Array): Uint8Array {
  const missing = BLOCK_BYTES - (bytes.length % BLOCK_BYTES);
  return concatBytes(bytes, new Uint8Array(missing).fill(missing));
}
