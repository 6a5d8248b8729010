import { Asn1Cursor, type Asn1Element, contentsOf } from "../asn1/cursor.ts";
import { BOOLEAN, contextConstructed, INTEGER, OBJECT_IDENTIFIER, OCTET_STRING, SEQUENCE } from "../asn1/tags.ts";
import { decodeOid } from "../asn1/values.ts";
import { decodeBase64 } from "../bytes/base64.ts";
import { encodeHex } from "../bytes/hex.ts";
import { extension } from "./extensions.ts";
import type { TestHandler, TestResponse } from "./handlers.ts";
import { encodeOcspRefusal, issueOcspResponse, type OcspResponseFields, type OcspStatus } from "./ocsp-response.ts";
import type { TestIdentity } from "./test-identity.ts";

/** What a responder can do wrong. */
export type OcspMisbehaviour =
  /** Leaves out the nonce that it was asked to repeat, as most responders do. */
  | "no-nonce"
  | "wrong-nonce"
  /** Answers about the next serial number. */
  | "other-certificate"
  | "broken-signature"
  /** OCSPResponseStatus tryLater. */
  | "try-later"
  /** OCSPResponseStatus unauthorized. */
  | "unauthorized"
  /** Bytes that are no response. */
  | "garbage"
  /** Status 503. */
  | "unavailable";

export interface TestOcspResponderOptions {
  /** Issuer of the certificates that it is asked about. */
  readonly issuer: TestIdentity;
  /** Who signs: a delegate, a stranger, or the issuer itself, which is the default. */
  readonly responder?: TestIdentity;
  /** The responder's clock; answers are produced then, and of then. */
  readonly now: () => Date;
  /** By hex digits of the serial number's magnitude, lower-case; "good" where nothing is given. */
  readonly statusOf?: (serialHex: string) => OcspStatus;
  /** How long an answer holds; null: no nextUpdate. An hour by default. */
  readonly validForMs?: number | null;
  /** How old what it knows is when it is asked; 0 by default. */
  readonly ageMs?: number;
  readonly misbehaviour?: OcspMisbehaviour;
  /** Anything about its responses that should be otherwise. */
  readonly response?: Partial<OcspResponseFields>;
}

const HOUR_MS = 3_600_000;

/** An OCSP responder (RFC 6960, appendix A) as a request handler: an OCSPRequest by POST, or by GET in the address. */
export function ocspResponder(options: TestOcspResponderOptions): TestHandler {
  return async ({ method, url, body }) => {
    switch (options.misbehaviour) {
      case "unavailable":
        return { status: 503, contentType: "text/plain", body: new Uint8Array(0) };
      case "garbage":
        return reply(Uint8Array.of(0x30, 0x80, 0xff, 0x00, 0x17));
      case "try-later":
        return reply(encodeOcspRefusal(3));
      case "unauthorized":
        return reply(encodeOcspRefusal(6));
      default: {
        const request = method === "POST" ? body : requestInAddress(url);
        return reply(request === null ? encodeOcspRefusal(1) : await answer(readRequest(request), options));
      }
    }
  };
}

interface Request {
  readonly certificates: readonly { readonly certificateId: Uint8Array; readonly serialNumber: Uint8Array }[];
  /** The value of the nonce extension. */
  readonly nonce: Uint8Array | null;
}

/** The request is the last part of the path, base64 and then URL-encoded. */
function requestInAddress(url: string): Uint8Array | null {
  return decodeBase64(decodeURIComponent(url.slice(url.lastIndexOf("/") + 1)));
}

/** OCSPRequest (RFC 6960, 4.1.1). */
function readRequest(der: Uint8Array): Request {
  const tbs = new Asn1Cursor(der).enter(SEQUENCE).enter(SEQUENCE);
  tbs.optional(contextConstructed(0));
  tbs.optional(contextConstructed(1));
  const certificates = tbs
    .enter(SEQUENCE)
    .rest()
    .map((request) => {
      const id = contentsOf(request).take(SEQUENCE);
      const cursor = contentsOf(id);
      cursor.take(SEQUENCE);
      cursor.take(OCTET_STRING);
      cursor.take(OCTET_STRING);
      return { certificateId: id.raw, serialNumber: cursor.take(INTEGER).content };
    });
  const extensions = tbs.optional(contextConstructed(2));
  return { certificates, nonce: extensions && readNonce(extensions) };
}

function readNonce(explicit: Asn1Element): Uint8Array | null {
  const extensions = contentsOf(explicit).enter(SEQUENCE);
  while (extensions.more) {
    const fields = extensions.enter(SEQUENCE);
    const oid = decodeOid(fields.take(OBJECT_IDENTIFIER));
    fields.optional(BOOLEAN);
    if (oid === NONCE) return fields.take(OCTET_STRING).content;
  }
  return null;
}

const NONCE = "1.3.6.1.5.5.7.48.1.2";

async function answer({ certificates, nonce }: Request, options: TestOcspResponderOptions): Promise<Uint8Array> {
  const { issuer, responder, now, statusOf = () => "good", validForMs = HOUR_MS, ageMs = 0, misbehaviour } = options;
  const producedAt = now();
  const thisUpdate = new Date(producedAt.getTime() - ageMs);
  const repeated = nonce === null || misbehaviour === "no-nonce" ? null : nonce;
  const der = await issueOcspResponse({
    issuer,
    ...(responder === undefined ? {} : { responder }),
    producedAt,
    answers: certificates.map(({ certificateId, serialNumber }) => ({
      certificate: misbehaviour === "other-certificate" ? { serialNumber: flipLast(serialNumber) } : { certificateId },
      status: statusOf(serialHexOf(serialNumber)),
      thisUpdate,
      ...(validForMs === null ? {} : { nextUpdate: new Date(thisUpdate.getTime() + validForMs) }),
    })),
    ...(repeated === null
      ? {}
      : { extensions: [extension(NONCE, false, misbehaviour === "wrong-nonce" ? flipLast(repeated) : repeated)] }),
    ...options.response,
  });
  return misbehaviour === "broken-signature" ? withBrokenSignature(der) : der;
}

/** With the last bit of the signature flipped. */
function withBrokenSignature(der: Uint8Array): Uint8Array {
  const broken = new Uint8Array(der);
  const response = new Asn1Cursor(broken).enter(SEQUENCE);
  response.take();
  const bytes = response.enter(contextConstructed(0)).enter(SEQUENCE);
  bytes.take(OBJECT_IDENTIFIER);
  const basic = new Asn1Cursor(bytes.take(OCTET_STRING).content).enter(SEQUENCE);
  basic.take(SEQUENCE);
  basic.take(SEQUENCE);
  const { content } = basic.take();
  content[content.length - 1] = (content.at(-1) ?? 0) ^ 1;
  return broken;
}

function flipLast(bytes: Uint8Array): Uint8Array {
  const flipped = new Uint8Array(bytes);
  flipped[bytes.length - 1] = (bytes.at(-1) ?? 0) ^ 1;
  return flipped;
}

/** How certificates are told apart: digits of the magnitude of a serial number, without leading zeros. */
export function serialHexOf(serialNumber: Uint8Array): string {
  return encodeHex(serialNumber).replace(/^(00)+(?=..)/, "");
}

function reply(body: Uint8Array): TestResponse {
  return { status: 200, contentType: "application/ocsp-response", body };
}
