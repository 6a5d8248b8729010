import { beforeAll, describe, expect, it } from "vitest";
import { encodePem } from "../../../src/bytes/pem.ts";
import { encodeUtf8 } from "../../../src/bytes/text.ts";
import { digestOf } from "../../../src/crypto/digest.ts";
import {
  type ExistenceInput,
  type JudgedTimestamp,
  proveExistence,
} from "../../../src/pades/ltv/proof-of-existence.ts";
import { NO_EVIDENCE, readEvidence } from "../../../src/revocation/evidence.ts";
import { SignerPaths } from "../../../src/revocation/signer-paths.ts";
import { type CrlEntry, issueCrl } from "../../../src/testing/crl.ts";
import { createRoot, type IssueOptions, issueIdentity } from "../../../src/testing/issue.ts";
import type { TestIdentity } from "../../../src/testing/test-identity.ts";
import { issueTimestampToken } from "../../../src/testing/timestamp-token.ts";
import { imprintOf } from "../../../src/tsp/examine-token.ts";
import { parseCertificate } from "../../../src/x509/certificate.ts";
import { PathBudget } from "../../../src/x509/path-budget.ts";
import { PathSignatures } from "../../../src/x509/path-signatures.ts";
import { createTrustStore } from "../../../src/x509/trust-store.ts";

/** The document as bytes that timestamps cover from the beginning. */
const FILE = encodeUtf8("signature | store | timestamp | store | timestamp | more");
const VALUE = encodeUtf8("signature value");
const at = (year: number, rest = "-06-01T00:00:00Z") => new Date(`${year}${rest}`);

let root: TestIdentity;
/** In force from 2020 to 2030, 2028 to 2040 and 2038 to 2050. */
let authorities: readonly [TestIdentity, TestIdentity, TestIdentity];
beforeAll(async () => {
  root = await createRoot({
    subject: [["CN", "Root"]],
    profile: { use: "authority" },
    key: "P-256",
    notBefore: at(2010),
    notAfter: at(2090),
  });
  authorities = [await issue("A", 2020, 2030), await issue("B", 2028, 2040), await issue("C", 2038, 2050)];
});

const issue = (name: string, from: number, until: number, changes: Partial<IssueOptions> = {}) =>
  issueIdentity(root, {
    subject: [["CN", name]],
    profile: { use: "timestamp-authority" },
    key: "P-256",
    notBefore: at(from),
    notAfter: at(until),
    ...changes,
  });

const stamp = async (by: TestIdentity, octets: Uint8Array, genTime: Date) =>
  issueTimestampToken(by, {
    imprint: { algorithm: "2.16.840.1.101.3.4.2.1", digest: digestOf("SHA-256", octets) },
    genTime,
    serialNumber: Uint8Array.of(1),
  });

/** A document timestamp over the first bytes of the file. */
const over = async (by: TestIdentity, coveredEnd: number, genTime: Date) => {
  const octets = FILE.subarray(0, coveredEnd);
  return { token: await stamp(by, octets, genTime), imprint: imprintOf(octets), pool: [], coveredEnd };
};
const inCms = async (by: TestIdentity, genTime: Date) => ({
  token: await stamp(by, VALUE, genTime),
  imprint: imprintOf(VALUE),
  pool: [],
});

const crl = (thisUpdate: Date, entries: readonly CrlEntry[] = []) =>
  issueCrl(root, { thisUpdate, nextUpdate: new Date(thisUpdate.getTime() + 7 * 86_400_000), number: 1, entries });

function input(changes: Partial<ExistenceInput>, crls: readonly Uint8Array[] = []): ExistenceInput {
  return {
    documentTimestamps: [],
    signatures: [],
    trust: createTrustStore({
      schema: "pades-dossier/trust@1",
      id: "test",
      anchors: [{ certificate: encodePem("CERTIFICATE", root.certificate), roles: ["tsa", "revocation"] }],
    }),
    data: {
      certificates: [],
      evidence: crls.length === 0 ? NO_EVIDENCE : readEvidence({ crls, ocspResponses: [] }),
      signatures: new PathSignatures(new PathBudget(), null),
      signerPaths: new SignerPaths(),
    },
    now: at(2025),
    ...changes,
  };
}

