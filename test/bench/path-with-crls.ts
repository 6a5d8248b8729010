import { readEvidence } from "../../src/revocation/evidence.ts";
import { findRevocationStatus } from "../../src/revocation/revocation-status.ts";
import { SignerPaths } from "../../src/revocation/signer-paths.ts";
import { parseCertificate } from "../../src/x509/certificate.ts";
import { existsSince } from "../../src/x509/existence.ts";
import { PathBudget } from "../../src/x509/path-budget.ts";
import { findPath } from "../../src/x509/path-building.ts";
import { PathSignatures } from "../../src/x509/path-signatures.ts";
import { createTrustStore } from "../../src/x509/trust-store.ts";
import { DEMO_NOW, demoChain, demoCrl, demoTrustProfile } from "../support/demo-certs.ts";

/**
 * A path of three with the status of both certificates below the anchor: the certificates and CRLs are parsed from
 * bytes and every signature is verified, each time. Only the trust store and keys that the platform has imported last.
 */
export function pathWithCrls(): () => Promise<void> {
  const trust = createTrustStore({ ...asProfile(demoTrustProfile()), intermediates: [] });
  const chain = demoChain("public-ca/citizen");
  const crls = [demoCrl("public-ca/issuing-ca"), demoCrl("public-ca/root")];
  return async () => {
    const [leaf, ...pool] = chain.slice(0, -1).map(parseCertificate);
    if (leaf === undefined) throw new Error("no leaf");
    const found = await findPath(leaf, { pool, trust, role: "signer", time: DEMO_NOW });
    if (!found.ok) throw new Error(found.nearest.stop);
    const context = {
      evidence: readEvidence({ crls, ocspResponses: [] }),
      pool,
      anchor: found.anchor,
      trust,
      time: DEMO_NOW,
      issuedUntil: DEMO_NOW,
      isProven: false,
      freshness: { maxAgeHours: null, graceHours: 0 },
      existence: existsSince(DEMO_NOW),
      keysSoundUntil: null,
      algorithms: trust.policy.algorithms,
      signatures: new PathSignatures(new PathBudget(), null),
      signerPaths: new SignerPaths(),
      nonce: null,
      strict: false,
    };
    for (const link of found.links) {
      const { status } = await findRevocationStatus(link, context);
      if (status !== "good") throw new Error(status);
    }
  };
}

function asProfile(profile: unknown): object {
  if (typeof profile !== "object" || profile === null) throw new Error("no profile");
  return profile;
}
