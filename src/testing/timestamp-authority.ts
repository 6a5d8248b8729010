import { Asn1Cursor } from "../asn1/cursor.ts";
import { BOOLEAN, INTEGER, OBJECT_IDENTIFIER, OCTET_STRING, SEQUENCE } from "../asn1/tags.ts";
import { decodeBoolean, decodeOid } from "../asn1/values.ts";
import { encodeUtf8 } from "../bytes/text.ts";
import { randomSerialNumber } from "./certificate.ts";
import type { TestHandler, TestResponse } from "./handlers.ts";
import type { TestIdentity } from "./test-identity.ts";
import { encodeTimestampReply, issueTimestampToken, type TimestampTokenFields } from "./timestamp-token.ts";

/** What an authority can do wrong. */
export type TimestampMisbehaviour =
  | "wrong-imprint"
  | "wrong-nonce"
  | "no-nonce"
  | "no-certificate"
  /** Names another certificate of its chain in the signed attributes. */
  | "wrong-ess-certificate"
  | "no-ess-certificate"
  | "broken-signature"
  /** Granted, without a token. */
  | "no-token"
  /** Bytes that are no response. */
  | "garbage"
  /** An error page with status 200. */
  | "html"
  /** PKIStatus rejection, badAlg. */
  | "rejection"
  /** PKIStatus rejection, timeNotAvailable. */
  | "time-not-available"
  /** Status 503. */
  | "unavailable"
  /** Never answers, or not within an hour. */
  | "silent";

export interface TestTimestampAuthorityOptions {
  readonly identity: TestIdentity;
  /** The authority's clock: late, early, or years ahead, as the test wants it. */
  readonly now: () => Date;
  /** What it does wrong, for each call by its number from 0; nothing by default. */
  readonly misbehaviour?: TimestampMisbehaviour | ((call: number) => TimestampMisbehaviour | null);
  /** How long it takes for each answer; none by default. */
  readonly delayMs?: number;
  /** Anything about its tokens that should be otherwise. */
  readonly token?: Partial<TimestampTokenFields>;
}

/**
 * A timestamp authority (RFC 3161, 3.4) as a request handler: POST a TimeStampReq, get a TimeStampResp. Serial numbers
 * are random.
 */
export function timestampAuthority(options: TestTimestampAuthorityOptions): TestHandler {
  let calls = 0;
  return async ({ method, body }) => {
    const call = calls++;
    if (method !== "POST") return plain(405, "");
    const { misbehaviour } = options;
    const wrong = typeof misbehaviour === "function" ? misbehaviour(call) : (misbehaviour ?? null);
    const delayMs = wrong === "silent" ? 3_600_000 : (options.delayMs ?? 0);
    if (delayMs > 0) {
      await new Promise<void>((resolve) => {
        const timer: unknown = setTimeout(resolve, delayMs);
        // In Node a pending timer keeps the process alive; nobody waits for this one.
        if (typeof timer === "object" && timer !== null && "unref" in timer) (timer as { unref(): void }).unref();
      });
    }
    switch (wrong) {
      case "unavailable":
        return plain(503, "try later");
      case "html":
        return { ...plain(200, "<!DOCTYPE html><title>Error</title>"), contentType: "text/html" };
      case "garbage":
        return reply(Uint8Array.of(0x30, 0x80, 0xff, 0x00, 0x17));
      case "rejection":
        return reply(encodeTimestampReply({ status: 2, failures: [0] }));
      case "time-not-available":
        return reply(encodeTimestampReply({ status: 2, failures: [14] }));
      case "no-token":
        return reply(encodeTimestampReply({ status: 0 }));
      default:
        return reply(await answer(options, readRequest(body), wrong));
    }
  };
}

interface Request {
  readonly algorithm: string;
  readonly digest: Uint8Array;
  readonly policy: string | null;
  readonly nonce: Uint8Array | null;
  readonly wantsCertificate: boolean;
}

/** TimeStampReq (RFC 3161, 2.4.1). */
function readRequest(body: Uint8Array): Request {
  const request = new Asn1Cursor(body).enter(SEQUENCE);
  request.take(INTEGER);
  const imprint = request.enter(SEQUENCE);
  const algorithm = decodeOid(imprint.enter(SEQUENCE).take(OBJECT_IDENTIFIER));
  const digest = imprint.take(OCTET_STRING).content;
  const policy = request.optional(OBJECT_IDENTIFIER);
  const nonce = request.optional(INTEGER);
  const flag = request.optional(BOOLEAN);
  return {
    algorithm,
    digest,
    policy: policy && decodeOid(policy),
    nonce: nonce?.content ?? null,
    wantsCertificate: flag !== null && decodeBoolean(flag),
  };
}

async function answer(
  { identity, now, token = {} }: TestTimestampAuthorityOptions,
  { algorithm, digest, policy, nonce, wantsCertificate }: Request,
  wrong: TimestampMisbehaviour | null,
): Promise<Uint8Array> {
  const der = await issueTimestampToken(identity, {
    imprint: { algorithm, digest: wrong === "wrong-imprint" ? flipLast(digest) : digest },
    genTime: now(),
    serialNumber: randomSerialNumber(),
    ...(policy === null ? {} : { policy }),
    ...(nonce === null || wrong === "no-nonce" ? {} : { nonce: wrong === "wrong-nonce" ? flipLast(nonce) : nonce }),
    ...(wantsCertificate && wrong !== "no-certificate" ? {} : { certificates: [] }),
    ...(wrong === "no-ess-certificate" ? { ess: "none" } : {}),
    ...(wrong === "wrong-ess-certificate" ? { essCertificate: identity.chain.at(-1) ?? identity.certificate } : {}),
    ...token,
  });
  // The signature value is what stands last.
  return encodeTimestampReply({ status: 0, token: wrong === "broken-signature" ? flipLast(der) : der });
}

function flipLast(bytes: Uint8Array): Uint8Array {
  const flipped = new Uint8Array(bytes);
  flipped[bytes.length - 1] = (bytes.at(-1) ?? 0) ^ 1;
  return flipped;
}

function reply(body: Uint8Array): TestResponse {
  return { status: 200, contentType: "application/timestamp-reply", body };
}

function plain(status: number, text: string): TestResponse {
  return { status, contentType: "text/plain", body: encodeUtf8(text) };
}
