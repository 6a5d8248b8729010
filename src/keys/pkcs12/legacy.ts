import forge from "node-forge";
import { Asn1Error } from "../../asn1/asn1-error.ts";
import { concatBytes } from "../../bytes/concat.ts";
import { decodeLatin1, encodeLatin1 } from "../../bytes/text.ts";
import { derive } from "./key-derivation.ts";
import { WrongKeyError } from "./wrong-key-error.ts";

interface LegacyCipher {
  readonly keyBytes: number;
  readonly create: (key: Uint8Array) => BlockDecipher;
}

/** The part of a node-forge decipher that is used here. */
interface BlockDecipher {
  readonly output: forge.util.ByteBuffer;
  readonly begin: (iv: string) => void;
  update(input: forge.util.ByteBuffer): unknown;
  finish(): boolean;
}

const PBE = "1.2.840.113549.1.12.1";
const IV_BYTES = 8;

/** RFC 7292, appendix C, but for RC4. */
const CIPHERS: ReadonlyMap<string, LegacyCipher> = new Map([
  [`${PBE}.3`, { keyBytes: 24, create: tripleDes }],
  // Two keys: the third is the first again.
  [`${PBE}.4`, { keyBytes: 16, create: (key) => tripleDes(concatBytes(key, key.subarray(0, 8))) }],
  [`${PBE}.5`, { keyBytes: 16, create: (key) => rc2(key, 128) }],
  [`${PBE}.6`, { keyBytes: 5, create: (key) => rc2(key, 40) }],
]);

/**
 * The password-based encryption of RFC 7292, appendix C: 3DES and RC2, which Web Crypto never had. The only use of
 * node-forge: it sees ciphertext and keys, and judges nothing.
 *
 * @param input.password as key-derivation.ts's bmpPassword encodes it
 * @throws Asn1Error, WrongKeyError
 */
export function decryptLegacy(input: {
  readonly oid: string;
  readonly salt: Uint8Array;
  readonly rounds: number;
  readonly ciphertext: Uint8Array;
  readonly password: Uint8Array;
}): Uint8Array {
  const cipher = CIPHERS.get(input.oid);
  if (cipher === undefined) throw new Asn1Error(`encryption ${input.oid} is not supported`);
  const parameters = { digest: "SHA-1", salt: input.salt, rounds: input.rounds } as const;
  const decipher = cipher.create(derive("key", input.password, parameters, cipher.keyBytes));
  decipher.begin(decodeLatin1(derive("iv", input.password, parameters, IV_BYTES)));
  decipher.update(forge.util.createBuffer(decodeLatin1(input.ciphertext)));
  if (!decipher.finish()) throw new WrongKeyError("wrong padding");
  return encodeLatin1(decipher.output.getBytes());
}

function tripleDes(key: Uint8Array): BlockDecipher {
  const decipher = forge.cipher.createDecipher("3DES-CBC", decodeLatin1(key));
  return {
    get output() {
      return decipher.output;
    },
    begin: (iv) => decipher.start({ iv }),
    update: (input) => decipher.update(input),
    finish: () => decipher.finish(),
  };
}

function rc2(key: Uint8Array, bits: number): BlockDecipher {
  const decipher = forge.rc2.createDecryptionCipher(decodeLatin1(key), bits);
  return {
    get output() {
      return decipher.output;
    },
    begin: (iv) => decipher.start(iv),
    update: (input) => decipher.update(input),
    finish: () => decipher.finish(),
  };
}
