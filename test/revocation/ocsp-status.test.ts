import { beforeAll, describe, expect, it } from "vitest";
import { Asn1Error } from "../../src/asn1/asn1-error.ts";
import { parseOcspResponse } from "../../src/revocation/ocsp-response.ts";
import { boolean, generalizedTime, nullValue, octetString, sequence } from "../../src/testing/der.ts";
import {
  basicConstraints,
  crlDistributionPoints,
  extendedKeyUsage,
  extension,
  keyUsage,
  ocspNoCheck,
} from "../../src/testing/extensions.ts";
import {
  encodeOcspRefusal,
  issueOcspResponse,
  type OcspAnswerFields,
  type OcspResponseFields,
} from "../../src/testing/ocsp-response.ts";
import type { TestIdentity } from "../../src/testing/test-identity.ts";
import { ca, crl, daysFromNow, evidence, type Question, root, signer, statusOf } from "./authority.ts";

let anchor: TestIdentity;
let issuer: TestIdentity;
let subject: TestIdentity;

beforeAll(async () => {
  anchor = await root("DEMO Root");
  issuer = await ca(anchor, "DEMO CA");
  subject = await signer(issuer, "DEMO Signer");
});

type Answer = Partial<OcspAnswerFields>;
const respond = (fields: Partial<OcspResponseFields> = {}, ...answers: readonly Answer[]) =>
  issueOcspResponse({
    issuer,
    producedAt: daysFromNow(-0.1),
    answers: (answers.length === 0 ? [{}] : answers).map((answer) => ({
      certificate: { serialNumber: subject.serialNumber },
      status: "good",
      thisUpdate: daysFromNow(-0.1),
      nextUpdate: daysFromNow(1),
      ...answer,
    })),
    ...fields,
  });
const ask = (response: Uint8Array, question: Partial<Question> = {}, more: Parameters<typeof evidence>[0] = {}) =>
  statusOf(subject, issuer, evidence({ ocspResponses: [response], ...more }), { anchor, ...question });

const delegate = (extensions: readonly Uint8Array[], by = issuer, options = {}) =>
  signer(by, "DEMO OCSP Responder", { profile: { use: "custom", extensions }, ...options });
const FIT = [basicConstraints(false), keyUsage("digitalSignature"), extendedKeyUsage(["ocspSigning"])];

