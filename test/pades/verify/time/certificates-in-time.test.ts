import { describe, expect, it } from "vitest";
import { extendPdf } from "../../../../src/pades/sign/extend.ts";
import { signPdf } from "../../../../src/pades/sign/sign-pdf.ts";
import { timestampPdf } from "../../../../src/pades/sign/timestamp-pdf.ts";
import { issueIdentity } from "../../../../src/testing/issue.ts";
import { forgePdf } from "../../../support/forged-pdf.ts";
import { unsignedSample } from "../../../support/signed-samples.ts";
import { createTestPki, type TestPki } from "../../../support/test-pki.ts";
import {
  authorityOf,
  currentStatus,
  DAY_MS,
  HOUR_MS,
  inYear,
  issueTsa,
  outcome,
  SIGNED_AT,
  signatureAt,
  stampedCms,
  timeAfter,
  timestampFaults,
  tokenOver,
  verifyAt,
  verifyOffline,
} from "./time-machine.ts";

const pdf = unsignedSample();
const common = ({ signer, authority, clock }: TestPki) => ({
  signer,
  timestampAuthority: authority,
  now: clock.time,
});
const longTerm = (pki: TestPki) => ({
  ...common(pki),
  trust: pki.trust,
  fetcher: pki.fetcher,
});
const signB = ({ signer, clock }: TestPki) => signPdf(pdf, { level: "B-B", signer, now: clock.time });
const signT = (pki: TestPki) => signPdf(pdf, { level: "B-T", ...common(pki) });
const signLT = (pki: TestPki) => signPdf(pdf, { level: "B-LT", ...longTerm(pki) });
const signLTA = (pki: TestPki) => signPdf(pdf, { level: "B-LTA", ...longTerm(pki) });

const PASSED = { indication: "TOTAL-PASSED", subIndication: null, reasons: [] };
const EXPIRED = {
  indication: "INDETERMINATE",
  subIndication: "OUT_OF_BOUNDS_NO_POE",
  level: "none",
  provenTime: null,
};
const passed = (level: string, provenTime: Date | null = SIGNED_AT) => ({
  ...PASSED,
  level,
  levelFound: level,
  provenTime,
});
const expiring = { notAfter: { person: inYear(2027) } };

describe("a file of each level on the day after it was signed", () => {
  it.each([
    ["B-B", signB, null],
    ["B-T", signT, SIGNED_AT],
    ["B-LT", signLT, SIGNED_AT],
    ["B-LTA", signLTA, SIGNED_AT],
  ] as const)("%s passes at that level and proves its time by a timestamp only", async (level, sign, proven) => {
    const pki = await createTestPki();
    const verification = await verifyAt(await sign(pki), pki, timeAfter(DAY_MS));
    expect(verification.verdict).toBe("valid");
    expect(outcome(signatureAt(verification))).toEqual(passed(level, proven));
    expect(signatureAt(verification).provableUntil).toEqual(new Date("2050-01-01T00:00:00Z"));
  });

  it("the document timestamp of B-LTA is judged as what it is", async () => {
    const pki = await createTestPki();
    const verification = await verifyAt(await signLTA(pki), pki, timeAfter(DAY_MS));
    expect(signatureAt(verification, 1)).toMatchObject({
      kind: "document-timestamp",
      indication: "TOTAL-PASSED",
      level: "none",
      levelFound: "none",
      provenTime: null,
      timestamps: [{ kind: "document-timestamp", time: SIGNED_AT, valid: true }],
      revocation: [{ status: "good" }],
    });
    expect(signatureAt(verification).timestamps).toEqual([
      { kind: "signature-timestamp", time: SIGNED_AT, valid: true },
      { kind: "document-timestamp", time: SIGNED_AT, valid: true },
    ]);
  });
});

