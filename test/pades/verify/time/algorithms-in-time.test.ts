import { describe, expect, it } from "vitest";
import { extendPdf } from "../../../../src/pades/sign/extend.ts";
import { signPdf } from "../../../../src/pades/sign/sign-pdf.ts";
import { forgePdf } from "../../../support/forged-pdf.ts";
import { unsignedSample } from "../../../support/signed-samples.ts";
import { createTestPki, type TestPki, type TestPkiOptions } from "../../../support/test-pki.ts";
import {
  authorityOf,
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
} from "./time-machine.ts";

const pdf = unsignedSample();
const SUNSET = new Date("2030-01-01T00:00:00Z");
/** A trust profile for which RSA of 2048 bits ends with 2029. */
const sunset = {
  keys: {
    RSA: [
      { minBits: 2048, until: SUNSET.toISOString() },
      { minBits: 3072, until: "no-limit" },
    ],
  },
};
const rsaPki = (options: TestPkiOptions = {}) =>
  createTestPki({
    keys: { person: "RSA-2048" },
    algorithms: sunset,
    ...options,
  });
const options = (pki: TestPki) => ({
  signer: pki.signer,
  timestampAuthority: pki.authority,
  now: pki.clock.time,
  trust: pki.trust,
  fetcher: pki.fetcher,
});

const PASSED = { indication: "TOTAL-PASSED", subIndication: null, reasons: [] };
const WEAK = {
  indication: "INDETERMINATE",
  subIndication: "CRYPTO_CONSTRAINTS_FAILURE_NO_POE",
  level: "none",
  reasons: ["algorithm-weak"],
};

describe("RSA with 2048 bits reaches the end that the trust profile sets", () => {
  it("B-B passes before it, says that it will end then, and passes no more after it", async () => {
    const pki = await rsaPki();
    const file = await signPdf(pdf, {
      level: "B-B",
      signer: pki.signer,
      now: SIGNED_AT,
    });
    const before = signatureAt(await verifyAt(file, pki, timeAfter(-HOUR_MS, SUNSET)));
    expect(outcome(before)).toMatchObject({ ...PASSED, level: "B-B" });
    expect(before.provableUntil).toEqual(SUNSET);
    for (const now of [SUNSET, inYear(2032)]) {
      const signature = signatureAt(await verifyAt(file, pki, now));
      expect(outcome(signature)).toEqual({
        ...WEAK,
        levelFound: "B-B",
        provenTime: null,
      });
      // What it was made with is still what it was: the numbers add up.
      expect(signature.integrity).toMatchObject({
        digest: "ok",
        signature: "ok",
      });
    }
  });

  it.each(["B-T", "B-LT", "B-LTA"] as const)("%s passes after it, by a timestamp from before it", async (level) => {
    const pki = await rsaPki();
    const file = await signPdf(pdf, { level, ...options(pki) });
    const signature = signatureAt(await verifyAt(file, pki, inYear(2032)));
    expect(outcome(signature)).toEqual({
      ...PASSED,
      level,
      levelFound: level,
      provenTime: SIGNED_AT,
    });
    expect(signature.provableUntil).toEqual(new Date("2050-01-01T00:00:00Z"));
  });

  it("a document timestamp from after it is too late", async () => {
    const pki = await rsaPki();
    const file = await signPdf(pdf, {
      level: "B-B",
      signer: pki.signer,
      now: SIGNED_AT,
    });
    pki.clock.time = timeAfter(HOUR_MS, SUNSET);
    const late = await extendPdf(file, {
      to: "B-T",
      timestampAuthority: pki.authority,
    });
    const signature = signatureAt(await verifyAt(late, pki, inYear(2032)));
    expect(outcome(signature)).toEqual({
      ...WEAK,
      levelFound: "B-T",
      provenTime: timeAfter(HOUR_MS, SUNSET),
    });
    const intime = await (async () => {
      pki.clock.time = timeAfter(-HOUR_MS, SUNSET);
      return extendPdf(file, { to: "B-T", timestampAuthority: pki.authority });
    })();
    expect(outcome(signatureAt(await verifyAt(intime, pki, inYear(2032))))).toMatchObject({ ...PASSED, level: "B-T" });
  });

  it("ends timestamps that an authority certified with it made, and what is said to be provable is no longer", async () => {
    const pki = await createTestPki({
      keys: { tsaRoot: "RSA-2048" },
      algorithms: sunset,
    });
    const file = await signPdf(pdf, { level: "B-LT", ...options(pki) });
    const before = signatureAt(await verifyAt(file, pki, timeAfter(DAY_MS)));
    expect(before).toMatchObject({ level: "B-LT", provableUntil: SUNSET });
    const signature = signatureAt(await verifyAt(file, pki, inYear(2032)));
    expect(timestampFaults(signature)).toEqual(["no-path"]);
    expect(outcome(signature)).toMatchObject({
      level: "B-B",
      levelFound: "B-LT",
      provenTime: null,
    });
  });

  it("ends timestamps that are made with it, unless a later one took them over", async () => {
    const pki = await rsaPki();
    const tsa = await issueTsa(pki.tsaRoot, { key: "RSA-2048" });
    const weak = {
      ...options(pki),
      timestampAuthority: authorityOf(tsa, pki.clock),
    };
    const file = await signPdf(pdf, { level: "B-LT", ...weak });
    const signature = signatureAt(await verifyAt(file, pki, inYear(2032)));
    expect(timestampFaults(signature)).toEqual(["algorithm-weak"]);
    expect(outcome(signature)).toEqual({
      ...WEAK,
      levelFound: "B-LT",
      provenTime: null,
    });
    pki.clock.time = inYear(2029);
    const renewed = await extendPdf(file, { to: "B-LTA", ...options(pki) });
    const again = signatureAt(await verifyAt(renewed, pki, inYear(2032)));
    expect(outcome(again)).toMatchObject({
      ...PASSED,
      level: "B-LTA",
      provenTime: SIGNED_AT,
    });
  });
});

