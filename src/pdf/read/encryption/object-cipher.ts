import { concatBytes } from "../../../bytes/concat.ts";
import { digestOf } from "../../../crypto/digest.ts";
import { type PdfDict, PdfName } from "../../objects.ts";
import type { Resolver } from "../filters.ts";
import { PdfReadError } from "../read-error.ts";
import { cryptFilterName } from "./crypt-filter-name.ts";
import type { CryptMethod } from "./crypt-filters.ts";
import type { StandardParameters } from "./standard-parameters.ts";

/** Makes a key of the file's one for AES, so that it is not that for RC4 ("sAlT"; algorithm 1, step b). */
const AES_SALT = Uint8Array.of(0x73, 0x41, 0x6c, 0x54);

/**
 * The method that applies to a stream (ISO 32000-2, 7.6.6): the crypt filter that it names itself, or that for its kind.
 * @throws PdfReadError filter-unsupported
 */
export function methodForStream(
  { filters, encryptMetadata }: StandardParameters,
  dict: PdfDict,
  resolver: Resolver,
): CryptMethod {
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

/**
 * The key for the strings and the stream of one object: that of the file for AES-256 (algorithm 1.A), else one made of
 * it (algorithm 1, steps a to c: low-order bytes first, three of the number and two of the generation).
 */
export function keyForObject(
  fileKey: Uint8Array,
  method: Exclude<CryptMethod, "identity">,
  num: number,
  gen: number,
): Uint8Array {
  if (method === "aes-256") return fileKey;
  const object = Uint8Array.of(num, num >>> 8, num >>> 16, gen, gen >>> 8);
  const digest = digestOf("MD5", concatBytes(fileKey, object, method === "aes-128" ? AES_SALT : new Uint8Array(0)));
  return digest.subarray(0, Math.min(fileKey.length + 5, 16));
}
