import { describe, expect, it } from "vitest";
import { webCryptoSigner } from "../../src/keys/web-crypto-signer.ts";
import { extendPdf } from "../../src/pades/sign/extend.ts";
import { signPdf } from "../../src/pades/sign/sign-pdf.ts";
import { verifyPdf } from "../../src/pades/verify/verify-pdf.ts";
import { createTestAuthority, type TestAuthorityOptions } from "../../src/testing/test-authority.ts";
import { importSigningKey } from "../../src/testing/test-signature.ts";
import { tsaClient } from "../../src/tsp/tsa-client.ts";
import { createTrustStore } from "../../src/x509/trust-store.ts";
import { smallPdf } from "../pades/sign/small-pdf.ts";

const HOUR_MS = 3_600_000;

async function scene(options: Partial<TestAuthorityOptions> = {}) {
  const clock = { time: new Date("2026-01-15T03:00:00Z") };
  const authority = await createTestAuthority({ now: () => clock.time, ...options });
  const person = await authority.issueSigner([["CN", "Person"]]);
  const { fetcher } = authority;
  const trust = createTrustStore(authority.trustProfile);
  const call = () => ({
    timestampAuthority: tsaClient(authority.tsaUrl, { fetcher, retryDelayMs: 1, timeoutMs: 50 }),
    trust,
    fetcher,
    now: clock.time,
  });
  const signer = webCryptoSigner(await importSigningKey(person.key), person.chain);
  const sign = (level: "B-T" | "B-LT" | "B-LTA") => signPdf(smallPdf(), { signer, level, ...call() });
  const judge = async (file: Uint8Array) => {
    const { verdict, signatures } = await verifyPdf(file, { trust, now: clock.time });
    return {
      verdict,
      level: signatures[0]?.level,
      codes: signatures.flatMap((one) => one.findings.map((f) => f.code)),
    };
  };
  return { clock, authority, person, sign, judge, call };
}

describe("the test authority", () => {
  it.each(["delegate", "issuer"] as const)("signs and renews at B-LTA, OCSP by the %s", async (ocspBy) => {
    const { clock, sign, judge, call } = await scene({ ocspBy });
    const signed = await sign("B-LTA");
    expect(await judge(signed)).toEqual({ verdict: "valid", level: "B-LTA", codes: [] });
    clock.time = new Date(clock.time.getTime() + 8_760 * HOUR_MS);
    expect(await judge(await extendPdf(signed, { to: "B-LTA", ...call() }))).toMatchObject({ verdict: "valid" });
  });

  it("revokes a signer, which then cannot be preserved", async () => {
    const { clock, authority, person, sign } = await scene();
    authority.revoke(person, { revokedAt: new Date(clock.time.getTime() - HOUR_MS), reason: "keyCompromise" });
    await expect(sign("B-LT")).rejects.toMatchObject({ code: "ERR_CERTIFICATE_REVOKED" });
  });

  it("revokes its timestamp authority", async () => {
    const { clock, authority, sign } = await scene();
    authority.revoke(authority.tsa, { revokedAt: new Date(clock.time.getTime() - HOUR_MS) });
    await expect(sign("B-LT")).rejects.toMatchObject({ code: "ERR_CERTIFICATE_REVOKED" });
  });

  it("gives a timestamp that is late, by a clock of its own", async () => {
    const late = new Date("2027-06-01T00:00:00Z");
    const { sign, clock, judge } = await scene({ tsa: { now: () => late } });
    const signed = await sign("B-T");
    clock.time = new Date(late.getTime() + HOUR_MS);
    const { signatures } = await verifyPdf(signed, { trust: (await scene()).call().trust, now: clock.time });
    expect(signatures[0]?.timestamps[0]?.time).toEqual(late);
    expect((await judge(signed)).verdict).toBe("indeterminate");
  });

  it.each([
    ["wrong-imprint", "ERR_TIMESTAMP"],
    ["broken-signature", "ERR_TIMESTAMP"],
    ["wrong-nonce", "ERR_TIMESTAMP"],
    ["no-nonce", "ERR_TIMESTAMP"],
    ["garbage", "ERR_TIMESTAMP"],
    ["unavailable", "ERR_TIMESTAMP"],
    ["silent", "ERR_FETCH"],
  ] as const)("misbehaves as told, which signing notices: %s", async (misbehaviour, code) => {
    const { sign } = await scene({ tsa: { misbehaviour } });
    await expect(sign("B-T")).rejects.toMatchObject({ code });
  });

  it("works without nonces where the client asks without one", async () => {
    const { authority } = await scene({ tsa: { misbehaviour: "no-nonce" } });
    const client = tsaClient(authority.tsaUrl, { fetcher: authority.fetcher, nonce: false });
    expect((await client.timestamp(new Uint8Array(32))).length).toBeGreaterThan(500);
  });

  it("answers slowly where it is told to, within the client's patience or not", async () => {
    const { sign } = await scene({ tsa: { delayMs: 5 } });
    expect((await sign("B-T")).length).toBeGreaterThan(1_000);
    const { sign: signInVain } = await scene({ tsa: { delayMs: 500 } });
    await expect(signInVain("B-T")).rejects.toMatchObject({ code: "ERR_FETCH", reason: "timeout" });
  });

  it("falls back on its CRL where the responder does not answer", async () => {
    const { sign, judge } = await scene({ ocsp: { misbehaviour: "unavailable" } });
    expect(await judge(await sign("B-LTA"))).toMatchObject({ verdict: "valid", level: "B-LTA" });
  });
});