describe("SHA-1", () => {
  const sha1 = {
    scheme: { name: "ECDSA", hash: "SHA-1" },
    hash: "SHA-1",
  } as const;

  it("never counts, whenever it is proven to have been used", async () => {
    const pki = await createTestPki();
    const year2006 = new Date("2006-01-15T03:00:00Z");
    const cms = stampedCms(pki.person, (octets) => tokenOver(octets, pki.tsa, { genTime: year2006 }));
    const signature = signatureAt(await verifyAt(await forgePdf({ cms: { ...cms, ...sha1 } }), pki, timeAfter(DAY_MS)));
    expect(outcome(signature)).toMatchObject({
      ...WEAK,
      levelFound: "B-T",
      provenTime: year2006,
    });
    // The same with SHA-256 passes.
    const honest = stampedCms(pki.person, (octets) => tokenOver(octets, pki.tsa, { genTime: year2006 }));
    expect(outcome(signatureAt(await verifyAt(await forgePdf({ cms: honest }), pki, timeAfter(DAY_MS))))).toMatchObject(
      {
        ...PASSED,
        level: "B-T",
      },
    );
  });

  it("in a timestamp makes it worthless: in its imprint, or in its signature", async () => {
    const pki = await createTestPki();
    const digest = new Uint8Array(20).fill(7);
    for (const changes of [
      { imprint: { algorithm: "1.3.14.3.2.26", digest } },
      { scheme: { name: "ECDSA", hash: "SHA-1" } },
    ] as const) {
      const cms = stampedCms(pki.person, async (octets) => {
        const sha1Of = new Uint8Array(await crypto.subtle.digest("SHA-1", new Uint8Array(octets)));
        return tokenOver(
          octets,
          pki.tsa,
          "imprint" in changes ? { imprint: { ...changes.imprint, digest: sha1Of } } : changes,
        );
      });
      const signature = signatureAt(await verifyAt(await forgePdf({ cms }), pki, timeAfter(DAY_MS)));
      expect(timestampFaults(signature)).toEqual(["algorithm-weak"]);
      expect(outcome(signature)).toMatchObject({
        level: "B-B",
        levelFound: "B-T",
        provenTime: null,
      });
    }
  });
});

describe("an algorithm that a trust profile lets count until a time", () => {
  const sha256 = { name: "RSASSA-PKCS1-v1_5", hash: "SHA-256" } as const;
  const sha1 = { name: "RSASSA-PKCS1-v1_5", hash: "SHA-1" } as const;
  const until = SUNSET.toISOString();
  const cases = [
    ["RSA-1024", "RSA-1024", sha256, { keys: { RSA: [{ minBits: 1024, until }] } }],
    ["SHA-1", "RSA-2048", sha1, { digests: { "SHA-1": until } }],
  ] as const;

  it.each(cases)(
    "%s: holds until then, and after it by a timestamp from before it",
    async (_, person, scheme, policy) => {
      const pki = await createTestPki({ keys: { person }, algorithms: policy });
      const cms = { scheme, hash: scheme.hash } as const;
      const bare = await forgePdf({ cms: { identity: pki.person, ...cms } });
      const at = (genTime: Date) =>
        forgePdf({ cms: { ...stampedCms(pki.person, (octets) => tokenOver(octets, pki.tsa, { genTime })), ...cms } });
      const judge = async (file: Uint8Array, now: Date) => outcome(signatureAt(await verifyAt(file, pki, now)));
      expect(await judge(bare, timeAfter(-HOUR_MS, SUNSET))).toMatchObject({ ...PASSED, level: "B-B" });
      expect(await judge(bare, SUNSET)).toMatchObject({ ...WEAK, levelFound: "B-B", provenTime: null });
      expect(await judge(await at(SIGNED_AT), inYear(2032))).toMatchObject({ ...PASSED, provenTime: SIGNED_AT });
      const late = timeAfter(HOUR_MS, SUNSET);
      expect(await judge(await at(late), inYear(2032))).toMatchObject({ ...WEAK, provenTime: late });
    },
  );
});