const brief = ({ verdict, provenTime, token, obstacles }: JudgedTimestamp) =>
  [
    verdict,
    provenTime?.getUTCFullYear() ?? "now",
    ...token.faults.map((fault) => ("stop" in fault ? `${fault.at}: ${fault.stop}` : fault.code)),
    ...obstacles.map(({ status }) => status.status),
  ].join(" ");

async function prove(changes: Partial<ExistenceInput>, crls: readonly Uint8Array[] = []) {
  const { documentTimestamps, signatures } = await proveExistence(input(changes, crls));
  return {
    documents: documentTimestamps.map(brief),
    signatures: signatures.map(({ provenTime, timestamps }) => [
      provenTime?.getUTCFullYear() ?? null,
      ...timestamps.map(brief),
    ]),
  };
}

const SIGNED = 10;
const signature = (timestamps: ExistenceInput["signatures"][number]["timestamps"] = []) => ({
  coveredEnd: SIGNED,
  timestamps,
  signerKey: null,
});

describe("proof of existence", () => {
  it("comes from a timestamp in the CMS whose authority is trusted and in force", async () => {
    const timestamps = [await inCms(authorities[0], at(2024))];
    expect(await prove({ signatures: [signature(timestamps)] }, [await crl(at(2025))])).toEqual({
      documents: [],
      signatures: [[2024, "passed now"]],
    });
  });

  it("does not come from a timestamp whose authority's status is not known", async () => {
    const timestamps = [await inCms(authorities[0], at(2024))];
    expect((await prove({ signatures: [signature(timestamps)] })).signatures).toEqual([
      [null, "indeterminate now no-data"],
    ]);
  });

  it("is the earliest of several, and holds for what the timestamp covers only", async () => {
    const documentTimestamps = [await over(authorities[0], 20, at(2024)), await over(authorities[0], 30, at(2023))];
    const signatures = [signature(), { ...signature(), coveredEnd: 25 }, { ...signature(), coveredEnd: 40 }];
    const proven = await prove({ documentTimestamps, signatures }, [await crl(at(2025))]);
    expect(proven.signatures).toEqual([[2023], [2023], [null]]);
  });

  it("does not come from a timestamp of other bytes, under another anchor, or by the signer's own key", async () => {
    const [authority] = authorities;
    const elsewhere = await inCms(authority, at(2024));
    const copied = { ...elsewhere, imprint: imprintOf(encodeUtf8("another signature value")) };
    const stranger = await createRoot({
      subject: [["CN", "Stranger"]],
      profile: { use: "timestamp-authority" },
      key: "P-256",
      notBefore: at(2020),
      notAfter: at(2030),
    });
    const signatures = [
      signature([copied]),
      signature([await inCms(stranger, at(2024))]),
      { ...signature([elsewhere]), signerKey: parseCertificate(authority.certificate).spki },
      signature([{ ...elsewhere, token: encodeUtf8("no token") }]),
    ];
    expect((await prove({ signatures }, [await crl(at(2025))])).signatures).toEqual([
      [null, "failed now imprint-mismatch"],
      [null, "indeterminate now generation: issuer-not-found judgment: issuer-not-found"],
      [null, "failed now key-of-signer"],
      [null, "failed now malformed"],
    ]);
  });

  it("slides back over renewals that were made in time, with the evidence that each one covered", async () => {
    const timestamps = [await inCms(authorities[0], at(2024))];
    const documentTimestamps = [
      await over(authorities[0], 20, at(2024, "-06-02T00:00:00Z")),
      await over(authorities[1], 30, at(2029)),
      await over(authorities[2], 40, at(2039)),
    ];
    // Each list a day older than the timestamp that covered it, and one of today.
    const crls = await Promise.all(
      [at(2024, "-06-01T12:00:00Z"), at(2029, "-05-31T00:00:00Z"), at(2039, "-05-31T00:00:00Z"), at(2048)].map((time) =>
        crl(time),
      ),
    );
    expect(await prove({ documentTimestamps, signatures: [signature(timestamps)], now: at(2048) }, crls)).toEqual({
      documents: ["passed 2029", "passed 2039", "passed now"],
      signatures: [[2024, "passed 2024"]],
    });
  });

  it("is lost where a renewal came late, and does not come back with another one", async () => {
    const documentTimestamps = [
      await over(authorities[0], 20, at(2024)),
      // The first authority expired in 2030.
      await over(authorities[1], 30, at(2031)),
    ];
    const crls = await Promise.all([at(2024), at(2029), at(2031), at(2035)].map((time) => crl(time)));
    const proven = await prove({ documentTimestamps, signatures: [signature()], now: at(2035) }, crls);
    expect(proven.documents).toEqual([expect.stringContaining("indeterminate 2031 judgment: expired"), "passed now"]);
    // What is left is the late one.
    expect(proven.signatures).toEqual([[2031]]);
  });

  it("is not needed twice: an authority that expires after its proof does no harm", async () => {
    const documentTimestamps = [await over(authorities[0], 20, at(2024)), await over(authorities[1], 30, at(2029))];
    const crls = await Promise.all([at(2029, "-05-30T00:00:00Z"), at(2035)].map((time) => crl(time)));
    const proven = await prove({ documentTimestamps, signatures: [signature()], now: at(2035) }, crls);
    expect(proven).toEqual({ documents: ["passed 2029", "passed now"], signatures: [[2024]] });
  });

  it("survives a revocation of the authority after the proof, not one before it", async () => {
    const documentTimestamps = [await over(authorities[0], 20, at(2024)), await over(authorities[1], 30, at(2029))];
    const question = { documentTimestamps, signatures: [signature()], now: at(2035) };
    const revokedAt = (time: Date): CrlEntry => ({ serialNumber: authorities[0].serialNumber, revokedAt: time });
    const after = [
      await crl(at(2029, "-05-30T00:00:00Z")),
      await crl(at(2035), [revokedAt(at(2029, "-12-01T00:00:00Z"))]),
    ];
    expect(await prove(question, after)).toEqual({ documents: ["passed 2029", "passed now"], signatures: [[2024]] });
    const before = [await crl(at(2029, "-05-30T00:00:00Z"), [revokedAt(at(2025))]), await crl(at(2035))];
    expect(await prove(question, before)).toEqual({
      documents: ["indeterminate 2029 revoked", "passed now"],
      signatures: [[2029]],
    });
  });

  it("ends with the algorithms: a timestamp that was not renewed before RSA-2048 ended proves nothing", async () => {
    const weak = await issue("W", 2020, 2060, { key: "RSA-2048" });
    const documentTimestamps = [await over(weak, 20, at(2024)), await over(authorities[1], 30, at(2032))];
    const crls = await Promise.all([at(2032), at(2035)].map((time) => crl(time)));
    const late = await prove({ documentTimestamps, signatures: [signature()], now: at(2035) }, crls);
    expect(late).toEqual({ documents: ["indeterminate 2032 algorithm-weak", "passed now"], signatures: [[2032]] });
    const renewed = [await over(weak, 20, at(2024)), await over(authorities[1], 30, at(2029))];
    const early = await Promise.all([at(2029), at(2035)].map((time) => crl(time)));
    expect(
      (await prove({ documentTimestamps: renewed, signatures: [signature()], now: at(2035) }, early)).signatures,
    ).toEqual([[2024]]);
  });

  it("is not given by a timestamp that claims to be later than the one that proves it", async () => {
    const documentTimestamps = [await over(authorities[0], 20, at(2026)), await over(authorities[0], 30, at(2024))];
    const crls = await Promise.all([at(2024), at(2027)].map((time) => crl(time)));
    const proven = await prove({ documentTimestamps, signatures: [signature()], now: at(2027) }, crls);
    expect(proven.documents[0]).toContain("in-the-future");
    expect(proven.signatures).toEqual([[2024]]);
  });

  it("keeps the order in which it was asked, whatever the order of the file", async () => {
    const older = await over(authorities[0], 20, at(2023));
    const newer = await over(authorities[0], 30, at(2024));
    const crls = [await crl(at(2024)), await crl(at(2025))];
    const one = await prove({ documentTimestamps: [older, newer] }, crls);
    const other = await prove({ documentTimestamps: [newer, older] }, crls);
    expect(one.documents).toEqual(["passed 2024", "passed now"]);
    expect(other.documents).toEqual(["passed now", "passed 2024"]);
  });
});
