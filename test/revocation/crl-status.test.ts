import { beforeAll, describe, expect, it } from "vitest";
import { issueCrl } from "../../src/testing/crl.ts";
import { context, contextPrimitive, generalizedTime, integer, sequence } from "../../src/testing/der.ts";
import { basicConstraints, crlDistributionPoints, extension, keyUsage } from "../../src/testing/extensions.ts";
import type { TestIdentity } from "../../src/testing/test-identity.ts";
import { ca, crl, daysFromNow, evidence, NOW, type Question, root, signer, statusOf } from "./authority.ts";

const ON = Uint8Array.of(0xff);
const directory = (name: Uint8Array) => context(4, name);
const issuingPoint = (...fields: readonly Uint8Array[]) => extension("2.5.29.28", true, sequence(...fields));
const delta = (base: number) => extension("2.5.29.27", true, integer(base));
const reasons = (bits: number) => Uint8Array.of(0, bits);

let anchor: TestIdentity;
let issuer: TestIdentity;
let subject: TestIdentity;
let listed: { serialNumber: Uint8Array; revokedAt: Date };

beforeAll(async () => {
  anchor = await root("DEMO Root");
  issuer = await ca(anchor, "DEMO CA");
  subject = await signer(issuer, "DEMO Signer");
  listed = { serialNumber: subject.serialNumber, revokedAt: daysFromNow(-10) };
});

const ask = (crls: readonly Uint8Array[], question: Partial<Question> = {}, of = subject) =>
  statusOf(of, issuer, evidence({ crls }), { anchor, ...question });

describe("the status by CRLs of the issuer", () => {
  it("is good where the CRL is current and does not list the certificate", async () => {
    const der = await crl(issuer);
    expect(await ask([der])).toMatchObject({ status: "good", later: null, source: { kind: "crl", pieces: [der] } });
  });

  it("is revoked where it is listed, with time, reason and invalidity date", async () => {
    const invalidityDate = daysFromNow(-20);
    const der = await crl(issuer, { entries: [{ ...listed, reason: "keyCompromise", invalidityDate }] });
    expect(await ask([der])).toMatchObject({
      status: "revoked",
      at: listed.revokedAt,
      reason: "keyCompromise",
      invalidityDate,
    });
  });

  it("is on hold where it is listed as such, until a newer CRL no longer lists it", async () => {
    const held = await crl(issuer, {
      thisUpdate: daysFromNow(-2),
      entries: [{ ...listed, reason: "certificateHold" }],
    });
    expect(await ask([held])).toMatchObject({ status: "on-hold", at: listed.revokedAt });
    expect(await ask([held, await crl(issuer)])).toMatchObject({ status: "good" });
  });

  it("is on hold where a newer CRL lists it so than the one that counts", async () => {
    const held = await crl(issuer, {
      thisUpdate: daysFromNow(-0.5),
      nextUpdate: daysFromNow(-0.1),
      entries: [{ ...listed, reason: "certificateHold" }],
    });
    expect(await ask([await crl(issuer), held])).toMatchObject({ status: "on-hold" });
  });

  it("stays revoked by an old CRL, whatever a newer one leaves out", async () => {
    const old = await crl(issuer, { thisUpdate: daysFromNow(-60), nextUpdate: daysFromNow(-53), entries: [listed] });
    expect(await ask([await crl(issuer), old])).toMatchObject({ status: "revoked" });
  });

  it("is not fresh once nextUpdate has passed, and names the newest CRL", async () => {
    const der = (days: number) => crl(issuer, { thisUpdate: daysFromNow(days), nextUpdate: daysFromNow(-1) });
    expect(await ask([await der(-9), await der(-8)])).toMatchObject({
      status: "not-fresh",
      source: { thisUpdate: daysFromNow(-8) },
    });
  });

  it("is good up to the very second of nextUpdate", async () => {
    const der = await crl(issuer, { nextUpdate: NOW });
    expect(await ask([der])).toMatchObject({ status: "good" });
    expect(
      await ask([der], { time: new Date(NOW.getTime() + 1), issuedUntil: new Date(NOW.getTime() + 1) }),
    ).toMatchObject({
      status: "not-fresh",
    });
  });

  it("without nextUpdate is fresh for a day", async () => {
    const of = (days: number) => issueCrl(issuer, { thisUpdate: daysFromNow(-days), number: 1, entries: [] });
    expect(await ask([await of(1)])).toMatchObject({ status: "good" });
    expect(await ask([await of(1.01)])).toMatchObject({ status: "not-fresh" });
  });

  it("is not older than the policy's maximum, whatever nextUpdate says", async () => {
    const freshness = { maxAgeHours: 12, graceHours: 0 };
    expect(await ask([await crl(issuer)], { freshness })).toMatchObject({ status: "not-fresh" });
  });

  it("is not read from the future", async () => {
    expect(await ask([await crl(issuer, { thisUpdate: daysFromNow(0.01) })])).toEqual({
      status: "no-data",
      faults: ["from-the-future"],
    });
  });

  it("is unknown to us without evidence, and where a CRL is of someone else", async () => {
    expect(await ask([])).toEqual({ status: "no-data", faults: [] });
    expect(await ask([await crl(anchor)])).toEqual({ status: "no-data", faults: [] });
  });

  it("is not taken from a CRL that the issuer's key did not sign", async () => {
    const stranger = await ca(anchor, "DEMO CA");
    const otherRoot = await root("DEMO Root");
    const elsewhere = await ca(otherRoot, "DEMO CA");
    expect(await ask([await crl(stranger)])).toEqual({ status: "no-data", faults: ["signature"] });
    // With the certificate at hand, the key is known, and leads to another anchor than the path's.
    expect(await ask([await crl(elsewhere)], { pool: [elsewhere] })).toEqual({
      status: "no-data",
      faults: ["signer-not-authorised"],
    });
  });

  it("is not taken from an issuer whose keyUsage does not grant cRLSign", async () => {
    const mute = await ca(anchor, "DEMO Mute CA", {
      profile: { use: "custom", extensions: [basicConstraints(true), keyUsage("keyCertSign")] },
    });
    const leaf = await signer(mute, "DEMO Signer");
    const status = await statusOf(leaf, mute, evidence({ crls: [await crl(mute)] }), { anchor });
    expect(status).toEqual({ status: "no-data", faults: ["signer-not-authorised"] });
  });

  it("is not taken from a signature with SHA-1", async () => {
    const old = await root("DEMO RSA Root", { key: "RSA-2048" });
    const leaf = await signer(old, "DEMO Signer");
    const der = await crl(old, { scheme: { name: "RSASSA-PKCS1-v1_5", hash: "SHA-1" } });
    const status = await statusOf(leaf, old, evidence({ crls: [der] }), { anchor: old });
    expect(status).toEqual({ status: "no-data", faults: ["weak-algorithm"] });
  });
});