describe("the status by OCSP", () => {
  it.each([
    ["good", "good", { status: "good" }],
    ["unknown", "unknown", { status: "unknown" }],
    [
      "revoked",
      { revokedAt: daysFromNow(-3), reason: "superseded" },
      { status: "revoked", at: daysFromNow(-3), reason: "superseded" },
    ],
    ["revoked without a reason", { revokedAt: daysFromNow(-3) }, { status: "revoked", reason: null }],
    ["on hold", { revokedAt: daysFromNow(-3), reason: "certificateHold" }, { status: "on-hold" }],
  ] as const)("is what the issuer itself answers: %s", async (_, status, expected) => {
    expect(await ask(await respond({}, { status }))).toMatchObject(expected);
  });

  it.each(["SHA-1", "SHA-256", "SHA-384", "SHA-512"] as const)("is found by a CertID with %s", async (hash) => {
    expect(await ask(await respond({ hash }))).toMatchObject({ status: "good" });
  });

  it.each(["key", "name"] as const)("is taken from a responder that names itself by %s", async (responderId) => {
    expect(await ask(await respond({ responderId }))).toMatchObject({ status: "good" });
  });

  it("is the gravest of several answers about one certificate", async () => {
    const at = { revokedAt: daysFromNow(-3) };
    expect(await ask(await respond({}, {}, { status: at }))).toMatchObject({ status: "revoked" });
    expect(await ask(await respond({}, { status: "unknown" }, {}))).toMatchObject({ status: "unknown" });
  });

  it("is not taken from an answer about another number, or for another issuer of the same name", async () => {
    const other = await signer(issuer, "DEMO Signer 2");
    expect(await ask(await respond({}, { certificate: { serialNumber: other.serialNumber } }))).toEqual({
      status: "no-data",
      faults: [],
    });
    const namesake = await ca(anchor, "DEMO CA");
    expect(await ask(await respond({ issuer: namesake }))).toEqual({
      status: "no-data",
      faults: ["other-certificate"],
    });
  });

  it("is not fresh after nextUpdate, or a day after thisUpdate where there is none", async () => {
    expect(await ask(await respond({}, { nextUpdate: daysFromNow(-0.01) }))).toMatchObject({ status: "not-fresh" });
    const without = (days: number) =>
      issueOcspResponse({
        issuer,
        producedAt: daysFromNow(-days),
        answers: [
          { certificate: { serialNumber: subject.serialNumber }, status: "good", thisUpdate: daysFromNow(-days) },
        ],
      });
    expect(await ask(await without(1))).toMatchObject({ status: "good" });
    expect(await ask(await without(1.01))).toMatchObject({ status: "not-fresh" });
  });

  it("is not taken from the future, nor from before the certificate", async () => {
    expect(await ask(await respond({ producedAt: daysFromNow(0.01) }))).toEqual({
      status: "no-data",
      faults: ["from-the-future"],
    });
    const young = await signer(issuer, "DEMO Signer", { notBefore: daysFromNow(-0.05) });
    const early = await respond({}, { certificate: { serialNumber: young.serialNumber } });
    const status = await statusOf(young, issuer, evidence({ ocspResponses: [early] }), { anchor });
    expect(status).toEqual({ status: "no-data", faults: ["produced-before-certificate"] });
  });

  it("of an expired certificate counts only with an archive cutoff that reaches back", async () => {
    const expired = await signer(issuer, "DEMO Signer", { notAfter: daysFromNow(-5) });
    const withExtensions = async (extensions: readonly Uint8Array[]) => {
      const response = await respond({}, { certificate: { serialNumber: expired.serialNumber }, extensions });
      return statusOf(expired, issuer, evidence({ ocspResponses: [response] }), { anchor });
    };
    const cutoff = (since: Date) => extension("1.3.6.1.5.5.7.48.1.6", false, generalizedTime(since));
    expect(await withExtensions([])).toEqual({ status: "no-data", faults: ["after-expiry"] });
    expect(await withExtensions([cutoff(daysFromNow(-5))])).toMatchObject({ status: "good" });
    expect(await withExtensions([cutoff(daysFromNow(-4))])).toMatchObject({ status: "no-data" });
  });

  it("is refused with a critical extension that nobody knows, in an answer or in the response", async () => {
    const strange = extension("2.999.3", true, nullValue());
    const refused = { status: "no-data", faults: ["critical-extension"] };
    expect(await ask(await respond({ extensions: [strange] }))).toEqual(refused);
    expect(await ask(await respond({}, { extensions: [strange] }))).toEqual(refused);
    expect(await ask(await respond({ extensions: [extension("2.999.3", false, nullValue())] }))).toMatchObject({
      status: "good",
    });
  });

  it("must repeat a nonce that was asked for", async () => {
    const nonce = octetString(Uint8Array.of(1, 2, 3, 4));
    const repeating = await respond({ extensions: [extension("1.3.6.1.5.5.7.48.1.2", false, nonce)] });
    expect(await ask(repeating, { nonce })).toMatchObject({ status: "good" });
    const refused = { status: "no-data", faults: ["nonce"] };
    expect(await ask(repeating, { nonce: octetString(Uint8Array.of(1, 2, 3, 5)) })).toEqual(refused);
    expect(await ask(await respond(), { nonce })).toEqual(refused);
  });

  it("gives way to a newer CRL that says revoked, and the reverse", async () => {
    const listed = [{ serialNumber: subject.serialNumber, revokedAt: daysFromNow(-3) }];
    const newer = await crl(issuer, { thisUpdate: daysFromNow(-0.05), entries: listed });
    expect(await ask(await respond(), {}, { crls: [newer] })).toMatchObject({
      status: "revoked",
      source: { kind: "crl" },
    });
    const revoked = await respond({}, { status: { revokedAt: daysFromNow(-3) } });
    expect(await ask(revoked, {}, { crls: [await crl(issuer)] })).toMatchObject({
      status: "revoked",
      source: { kind: "ocsp" },
    });
    // A newer answer that does not know the certificate outweighs an older CRL: unknown is never good.
    expect(await ask(await respond({}, { status: "unknown" }), {}, { crls: [await crl(issuer)] })).toMatchObject({
      status: "unknown",
    });
  });
});

