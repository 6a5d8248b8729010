import { explicit, sequence } from "../../asn1/build.ts";
import { pause } from "../../net/pause.ts";
import { existsSince } from "../../x509/existence.ts";
import { collectEvidence } from "../ltv/collect-evidence.ts";
import { resolveEvidence } from "../verify/evidence/evidence.ts";
import { readCertificates } from "../verify/open/read-certificates.ts";
import { checkEvidenceOptions } from "./extend.ts";
import { claimedTime, type PrepareOptions } from "./options.ts";

type Request = Pick<PrepareOptions, "signer" | "now" | "revocationAttribute"> & { readonly signal?: AbortSignal };

/**
 * The value of Adobe's adbe-revocationInfoArchival (ISO 32000-2, 12.8.3.3.2) in DER, where it is asked for: CRLs and OCSP
 * responses that settle each certificate of the signer's chain now.
 *
 * @returns null where it is not asked for, or no certificate of the chain needs a status
 * @throws PadesError ERR_INVALID_ARGUMENT without a trust store; ERR_EVIDENCE_MISSING, ERR_CERTIFICATE as extendPdf does
 */
export async function revocationArchive(request: Request): Promise<Uint8Array | null> {
  const { signer, revocationAttribute, signal } = request;
  if (revocationAttribute === undefined) return null;
  checkEvidenceOptions({ ...revocationAttribute });
  const { trust, evidence, fetcher } = revocationAttribute;
  const { certificates } = readCertificates([signer.certificate, ...signer.chain]);
  const [certificate, ...pool] = certificates;
  // A certificate that cannot be read is refused with its name where the signer is described.
  if (certificate === undefined) return null;
  const given = resolveEvidence(evidence);
  const subject = {
    field: "the signer",
    vriKey: "",
    role: "signer",
    certificate,
    pool,
    provenTime: null,
    isDispensable: false,
  } as const;
  const [collected] = await collectEvidence([subject], {
    trust,
    ...(fetcher === undefined ? {} : { fetcher }),
    known: { certificates: given.certificates, evidence: given.revocation },
    existenceAt: existsSince,
    now: () => claimedTime(request),
    pause: (ms) => pause(ms, signal),
  });
  return encodeArchive(collected?.crls ?? [], collected?.ocspResponses ?? []);
}

/** RevocationInfoArchival: each part where there is any, each piece once. */
function encodeArchive(crls: readonly Uint8Array[], ocspResponses: readonly Uint8Array[]): Uint8Array | null {
  const parts = [crls, ocspResponses].flatMap((pieces, tag) =>
    pieces.length === 0 ? [] : [explicit(tag, sequence(...new Set(pieces)))],
  );
  return parts.length === 0 ? null : sequence(...parts);
}