describe("another certificate that signs the issuer's CRLs", () => {
  const crlOnly = { profile: { use: "custom", extensions: [basicConstraints(false), keyUsage("cRLSign")] } } as const;

  it("counts with the same name, cRLSign and a path to the same anchor", async () => {
    const separate = await ca(anchor, "DEMO CA", crlOnly);
    const crls = [await crl(separate), await crl(anchor)];
    expect(await ask(crls, { pool: [separate] })).toMatchObject({ status: "good" });
  });

  it("does not count where its own status is not known, or where it is revoked", async () => {
    const separate = await ca(anchor, "DEMO CA", crlOnly);
    expect(await ask([await crl(separate)], { pool: [separate] })).toMatchObject({ status: "no-data" });
    const revoked = await crl(anchor, {
      entries: [{ serialNumber: separate.serialNumber, revokedAt: daysFromNow(-2) }],
    });
    expect(await ask([await crl(separate), revoked], { pool: [separate] })).toMatchObject({ status: "no-data" });
  });

  it("does not count as an ordinary signer who bears the issuer's name", async () => {
    const impostor = await signer(anchor, "DEMO CA");
    const crls = [await crl(impostor), await crl(anchor)];
    expect(await ask(crls, { pool: [impostor] })).toEqual({ status: "no-data", faults: ["signer-not-authorised"] });
    const withoutUsage = await ca(anchor, "DEMO CA", {
      profile: { use: "custom", extensions: [basicConstraints(false)] },
    });
    expect(await ask([await crl(withoutUsage), await crl(anchor)], { pool: [withoutUsage] })).toEqual({
      status: "no-data",
      faults: ["signer-not-authorised"],
    });
  });
});

