import { beforeAll, describe, expect, it } from "vitest";
import { encodeHex } from "../../../../src/bytes/hex.ts";
import { digestOf } from "../../../../src/crypto/digest.ts";
import { PadesError } from "../../../../src/errors.ts";
import { webCryptoSigner } from "../../../../src/keys/web-crypto-signer.ts";
import { signPdf } from "../../../../src/pades/sign/sign-pdf.ts";
import { timestampPdf } from "../../../../src/pades/sign/timestamp-pdf.ts";
import type { VerifyOptions } from "../../../../src/pades/verify/request.ts";
import { verifyPdf } from "../../../../src/pades/verify/verify-pdf.ts";
import { renderReport } from "../../../../src/report/render-report.ts";
import { issueCrl } from "../../../../src/testing/crl.ts";
import { importSigningKey } from "../../../../src/testing/test-signature.ts";
import { createTrustStore, type TrustStore } from "../../../../src/x509/trust-store.ts";
import { codesOf, unsignedSample } from "../../../support/signed-samples.ts";
import { createTestPki, pemFile, type TestPki } from "../../../support/test-pki.ts";
import {
  DAY_MS,
  HOUR_MS,
  reasons,
  SIGNED_AT,
  signatureAt,
  storeOf,
  timeAfter,
  withStore,
} from "../time/time-machine.ts";

const ONLINE = { revocationMode: "online" } as const;
const NOW = timeAfter(HOUR_MS);

let pki: TestPki;
let signed: Uint8Array;
let stamped: Uint8Array;
/** Signed with nothing but the signer's certificate: the chain has to be got. */
let leafOnly: Uint8Array;

beforeAll(async () => {
  pki = await createTestPki();
  const sign = { now: SIGNED_AT } as const;
  signed = await signPdf(unsignedSample(), { signer: pki.signer, level: "B-B", ...sign });
  const timestampAuthority = pki.authority;
  stamped = await signPdf(unsignedSample(), { signer: pki.signer, level: "B-T", timestampAuthority, ...sign });
  const signer = webCryptoSigner(await importSigningKey(pki.person.key), [pki.person.certificate]);
  leafOnly = await signPdf(unsignedSample(), { signer, level: "B-B", ...sign });
});

async function verifyOnline(pdf: Uint8Array, changes: Partial<VerifyOptions> = {}, by: TestPki = pki) {
  by.clock.time = NOW;
  by.asked.splice(0);
  const options = { trust: by.trust, fetcher: by.fetcher, policy: ONLINE, now: NOW, ...changes };
  const verification = await verifyPdf(pdf, options);
  return { verification, asked: [...by.asked] };
}

const trustWith = (policy: object): TrustStore =>
  createTrustStore({
    schema: "pades-dossier/trust@1",
    id: "modes",
    anchors: [
      { certificate: pemFile(pki.root), roles: ["signer", "revocation"] },
      { certificate: pemFile(pki.tsaRoot), roles: ["tsa", "revocation"] },
    ],
    policy,
  });

