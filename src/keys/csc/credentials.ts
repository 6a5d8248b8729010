import { decodeBase64 } from "../../bytes/base64.ts";
import { MAX_CERTIFICATES } from "../../limits.ts";
import type { SignCallOptions } from "../signer.ts";
import { type CscConnection, callService, checkConnection, type Json, malformed } from "./call.ts";

/** How a credential is authorized for a signature (CSC API v2, credentials/info, auth/mode). */
export type CscAuthorizationMode = "implicit" | "explicit" | "oauth2code";

/** Something that its holder has to say: a PIN, a one-time password. */
export interface CscAuthorizationObject {
  /** By which the answer is sent back: "PIN", "OTP". */
  readonly id: string;
  /** Password, or ChallengeResponse. */
  readonly type: string;
  readonly label: string | null;
  readonly description: string | null;
}

/** A key with its certificate at a signing service. */
export interface CscCredential {
  readonly id: string;
  readonly description: string | null;
  readonly isEnabled: boolean;
  /** As the service says; nothing is made of "valid". */
  readonly certificateStatus: string | null;
  /** DER: the signer's, then those above it. */
  readonly certificates: readonly Uint8Array[];
  /** OIDs of what the key can sign by. */
  readonly algorithms: readonly string[];
  readonly mode: CscAuthorizationMode;
  readonly objects: readonly CscAuthorizationObject[];
}

/** Identifiers of the credentials that the token gives access to. @throws as cscSigner does */
export async function listCscCredentials(
  connection: CscConnection,
  call: SignCallOptions = {},
): Promise<readonly string[]> {
  checkConnection(connection);
  const { body } = await callService(connection, "credentials/list", {}, call);
  return textsOf(body["credentialIDs"]) ?? fail("credentials/list", "credentialIDs");
}

export async function readCredential(
  connection: CscConnection,
  id: string,
  call: SignCallOptions = {},
): Promise<CscCredential> {
  const method = "credentials/info";
  const asked = { credentialID: id, certificates: "chain", certInfo: false, authInfo: true };
  const { body } = await callService(connection, method, asked, call);
  const key = objectOf(body["key"]) ?? fail(method, "key");
  const cert = objectOf(body["cert"]) ?? fail(method, "cert");
  const auth = objectOf(body["auth"]) ?? fail(method, "auth");
  const certificates = (textsOf(cert["certificates"]) ?? fail(method, "cert/certificates")).map(
    (text) => decodeBase64(text) ?? fail(method, "cert/certificates"),
  );
  if (certificates.length > MAX_CERTIFICATES) fail(method, "cert/certificates");
  return {
    id,
    description: textOf(body["description"]),
    isEnabled: key["status"] === "enabled",
    certificateStatus: textOf(cert["status"]),
    certificates,
    algorithms: textsOf(key["algo"]) ?? fail(method, "key/algo"),
    mode: modeOf(auth["mode"]) ?? fail(method, "auth/mode"),
    objects: Array.isArray(auth["objects"]) ? auth["objects"].flatMap(readObject) : [],
  };
}

function readObject(value: unknown): CscAuthorizationObject[] {
  const object = objectOf(value);
  const [id, type] = [textOf(object?.["id"]), textOf(object?.["type"])];
  if (id === null || type === null) return [];
  return [{ id, type, label: textOf(object?.["label"]), description: textOf(object?.["description"]) }];
}

function modeOf(value: unknown): CscAuthorizationMode | null {
  return value === "implicit" || value === "explicit" || value === "oauth2code" ? value : null;
}

function objectOf(value: unknown): Json | null {
  return typeof value === "object" && value !== null && !Array.isArray(value) ? { ...value } : null;
}

export function textOf(value: unknown): string | null {
  return typeof value === "string" ? value : null;
}

export function textsOf(value: unknown): readonly string[] | null {
  if (!Array.isArray(value)) return null;
  const texts = value.filter((item): item is string => typeof item === "string");
  return texts.length === value.length ? texts : null;
}

function fail(method: string, member: string): never {
  throw malformed(method, `${member} is missing, or not as the API has it`);
}
