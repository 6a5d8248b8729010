import { buildPssParameters } from "../../asn1/build-algorithms.ts";
import { decodeBase64, encodeBase64 } from "../../bytes/base64.ts";
import { DIGESTS, KEY_OIDS } from "../../crypto/algorithms.ts";
import { digestOf } from "../../crypto/digest.ts";
import type { PublicKey } from "../../crypto/public-key.ts";
import { SIGNATURE_ALGORITHMS, type SignatureAlgorithm } from "../../crypto/signature-algorithms.ts";
import { verifySignature } from "../../crypto/verify.ts";
import { PadesError } from "../../errors.ts";
import { abortable } from "../../net/abortable.ts";
import { checkSignatureValue } from "../check-value.ts";
import { type AlgorithmChoice, chooseAlgorithm, publicKeyOf } from "../choose-algorithm.ts";
import { ecdsaValueFromPair } from "../ecdsa-value.ts";
import type { SignCallOptions, Signer } from "../signer.ts";
import { type Activation, type AskCscAuthorization, authorize, type Deadline, deadlineOf } from "./authorize.ts";
import { type CscConnection, callService, checkConnection, type Json, malformed } from "./call.ts";
import { type CscCredential, readCredential, textOf, textsOf } from "./credentials.ts";

export interface CscSignerOptions extends CscConnection, AlgorithmChoice {
  /** The credential to sign with: one of `listCscCredentials`. */
  readonly credential: string;
  /** Asks its holder for PIN and one-time password, or for a token: for each signature, when it is made. */
  readonly authorize?: AskCscAuthorization;
  /** How long a signature may take in all where the service lets one wait; five minutes by default. */
  readonly maxWaitMs?: number;
  readonly signal?: AbortSignal;
}

/**
 * A signer whose key is at a remote signing service that speaks the API of the Cloud Signature Consortium, version 2: the
 * credential is looked up now, and for each signature authorized for that one digest (credentials/authorize) and used
 * (signatures/signHash, at once or by signPolling). The value is held against the credential's certificate.
 *
 * @throws PadesError ERR_INVALID_ARGUMENT; ERR_SIGNING_SERVICE (SigningServiceError) where the service refuses, has another version or
 *   answers something else; ERR_KEY_NOT_FOUND where the credential is disabled; ERR_CERTIFICATE_REVOKED where the service
 *   says that its certificate is; ERR_UNSUPPORTED_ALGORITHM; ERR_SIGNING_TIMEOUT, ERR_FETCH. Its `sign` rejects with these, and
 *   ERR_PIN_NEEDED, ERR_PIN_INCORRECT, ERR_PIN_LOCKED, and ERR_SIGNATURE_VALUE where the value is not the certificate's key's
 */
export async function cscSigner(options: CscSignerOptions): Promise<Signer> {
  checkConnection(options);
  const { credential: id, signal } = options;
  if (typeof id !== "string" || id === "") {
    throw new PadesError("ERR_INVALID_ARGUMENT", "signing service: credential: expected its identifier");
  }
  const call = signal === undefined ? {} : { signal };
  await requireVersion(options, call);
  const credential = await readCredential(options, id, call);
  const [certificate, ...chain] = credential.certificates;
  if (certificate === undefined) throw malformed("credentials/info", "no certificate");
  requireUsable(credential);
  const algorithm = chooseSigning(certificate, credential, options);
  const publicKey = publicKeyOf(certificate);
  return {
    certificate,
    chain,
    algorithm,
    async sign(data, { signal: ended } = {}) {
      ended?.throwIfAborted();
      const deadline = deadlineOf(options.maxWaitMs ?? MAX_WAIT_MS, ended);
      const value = await abortable(signDigest(options, { credential, algorithm, data, deadline }), ended);
      return asCms(value, { algorithm, publicKey, data });
    },
  };
}

const MAX_WAIT_MS = 5 * 60_000;

/** Section 11.1: which versions and methods there are. */
async function requireVersion(connection: CscConnection, call: SignCallOptions): Promise<void> {
  const { body } = await callService(connection, "info", {}, call);
  const version = textOf(body["specs"]) ?? "";
  if (!/^2\./.test(version))
    throw malformed("info", `version ${JSON.stringify(version.slice(0, 20))} of the API, expected 2`);
  const missing = ["credentials/info", "signatures/signHash"].find(
    (method) => !(textsOf(body["methods"]) ?? []).includes(method),
  );
  if (missing !== undefined) throw malformed("info", `the service has no ${missing}`);
}

function requireUsable({ id, isEnabled, certificateStatus }: CscCredential): void {
  if (!isEnabled) throw new PadesError("ERR_KEY_NOT_FOUND", `signing service: the key of credential ${id} is disabled`);
  if (certificateStatus === "revoked" || certificateStatus === "suspended") {
    const message = `signing service: the certificate of credential ${id} is ${certificateStatus}`;
    throw new PadesError("ERR_CERTIFICATE_REVOKED", message);
  }
}

