import { encodeUtf8 } from "../../bytes/text.ts";
import type { NewAttribute } from "../../cms/build-signed-attributes.ts";
import { SIGNATURE_TIMESTAMP } from "../../cms/oids.ts";
import { digestOf } from "../../crypto/digest.ts";
import type { TimestampAuthority, TimestampCallOptions } from "../../tsp/timestamp-authority.ts";
import type { SignatureTimestampOptions } from "./options.ts";
import { requestToken } from "./request-token.ts";

/** Lengths of each authority's tokens: asked for once, however many documents are signed. */
const tokenBytesOf = new WeakMap<TimestampAuthority, Promise<number>>();

/** Tokens of one authority differ by serial number, fractions of seconds and the encoding of its signature. */
const SPARE_BYTES = 1024;

/**
 * Bytes to keep free for a token of this authority.
 * @throws PadesError ERR_TIMESTAMP, ERR_FETCH
 */
export async function timestampRoom(options: SignatureTimestampOptions & TimestampCallOptions): Promise<number> {
  return options.timestampRoomBytes ?? (await probeTokenBytes(options.timestampAuthority, options)) + SPARE_BYTES;
}

async function probeTokenBytes(authority: TimestampAuthority, { signal }: TimestampCallOptions): Promise<number> {
  const known = tokenBytesOf.get(authority);
  if (known !== undefined) return known;
  const digest = digestOf(authority.digestAlgorithm, encodeUtf8("How long are your tokens?"));
  const probe = requestToken(authority, digest, signal === undefined ? {} : { signal }).then(({ length }) => length);
  tokenBytesOf.set(authority, probe);
  probe.catch(() => tokenBytesOf.delete(authority));
  return probe;
}

/**
 * A timestamp over the octets of a signature value, as an unsigned attribute (EN 319 122-1, clause 5.3).
 *
 * @param signerKey SubjectPublicKeyInfo of the signer
 * @throws PadesError ERR_TIMESTAMP, ERR_FETCH
 */
export async function timestampSignature(
  authority: TimestampAuthority,
  signatureValue: Uint8Array,
  { signerKey, ...call }: TimestampCallOptions & { readonly signerKey: Uint8Array },
): Promise<NewAttribute> {
  const digest = digestOf(authority.digestAlgorithm, signatureValue);
  const token = await requestToken(authority, digest, { ...call, signerKeys: [signerKey] });
  return { oid: SIGNATURE_TIMESTAMP, values: [token] };
}