describe("verifying online", () => {
  it("asks for the status of each certificate below the anchor, once, and says that it did", async () => {
    const { verification, asked } = await verifyOnline(signed);
    expect(verification).toMatchObject({ verdict: "valid", inputs: { mode: "online" } });
    expect(asked.toSorted()).toEqual(["GET http://issuing.example/list.crl", "GET http://root.example/list.crl"]);
    expect(signatureAt(verification)).toMatchObject({
      missing: [],
      missingEvidence: [],
      revocation: [{ status: "good" }, { status: "good" }],
    });
    expect(renderReport(verification, { format: "text", locale: "en" })).toContain("online");
  });

  it("names what it fetched, with which the verdict is the same offline", async () => {
    const { verification } = await verifyOnline(stamped);
    const { evidenceUsed, inputs } = verification;
    const { crls } = evidenceUsed;
    expect(crls).toHaveLength(3);
    expect(inputs.evidence).toEqual(crls.map((der) => `sha256:${encodeHex(digestOf("SHA-256", der))}`).toSorted());
    const offline = await verifyPdf(stamped, { trust: pki.trust, now: NOW, evidence: { crls } });
    expect(offline).toEqual({ ...verification, inputs: { ...inputs, mode: "offline" } });
  });

  it("asks nothing that evidence or the document settles already", async () => {
    const first = await verifyOnline(stamped);
    const { asked } = await verifyOnline(stamped, { evidence: first.verification.evidenceUsed });
    expect(asked).toEqual([]);
    pki.clock.time = SIGNED_AT;
    const options = { timestampAuthority: pki.authority, trust: pki.trust, fetcher: pki.fetcher };
    const full = await signPdf(unsignedSample(), { signer: pki.signer, level: "B-LT", now: SIGNED_AT, ...options });
    const { verification, asked: later } = await verifyOnline(full);
    expect(later.filter((line) => !line.includes("tsa-root"))).toEqual([]);
    expect(verification.verdict).toBe("valid");
  });

  it("gets the certificates of unknown issuers from where the ones below say, and then asks their status", async () => {
    const { verification, asked } = await verifyOnline(leafOnly);
    expect(verification.verdict).toBe("valid");
    expect(asked[0]).toBe("GET http://issuing.example/ca.cer");
    expect(verification.evidenceUsed.certificates).toContainEqual(pki.issuingCa.certificate);
    expect(verification.inputs.evidence).toHaveLength(3);
    expect(signatureAt(verification).chain).toHaveLength(3);
  });

  it.each(["issuer", "delegate", "delegate-with-status"] as const)("asks OCSP first: answered by %s", async (ocsp) => {
    const other = await createTestPki({ ocsp });
    const pdf = await signPdf(unsignedSample(), { signer: other.signer, level: "B-B", now: SIGNED_AT });
    for (const ocspNonce of [false, true]) {
      const { verification, asked } = await verifyOnline(pdf, { policy: { ...ONLINE, ocspNonce } }, other);
      expect(verification.verdict).toBe("valid");
      expect(asked).toContain("POST http://ocsp.example/");
      expect(verification.evidenceUsed.ocspResponses).toHaveLength(1);
      expect(verification.inputs.options).toEqual(ocspNonce ? { ocspNonce: true } : {});
    }
  });

  it("finds out that the certificate was revoked since", async () => {
    const other = await createTestPki();
    const pdf = await signPdf(unsignedSample(), { signer: other.signer, level: "B-B", now: SIGNED_AT });
    other.revoked.push({ serialNumber: other.person.serialNumber, revokedAt: timeAfter(60_000) });
    const { verification } = await verifyOnline(pdf, {}, other);
    expect(reasons(signatureAt(verification))).toEqual(["certificate-revoked"]);
    expect(signatureAt(verification).missingEvidence).toEqual([]);
  });
});

