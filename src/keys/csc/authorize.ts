import { PadesError } from "../../errors.ts";
import { pause } from "../../net/pause.ts";
import { type CscConnection, callService, type Json, malformed } from "./call.ts";
import { type CscAuthorizationMode, type CscAuthorizationObject, type CscCredential, textOf } from "./credentials.ts";

/** What the holder of a credential is asked before it signs. */
export interface CscAuthorizationRequest {
  readonly credential: string;
  readonly mode: CscAuthorizationMode;
  /** What to answer, by `id`. */
  readonly objects: readonly CscAuthorizationObject[];
  /** The digests to be signed, base64, and the OID of their algorithm: what an OAuth authorization is bound to. */
  readonly hashes: readonly string[];
  readonly hashAlgorithm: string;
  readonly signal?: AbortSignal;
}

/**
 * Answers of the holder: PIN and one-time password by the ids asked for; or, in the mode oauth2code, a token of the scope
 * `credential`; or null where nobody answers.
 */
export type CscAuthorization =
  | { readonly answers: Readonly<Record<string, string>> }
  | { readonly credentialToken: string }
  | null;

export type AskCscAuthorization = (request: CscAuthorizationRequest) => Promise<CscAuthorization> | CscAuthorization;

/** What signHash is called with: signature activation data, or a token in its place. */
export interface Activation {
  readonly sad?: string;
  readonly token?: string;
}

export interface AuthorizeContext {
  readonly connection: CscConnection;
  readonly credential: CscCredential;
  readonly ask: AskCscAuthorization | undefined;
  readonly hashes: readonly string[];
  readonly hashAlgorithm: string;
  readonly deadline: Deadline;
}

/** How long may be waited, in all. */
export interface Deadline {
  readonly signal?: AbortSignal;
  /** Waits before asking the service again. @throws PadesError ERR_SIGNING_TIMEOUT where no time is left */
  readonly wait: () => Promise<void>;
}

/** Pauses between questions, each twice the one before up to the last, until the time is up. */
export function deadlineOf(maxWaitMs: number, signal: AbortSignal | undefined): Deadline {
  let left = maxWaitMs;
  let next = Math.min(FIRST_PAUSE_MS, maxWaitMs);
  return {
    ...(signal === undefined ? {} : { signal }),
    wait: async () => {
      if (left <= 0) {
        throw new PadesError("ERR_SIGNING_TIMEOUT", `signing service: no signature within ${maxWaitMs} ms`);
      }
      const ms = Math.min(next, left);
      left -= ms;
      next = Math.min(next * 2, LAST_PAUSE_MS);
      await pause(ms, signal);
    },
  };
}

const FIRST_PAUSE_MS = 500;
const LAST_PAUSE_MS = 5_000;

/**
 * Has the credential authorized for these digests and no others (CSC API v2, credentials/authorize and authorizeCheck): with
 * SCAL2 the activation data is bound to them, and with SCAL1 it does no harm.
 *
 * @throws PadesError ERR_PIN_NEEDED where the holder has to answer and does not; as callService does
 */
export async function authorize(context: AuthorizeContext): Promise<Activation> {
  const { connection, credential, ask, hashes, hashAlgorithm, deadline } = context;
  const { signal } = deadline;
  const call = signal === undefined ? {} : { signal };
  const request = {
    credential: credential.id,
    mode: credential.mode,
    objects: credential.objects,
    hashes,
    hashAlgorithm,
  };
  const answer = credential.mode === "implicit" ? null : ((await ask?.({ ...request, ...call })) ?? null);
  signal?.throwIfAborted();
  if (credential.mode !== "implicit" && answer === null) throw unanswered(credential);
  if (answer !== null && "credentialToken" in answer) return { token: answer.credentialToken };
  if (credential.mode === "oauth2code") throw unanswered(credential);
  const answers = Object.entries(answer === null ? {} : answer.answers);
  const body: Json = {
    credentialID: credential.id,
    numSignatures: hashes.length,
    hashes,
    hashAlgorithmOID: hashAlgorithm,
    ...(answers.length === 0 ? {} : { authData: answers.map(([id, value]) => ({ id, value })) }),
  };
  const method = "credentials/authorize";
  let { body: answered } = await callService(connection, method, body, {
    ...call,
    secrets: answers.map(([, value]) => value),
  });
  while (textOf(answered["SAD"]) === null) {
    const handle = textOf(answered["handle"]);
    if (handle === null) throw malformed(method, "neither SAD nor handle");
    // The holder decides elsewhere, on a telephone say.
    await deadline.wait();
    const check = await callService(connection, "credentials/authorizeCheck", { handle }, call);
    answered = { handle, ...check.body };
  }
  return { sad: textOf(answered["SAD"]) ?? "" };
}

function unanswered({ mode, objects }: CscCredential): PadesError {
  const what =
    mode === "oauth2code"
      ? "an OAuth token of the scope credential"
      : objects.map(({ id }) => id).join(" and ") || "an answer";
  return new PadesError("ERR_PIN_NEEDED", `signing service: the credential needs ${what}, which nobody gave`);
}