describe("who may answer", () => {
  const refused = { status: "no-data", faults: ["responder-not-authorised"] };

  it("a delegate of the issuer with OCSPSigning and nocheck", async () => {
    const responder = await delegate([...FIT, ocspNoCheck()]);
    expect(await ask(await respond({ responder }))).toMatchObject({ status: "good" });
    expect(await ask(await respond({ responder, responderId: "name" }))).toMatchObject({ status: "good" });
    // Its certificate may come from elsewhere.
    const bare = await respond({ responder, certificates: [] });
    expect(await ask(bare)).toEqual(refused);
    expect(await ask(bare, { pool: [responder] })).toMatchObject({ status: "good" });
  });

  it.each([
    ["without extended key usage", [basicConstraints(false), keyUsage("digitalSignature")]],
    ["for something else", [basicConstraints(false), extendedKeyUsage(["serverAuth", "timeStamping"])]],
    [
      "for any purpose",
      [basicConstraints(false), extension("2.5.29.37", false, sequence(Uint8Array.of(6, 4, 0x55, 0x1d, 0x25, 0)))],
    ],
    [
      "whose key may not sign",
      [basicConstraints(false), keyUsage("keyEncipherment"), extendedKeyUsage(["ocspSigning"])],
    ],
    ["with a critical extension nobody knows", [...FIT, extension("2.999.4", true, nullValue())]],
    ["with an illegible extended key usage", [basicConstraints(false), extension("2.5.29.37", false, nullValue())]],
  ])("not a delegate %s", async (_, extensions) => {
    const responder = await delegate([...extensions, ocspNoCheck()]);
    expect(await ask(await respond({ responder }))).toEqual(refused);
  });

  it("not a delegate of the issuer's issuer, of a namesake of the issuer, or of a CA below it", async () => {
    const extensions = [...FIT, ocspNoCheck()];
    const below = await ca(issuer, "DEMO Sub CA");
    for (const by of [anchor, await ca(anchor, "DEMO CA"), below]) {
      const responder = await delegate(extensions, by);
      expect(await ask(await respond({ responder }))).toEqual(refused);
    }
  });

  it("not a stranger who claims the issuer's name or key", async () => {
    const stranger = await root("DEMO CA");
    expect(await ask(await respond({ responder: stranger, responderId: "name", certificates: [] }))).toEqual(refused);
    expect(await ask(await respond({ responder: stranger, responderId: "name" }))).toEqual(refused);
    expect(await ask(await respond({ responder: stranger }))).toEqual(refused);
  });

  it("not the anchor above the issuer", async () => {
    expect(await ask(await respond({ responder: anchor }))).toEqual(refused);
  });

  it("only a delegate whose certificate was valid when the answer was produced", async () => {
    const before = await delegate([...FIT, ocspNoCheck()], issuer, { notAfter: daysFromNow(-0.2) });
    expect(await ask(await respond({ responder: before }))).toEqual(refused);
    const after = await delegate([...FIT, ocspNoCheck()], issuer, { notBefore: daysFromNow(-0.05) });
    expect(await ask(await respond({ responder: after }))).toEqual(refused);
    const until = await delegate([...FIT, ocspNoCheck()], issuer, { notAfter: daysFromNow(-0.05) });
    expect(await ask(await respond({ responder: until }))).toMatchObject({ status: "good" });
  });

  it("a delegate without nocheck where its own status is good, or nobody says where to find one", async () => {
    const silent = await delegate(FIT);
    expect(await ask(await respond({ responder: silent }))).toMatchObject({ status: "good" });
    const checked = await delegate([...FIT, crlDistributionPoints("http://crl.demo.invalid/ca.crl")]);
    const response = await respond({ responder: checked });
    expect(await ask(response)).toEqual({ status: "no-data", faults: ["responder-status"] });
    expect(await ask(response, {}, { crls: [await crl(issuer)] })).toMatchObject({ status: "good" });
  });

  it("not a delegate that is revoked, listed or only by its own word good", async () => {
    for (const responder of [
      await delegate(FIT),
      await delegate([...FIT, crlDistributionPoints("http://crl.demo.invalid/ca.crl")]),
    ]) {
      const entries = [{ serialNumber: responder.serialNumber, revokedAt: daysFromNow(-9) }];
      const crls = [await crl(issuer, { entries, thisUpdate: daysFromNow(-40), nextUpdate: daysFromNow(-33) })];
      expect(await ask(await respond({ responder }), {}, { crls })).toMatchObject({
        // The old list that revokes the responder is all that is left to go by.
        status: "not-fresh",
        source: { kind: "crl" },
      });
    }
    const responder = await delegate([...FIT, crlDistributionPoints("http://crl.demo.invalid/ca.crl")]);
    const about = { certificate: { serialNumber: responder.serialNumber } };
    const selfPraise = await respond({ responder }, {}, about);
    expect(await ask(selfPraise)).toEqual({ status: "no-data", faults: ["responder-status"] });
  });

  it("nobody whose signature does not verify, or is too weak", async () => {
    const broken = new Uint8Array(await respond());
    broken[broken.length - 1] = (broken.at(-1) ?? 0) ^ 1;
    expect(await ask(broken)).toMatchObject({ status: "no-data" });
    const rsa = await ca(anchor, "DEMO RSA CA", { key: "RSA-2048" });
    const leaf = await signer(rsa, "DEMO Signer");
    const scheme = { name: "RSASSA-PKCS1-v1_5", hash: "SHA-1" } as const;
    const weak = await respond({ issuer: rsa, scheme }, { certificate: { serialNumber: leaf.serialNumber } });
    const status = await statusOf(leaf, rsa, evidence({ ocspResponses: [weak] }), { anchor });
    expect(status).toEqual({ status: "no-data", faults: ["weak-algorithm"] });
  });
});

