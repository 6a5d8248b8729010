import { describe, expect, it } from "vitest";
import { extendPdf } from "../../../../src/pades/sign/extend.ts";
import { signPdf } from "../../../../src/pades/sign/sign-pdf.ts";
import { timestampPdf } from "../../../../src/pades/sign/timestamp-pdf.ts";
import { verifyPdf } from "../../../../src/pades/verify/verify-pdf.ts";
import { unsignedSample } from "../../../support/signed-samples.ts";
import { createTestPki, type TestPki } from "../../../support/test-pki.ts";
import {
  authorityOf,
  DAY_MS,
  documentTimestampFaults,
  inYear,
  issueTsa,
  outcome,
  reasons,
  SIGNED_AT,
  signatureAt,
  timeAfter,
  timestampFaults,
  verifyAt,
  verifyOffline,
} from "./time-machine.ts";

/** Everything the signature rests on runs out long before the end: signer, issuing CA, first authority. */
const shortLived = () =>
  createTestPki({
    notAfter: {
      person: inYear(2028),
      issuingCa: inYear(2030),
      tsa: inYear(2032),
    },
  });

/** An authority whose certificate was issued in `year` and runs out six years later. */
const authorityOfYear = async (pki: TestPki, year: number) =>
  authorityOf(
    await issueTsa(pki.tsaRoot, {
      subject: [["CN", `TSA of ${year}`]],
      notBefore: new Date(`${year}-01-01T00:00:00Z`),
      notAfter: inYear(year + 6),
    }),
    pki.clock,
  );

const options = (pki: TestPki, timestampAuthority = pki.authority) => ({
  timestampAuthority,
  trust: pki.trust,
  fetcher: pki.fetcher,
  now: pki.clock.time,
});

const HOLDS = {
  indication: "TOTAL-PASSED",
  subIndication: null,
  level: "B-LTA",
  levelFound: "B-LTA",
  provenTime: SIGNED_AT,
  reasons: [],
};

describe("an archive that is renewed every five years by another authority", () => {
  it("is valid through 30 years, and says until when at each step", async () => {
    const pki = await shortLived();
    let file = await signPdf(unsignedSample(), {
      level: "B-LTA",
      signer: pki.signer,
      ...options(pki),
    });
    expect(signatureAt(await verifyAt(file, pki, inYear(2030))).provableUntil).toEqual(inYear(2032));
    for (const year of [2031, 2036, 2041, 2046, 2051, 2056]) {
      const before = await verifyAt(file, pki, inYear(year));
      expect(outcome(signatureAt(before))).toEqual(HOLDS);
      file = await extendPdf(file, {
        to: "B-LTA",
        ...options(pki, await authorityOfYear(pki, year)),
      });
      const renewed = await verifyAt(file, pki, timeAfter(DAY_MS, inYear(year)));
      expect(renewed.verdict).toBe("valid");
      expect(outcome(signatureAt(renewed))).toEqual(HOLDS);
      expect(signatureAt(renewed).provableUntil).toEqual(inYear(year + 6));
    }
    const last = await verifyAt(file, pki, inYear(2057));
    const { verdict, signatures } = last;
    expect(verdict).toBe("valid");
    expect(signatures).toHaveLength(8);
    expect(signatures.map(({ indication }) => indication)).toEqual(Array(8).fill("TOTAL-PASSED"));
    // Each timestamp but the newest is proven by the one after it.
    expect(signatures.map(({ provenTime }) => provenTime)).toEqual([
      SIGNED_AT,
      ...[2031, 2036, 2041, 2046, 2051, 2056].map(inYear),
      null,
    ]);
    expect(signatureAt(last).timestamps).toHaveLength(8);
  });

  it("is undecided as soon as the newest one has run out", async () => {
    const pki = await shortLived();
    const signed = await signPdf(unsignedSample(), {
      level: "B-LTA",
      signer: pki.signer,
      ...options(pki),
    });
    pki.clock.time = inYear(2031);
    const file = await extendPdf(signed, {
      to: "B-LTA",
      ...options(pki, await authorityOfYear(pki, 2031)),
    });
    expect(outcome(signatureAt(await verifyAt(file, pki, timeAfter(-DAY_MS, inYear(2037)))))).toEqual(HOLDS);
    const verification = await verifyAt(file, pki, timeAfter(DAY_MS, inYear(2037)));
    expect(verification.verdict).toBe("indeterminate");
    expect(outcome(signatureAt(verification))).toMatchObject({
      indication: "INDETERMINATE",
      subIndication: "OUT_OF_BOUNDS_NO_POE",
      level: "none",
      levelFound: "B-LTA",
      provenTime: null,
      reasons: ["certificate-expired", "revocation-not-checked", "revocation-not-checked"],
    });
    expect(verification.signatures.slice(1).map(reasons)).toEqual(Array(2).fill(["document-timestamp-undecided"]));
  });
});

