import { parseAlgorithmIdentifier } from "../../asn1/algorithm-identifier.ts";
import { Asn1Error } from "../../asn1/asn1-error.ts";
import { type Asn1Element, contentsOf } from "../../asn1/cursor.ts";
import * as tag from "../../asn1/tags.ts";
import { decodeOctetString, decodeSmallInteger } from "../../asn1/values.ts";
import type { Encrypted } from "./container.ts";
import { requireRounds } from "./key-derivation.ts";
import type { PasswordForm } from "./password-forms.ts";

const PBES2 = "1.2.840.113549.1.5.13";
const PBKDF2 = "1.2.840.113549.1.5.12";
/** pbeWithSHAAnd… (RFC 7292, appendix C). */
const PKCS12_PBE = "1.2.840.113549.1.12.1.";

/**
 * Decrypts with a password. PBES2 is opened by PKI.js, the ciphers that Web Crypto never had by node-forge; each is
 * loaded when the first file needs it.
 *
 * @throws Asn1Error where the algorithm is not supported or its parameters are malformed
 * @throws WrongKeyError where the padding shows that the password is not the right one
 */
export async function decrypt({ algorithm, ciphertext }: Encrypted, password: PasswordForm): Promise<Uint8Array> {
  const { oid, parameters } = algorithm;
  if (parameters === null) throw new Asn1Error(`encryption ${oid} without parameters`);
  if (oid === PBES2) {
    checkPbes2(parameters);
    const { decryptPbes2 } = await import("./modern.ts");
    return decryptPbes2({ algorithm: algorithm.raw, ciphertext, password: password.utf8 });
  }
  if (oid.startsWith(PKCS12_PBE)) {
    const { decryptLegacy } = await import("./legacy.ts");
    return decryptLegacy({ oid, ...readPbeParameters(parameters), ciphertext, password: password.bmp });
  }
  throw new Asn1Error(`encryption ${oid} is not supported`);
}

/** RFC 8018, annex A.4: only the rounds are looked at here, before anything works on them. */
function checkPbes2(parameters: Asn1Element): void {
  const pbes2 = contentsOf(parameters);
  const derivation = parseAlgorithmIdentifier(pbes2.take());
  if (derivation.oid !== PBKDF2 || derivation.parameters === null) {
    throw new Asn1Error(`key derivation ${derivation.oid} is not supported`);
  }
  const pbkdf2 = contentsOf(derivation.parameters);
  pbkdf2.take(tag.OCTET_STRING);
  requireRounds(decodeSmallInteger(pbkdf2.take(tag.INTEGER)));
}

/** RFC 7292, appendix C. */
function readPbeParameters(parameters: Asn1Element): { readonly salt: Uint8Array; readonly rounds: number } {
  const cursor = contentsOf(parameters);
  const salt = decodeOctetString(cursor.take(tag.OCTET_STRING));
  const rounds = decodeSmallInteger(cursor.take(tag.INTEGER));
  cursor.end();
  return { salt, rounds };
}
