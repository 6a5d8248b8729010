import { beforeAll, describe, expect, it } from "vitest";
import { encodePem } from "../../../../src/bytes/pem.ts";
import { encodeUtf8 } from "../../../../src/bytes/text.ts";
import { EMPTY_STORE } from "../../../../src/pades/ltv/security-store.ts";
import type { CertificateJudgment } from "../../../../src/pades/verify/judge-certificate.ts";
import type { CryptographyJudgment } from "../../../../src/pades/verify/judge-cryptography.ts";
import type { TokenJudgment } from "../../../../src/pades/verify/time/judge-token.ts";
import { provableUntil } from "../../../../src/pades/verify/time/provable-until.ts";
import type { ArchiveProof, ExistenceProof } from "../../../../src/pades/verify/time/prove-existence.ts";
import { createRoot, issueIdentity } from "../../../../src/testing/issue.ts";
import type { TestIdentity } from "../../../../src/testing/test-identity.ts";
import type { TestKeyKind } from "../../../../src/testing/test-key.ts";
import { imprintOf } from "../../../../src/tsp/examine-token.ts";
import { verifyTimestampToken } from "../../../../src/tsp/verify-token.ts";
import { parseCertificate } from "../../../../src/x509/certificate.ts";
import { findPath } from "../../../../src/x509/path-building.ts";
import { createTrustStore } from "../../../../src/x509/trust-store.ts";
import { signedSample } from "../../../support/signed-samples.ts";
import { subjectOf } from "../../checks/subject-of.ts";
import { inYear, issueTsa, SIGNED_AT, tokenOver } from "./time-machine.ts";

const STAMPED = encodeUtf8("what is stamped");
const NOTHING_USED: CryptographyJudgment = {
  digest: "ok",
  signature: "ok",
  digestAlgorithm: null,
  signatureAlgorithm: null,
  findings: [],
  used: null,
};

const rootOf = (key: TestKeyKind = "P-256") =>
  createRoot({
    subject: [["CN", "Root"]],
    profile: { use: "authority" },
    key,
    notBefore: new Date("2005-01-01T00:00:00Z"),
    notAfter: inYear(2027),
  });
const trusting = ({ certificate }: TestIdentity, trustUntil?: Date) =>
  createTrustStore({
    schema: "pades-dossier/trust@1",
    id: "test",
    anchors: [
      {
        certificate: encodePem("CERTIFICATE", certificate),
        roles: ["tsa", "signer"],
        ...(trustUntil === undefined ? {} : { trustUntil: trustUntil.toISOString() }),
      },
    ],
  });
const { algorithms } = createTrustStore({ schema: "pades-dossier/trust@1", id: "none", anchors: [] }).policy;

let root: TestIdentity;
let archive: (token: TokenJudgment) => ArchiveProof;
beforeAll(async () => {
  root = await rootOf();
  const subject = subjectOf(await signedSample());
  archive = (token) => ({ subject, token, coveredStore: EMPTY_STORE, coveredUntil: 1, time: SIGNED_AT });
});

async function tokenOf(tsa: TestIdentity, trust = trusting(root)): Promise<TokenJudgment> {
  const input = { imprint: imprintOf(STAMPED), trust, time: SIGNED_AT };
  const verdict = await verifyTimestampToken(await tokenOver(STAMPED, tsa), input);
  return { ...verdict, revocationFindings: [], revocation: [], open: [], passed: verdict.verdict === "passed" };
}

async function judgmentOf({ chain: [leaf = new Uint8Array(), ...pool] }: TestIdentity, trust = trusting(root)) {
  const query = { pool: pool.map(parseCertificate), trust, role: "signer", time: SIGNED_AT } as const;
  const found = await findPath(parseCertificate(leaf), query);
  if (!found.ok) throw new Error(`no path: ${found.nearest.stop}`);
  return { found, chain: [], revocation: [], findings: [], open: [] } satisfies CertificateJudgment;
}

const issueSigner = (issuer: TestIdentity, notAfter: Date) =>
  issueIdentity(issuer, {
    subject: [["CN", "Signer"]],
    profile: { use: "signer" },
    key: "P-256",
    notBefore: new Date("2005-01-01T00:00:00Z"),
    notAfter,
  });

