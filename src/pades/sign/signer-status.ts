import { pause } from "../../net/pause.ts";
import { existsSince } from "../../x509/existence.ts";
import { readCertificates } from "../../x509/read-certificates.ts";
import { type CollectedEvidence, collectEvidence } from "../ltv/collect-evidence.ts";
import type { EvidenceOptions } from "../ltv/evidence-options.ts";
import { resolveEvidence } from "../verify/evidence/evidence.ts";
import { checkEvidenceOptions } from "./extend.ts";
import type { PrepareOptions } from "./options.ts";

type Subject = Pick<PrepareOptions, "signer"> & { readonly now: Date; readonly signal?: AbortSignal };

/**
 * The way from the signer's certificate to an anchor, and status information that settles each certificate on it now:
 * what a signature made now would rest on.
 *
 * @returns null where the certificate cannot be read: that is refused with its name where the signer is described
 * @throws PadesError ERR_INVALID_ARGUMENT without a trust store; ERR_EVIDENCE_MISSING where there is no such way, or a
 * status is not to be had; ERR_CERTIFICATE_REVOKED; ERR_FETCH
 */
export async function collectSignerStatus(
  { signer, now, signal }: Subject,
  options: EvidenceOptions,
): Promise<CollectedEvidence | null> {
  checkEvidenceOptions({ ...options });
  const { trust, evidence, fetcher } = options;
  const { certificates } = readCertificates([signer.certificate, ...signer.chain]);
  const [certificate, ...pool] = certificates;
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
  const [collected = null] = await collectEvidence([subject], {
    trust,
    ...(fetcher === undefined ? {} : { fetcher }),
    known: { certificates: given.certificates, evidence: given.revocation },
    existenceAt: existsSince,
    now: () => now,
    pause: (ms) => pause(ms, signal),
  });
  return collected;
}
