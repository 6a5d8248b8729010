import { decodeUtf8, encodeUtf8 } from "../../bytes/text.ts";
import { PadesError } from "../../errors.ts";
import { MAX_SIGNING_SERVICE_BYTES } from "../../limits.ts";
import { FetchError, type Fetcher, type FetchResponse } from "../../net/fetcher.ts";
import { SigningServiceError } from "./service-error.ts";

/** How a signing service is reached. */
export interface CscConnection {
  /** Where its API begins: "https://service.example/csc/v2". https, unless `allowHttp` says otherwise. */
  readonly url: string;
  readonly fetcher: Fetcher;
  /** Bearer token (RFC 6750), or what gets one: asked for each call, since they run out. */
  readonly accessToken: string | (() => Promise<string> | string);
  /** For tests: whatever is sent over http, PINs too, can be read on the way. */
  readonly allowHttp?: boolean;
  /** For one call; a minute by default. */
  readonly timeoutMs?: number;
}

export type Json = Readonly<Record<string, unknown>>;

export interface CscAnswer {
  readonly status: number;
  readonly body: Json;
}

/** @throws PadesError ERR_INVALID_ARGUMENT */
export function checkConnection({ url, fetcher, accessToken, allowHttp = false }: CscConnection): void {
  const parsed = typeof url === "string" && URL.canParse(url) ? new URL(url) : null;
  const isSafe = parsed?.protocol === "https:" || (allowHttp && parsed?.protocol === "http:");
  if (!isSafe) throw invalid("url: expected an https address");
  if (typeof fetcher !== "function") throw invalid("fetcher: expected a function, such as httpFetcher()");
  if (typeof accessToken !== "string" && typeof accessToken !== "function") {
    throw invalid("accessToken: expected a bearer token, or a function that gets one");
  }
}

/**
 * One method of the API (CSC API v2, section 11): JSON posted, JSON back.
 *
 * @param secrets what was sent and must not come back in a message, whatever the service answers
 * @throws SigningServiceError where the service refuses; PadesError ERR_SIGNING_TIMEOUT, ERR_FETCH
 */
export async function callService(
  connection: CscConnection,
  method: string,
  body: Json,
  { signal, token, secrets = [] }: { signal?: AbortSignal; token?: string; secrets?: readonly string[] } = {},
): Promise<CscAnswer> {
  const { url, fetcher, timeoutMs = 60_000 } = connection;
  const bearer = token ?? (await bearerOf(connection));
  let answer: FetchResponse;
  try {
    answer = await fetcher({
      url: `${url.replace(/\/+$/, "")}/${method}`,
      method: "POST",
      body: encodeUtf8(JSON.stringify(body)),
      contentType: "application/json",
      accept: "application/json",
      headers: { Authorization: `Bearer ${bearer}` },
      maxBytes: MAX_SIGNING_SERVICE_BYTES,
      timeoutMs,
      ...(signal === undefined ? {} : { signal }),
    });
  } catch (error) {
    if (!(error instanceof FetchError) || error.reason !== "timeout") throw error;
    throw new PadesError("ERR_SIGNING_TIMEOUT", `signing service: ${method}: ${error.message}`, { cause: error });
  }
  const parsed = parseObject(answer.body);
  if (answer.status < 200 || answer.status >= 300) throw refusal(method, answer.status, parsed, [bearer, ...secrets]);
  if (parsed === null) throw malformed(method, "an answer that is no JSON object");
  return { status: answer.status, body: parsed };
}

async function bearerOf({ accessToken }: CscConnection): Promise<string> {
  const token = typeof accessToken === "string" ? accessToken : await accessToken();
  // RFC 6750, section 2.1: what else would end the header line, or say something of its own in it.
  if (!/^[A-Za-z0-9\-._~+/]+=*$/.test(token)) throw invalid("accessToken: not a bearer token");
  return token;
}

export function malformed(method: string, what: string): SigningServiceError {
  const message = `signing service: ${method}: ${what}`;
  return new SigningServiceError("ERR_SIGNING_SERVICE", message, { status: 200, error: null });
}

/** Section 10.1: error and error_description, by which the reasons are told apart. */
function refusal(method: string, status: number, body: Json | null, secrets: readonly string[]): SigningServiceError {
  const error = shown(body?.["error"], secrets);
  const description = shown(body?.["error_description"], secrets);
  const isLocked = /\blocked\b/i.test(description ?? "");
  const code = isLocked
    ? "ERR_PIN_LOCKED"
    : error === "invalid_pin" || error === "invalid_otp"
      ? "ERR_PIN_INCORRECT"
      : status === 408 || status === 504
        ? "ERR_SIGNING_TIMEOUT"
        : "ERR_SIGNING_SERVICE";
  const words = [`status ${status}`, error, description].filter((word) => word !== null).join(", ");
  return new SigningServiceError(code, `signing service: ${method}: refused with ${words}`, { status, error });
}

/** A text of the service as it may stand in a message: short, and without what it was told in confidence. */
function shown(value: unknown, secrets: readonly string[]): string | null {
  if (typeof value !== "string") return null;
  return secrets
    .filter((secret) => secret !== "")
    .reduce((text, secret) => text.replaceAll(secret, "…"), value)
    .slice(0, 200);
}

function parseObject(bytes: Uint8Array): Json | null {
  const text = decodeUtf8(bytes);
  if (text === null) return null;
  try {
    const value: unknown = JSON.parse(text);
    return typeof value === "object" && value !== null && !Array.isArray(value) ? { ...value } : null;
  } catch {
    return null;
  }
}

function invalid(message: string): PadesError {
  return new PadesError("ERR_INVALID_ARGUMENT", `signing service: ${message}`);
}
