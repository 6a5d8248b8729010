import * as asn1js from "asn1js";
import * as pkijs from "pkijs";
import { platform } from "#platform";
import { Asn1Error } from "../../asn1/asn1-error.ts";
import { WrongKeyError } from "./wrong-key-error.ts";

/**
 * PBES2 (RFC 8018, section 6.2) with PBKDF2 and AES, by PKI.js on Web Crypto.
 *
 * @param input.algorithm the AlgorithmIdentifier, as it stands
 * @throws Asn1Error, WrongKeyError, PadesError ERR_INSECURE_CONTEXT
 */
export async function decryptPbes2(input: {
  readonly algorithm: Uint8Array;
  readonly ciphertext: Uint8Array;
  readonly password: Uint8Array;
}): Promise<Uint8Array> {
  const encryptedContentInfo = new pkijs.EncryptedContentInfo({
    contentType: "1.2.840.113549.1.7.1",
    contentEncryptionAlgorithm: readAlgorithm(input.algorithm),
  });
  encryptedContentInfo.encryptedContent = new asn1js.OctetString({ valueHex: bufferOf(input.ciphertext) });
  // Called for its error: PKI.js takes the whole of Web Crypto, and says less where it is missing.
  platform.subtle();
  const engine = new pkijs.CryptoEngine({ name: "pades-dossier", crypto: globalThis.crypto });
  try {
    const password = bufferOf(input.password);
    return new Uint8Array(await engine.decryptEncryptedContentInfo({ password, encryptedContentInfo }));
  } catch (error) {
    // Web Crypto says of a wrong padding only that the operation failed; all else is a matter of the file.
    if (error instanceof Error && error.name === "OperationError") {
      throw new WrongKeyError("PBES2: wrong padding", { cause: error });
    }
    throw new Asn1Error("PBES2 with parameters that are not supported", { cause: error });
  }
}

function readAlgorithm(der: Uint8Array): pkijs.AlgorithmIdentifier {
  try {
    return pkijs.AlgorithmIdentifier.fromBER(bufferOf(der));
  } catch (error) {
    throw new Asn1Error("malformed encryption algorithm", { cause: error });
  }
}

function bufferOf(bytes: Uint8Array): ArrayBuffer {
  return new Uint8Array(bytes).buffer;
}