describe("the signer's certificate expires", () => {
  it("B-B then passes no more, whatever time it claims for itself", async () => {
    const pki = await createTestPki(expiring);
    const file = await signB(pki);
    expect(outcome(signatureAt(await verifyAt(file, pki, timeAfter(DAY_MS))))).toEqual(passed("B-B", null));
    const signature = signatureAt(await verifyAt(file, pki, inYear(2028)));
    expect(outcome(signature)).toMatchObject({ ...EXPIRED, levelFound: "B-B" });
    expect(signature).toMatchObject({
      claimedTime: SIGNED_AT,
      provableUntil: null,
    });
    expect(signature.missing).toContain("certificate-expired");
  });

  it("B-T passes with status from the certificate's lifetime, and not with status from after it", async () => {
    const pki = await createTestPki(expiring);
    const file = await signT(pki);
    pki.clock.time = timeAfter(HOUR_MS);
    const kept = await currentStatus(pki);
    expect(outcome(signatureAt(await verifyAt(file, pki, inYear(2028), kept)))).toEqual(passed("B-T"));
    // Once it has expired a CA may drop it from its list: silence means nothing then.
    expect(outcome(signatureAt(await verifyAt(file, pki, inYear(2028))))).toMatchObject({
      indication: "INDETERMINATE",
      subIndication: "CERTIFICATE_CHAIN_GENERAL_FAILURE",
      provenTime: SIGNED_AT,
      reasons: ["revocation-not-checked"],
    });
  });

  it("B-LT passes with what the file has stored, while its timestamp holds", async () => {
    const pki = await createTestPki(expiring);
    const signature = signatureAt(await verifyAt(await signLT(pki), pki, inYear(2028)));
    expect(outcome(signature)).toEqual(passed("B-LT"));
    expect(signature.provableUntil).toEqual(new Date("2050-01-01T00:00:00Z"));
  });

  it("B-LT proves no time where nobody says whether its authority was revoked since", async () => {
    const pki = await createTestPki(expiring);
    const signature = signatureAt(await verifyOffline(await signLT(pki), pki, inYear(2028)));
    expect(outcome(signature)).toMatchObject({
      ...EXPIRED,
      levelFound: "B-LT",
    });
    expect(timestampFaults(signature)).toEqual(["revocation"]);
  });
});

describe("a timestamp from before the signer's certificate was issued", () => {
  const TOO_EARLY = {
    indication: "INDETERMINATE",
    subIndication: "OUT_OF_BOUNDS_NO_POE",
    level: "none",
    provenTime: SIGNED_AT,
    reasons: ["certificate-not-yet-valid"],
  };

  it("proves a time at which nobody had the certificate: the signature's own, or the document's", async () => {
    const pki = await createTestPki();
    const identity = await issueIdentity(pki.issuingCa, {
      subject: [["CN", "Later Person"]],
      profile: { use: "signer" },
      key: "P-256",
      notBefore: timeAfter(HOUR_MS),
      notAfter: new Date("2050-01-01T00:00:00Z"),
    });
    const stamped = await forgePdf({ cms: stampedCms(identity, (octets) => tokenOver(octets, pki.tsa)) });
    const bare = await forgePdf({ cms: { identity } });
    const covered = await timestampPdf(bare, { timestampAuthority: pki.authority });
    const now = timeAfter(DAY_MS);
    expect(outcome(signatureAt(await verifyAt(bare, pki, now)))).toMatchObject({ ...PASSED, level: "B-B" });
    for (const file of [stamped, covered]) {
      const verification = await verifyAt(file, pki, now);
      expect(verification.verdict).toBe("indeterminate");
      expect(outcome(signatureAt(verification))).toEqual({ ...TOO_EARLY, levelFound: "B-T" });
    }
  });
});