describe("what a CRL covers", () => {
  it.each([
    ["user certificates only", contextPrimitive(1, ON), "good"],
    ["CA certificates only", contextPrimitive(2, ON), "no-data"],
    ["attribute certificates only", contextPrimitive(5, ON), "no-data"],
    ["some reasons only", contextPrimitive(3, reasons(0x40)), "no-data"],
  ])("is kept to for a signer: %s", async (_, field, status) => {
    expect(await ask([await crl(issuer, { extensions: [issuingPoint(field)] })])).toMatchObject({ status });
  });

  it("is put together from CRLs for different reasons, and good until the first of them ends", async () => {
    const some = issuingPoint(contextPrimitive(3, Uint8Array.of(0, 0b0111_0000)));
    const others = issuingPoint(contextPrimitive(3, Uint8Array.of(7, 0b0000_1111, 0b1000_0000)));
    const first = await crl(issuer, { extensions: [some], nextUpdate: daysFromNow(1) });
    const second = await crl(issuer, { extensions: [others] });
    expect(await ask([first])).toMatchObject({ status: "no-data" });
    expect(await ask([first, second])).toMatchObject({
      status: "good",
      source: { nextUpdate: daysFromNow(1), pieces: [first, second] },
    });
    const stale = await crl(issuer, { extensions: [others], nextUpdate: daysFromNow(-0.5) });
    expect(await ask([first, stale])).toMatchObject({ status: "no-data" });
  });

  it("is one distribution point where it names one: that of the certificate, and no other", async () => {
    const url = "http://crl.demo.invalid/1.crl";
    const at = (address: string) =>
      issuingPoint(context(0, context(0, contextPrimitive(6, new TextEncoder().encode(address)))));
    const leaf = await signer(issuer, "DEMO Signer", { extensions: [crlDistributionPoints(url)] });
    expect(await ask([await crl(issuer, { extensions: [at(url)] })], {}, leaf)).toMatchObject({ status: "good" });
    expect(await ask([await crl(issuer, { extensions: [at(`${url}x`)] })], {}, leaf)).toMatchObject({
      status: "no-data",
      faults: ["out-of-scope"],
    });
    expect(await ask([await crl(issuer)], {}, leaf)).toMatchObject({ status: "good" });
  });
});

describe("an indirect CRL", () => {
  const points = (crlIssuer: TestIdentity) =>
    extension("2.5.29.31", false, sequence(sequence(context(2, directory(crlIssuer.subject)))));
  const indirect = issuingPoint(contextPrimitive(4, ON));
  const certificateIssuer = (of: TestIdentity) => extension("2.5.29.29", true, sequence(directory(of.subject)));

  it("counts where the certificate names its issuer, and lists certificates by theirs", async () => {
    const other = await ca(anchor, "DEMO CRL Issuer");
    const leaf = await signer(issuer, "DEMO Signer", { extensions: [points(other)] });
    const pool = [other];
    const rootCrl = await crl(anchor);
    const ask = async (entries: Parameters<typeof crl>[1]) =>
      statusOf(leaf, issuer, evidence({ crls: [rootCrl, await crl(other, entries)] }), { anchor, pool });
    const revoked = { serialNumber: leaf.serialNumber, revokedAt: daysFromNow(-4) };
    expect(await ask({ extensions: [indirect] })).toMatchObject({ status: "good" });
    expect(await ask({ extensions: [indirect], entries: [revoked] })).toMatchObject({ status: "good" });
    expect(
      await ask({ extensions: [indirect], entries: [{ ...revoked, extensions: [certificateIssuer(issuer)] }] }),
    ).toMatchObject({ status: "revoked" });
    // Not marked as indirect, it speaks about its own certificates only.
    expect(await ask({})).toMatchObject({ status: "no-data" });
  });

  it("does not count where the certificate does not name its issuer", async () => {
    const other = await ca(anchor, "DEMO CRL Issuer");
    const crls = [await crl(other, { extensions: [indirect] }), await crl(anchor)];
    expect(await ask(crls, { pool: [other] })).toEqual({ status: "no-data", faults: [] });
  });
});

describe("a delta CRL", () => {
  it("alone says nothing", async () => {
    const der = await crl(issuer, { number: 2, extensions: [delta(1)], entries: [listed] });
    expect(await ask([der])).toEqual({ status: "no-data", faults: ["base-missing"] });
  });

  it("adds to its base, which may be out of date by itself", async () => {
    const base = await crl(issuer, { number: 1, thisUpdate: daysFromNow(-9), nextUpdate: daysFromNow(-2) });
    const quiet = await crl(issuer, { number: 2, extensions: [delta(1)] });
    expect(await ask([base])).toMatchObject({ status: "not-fresh" });
    expect(await ask([base, quiet])).toMatchObject({ status: "good", source: { pieces: [base, quiet] } });
    const listing = await crl(issuer, { number: 2, extensions: [delta(1)], entries: [listed] });
    expect(await ask([base, listing])).toMatchObject({ status: "revoked" });
  });

  it("lifts a hold of its base", async () => {
    const base = await crl(issuer, {
      number: 1,
      thisUpdate: daysFromNow(-2),
      entries: [{ ...listed, reason: "certificateHold" }],
    });
    const lifting = await crl(issuer, {
      number: 2,
      extensions: [delta(1)],
      entries: [{ ...listed, reason: "removeFromCRL" }],
    });
    expect(await ask([base, lifting])).toMatchObject({ status: "good" });
  });

  it("does not fit an older base than it starts from, nor one of another scope", async () => {
    const base = await crl(issuer, { number: 1, thisUpdate: daysFromNow(-9), nextUpdate: daysFromNow(-2) });
    expect(await ask([base, await crl(issuer, { number: 5, extensions: [delta(2)] })])).toMatchObject({
      status: "not-fresh",
    });
    const scoped = await crl(issuer, { number: 2, extensions: [delta(1), issuingPoint(contextPrimitive(1, ON))] });
    expect(await ask([base, scoped])).toMatchObject({ status: "not-fresh" });
  });
});

