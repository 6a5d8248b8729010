import { encodeBase64 } from "../../../src/bytes/base64.ts";
import { type RevocationEvidence, readEvidence } from "../../../src/revocation/evidence.ts";
import { findRevocationStatus, type RevocationStatus } from "../../../src/revocation/revocation-status.ts";
import { SignerPaths } from "../../../src/revocation/signer-paths.ts";
import type { StatusContext } from "../../../src/revocation/status-context.ts";
import type { FreshnessPolicy } from "../../../src/revocation/timing.ts";
import type { AlgorithmPolicy } from "../../../src/x509/algorithm-policy.ts";
import type { Certificate } from "../../../src/x509/certificate.ts";
import { existsSince } from "../../../src/x509/existence.ts";
import { PathBudget } from "../../../src/x509/path-budget.ts";
import { PathSignatures } from "../../../src/x509/path-signatures.ts";
import type { PathLink } from "../../../src/x509/path-validation.ts";
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
  readonly strict?: boolean;
}

export const BY_NEXT_UPDATE: FreshnessPolicy = { maxAgeHours: null, graceHours: 0 };

/** The status of each certificate of a path, leaf first, at the time of validation. */
export async function statusesOf({ links, ...question }: StatusQuestion): Promise<readonly RevocationStatus[]> {
  const context = statusContext(question);
  const statuses: RevocationStatus[] = [];
  for (const link of links) statuses.push(await findRevocationStatus(link, context));
  return statuses;
}

/** With the anchor of the path as the only one. */
export function statusContext({
  anchor: root,
  time,
  strict,
  ...question
}: Omit<StatusQuestion, "links">): StatusContext {
  const trust = createTrustStore({
    schema: "pades-dossier/trust@1",
    id: "suite",
    anchors: [{ certificate: encodeBase64(root.raw), roles: ["revocation"] }],
  });
  const [anchor] = trust.anchors;
  if (anchor === undefined) throw new Error("no anchor");
  return {
    ...question,
    anchor,
    trust,
    time,
    issuedUntil: time,
    isProven: false,
    existence: existsSince(time),
    keysSoundUntil: null,
    signatures: new PathSignatures(new PathBudget(), null),
    signerPaths: new SignerPaths(),
    nonce: null,
    strict: strict ?? false,
  };
}

/**
 * Refuses a path of which a certificate is not known to be good. Where data is not required, a certificate may lack it,
 * but not where there is some that does not count: CRLs are handed in to be used.
 */
export const judgeRevocation: RevocationJudge = async ({ links, anchor }, { crls, required, ...input }) => {
  const evidence = readEvidence({ crls, ocspResponses: [] });
  const question = { links, anchor: anchor.certificate, evidence, freshness: BY_NEXT_UPDATE, ...input };
  for (const [index, found] of (await statusesOf(question)).entries()) {
    if (found.status === "good" || found.status === "not-needed") continue;
    const faults = found.status === "no-data" ? found.faults : [];
    if (found.status === "no-data" && !required && faults.length === 0) continue;
    return `${found.status} at ${index}: ${faults.join(", ")}`;
  }
  return null;
};