describe("the signer's certificate is revoked", () => {
  const revoke = (pki: TestPki, revokedAt: Date, more = {}) =>
    pki.revoked.push({
      serialNumber: pki.person.serialNumber,
      revokedAt,
      reason: "keyCompromise",
      ...more,
    });
  const REVOKED = {
    indication: "INDETERMINATE",
    subIndication: "REVOKED_NO_POE",
    level: "none",
    reasons: ["certificate-revoked"],
  };

  it("after the proven time: B-T, B-LT and B-LTA stand, and say since when it is revoked", async () => {
    for (const [level, sign] of [
      ["B-T", signT],
      ["B-LT", signLT],
      ["B-LTA", signLTA],
    ] as const) {
      const pki = await createTestPki();
      const file = await sign(pki);
      revoke(pki, timeAfter(HOUR_MS));
      const signature = signatureAt(await verifyAt(file, pki, timeAfter(DAY_MS)));
      expect(outcome(signature)).toEqual(passed(level));
      expect(signature.revocation[0]).toMatchObject({
        status: "good",
        revokedAt: timeAfter(HOUR_MS),
      });
    }
  });

  it("at any time, with no proof of when it signed: B-B does not pass", async () => {
    for (const at of [-HOUR_MS, HOUR_MS]) {
      const pki = await createTestPki();
      const file = await signB(pki);
      revoke(pki, timeAfter(at));
      expect(outcome(signatureAt(await verifyAt(file, pki, timeAfter(DAY_MS))))).toEqual({
        ...REVOKED,
        levelFound: "B-B",
        provenTime: null,
      });
    }
  });

  it("before the proven time: the proof is of no help", async () => {
    const pki = await createTestPki();
    const file = await signT(pki);
    revoke(pki, timeAfter(-HOUR_MS));
    expect(outcome(signatureAt(await verifyAt(file, pki, timeAfter(DAY_MS))))).toEqual({
      ...REVOKED,
      levelFound: "B-T",
      provenTime: SIGNED_AT,
    });
  });

  it("at the proven time itself", async () => {
    const pki = await createTestPki();
    const file = await signT(pki);
    revoke(pki, SIGNED_AT);
    expect(outcome(signatureAt(await verifyAt(file, pki, timeAfter(DAY_MS)))).reasons).toEqual(["certificate-revoked"]);
  });

  it("later, for a key that was in doubt before the proven time", async () => {
    const pki = await createTestPki();
    const file = await signLTA(pki);
    revoke(pki, timeAfter(HOUR_MS), { invalidityDate: timeAfter(-HOUR_MS) });
    expect(outcome(signatureAt(await verifyAt(file, pki, timeAfter(DAY_MS))))).toMatchObject(REVOKED);
  });

  it("before, and a timestamp was added only then by document timestamp: that proves too late a time", async () => {
    const pki = await createTestPki();
    const signed = await signB(pki);
    pki.clock.time = timeAfter(2 * HOUR_MS);
    const file = await extendPdf(signed, {
      to: "B-T",
      timestampAuthority: pki.authority,
    });
    revoke(pki, timeAfter(HOUR_MS));
    const signature = signatureAt(await verifyAt(file, pki, timeAfter(DAY_MS)));
    expect(outcome(signature)).toEqual({
      ...REVOKED,
      levelFound: "B-T",
      provenTime: timeAfter(2 * HOUR_MS),
    });
  });
});

describe("the issuing CA's certificate expires", () => {
  const options = { notAfter: { issuingCa: inYear(2027) } };

  it("B-B does not pass, and the finding names the CA", async () => {
    const pki = await createTestPki(options);
    const signature = signatureAt(await verifyAt(await signB(pki), pki, inYear(2028)));
    expect(outcome(signature)).toMatchObject({ ...EXPIRED, levelFound: "B-B" });
    expect(signature.findings).toContainEqual(
      expect.objectContaining({
        code: "certificate-expired",
        params: {
          certificate: "Test Issuing CA",
          notAfter: inYear(2027).toISOString(),
        },
      }),
    );
  });

  it("B-LT and B-LTA pass", async () => {
    for (const [level, sign] of [
      ["B-LT", signLT],
      ["B-LTA", signLTA],
    ] as const) {
      const pki = await createTestPki(options);
      expect(outcome(signatureAt(await verifyAt(await sign(pki), pki, inYear(2028))))).toEqual(passed(level));
    }
  });
});