describe("a certificate that has expired", () => {
  it("is not spoken for by a CRL of later, unless that keeps what has expired", async () => {
    const expired = await signer(issuer, "DEMO Signer", { notAfter: daysFromNow(-5) });
    expect(await ask([await crl(issuer)], {}, expired)).toEqual({ status: "no-data", faults: ["after-expiry"] });
    const keeping = (since: Date) => ({ extensions: [extension("2.5.29.60", false, generalizedTime(since))] });
    expect(await ask([await crl(issuer, keeping(daysFromNow(-5)))], {}, expired)).toMatchObject({ status: "good" });
    expect(await ask([await crl(issuer, keeping(daysFromNow(-4)))], {}, expired)).toMatchObject({ status: "no-data" });
    const entries = [{ serialNumber: expired.serialNumber, revokedAt: daysFromNow(-7) }];
    expect(await ask([await crl(issuer, { entries })], {}, expired)).toMatchObject({ status: "revoked" });
  });
});

describe("a signature that is proven to be older", () => {
  const proven = (days: number, graceHours = 0) => ({
    time: daysFromNow(days),
    isProven: true,
    freshness: { maxAgeHours: null, graceHours },
  });

  it("is settled by any CRL from then on, however old that is by now", async () => {
    const der = await crl(issuer, { thisUpdate: daysFromNow(-90), nextUpdate: daysFromNow(-83) });
    expect(await ask([der], proven(-91))).toMatchObject({ status: "good" });
  });

  it("is not settled by a CRL from before it, unless the policy grants that long", async () => {
    const der = await crl(issuer, { thisUpdate: daysFromNow(-90), nextUpdate: daysFromNow(-83) });
    expect(await ask([der], proven(-89))).toMatchObject({ status: "not-fresh" });
    expect(await ask([der], proven(-89, 24))).toMatchObject({ status: "good" });
    expect(await ask([der], proven(-89, 23))).toMatchObject({ status: "not-fresh" });
  });

  it("needs for CA certificates what was current then", async () => {
    const der = await crl(anchor, { thisUpdate: daysFromNow(-90), nextUpdate: daysFromNow(-83) });
    const ofCa = (days: number) => statusOf(issuer, anchor, evidence({ crls: [der] }), { anchor, ...proven(days) });
    expect(await ofCa(-89)).toMatchObject({ status: "good" });
    expect(await ofCa(-82)).toMatchObject({ status: "not-fresh" });
  });

  it("stands where the certificate was revoked later, and says so", async () => {
    const der = await crl(issuer, { entries: [listed] });
    expect(await ask([der], proven(-11))).toMatchObject({ status: "good", later: { at: listed.revokedAt } });
    expect(await ask([der], proven(-10))).toMatchObject({ status: "revoked" });
  });

  it("does not stand where the key was already in doubt", async () => {
    const der = await crl(issuer, {
      entries: [{ ...listed, reason: "keyCompromise", invalidityDate: daysFromNow(-30) }],
    });
    expect(await ask([der], proven(-11))).toMatchObject({ status: "revoked" });
    expect(await ask([der], proven(-31))).toMatchObject({ status: "good" });
  });
});

it("needs no status for a certificate of which its CA publishes none", async () => {
  const nullValue = Uint8Array.of(5, 0);
  for (const oid of ["2.5.29.56", "0.4.0.194121.2.1"]) {
    const exempt = await signer(issuer, "DEMO Signer", { extensions: [extension(oid, false, nullValue)] });
    expect(await ask([], {}, exempt)).toEqual({ status: "not-needed" });
  }
  // nocheck is for responders, and none of them for CAs.
  const nocheck = extension("1.3.6.1.5.5.7.48.1.5", false, nullValue);
  expect(await ask([], {}, await signer(issuer, "DEMO Signer", { extensions: [nocheck] }))).toMatchObject({
    status: "no-data",
  });
  const quietCa = await ca(issuer, "DEMO CA 2", { extensions: [extension("2.5.29.56", false, nullValue)] });
  expect(await ask([], {}, quietCa)).toMatchObject({ status: "no-data" });
});