describe("reading an OCSP response", () => {
  it("tells a refusal from an answer", () => {
    expect(parseOcspResponse(encodeOcspRefusal(3))).toEqual({ status: "tryLater" });
    expect(parseOcspResponse(encodeOcspRefusal(6))).toEqual({ status: "unauthorized" });
    expect(() => parseOcspResponse(encodeOcspRefusal(4))).toThrow(Asn1Error);
    expect(() => parseOcspResponse(encodeOcspRefusal(0))).toThrow(Asn1Error);
  });

  it("refuses bytes behind it, a type it does not know, and an unknown status", async () => {
    const der = await respond();
    const longer = new Uint8Array(der.length + 1);
    longer.set(der);
    expect(() => parseOcspResponse(longer)).toThrow(Asn1Error);
    const type = new Uint8Array(der);
    // The last arc of id-pkix-ocsp-basic.
    const at = type.findIndex((_, index) => type[index] === 0x30 && type[index + 1] === 1 && type[index + 2] === 1);
    type[at + 2] = 2;
    expect(() => parseOcspResponse(type)).toThrow(/type/);
    expect(() => parseOcspResponse(boolean(true))).toThrow(Asn1Error);
  });

  it("throws nothing but Asn1Error, whichever byte is changed", async () => {
    const der = await respond({ responder: await delegate(FIT) });
    let refused = 0;
    for (let index = 0; index < der.length; index++) {
      const changed = new Uint8Array(der);
      changed[index] = (changed[index] ?? 0) ^ 0x55;
      try {
        parseOcspResponse(changed);
      } catch (thrown) {
        expect(thrown).toBeInstanceOf(Asn1Error);
        refused++;
      }
    }
    expect(refused).toBeGreaterThan(100);
  });
});