describe("the timestamp authority's certificate", () => {
  it("expires: a signature whose certificate still holds passes without its timestamp, at a lower level", async () => {
    const pki = await createTestPki({ notAfter: { tsa: inYear(2027) } });
    const signature = signatureAt(await verifyAt(await signLT(pki), pki, inYear(2028)));
    expect(outcome(signature)).toEqual({
      ...passed("B-B", null),
      levelFound: "B-LT",
    });
    expect(timestampFaults(signature)).toEqual(["no-path"]);
    expect(signature.timestamps).toEqual([{ kind: "signature-timestamp", time: SIGNED_AT, valid: false }]);
  });

  it("expires with the signer's: nothing proves the time any more", async () => {
    const pki = await createTestPki({
      notAfter: { tsa: inYear(2027), person: inYear(2027) },
    });
    for (const sign of [signT, signLT]) {
      pki.clock.time = SIGNED_AT;
      const signature = signatureAt(await verifyAt(await sign(pki), pki, inYear(2028)));
      expect(outcome(signature)).toMatchObject(EXPIRED);
      expect(timestampFaults(signature)).toEqual(["no-path"]);
    }
  });

  it("expires after an archive timestamp by another one: the time stays proven", async () => {
    const pki = await createTestPki({
      notAfter: { tsa: inYear(2027), person: inYear(2027) },
    });
    const signed = await signLT(pki);
    pki.clock.time = timeAfter(DAY_MS);
    const later = await issueTsa(pki.tsaRoot, { notAfter: inYear(2035) });
    const timestampAuthority = authorityOf(later, pki.clock);
    const file = await extendPdf(signed, {
      to: "B-LTA",
      ...longTerm(pki),
      timestampAuthority,
    });
    const signature = signatureAt(await verifyAt(file, pki, inYear(2028)));
    expect(outcome(signature)).toEqual(passed("B-LTA"));
    expect(signature.provableUntil).toEqual(inYear(2035));
  });

  it("is revoked: its timestamps count no more, those before the revocation neither", async () => {
    const pki = await createTestPki(expiring);
    const file = await signLT(pki);
    pki.revokedTsas.push({
      serialNumber: pki.tsa.serialNumber,
      revokedAt: timeAfter(HOUR_MS),
      reason: "keyCompromise",
    });
    const soon = signatureAt(await verifyAt(file, pki, timeAfter(DAY_MS)));
    expect(outcome(soon)).toEqual({
      ...passed("B-B", null),
      levelFound: "B-LT",
    });
    expect(timestampFaults(soon)).toEqual(["revocation"]);
    expect(outcome(signatureAt(await verifyAt(file, pki, inYear(2028))))).toMatchObject(EXPIRED);
  });

  it("is revoked after an archive timestamp by another one proved its token: that still counts", async () => {
    const pki = await createTestPki(expiring);
    const signed = await signLT(pki);
    pki.clock.time = timeAfter(HOUR_MS);
    const timestampAuthority = authorityOf(await issueTsa(pki.tsaRoot), pki.clock);
    const file = await extendPdf(signed, {
      to: "B-LTA",
      ...longTerm(pki),
      timestampAuthority,
    });
    const entry = {
      serialNumber: pki.tsa.serialNumber,
      reason: "keyCompromise",
    } as const;
    pki.revokedTsas.push({ ...entry, revokedAt: timeAfter(2 * HOUR_MS) });
    expect(outcome(signatureAt(await verifyAt(file, pki, inYear(2028))))).toEqual(passed("B-LTA"));
    // Revoked before the archive timestamp: it may have been made by whoever had the key. The archive's own time counts.
    pki.revokedTsas.splice(0, 1, { ...entry, revokedAt: timeAfter(HOUR_MS / 2) });
    const signature = signatureAt(await verifyAt(file, pki, inYear(2028)));
    expect(timestampFaults(signature)).toEqual(["revocation"]);
    expect(outcome(signature)).toMatchObject({ provenTime: timeAfter(HOUR_MS) });
  });

  it("is suspended: its timestamps do not count", async () => {
    const pki = await createTestPki();
    const file = await signT(pki);
    pki.revokedTsas.push({
      serialNumber: pki.tsa.serialNumber,
      revokedAt: timeAfter(HOUR_MS),
      reason: "certificateHold",
    });
    expect(outcome(signatureAt(await verifyAt(file, pki, timeAfter(DAY_MS))))).toMatchObject({
      level: "B-B",
      levelFound: "B-T",
      provenTime: null,
    });
  });
});