describe("what is missing", () => {
  it("is the status of each certificate, with its address and the time it is needed for", async () => {
    const verification = await verifyPdf(signed, { trust: pki.trust, now: NOW });
    const [person, authority] = signatureAt(verification).missingEvidence;
    expect(person).toEqual({
      kind: "status",
      certificate: "Test Person",
      sha256: signatureAt(verification).chain[0]?.sha256,
      time: NOW,
      urls: ["http://issuing.example/list.crl"],
      tried: [],
    });
    expect(authority).toMatchObject({ certificate: "Test Issuing CA", urls: ["http://root.example/list.crl"] });
    const english = renderReport(verification, { format: "text", locale: "en", width: 500 });
    expect(english).toContain("the status of the certificate of “Test Person” for 2026-01-15");
    expect(english).toContain("from http://issuing.example/list.crl");
    const vietnamese = renderReport(verification, { format: "text", locale: "vi", width: 500 });
    expect(vietnamese).toContain("lấy từ http://issuing.example/list.crl");
  });

  it("is for the time that timestamps prove, and includes what keeps them from proving it", async () => {
    const verification = await verifyPdf(stamped, { trust: pki.trust, now: NOW });
    const missing = signatureAt(verification).missingEvidence;
    expect(missing.map(({ certificate, time }) => [certificate, time])).toEqual([
      ["Test Person", NOW],
      ["Test Issuing CA", NOW],
      ["Test TSA", NOW],
    ]);
    const tsaOnly = [
      await issueCrl(pki.tsaRoot, { thisUpdate: NOW, nextUpdate: timeAfter(DAY_MS), number: 1, entries: [] }),
    ];
    const proven = await verifyPdf(stamped, { trust: pki.trust, now: NOW, evidence: { crls: tsaOnly } });
    expect(signatureAt(proven).missingEvidence.map(({ certificate, time }) => [certificate, time])).toEqual([
      ["Test Person", SIGNED_AT],
      ["Test Issuing CA", SIGNED_AT],
    ]);
  });

  it("is newer status of a certificate that is on hold", async () => {
    const other = await createTestPki();
    const pdf = await signPdf(unsignedSample(), { signer: other.signer, level: "B-B", now: SIGNED_AT });
    const { serialNumber } = other.person;
    other.revoked.push({ serialNumber, revokedAt: timeAfter(-HOUR_MS), reason: "certificateHold" });
    const signature = signatureAt((await verifyOnline(pdf, {}, other)).verification);
    expect(reasons(signature)).toEqual(["certificate-on-hold"]);
    expect(signature.missingEvidence).toMatchObject([
      { kind: "status", certificate: "Test Person", time: NOW, urls: ["http://issuing.example/list.crl"] },
    ]);
  });

  it("includes what keeps a later document timestamp from proving when a signature was there", async () => {
    const other = await createTestPki({ notAfter: { person: timeAfter(DAY_MS) } });
    const pdf = await signPdf(unsignedSample(), { signer: other.signer, level: "B-B", now: SIGNED_AT });
    const covered = await timestampPdf(pdf, { timestampAuthority: other.authority });
    const issuers = [other.root, other.issuingCa];
    const later = timeAfter(2 * DAY_MS);
    const list = { thisUpdate: NOW, nextUpdate: timeAfter(9 * DAY_MS), number: 1, entries: [] };
    const crls = await Promise.all(issuers.map((issuer) => issueCrl(issuer, list)));
    const options = { trust: other.trust, now: later, evidence: { crls } };
    const signature = signatureAt(await verifyPdf(covered, options));
    expect(reasons(signature)).toEqual(["certificate-expired-not-revoked"]);
    expect(signature.missingEvidence).toMatchObject([{ certificate: "Test TSA", time: later }]);
    const all = [...crls, await issueCrl(other.tsaRoot, { ...list, thisUpdate: later })];
    expect((await verifyPdf(covered, { ...options, evidence: { crls: all } })).verdict).toBe("valid");
  });

  it("is the certificate of an issuer, where the chain breaks off", async () => {
    const verification = await verifyPdf(leafOnly, { trust: pki.trust, now: NOW });
    expect(signatureAt(verification).missingEvidence).toEqual([
      {
        kind: "issuer",
        certificate: "Test Person",
        sha256: encodeHex(digestOf("SHA-256", pki.person.certificate)),
        time: null,
        urls: ["http://issuing.example/ca.cer"],
        tried: [],
      },
    ]);
  });

  it("tells what was asked in vain", async () => {
    const fetcher = async () => ({ url: "", status: 404, contentType: null, body: new Uint8Array() });
    const { verification } = await verifyOnline(signed, { fetcher });
    expect(reasons(signatureAt(verification))).toContain("revocation-not-checked");
    expect(signatureAt(verification).missingEvidence[0]?.tried).toEqual([
      { url: "http://issuing.example/list.crl", reason: "status 404" },
    ]);
    expect(renderReport(verification, { format: "text", locale: "en", width: 500 })).toContain(
      "http://issuing.example/list.crl: status 404",
    );
  });
});

