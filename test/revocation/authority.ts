import { encodeBase64 } from "../../src/bytes/base64.ts";
import { type RevocationEvidence, readEvidence } from "../../src/revocation/evidence.ts";
import { findRevocationStatus, type RevocationStatus } from "../../src/revocation/revocation-status.ts";
import { SignerPaths } from "../../src/revocation/signer-paths.ts";
import type { StatusContext } from "../../src/revocation/status-context.ts";
import type { CrlFields } from "../../src/testing/crl.ts";
import { issueCrl } from "../../src/testing/crl.ts";
import { createRoot, type IssueOptions, issueIdentity } from "../../src/testing/issue.ts";
import type { TestIdentity } from "../../src/testing/test-identity.ts";
import { DEFAULT_ALGORITHM_POLICY } from "../../src/x509/algorithm-policy.ts";
import { parseCertificate } from "../../src/x509/certificate.ts";
import { existsSince } from "../../src/x509/existence.ts";
import { PathBudget } from "../../src/x509/path-budget.ts";
import { PathSignatures } from "../../src/x509/path-signatures.ts";
import { createTrustStore } from "../../src/x509/trust-store.ts";
import { directLink } from "../conformance/suites/direct-link.ts";

/** When the tests look: certificates are valid for years before and after, CRLs for a week around it. */
export const NOW = new Date("2026-03-10T12:00:00Z");
const DAY_MS = 86_400_000;
export const daysFromNow = (days: number) => new Date(NOW.getTime() + days * DAY_MS);
const PERIOD = { notBefore: new Date("2024-01-01T00:00:00Z"), notAfter: new Date("2030-01-01T00:00:00Z") };

const named = (name: string) => [["CN", name]] as const;
type Options = Partial<IssueOptions>;

export const root = (name: string, options: Options = {}) =>
  createRoot({ subject: named(name), profile: { use: "authority" }, key: "P-256", ...PERIOD, ...options });
export const ca = (issuer: TestIdentity, name: string, options: Options = {}) =>
  issueIdentity(issuer, { subject: named(name), profile: { use: "authority" }, key: "P-256", ...PERIOD, ...options });
export const signer = (issuer: TestIdentity, name: string, options: Options = {}) =>
  issueIdentity(issuer, { subject: named(name), profile: { use: "signer" }, key: "P-256", ...PERIOD, ...options });

/** A CRL of yesterday, good for a week, empty but for what is given. */
export const crl = (issuer: TestIdentity, fields: Partial<CrlFields> = {}) =>
  issueCrl(issuer, { thisUpdate: daysFromNow(-1), nextUpdate: daysFromNow(6), number: 1, entries: [], ...fields });

export const evidence = (pieces: { crls?: readonly Uint8Array[]; ocspResponses?: readonly Uint8Array[] }) =>
  readEvidence({ crls: [], ocspResponses: [], ...pieces });

export interface Question extends Partial<Omit<StatusContext, "anchor" | "pool">> {
  readonly anchor: TestIdentity;
  readonly pool?: readonly TestIdentity[];
}

/** The status of a certificate whose issuer is `issuer`, by all that the test authority knows. */
export async function statusOf(
  subject: TestIdentity,
  issuer: TestIdentity,
  known: RevocationEvidence,
  { anchor, pool = [], ...rest }: Question,
): Promise<RevocationStatus> {
  const trust = createTrustStore({
    schema: "pades-dossier/trust@1",
    id: "test",
    anchors: [{ certificate: encodeBase64(anchor.certificate), roles: ["signer", "revocation"] }],
  });
  const [trusted] = trust.anchors;
  if (trusted === undefined) throw new Error("no anchor");
  const link = await directLink(parseCertificate(subject.certificate), [parseCertificate(issuer.certificate)]);
  return findRevocationStatus(link, {
    evidence: known,
    pool: pool.map(({ certificate }) => parseCertificate(certificate)),
    anchor: trusted,
    trust,
    time: NOW,
    isProven: false,
    issuedUntil: NOW,
    freshness: { maxAgeHours: null, graceHours: 0 },
    existence: existsSince(NOW),
    keysSoundUntil: null,
    algorithms: DEFAULT_ALGORITHM_POLICY,
    signatures: new PathSignatures(new PathBudget(), null),
    signerPaths: new SignerPaths(),
    nonce: null,
    strict: false,
    ...rest,
  });
}