/** As the caller says, within what the key can; where nothing is said of an RSA key, PSS where it has that. */
function chooseSigning(
  certificate: Uint8Array,
  { algorithms }: CscCredential,
  choice: AlgorithmChoice,
): SignatureAlgorithm {
  const chosen = chooseAlgorithm(certificate, choice);
  if (chosen.scheme !== "EdDSA" && algorithms.some((oid) => covers(oid, chosen))) return chosen;
  if (chosen.scheme === "RSASSA-PSS" && choice.scheme === undefined && publicKeyOf(certificate).kind === "RSA") {
    return chooseSigning(certificate, { algorithms } as CscCredential, { ...choice, scheme: "RSASSA-PKCS1-v1_5" });
  }
  throw new PadesError("ERR_UNSUPPORTED_ALGORITHM", `signing service: the credential does not sign by ${chosen.name}`);
}

/** Whether an OID of key/algo stands for an algorithm: for itself, or for all digests of a kind of key. */
function covers(oid: string, { scheme, name }: SignatureAlgorithm): boolean {
  if (scheme === "RSASSA-PSS") return oid === KEY_OIDS.rsaPss;
  if (oid === (scheme === "ECDSA" ? KEY_OIDS.ec : KEY_OIDS.rsa)) return true;
  return SIGNATURE_ALGORITHMS.get(oid)?.algorithm.name === name;
}

interface Signing {
  readonly credential: CscCredential;
  readonly algorithm: SignatureAlgorithm;
  readonly data: Uint8Array;
  readonly deadline: Deadline;
}

async function signDigest(
  options: CscSignerOptions,
  { credential, algorithm, data, deadline }: Signing,
): Promise<Uint8Array> {
  const hashes = [encodeBase64(digestOf(algorithm.digest, data))];
  const hashAlgorithm = DIGESTS[algorithm.digest].oid;
  const ask = options.authorize;
  const activation = await authorize({ connection: options, credential, ask, hashes, hashAlgorithm, deadline });
  const body = {
    credentialID: credential.id,
    ...(activation.sad === undefined ? {} : { SAD: activation.sad }),
    hashes,
    hashAlgorithmOID: hashAlgorithm,
    ...signatureAlgorithmOf(algorithm),
    operationMode: "S",
  };
  return signHash(options, body, activation, deadline);
}

/** signAlgo and, for RSASSA-PSS, its parameters (section 11.10). */
function signatureAlgorithmOf(algorithm: SignatureAlgorithm): Json {
  if (algorithm.scheme === "RSASSA-PSS") {
    return { signAlgo: KEY_OIDS.rsaPss, signAlgoParams: encodeBase64(buildPssParameters(algorithm)) };
  }
  const [oid] = [...SIGNATURE_ALGORITHMS].find(([, entry]) => entry.algorithm.name === algorithm.name) ?? [];
  return { signAlgo: oid ?? "" };
}

/** The value, at once or after a while: a service that lets one wait names the answer, which is then asked for. */
async function signHash(
  connection: CscConnection,
  body: Json,
  { token, sad }: Activation,
  deadline: Deadline,
): Promise<Uint8Array> {
  const method = "signatures/signHash";
  const { signal } = deadline;
  const call = {
    ...(signal === undefined ? {} : { signal }),
    ...(token === undefined ? {} : { token }),
    secrets: sad === undefined ? [] : [sad],
  };
  let { body: answer } = await callService(connection, method, body, call);
  while (answer["signatures"] === undefined) {
    const responseID = textOf(answer["responseID"]);
    if (responseID === null) throw malformed(method, "neither signatures nor responseID");
    await deadline.wait();
    const polled = await callService(connection, "signatures/signPolling", { responseID }, call);
    answer = { responseID, ...polled.body };
  }
  const [value, another] = textsOf(answer["signatures"]) ?? [];
  const octets = value === undefined ? null : decodeBase64(value);
  if (octets === null || another !== undefined) throw malformed(method, "expected one signature in base64");
  return octets;
}

/** ECDSA in DER, as most services give it; the API leaves it open, and some give r and s one after another. */
async function asCms(
  value: Uint8Array,
  signed: { readonly algorithm: SignatureAlgorithm; readonly publicKey: PublicKey; readonly data: Uint8Array },
): Promise<Uint8Array> {
  const isPair =
    signed.algorithm.scheme === "ECDSA" &&
    value.length % 2 === 0 &&
    value.length > 0 &&
    (await verifySignature({ ...signed, signature: value })) === "invalid";
  const signature = isPair ? ecdsaValueFromPair(value) : value;
  await checkSignatureValue(signature, signed, "the signing service");
  return signature;
}