describe("the revocation mode", () => {
  it.each([
    ["the policy says offline", { policy: { revocationMode: "offline" } }],
    ["the trust profile says offline", { policy: {} }],
  ] as const)("makes no call where %s, even with a fetcher", async (_, changes) => {
    const { verification, asked } = await verifyOnline(leafOnly, changes);
    expect(asked).toEqual([]);
    expect(verification).toMatchObject({ verdict: "indeterminate", inputs: { mode: "offline" } });
  });

  it("is online where a fetcher is handed in and nothing says otherwise", async () => {
    const { verification, asked } = await verifyOnline(signed, { trust: trustWith({}), policy: {} });
    expect(verification).toMatchObject({ verdict: "valid", inputs: { mode: "online" } });
    expect(asked).toHaveLength(2);
  });

  it("is offline without a fetcher, whatever the profile says; to ask for online then is misuse", async () => {
    const trust = trustWith({ revocation: { mode: "online" } });
    const verification = await verifyPdf(signed, { trust, now: NOW });
    expect(verification).toMatchObject({ verdict: "indeterminate", inputs: { mode: "offline" } });
    for (const options of [
      { trust, policy: ONLINE },
      { trust, policy: { revocationMode: "of-line" as "offline" } },
      { trust, fetcher: "http://proxy.example/" as unknown as TestPki["fetcher"] },
    ]) {
      const rejection = await verifyPdf(signed, options).catch((error: unknown) => error);
      expect(rejection).toBeInstanceOf(PadesError);
      expect(rejection).toMatchObject({ code: "ERR_INVALID_ARGUMENT" });
    }
  });

  it("does not change the policy's hash: the same verdict comes from stored evidence", async () => {
    const { verification } = await verifyOnline(signed);
    const offline = await verifyPdf(signed, { trust: pki.trust, now: NOW });
    expect(offline.inputs.policy).toEqual(verification.inputs.policy);
  });
});

describe("evidence only", () => {
  const trust = () => trustWith({ revocation: { mode: "evidence-only" } });
  const longTerm = async (by: TestPki) => {
    by.clock.time = SIGNED_AT;
    const options = { timestampAuthority: by.authority, trust: by.trust, fetcher: by.fetcher };
    return signPdf(unsignedSample(), { signer: by.signer, level: "B-LT", now: SIGNED_AT, ...options });
  };

  it("counts what was handed in alone, and makes no call", async () => {
    const pdf = await longTerm(pki);
    const without = await verifyOnline(pdf, { trust: trust(), policy: {} });
    expect(without.asked).toEqual([]);
    expect(without.verification).toMatchObject({ verdict: "indeterminate", inputs: { mode: "evidence-only" } });
    expect(codesOf(without.verification)).toContain("revocation-not-checked");
    const { evidenceUsed } = (await verifyOnline(stamped)).verification;
    const { verification } = await verifyOnline(pdf, { trust: trust(), policy: {}, evidence: evidenceUsed });
    expect(verification.verdict).toBe("valid");
    expect(renderReport(verification, { format: "text", locale: "vi", width: 500 })).toContain(
      "chỉ theo dữ liệu được cung cấp",
    );
  });

  it("lets what the document holds speak against a certificate all the same", async () => {
    const other = await createTestPki();
    const pdf = await longTerm(other);
    const stale = (await verifyOnline(pdf, {}, other)).verification.evidenceUsed;
    other.revoked.push({ serialNumber: other.person.serialNumber, revokedAt: timeAfter(-DAY_MS) });
    const revoking = await other.fetcher({ url: "http://issuing.example/list.crl" });
    const { store, pieces } = storeOf([revoking.body]);
    const storing = withStore(pdf, store, pieces);
    const policy = { revocationMode: "evidence-only" } as const;
    const { verification } = await verifyOnline(storing, { policy, evidence: stale }, other);
    expect(codesOf(verification)).toContain("certificate-revoked");
  });
});
