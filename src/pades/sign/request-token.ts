import { Asn1Error } from "../../asn1/asn1-error.ts";
import { isDer } from "../../asn1/der.ts";
import { PadesError } from "../../errors.ts";
import { examineTimestampToken } from "../../tsp/examine-token.ts";
import type { TimestampAuthority, TimestampCallOptions } from "../../tsp/timestamp-authority.ts";
import { parseTimestampToken } from "../../tsp/token.ts";

/**
 * A token over a digest, from whatever authority the caller gave us: read back and examined before it goes into a
 * document, where it can never be replaced.
 *
 * @param options.signerKeys keys that the authority's must not be among
 * @throws PadesError ERR_TIMESTAMP where the answer is no timestamp of this digest; and what the authority rejects with
 */
export async function requestToken(
  authority: TimestampAuthority,
  digest: Uint8Array,
  { signerKeys = [], ...call }: TimestampCallOptions & { readonly signerKeys?: readonly Uint8Array[] } = {},
): Promise<Uint8Array> {
  const der = await authority.timestamp(digest, call);
  const fault = await tokenFault(der, digest, authority, signerKeys);
  if (fault === null) return der;
  throw new PadesError("ERR_TIMESTAMP", `the authority's answer is no timestamp to rely on: ${fault}`);
}

async function tokenFault(
  der: Uint8Array,
  digest: Uint8Array,
  { digestAlgorithm }: TimestampAuthority,
  signerKeys: readonly Uint8Array[],
): Promise<string | null> {
  try {
    const token = parseTimestampToken(der);
    // EN 319 142-1, clauses 5.4.3 and 6.3: what stands in /Contents is DER.
    if (token.signedData.encoding !== "DER" || !isDer(der)) return "it is not DER";
    if (token.imprintAlgorithm !== digestAlgorithm) return "it is over another digest";
    const { faults } = await examineTimestampToken(token, { imprint: () => digest, signerKeys });
    return faults.length === 0 ? null : faults.map(({ code }) => code).join(", ");
  } catch (error) {
    if (error instanceof Asn1Error) return error.message;
    throw error;
  }
}
