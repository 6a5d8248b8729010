import { explicit, sequence } from "../../asn1/build.ts";
import type { PrepareOptions } from "./options.ts";
import { collectSignerStatus } from "./signer-status.ts";

type Request = Pick<PrepareOptions, "signer" | "revocationAttribute"> & {
  readonly now: Date;
  readonly signal?: AbortSignal;
};

/**
 * The value of Adobe's adbe-revocationInfoArchival (ISO 32000-2, 12.8.3.3.2) in DER, where it is asked for: CRLs and OCSP
 * responses that settle each certificate of the signer's chain now.
 *
 * @returns null where it is not asked for, or no certificate of the chain needs a status
 * @throws PadesError ERR_INVALID_ARGUMENT without a trust store; ERR_EVIDENCE_MISSING, ERR_CERTIFICATE_REVOKED as extendPdf does
 */
export async function revocationArchive(request: Request): Promise<Uint8Array | null> {
  const { revocationAttribute } = request;
  if (revocationAttribute === undefined) return null;
  const collected = await collectSignerStatus(request, revocationAttribute);
  return encodeArchive(collected?.crls ?? [], collected?.ocspResponses ?? []);
}

/** RevocationInfoArchival: each part where there is any, each piece once. */
function encodeArchive(crls: readonly Uint8Array[], ocspResponses: readonly Uint8Array[]): Uint8Array | null {
  const parts = [crls, ocspResponses].flatMap((pieces, tag) =>
    pieces.length === 0 ? [] : [explicit(tag, sequence(...new Set(pieces)))],
  );
  return parts.length === 0 ? null : sequence(...parts);
}
