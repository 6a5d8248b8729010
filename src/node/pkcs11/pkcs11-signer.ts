import type { SignatureAlgorithm } from "../../crypto/signature-algorithms.ts";
import { PadesError } from "../../errors.ts";
import { checkSignatureValue } from "../../keys/check-value.ts";
import { type AlgorithmChoice, chooseAlgorithm, publicKeyOf } from "../../keys/choose-algorithm.ts";
import { ecdsaValueFromPair } from "../../keys/ecdsa-value.ts";
import { orderChain } from "../../keys/order-chain.ts";
import type { Signer } from "../../keys/signer.ts";
import { type Certificate, parseCertificate } from "../../x509/certificate.ts";
import { candidates, type KeyChoice, keyNotFound, readKeyChoice, withKeys } from "./choose-key.ts";
import { type LoadedLibrary, loadLibrary } from "./load-library.ts";
import type { AskPin } from "./log-in.ts";
import { chooseMechanism, type SigningMechanism } from "./mechanism.ts";
import { readTokenCertificates, type TokenCertificate } from "./objects.ts";
import { TokenUse } from "./token-use.ts";
import { chooseToken, findTokens, type Pkcs11Token, type TokenChoice } from "./tokens.ts";

export interface Pkcs11SignerOptions extends AlgorithmChoice {
  /** Path of the library that came with the token, such as /usr/lib/softhsm/libsofthsm2.so. */
  readonly library: string;
  /** Asks for the PIN, when it is needed and not before; never called for tokens with a PIN pad. */
  readonly pin: AskPin;
  /** Needed where there are several tokens. */
  readonly token?: TokenChoice;
  /** Needed where the token has several keys with certificates. */
  readonly key?: KeyChoice;
  /** Certificates above the signer's that the token does not hold, DER. */
  readonly chain?: readonly Uint8Array[];
  readonly signal?: AbortSignal;
}

/** A signer with a key on a token. Its session is open until it is closed. */
export interface Pkcs11Signer extends Signer {
  readonly token: Pkcs11Token;
  /** Ends the session, and the login with it. */
  close(): Promise<void>;
}

/**
 * A signer whose key is on a token or in an HSM behind PKCS#11 (OASIS, version 2.40): RSASSA-PSS or RSASSA-PKCS1-v1_5 (where
 * nothing is said, the first that the token can), ECDSA, Ed25519. The PIN is asked for at the first signature, or before
 * where the token hides its certificates; each value is held against the certificate.
 *
 * @throws PadesError ERR_PKCS11, ERR_TOKEN_NOT_FOUND, ERR_KEY_NOT_FOUND, ERR_UNSUPPORTED_ALGORITHM, ERR_INVALID_ARGUMENT;
 *   ERR_PIN_NEEDED, ERR_PIN_INCORRECT, ERR_PIN_FINAL_TRY, ERR_PIN_LOCKED, ERR_TOKEN_REMOVED, as its `sign` does, which
 *   rejects with ERR_SIGNATURE_VALUE where the token's value is not the certificate's key's
 */
export async function pkcs11Signer(options: Pkcs11SignerOptions): Promise<Pkcs11Signer> {
  const { library, pin, token: choice, key = {}, signal } = options;
  if (typeof pin !== "function")
    throw new PadesError("ERR_INVALID_ARGUMENT", "pin: expected a function that asks for it");
  readKeyChoice(key);
  signal?.throwIfAborted();
  const loaded = await loadLibrary(library);
  try {
    const use = new TokenUse(loaded.cryptoki, chooseToken(findTokens(loaded.cryptoki), choice), pin);
    try {
      return await signerOf(use, loaded, options);
    } catch (error) {
      use.endSession();
      throw error;
    }
  } catch (error) {
    loaded.release();
    throw error;
  }
}

async function signerOf(use: TokenUse, loaded: LoadedLibrary, options: Pkcs11SignerOptions): Promise<Pkcs11Signer> {
  const { key: choice = {}, chain: given = [], signal } = options;
  const { own, all } = await findOwn(use, choice, signal);
  const certificate = own.certificate.raw;
  const mechanisms = use.call("its mechanisms cannot be listed", ({ cryptoki, found }) =>
    cryptoki.C_GetMechanismList(found.handle),
  );
  const { algorithm, mechanism } = chooseSigning(certificate, options, mechanisms);
  const pool = [...all.map((one) => one.certificate), ...given.map(parseGiven)];
  const chain = await orderChain(own.certificate, pool);
  const publicKey = publicKeyOf(certificate);
  return {
    certificate,
    chain: chain.map(({ raw }) => raw),
    algorithm,
    token: use.token,
    async sign(data, call = {}) {
      const value = await use.sign(own, mechanism, data, call);
      const signature = algorithm.scheme === "ECDSA" ? ecdsaValueFromPair(value) : value;
      await checkSignatureValue(signature, { algorithm, publicKey, data }, "the token");
      return signature;
    },
    async close() {
      await use.close();
      loaded.release();
    },
  };
}

/** The signer's certificate among those on the token; looked for again after a login where it is not certain before. */
async function findOwn(
  use: TokenUse,
  choice: KeyChoice,
  signal: AbortSignal | undefined,
): Promise<{ own: TokenCertificate; all: readonly TokenCertificate[] }> {
  const read = () =>
    use.call("its certificates cannot be read", ({ cryptoki, session }) => readTokenCertificates(cryptoki, session));
  const before = read();
  const [only, another] = candidates(before, choice);
  if (only !== undefined && another === undefined) return { own: only, all: before };
  await use.logIn(signal);
  const all = read();
  const fitting = withKeys(all, use.keys(), choice);
  const [own] = fitting;
  if (own === undefined || fitting.length > 1) throw keyNotFound(fitting, all);
  return { own, all };
}

interface Signing {
  readonly algorithm: SignatureAlgorithm;
  readonly mechanism: SigningMechanism;
}

/** As the caller says; where nothing is said of an RSA key, PSS where the token has it and else PKCS #1 v1.5. */
function chooseSigning(certificate: Uint8Array, choice: AlgorithmChoice, available: readonly number[]): Signing {
  const preferred = chooseAlgorithm(certificate, choice);
  const mechanism = chooseMechanism(preferred, available);
  if (mechanism !== null) return { algorithm: preferred, mechanism };
  if (preferred.scheme === "RSASSA-PSS" && choice.scheme === undefined && publicKeyOf(certificate).kind === "RSA") {
    return chooseSigning(certificate, { ...choice, scheme: "RSASSA-PKCS1-v1_5" }, available);
  }
  throw new PadesError("ERR_UNSUPPORTED_ALGORITHM", `the token has no mechanism for ${preferred.name}`);
}

function parseGiven(der: Uint8Array): Certificate {
  publicKeyOf(der);
  return parseCertificate(der);
}
