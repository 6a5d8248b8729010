import { describe, expect, it } from "vitest";
import type { Signer } from "../../../src/keys/signer.ts";
import { webCryptoSigner } from "../../../src/keys/web-crypto-signer.ts";
import type { BaselineBOptions } from "../../../src/pades/sign/options.ts";
import { prepareSignature } from "../../../src/pades/sign/prepare.ts";
import { signDetached } from "../../../src/pades/sign/sign-detached.ts";
import { signPdf } from "../../../src/pades/sign/sign-pdf.ts";
import { verifyPdf } from "../../../src/pades/verify/verify-pdf.ts";
import { demoSigner } from "../../support/demo-certs.ts";
import { createTestPki } from "../../support/test-pki.ts";
import { NOW, smallPdf } from "./small-pdf.ts";

const pdf = smallPdf();

/** A signer of certs/ that counts how often its key is used. */
async function demo(name: string): Promise<{ readonly signer: Signer; readonly used: () => number }> {
  const { key, chain } = await demoSigner(name);
  return counting(webCryptoSigner(key, chain));
}

function counting(inner: Signer): { readonly signer: Signer; readonly used: () => number } {
  let used = 0;
  const sign: Signer["sign"] = (data, options) => {
    used++;
    return inner.sign(data, options);
  };
  return { signer: { ...inner, sign }, used: () => used };
}

const at = { level: "B-B", now: NOW } as const;
const code = (expected: string, message: string) =>
  expect.objectContaining({ code: expected, message: expect.stringContaining(message) });

const WRONG = [
  ["bad/expired", "ERR_CERTIFICATE_EXPIRED", "expired at 2025-02-01T00:00:00.000Z"],
  ["bad/not-yet-valid", "ERR_CERTIFICATE_EXPIRED", "is valid from"],
  ["bad/key-usage-encipherment", "ERR_CERTIFICATE_USAGE", "keyUsage"],
  ["bad/eku-server-auth", "ERR_CERTIFICATE_USAGE", "extendedKeyUsage 1.3.6.1.5.5.7.3.1"],
  ["public-ca/tsa", "ERR_CERTIFICATE_USAGE", "extendedKeyUsage"],
  ["public-ca/issuing-ca", "ERR_CERTIFICATE_USAGE", "certification authority"],
  ["bad/unknown-critical-extension", "ERR_CERTIFICATE", "critical extension"],
] as const;

describe("a certificate that must not sign", () => {
  it.each(WRONG)("is refused before its key is used: %s, %s", async (name, expected, message) => {
    const { signer, used } = await demo(name);
    await expect(signPdf(pdf, { ...at, signer })).rejects.toThrow(code(expected, message));
    await expect(prepareSignature(pdf, { ...at, signer })).rejects.toThrow(code(expected, message));
    await expect(signDetached(pdf, { signer, now: NOW })).rejects.toThrow(code(expected, message));
    expect(used()).toBe(0);
  });

  it.each<[string, BaselineBOptions["signDespite"]]>([
    ["bad/eku-server-auth", ["usage"]],
    ["bad/unknown-critical-extension", ["content"]],
  ])("signs where the caller insists, and verifies no better for it: %s", async (name, signDespite = []) => {
    const { signer, used } = await demo(name);
    const signed = await signPdf(pdf, { ...at, signer, signDespite });
    expect(used()).toBe(1);
    const { trust } = await createTestPki();
    expect((await verifyPdf(signed, { trust, now: NOW })).verdict).toBe("indeterminate");
  });

  it("never signs out of its period, whatever is insisted on", async () => {
    const { signer } = await demo("bad/expired");
    const signDespite = ["usage", "content", "status"] as const;
    await expect(signPdf(pdf, { ...at, signer, signDespite })).rejects.toThrow(code("ERR_CERTIFICATE_EXPIRED", ""));
  });

  it("takes no objection that there is none of", async () => {
    const { signer } = await demo("cong-vu/person");
    const options = { ...at, signer, signDespite: ["expired"] } as unknown as BaselineBOptions;
    await expect(signPdf(pdf, options)).rejects.toThrow(code("ERR_INVALID_ARGUMENT", "signDespite"));
  });
});

describe("the status of the signer's certificate", () => {
  const revoke = (pki: Awaited<ReturnType<typeof createTestPki>>) =>
    pki.revoked.push({ serialNumber: pki.person.serialNumber, revokedAt: new Date("2026-01-01T00:00:00Z") });

  it("is not looked at where nobody says how", async () => {
    const pki = await createTestPki();
    revoke(pki);
    await signPdf(pdf, { level: "B-B", signer: pki.signer, now: pki.clock.time });
    expect(pki.asked).toEqual([]);
  });

  it("keeps a revoked one from signing at B-B too, where it is to be checked", async () => {
    const pki = await createTestPki();
    revoke(pki);
    const { signer, used } = counting(pki.signer);
    const { trust, fetcher, clock } = pki;
    const options = { level: "B-B", signer, now: clock.time, statusCheck: { trust, fetcher } } as const;
    await expect(signPdf(pdf, options)).rejects.toThrow(code("ERR_CERTIFICATE_REVOKED", "Test Person"));
    await expect(signPdf(pdf, { ...options, signDespite: ["status"] })).rejects.toThrow(
      code("ERR_CERTIFICATE_REVOKED", "Test Person"),
    );
    await expect(prepareSignature(pdf, options)).rejects.toThrow(code("ERR_CERTIFICATE_REVOKED", ""));
    expect(used()).toBe(0);
  });

  it("keeps a revoked one from signing at B-LTA before its key is used", async () => {
    const pki = await createTestPki();
    revoke(pki);
    const { signer, used } = counting(pki.signer);
    const { trust, fetcher, authority: timestampAuthority, clock } = pki;
    const options = { level: "B-LTA", signer, now: clock.time, trust, fetcher, timestampAuthority } as const;
    await expect(signPdf(pdf, options)).rejects.toThrow(code("ERR_CERTIFICATE_REVOKED", "Test Person"));
    expect(used()).toBe(0);
  });

  it("must be known, unless the caller signs despite its being unknown", async () => {
    const { signer, trust, clock } = await createTestPki();
    const options = { level: "B-B", signer, now: clock.time, statusCheck: { trust } } as const;
    await expect(signPdf(pdf, options)).rejects.toThrow(code("ERR_EVIDENCE_MISSING", "status of Test Person"));
    await expect(signPdf(pdf, { ...options, signDespite: ["status"] })).resolves.toBeInstanceOf(Uint8Array);
  });

  it("counts by the roles of the trust profile: an anchor for timestamps vouches for no signer", async () => {
    const { signer, clock, fetcher } = await createTestPki();
    const other = await createTestPki();
    const statusCheck = { trust: other.trust, fetcher };
    await expect(signPdf(pdf, { level: "B-B", signer, now: clock.time, statusCheck })).rejects.toThrow(
      code("ERR_EVIDENCE_MISSING", "no path"),
    );
  });

  it("is fetched once for the signer and what is stored, where the policy's grace lets it count", async () => {
    const pki = await createTestPki({ graceHours: 24 });
    const { signer, trust, fetcher, authority: timestampAuthority, clock } = pki;
    await signPdf(pdf, { level: "B-LT", signer, now: clock.time, trust, fetcher, timestampAuthority });
    expect(pki.asked.filter((line) => line.includes("issuing.example"))).toHaveLength(1);
  });
});
