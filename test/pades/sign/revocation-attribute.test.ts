import { execFileSync } from "node:child_process";
import { describe, expect, it } from "vitest";
import { parseRevocationInfoArchival } from "../../../src/cms/attributes.ts";
import { REVOCATION_INFO_ARCHIVAL } from "../../../src/cms/oids.ts";
import { parseSignedData } from "../../../src/cms/parse-signed-data.ts";
import { completeSignature } from "../../../src/pades/sign/complete.ts";
import { extendPdf } from "../../../src/pades/sign/extend.ts";
import type { BaselineBOptions } from "../../../src/pades/sign/options.ts";
import { prepareSignature } from "../../../src/pades/sign/prepare.ts";
import { signPdf } from "../../../src/pades/sign/sign-pdf.ts";
import { verifyPdf } from "../../../src/pades/verify/verify-pdf.ts";
import { issueCrl } from "../../../src/testing/crl.ts";
import { expectOthersToAccept, readSignatures } from "../../interop/signed-file.ts";
import { createTestPki, type TestPki, type TestPkiOptions } from "../../support/test-pki.ts";
import { describeWithTools } from "../../support/tools.ts";
import { catalog, page, signatureField, smallPdf } from "./small-pdf.ts";

const pdf = smallPdf();
const pkiWith = (options: TestPkiOptions = {}) => createTestPki({ graceHours: 24, ...options });
const wish = ({ trust, fetcher }: TestPki) => ({ trust, fetcher });

/** Signs at B-B, with the attribute unless asked otherwise. */
const sign = (pki: TestPki, options: Partial<BaselineBOptions> = {}, source = pdf) =>
  signPdf(source, {
    level: "B-B",
    signer: pki.signer,
    now: pki.clock.time,
    revocationAttribute: wish(pki),
    ...options,
  });

function cmsOf(file: Uint8Array): Uint8Array {
  const [first] = readSignatures(file);
  if (first === undefined) throw new Error("expected a signature");
  return first.cms;
}

/** The attribute's pieces; null where it is not among the signed attributes. */
function archiveIn(file: Uint8Array) {
  const [signerInfo] = parseSignedData(cmsOf(file)).signerInfos;
  const values = signerInfo?.signedAttributes?.all(REVOCATION_INFO_ARCHIVAL).flatMap((one) => one.values) ?? [];
  expect(signerInfo?.unsignedAttributes).toEqual([]);
  return values[0] === undefined ? null : parseRevocationInfoArchival(values[0]);
}

