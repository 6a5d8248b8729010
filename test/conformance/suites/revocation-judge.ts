import { encodeBase64 } from "../../../src/bytes/base64.ts";
import { type RevocationEvidence, readEvidence } from "../../../src/revocation/evidence.ts";
import { findRevocationStatus, type RevocationStatus } from "../../../src/revocation/revocation-status.ts";
import { SignerPaths } from "../../../src/revocation/signer-paths.ts";
import type { FreshnessPolicy } from "../../../src/revocation/timing.ts";
import type { AlgorithmPolicy } from "../../../src/x509/algorithm-policy.ts";
import type { Certificate } from "../../../src/x509/certificate.ts";
import { PathBudget } from "../../../src/x509/path-budget.ts";
import type { PathLink } from "../../../src/x509/path-validation.ts";
import { PathSignatures } from "../../../src/x509/path-signatures.ts";
import { createTrustStore } from "../../../src/x509/trust-store.ts";
import type { RevocationJudge } from "./path-suite.ts";

export interface StatusQuestion {
  readonly links: readonly PathLink[];
  readonly anchor: Certificate;
  readonly pool: readonly Certificate[];
  readonly evidence: RevocationEvidence;
  readonly time: Date;
  readonly freshness: FreshnessPolicy;
  readonly algorithms: AlgorithmPolicy;
}

export const BY_NEXT_UPDATE: FreshnessPolicy = { maxAgeHours: null, graceHours: 0 };

/** The status of each certificate of a path, leaf first, at the time of validation. */
export async function statusesOf(question: StatusQuestion): Promise<readonly RevocationStatus[]> {
  const { links, pool, evidence, time, freshness, algorithms } = question;
  const trust = createTrustStore({
    schema: "pades-dossier/trust@1",
    id: "suite",
    anchors: [{ certificate: encodeBase64(question.anchor.raw), roles: ["revocation"] }],
  });
  const [anchor] = trust.anchors;
  if (anchor === undefined) throw new Error("no anchor");
  const signatures = new PathSignatures(new PathBudget(), null);
  const statuses: RevocationStatus[] = [];
  for (const link of links) {
    statuses.push(
      await findRevocationStatus(link, {
        evidence,
        pool,
        anchor,
        trust,
        time,
        isProven: false,
        now: time,
        freshness,
        algorithms,
        signatures,
        signerPaths: new SignerPaths(),
        nonce: null,
      }),
    );
  }
  return statuses;
}

/** Refuses a path of which a certificate is not known to be good; where data is not required, only for what is known. */
export const judgeRevocation: RevocationJudge = async ({ links, anchor }, { crls, time, required, pool, algorithms }) => {
  const evidence = readEvidence({ crls, ocspResponses: [] });
  const question = { links, anchor: anchor.certificate, pool, evidence, time, freshness: BY_NEXT_UPDATE, algorithms };
  for (const [index, found] of (await statusesOf(question)).entries()) {
    if (found.status === "good" || found.status === "not-needed") continue;
    if (found.status === "no-data" && !required) continue;
    return `${found.status} at ${index}${found.status === "no-data" ? `: ${found.faults.join(", ")}` : ""}`;
  }
  return null;
};