describe("a renewal that comes too late", () => {
  it("heals nothing: what had run out by then stays undecided", async () => {
    const pki = await shortLived();
    const signed = await signPdf(unsignedSample(), {
      level: "B-LTA",
      signer: pki.signer,
      ...options(pki),
    });
    pki.clock.time = inYear(2033);
    const timestampAuthority = await authorityOfYear(pki, 2033);
    const file = await timestampPdf(signed, { timestampAuthority });
    const verification = await verifyAt(file, pki, inYear(2034));
    expect(verification.verdict).toBe("indeterminate");
    const [signature, first, second] = [0, 1, 2].map((index) => signatureAt(verification, index));
    expect(signature && outcome(signature)).toEqual({
      indication: "INDETERMINATE",
      subIndication: "OUT_OF_BOUNDS_NO_POE",
      level: "none",
      levelFound: "B-LTA",
      provenTime: inYear(2033),
      reasons: ["certificate-expired", "revocation-not-checked", "revocation-not-checked"],
    });
    expect(signature && timestampFaults(signature)).toEqual(["no-path"]);
    expect(first && documentTimestampFaults(first)).toEqual(["no-path"]);
    expect(first).toMatchObject({
      indication: "INDETERMINATE",
      subIndication: "CERTIFICATE_CHAIN_GENERAL_FAILURE",
      provenTime: inYear(2033),
    });
    expect(second).toMatchObject({
      indication: "TOTAL-PASSED",
      provableUntil: inYear(2039),
    });
  });

  it("is refused by extendPdf, which could not store what it needs", async () => {
    const pki = await shortLived();
    const signed = await signPdf(unsignedSample(), {
      level: "B-LTA",
      signer: pki.signer,
      ...options(pki),
    });
    pki.clock.time = inYear(2033);
    const late = {
      to: "B-LTA",
      ...options(pki, await authorityOfYear(pki, 2033)),
    } as const;
    await expect(extendPdf(signed, late)).rejects.toMatchObject({
      code: "ERR_EVIDENCE_MISSING",
    });
  });

  it("is too late where the authority was revoked in between", async () => {
    const pki = await shortLived();
    const signed = await signPdf(unsignedSample(), {
      level: "B-LTA",
      signer: pki.signer,
      ...options(pki),
    });
    pki.revokedTsas.push({
      serialNumber: pki.tsa.serialNumber,
      revokedAt: inYear(2028),
      reason: "keyCompromise",
    });
    pki.clock.time = inYear(2031);
    const file = await timestampPdf(signed, {
      timestampAuthority: await authorityOfYear(pki, 2031),
    });
    const verification = await verifyAt(file, pki, inYear(2032));
    expect(outcome(signatureAt(verification))).toMatchObject({
      indication: "INDETERMINATE",
      subIndication: "OUT_OF_BOUNDS_NO_POE",
      provenTime: inYear(2031),
    });
    expect(reasons(signatureAt(verification, 1))).toContain("certificate-revoked");
  });
});

describe("a renewed archive without anything from outside", () => {
  it("lacks the status of its newest authority only, which a current CRL of one issuer settles", async () => {
    const pki = await shortLived();
    const signed = await signPdf(unsignedSample(), {
      level: "B-LTA",
      signer: pki.signer,
      ...options(pki),
    });
    pki.clock.time = inYear(2031);
    const file = await extendPdf(signed, {
      to: "B-LTA",
      ...options(pki, await authorityOfYear(pki, 2031)),
    });
    const offline = await verifyOffline(file, pki, inYear(2032));
    expect(offline.verdict).toBe("indeterminate");
    expect(signatureAt(offline, 2).missing).toEqual(["revocation-not-fresh"]);
    pki.clock.time = inYear(2032);
    const { body } = await pki.fetcher({
      url: "http://tsa-root.example/list.crl",
    });
    const settled = await verifyPdf(file, {
      trust: pki.trust,
      now: inYear(2032),
      evidence: { crls: [body] },
    });
    expect(settled.verdict).toBe("valid");
    expect(outcome(signatureAt(settled))).toEqual(HOLDS);
  });
});