describe("Adobe's attribute with the status of the chain", () => {
  it("is written only where it is asked for", async () => {
    const pki = await pkiWith();
    expect(archiveIn(await signPdf(pdf, { level: "B-B", signer: pki.signer, now: pki.clock.time }))).toBeNull();
    expect(pki.asked).toEqual([]);
    expect(archiveIn(await sign(pki))).toMatchObject({ crls: { length: 2 }, ocspResponses: [] });
    expect(pki.asked).toHaveLength(2);
  });

  it("holds OCSP responses where these settle the status, and takes what it is given before it asks", async () => {
    const pki = await pkiWith({ ocsp: "issuer" });
    expect(archiveIn(await sign(pki))).toMatchObject({ crls: { length: 1 }, ocspResponses: { length: 1 } });
    const { root, clock, trust, fetcher, asked } = pki;
    const nextUpdate = new Date(clock.time.getTime() + 86_400_000);
    const crl = await issueCrl(root, { thisUpdate: clock.time, nextUpdate, number: 1, entries: [] });
    asked.length = 0;
    const archive = archiveIn(await sign(pki, { revocationAttribute: { trust, fetcher, evidence: { crls: [crl] } } }));
    expect(archive?.crls).toEqual([crl]);
    expect(asked).toHaveLength(1);
  });

  it("is evidence for verifying offline, and for extending without asking anybody about the signer", async () => {
    const pki = await pkiWith();
    const { clock, trust, tsaRoot, authority, asked } = pki;
    const signed = await sign(pki);
    const verdictOf = async (file: Uint8Array) => (await verifyPdf(file, { trust, now: clock.time })).verdict;
    expect(await verdictOf(signed)).toBe("valid");
    const plain = await signPdf(pdf, { level: "B-B", signer: pki.signer, now: clock.time });
    expect(await verdictOf(plain)).toBe("indeterminate");

    const nextUpdate = new Date(clock.time.getTime() + 86_400_000);
    const tsaCrl = await issueCrl(tsaRoot, { thisUpdate: clock.time, nextUpdate, number: 1, entries: [] });
    const options = { timestampAuthority: authority, trust, now: clock.time, evidence: { crls: [tsaCrl] } };
    asked.length = 0;
    const extended = await extendPdf(signed, { to: "B-LTA", ...options });
    expect(asked.every((address) => address.includes("tsa"))).toBe(true);
    expect(await verifyPdf(extended, { trust, now: clock.time })).toMatchObject({
      verdict: "valid",
      signatures: [{ level: "B-LTA" }, {}, {}],
    });
    await expect(extendPdf(plain, { to: "B-LTA", ...options })).rejects.toMatchObject({ code: "ERR_EVIDENCE_MISSING" });
  });

  it("goes with every level and with signing in two phases", async () => {
    const pki = await pkiWith();
    const { signer, clock, authority: timestampAuthority, trust, fetcher } = pki;
    const options = { signer, timestampAuthority, now: clock.time, revocationAttribute: wish(pki) };
    const whole = await signPdf(pdf, { level: "B-LTA", ...options, trust, fetcher });
    expect(await verifyPdf(whole, { trust, now: clock.time })).toMatchObject({
      verdict: "valid",
      signatures: [{ level: "B-LTA" }, {}],
    });
    const prepared = await prepareSignature(pdf, { ...options, level: "B-T" });
    const value = await signer.sign(Buffer.from(prepared.toBeSigned, "base64"));
    const stamped = await completeSignature(prepared, value, pdf, { timestampAuthority });
    const [signerInfo] = parseSignedData(cmsOf(stamped)).signerInfos;
    expect(signerInfo?.signedAttributes?.all(REVOCATION_INFO_ARCHIVAL)).toHaveLength(1);
    expect(signerInfo?.unsignedAttributes).toHaveLength(1);
  });

  it("meets the seed value that requires it", async () => {
    const pki = await pkiWith();
    const field = signatureField("Leader", "/SV << /Type /SV /Ff 32 /AddRevInfo true >>");
    const seeded = smallPdf({ 1: catalog("5 0 R"), 3: page("/Annots [5 0 R]"), 5: field });
    const signed = await sign(pki, { field: "Leader" }, seeded);
    const { trust, clock } = pki;
    expect((await verifyPdf(signed, { trust, now: clock.time })).verdict).toBe("valid");
  });

  it("is refused where the status is missing, bad or not to be judged, before anybody signs", async () => {
    const pki = await pkiWith();
    const { trust, fetcher, clock, revoked, person } = pki;
    const refusing = { ...pki.signer, sign: () => Promise.reject(new Error("asked to sign")) };
    const attempt = (revocationAttribute: BaselineBOptions["revocationAttribute"]) =>
      signPdf(pdf, {
        level: "B-B",
        signer: refusing,
        now: clock.time,
        ...(revocationAttribute === undefined ? {} : { revocationAttribute }),
      });
    await expect(attempt({ trust })).rejects.toMatchObject({ code: "ERR_EVIDENCE_MISSING" });
    await expect(attempt(Object({ fetcher }))).rejects.toMatchObject({ code: "ERR_INVALID_ARGUMENT" });
    await expect(attempt(Object(true))).rejects.toMatchObject({ code: "ERR_INVALID_ARGUMENT" });
    revoked.push({ serialNumber: person.serialNumber, revokedAt: new Date(clock.time.getTime() - 60_000) });
    await expect(attempt({ trust, fetcher })).rejects.toMatchObject({ code: "ERR_CERTIFICATE_REVOKED" });
  });
});

describeWithTools(["pdfsig", "qpdf", "openssl"], "Adobe's attribute, to others", () => {
  it("is a signed attribute with a CRL that openssl reads, in a signature that all accept", async () => {
    const pki = await pkiWith();
    const signed = await sign(pki);
    expectOthersToAccept(pdf, signed, [[pki.person, pki.issuingCa, pki.root].map(({ certificate }) => certificate)]);
    const cms = cmsOf(signed);
    const lines = openssl(["asn1parse", "-inform", "DER"], cms).toString("latin1").split("\n");
    const at = lines.findIndex((line) => /OBJECT\s+:(1\.2\.840\.113583\.1\.1\.8|.*[Rr]evocation)/.test(line));
    // SET, SEQUENCE, [0], SEQUENCE, and the first CRL.
    const kinds = lines.slice(at + 1, at + 6).map((line) => /(?:cons|prim): (\S+(?: \[ \d \])?)/.exec(line)?.[1]);
    expect(kinds).toEqual(["SET", "SEQUENCE", "cont [ 0 ]", "SEQUENCE", "SEQUENCE"]);
    const offset = /^\s*(\d+):/.exec(lines[at + 5] ?? "")?.[1] ?? "";
    const crl = cms.subarray(Number(offset));
    expect(openssl(["crl", "-inform", "DER", "-noout", "-issuer"], crl).toString()).toContain("Test Issuing CA");
    // [0] of the SignerInfo, the signed attributes, holds it: what comes after is another SEQUENCE.
    const print = openssl(["cms", "-cmsout", "-print", "-inform", "DER", "-noout"], cms).toString();
    const [attributes = ""] = print.split("signatureAlgorithm:").slice(-2, -1);
    expect(attributes.split("signedAttrs:").at(-1)).toMatch(/1\.2\.840\.113583\.1\.1\.8/);
  });
});

function openssl(args: readonly string[], input: Uint8Array): Buffer {
  return execFileSync("openssl", args, { input, stdio: ["pipe", "pipe", "pipe"] });
}
