import { type Asn1Cursor, contentsOf, readAsn1 } from "../asn1/cursor.ts";
import * as tag from "../asn1/tags.ts";
import { decodeBitString, decodeSmallInteger, decodeText, hasBit } from "../asn1/values.ts";

/** PKIStatus (RFC 3161, section 2.4.2). */
const STATUSES = [
  "granted",
  "grantedWithMods",
  "rejection",
  "waiting",
  "revocationWarning",
  "revocationNotification",
] as const;

/** PKIFailureInfo (RFC 3161, section 2.4.2), by bit. */
const FAILURES = new Map([
  [0, "badAlg"],
  [2, "badRequest"],
  [5, "badDataFormat"],
  [14, "timeNotAvailable"],
  [15, "unacceptedPolicy"],
  [16, "unacceptedExtension"],
  [17, "addInfoNotAvailable"],
  [25, "systemFailure"],
]);

export interface TimestampResponse {
  /** A status of the standard, or its number. */
  readonly status: string;
  /** Whether there may be a token. */
  readonly isGranted: boolean;
  /** What the authority says about it, in its words. */
  readonly text: string;
  /** Reasons of a rejection: names of the standard, or bit numbers. */
  readonly failures: readonly string[];
  /** The token as it stands; null where there is none. */
  readonly token: Uint8Array | null;
}

/**
 * TimeStampResp (RFC 3161, section 2.4.2). The framing may be BER, as the token's.
 *
 * @throws Asn1Error
 */
export function parseTimestampResponse(bytes: Uint8Array): TimestampResponse {
  const cursor = contentsOf(readAsn1(bytes, "BER"));
  const info = cursor.enter(tag.SEQUENCE);
  const token = cursor.optional(tag.SEQUENCE);
  cursor.end();
  const status = decodeSmallInteger(info.take(tag.INTEGER));
  const text = info.optional(tag.SEQUENCE);
  const failures = info.optional(tag.BIT_STRING);
  info.end();
  return {
    status: STATUSES[status] ?? String(status),
    isGranted: status === 0 || status === 1,
    text: text === null ? "" : readFreeText(contentsOf(text)),
    failures: failures === null ? [] : readFailures(decodeBitString(failures)),
    token: token?.raw ?? null,
  };
}

function readFreeText(cursor: Asn1Cursor): string {
  return cursor.rest().map(decodeText).join(" ").slice(0, 500);
}

function readFailures(bits: ReturnType<typeof decodeBitString>): string[] {
  const count = Math.min(8 * bits.bytes.length, 64);
  return Array.from({ length: count }, (_, bit) => bit)
    .filter((bit) => hasBit(bits, bit))
    .map((bit) => FAILURES.get(bit) ?? String(bit));
}
