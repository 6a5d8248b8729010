import { checkOcsp } from "../../../src/revocation/check-ocsp.ts";
import { NO_EVIDENCE } from "../../../src/revocation/evidence.ts";
import type { OcspResponse } from "../../../src/revocation/ocsp-response.ts";
import { UNLIMITED_ALGORITHM_POLICY } from "../../../src/x509/algorithm-policy.ts";
import type { Certificate } from "../../../src/x509/certificate.ts";
import { findPath } from "../../../src/x509/path-building.ts";
import type { TrustStore } from "../../../src/x509/trust-store.ts";
import { BY_NEXT_UPDATE, statusContext } from "./revocation-judge.ts";

/**
 * Whether a response is signed by whoever may answer for the certificates it is about, under any of the issuers that
 * are trusted or lead to an anchor. Neither dates nor what it says matter, nor whether there are such certificates.
 */
export async function isResponseSigned(
  response: OcspResponse,
  issuers: readonly Certificate[],
  trust: TrustStore,
  time: Date,
): Promise<boolean> {
  for (const issuer of issuers) {
    const { publicKey: issuerKey } = issuer;
    const settings = { algorithms: UNLIMITED_ALGORITHM_POLICY };
    const found = await findPath(issuer, { pool: issuers, trust, role: "revocation", time, settings });
    if (!found.ok || issuerKey === null) continue;
    const context = statusContext({
      anchor: found.anchor.certificate,
      pool: issuers,
      evidence: NO_EVIDENCE,
      time,
      freshness: BY_NEXT_UPDATE,
      algorithms: UNLIMITED_ALGORITHM_POLICY,
    });
    for (const { certificateId } of response.answers) {
      const { serialNumber } = certificateId;
      const certificate = { serialNumber, issuer: issuer.subject, notBefore: new Date(0) };
      const subject = { certificate, issuer, issuerKey };
      if ((await checkOcsp(response, subject, context, async () => "no-data")).ok) return true;
    }
  }
  return false;
}