const proof = (parts: Partial<ExistenceProof> = {}): ExistenceProof => ({
  time: SIGNED_AT,
  isTimeProven: true,
  documentTimestamp: null,
  signatureTimestamps: [],
  contentTimestamps: [],
  archives: [],
  laterTimestamps: [],
  ...parts,
});
const NOBODY: CertificateJudgment = { found: null, chain: [], revocation: [], findings: [], open: [] };
const until = (parts: Partial<ExistenceProof>, judgment: CertificateJudgment = NOBODY) =>
  provableUntil(proof(parts), judgment, NOTHING_USED, algorithms);

describe("until when a signature stays provable", () => {
  it("is until the first certificate below the anchor expires, where it has no timestamp", async () => {
    expect(until({}, await judgmentOf(await issueSigner(root, inYear(2029))))).toEqual(inYear(2029));
    const issuing = await issueIdentity(root, {
      subject: [["CN", "Issuing"]],
      profile: { use: "authority" },
      key: "P-256",
      notBefore: new Date("2005-01-01T00:00:00Z"),
      notAfter: inYear(2028),
    });
    expect(until({}, await judgmentOf(await issueSigner(issuing, inYear(2029))))).toEqual(inYear(2028));
  });

  it("is until the anchor is no longer trusted, not until its certificate says", async () => {
    const signer = await issueSigner(root, inYear(2040));
    expect(until({}, await judgmentOf(signer))).toEqual(inYear(2040));
    expect(until({}, await judgmentOf(signer, trusting(root, inYear(2035))))).toEqual(inYear(2035));
    const tsa = await issueTsa(root, { notAfter: inYear(2040) });
    expect(until({ signatureTimestamps: [await tokenOf(tsa, trusting(root, inYear(2033)))] })).toEqual(inYear(2033));
  });

  it("is until an algorithm ends that the signer's or the authority's path rests on", async () => {
    const rsaRoot = await rootOf("RSA-2048");
    const trust = trusting(rsaRoot);
    const end = new Date("2031-01-01T00:00:00Z");
    expect(until({}, await judgmentOf(await issueSigner(rsaRoot, inYear(2040)), trust))).toEqual(end);
    const certified = await tokenOf(await issueTsa(rsaRoot, { notAfter: inYear(2040) }), trust);
    expect(until({ signatureTimestamps: [certified] })).toEqual(end);
    const made = await tokenOf(await issueTsa(root, { key: "RSA-2048", notAfter: inYear(2040) }));
    expect(until({ signatureTimestamps: [made] })).toEqual(end);
  });

  it("is until the last of its signature timestamps that passed, whatever the signer's certificate says", async () => {
    const signer = await judgmentOf(await issueSigner(root, inYear(2027)));
    const [early, late] = [
      await tokenOf(await issueTsa(root, { notAfter: inYear(2030) })),
      await tokenOf(await issueTsa(root, { notAfter: inYear(2034) })),
    ];
    expect(until({ signatureTimestamps: [late, early] }, signer)).toEqual(inYear(2034));
    expect(until({ signatureTimestamps: [{ ...late, passed: false }, early] }, signer)).toEqual(inYear(2030));
    expect(until({ signatureTimestamps: [{ ...late, passed: false }] }, signer)).toEqual(inYear(2027));
  });

  it("is until the newest archive timestamp runs out, not the longest", async () => {
    const old = await tokenOf(await issueTsa(root, { notAfter: inYear(2045) }));
    const newest = await tokenOf(await issueTsa(root, { notAfter: inYear(2036) }));
    expect(until({ signatureTimestamps: [old], archives: [archive(old), archive(newest)] })).toEqual(inYear(2036));
  });

  it("of a document timestamp, is until that runs out, or what covers it", async () => {
    const own = await tokenOf(await issueTsa(root, { notAfter: inYear(2030) }));
    const later = await tokenOf(await issueTsa(root, { notAfter: inYear(2036) }));
    expect(until({ documentTimestamp: own })).toEqual(inYear(2030));
    expect(until({ documentTimestamp: own, archives: [archive(later)] })).toEqual(inYear(2036));
  });

  it("has no end in sight where nothing that it rests on has one", async () => {
    const itself = parseCertificate(root.certificate);
    const trust = trusting(root);
    const found = await findPath(itself, { pool: [], trust, role: "signer", time: SIGNED_AT });
    expect(found.ok).toBe(true);
    expect(until({}, { ...NOBODY, found: found.ok ? found : null })).toBeNull();
  });
});
