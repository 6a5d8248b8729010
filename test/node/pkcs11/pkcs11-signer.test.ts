import { afterAll, beforeAll, expect, it } from "vitest";
import { PadesError } from "../../../src/errors.ts";
import type { PinRequest } from "../../../src/node/pkcs11/log-in.ts";
import { type Pkcs11SignerOptions, pkcs11Signer } from "../../../src/node/pkcs11/pkcs11-signer.ts";
import { listPkcs11Tokens } from "../../../src/node/pkcs11/tokens.ts";
import { signPdf } from "../../../src/pades/sign/sign-pdf.ts";
import { issueIdentity } from "../../../src/testing/issue.ts";
import { createTestAuthority, type TestAuthority } from "../../../src/testing/test-authority.ts";
import type { TestIdentity } from "../../../src/testing/test-identity.ts";
import { smallPdf } from "../../pades/sign/small-pdf.ts";
import { describeWithSoftHsm, SoftHsm } from "../../support/softhsm.ts";

const PIN = "secret-4711";
const data = new TextEncoder().encode("to be signed");

await describeWithSoftHsm("pkcs11Signer, with tokens of SoftHSM2", () => {
  let hsm: SoftHsm;
  let authority: TestAuthority;
  let person: TestIdentity;

  beforeAll(async () => {
    hsm = new SoftHsm();
    authority = await createTestAuthority({ now: () => new Date() });
    person = await authority.issueSigner([["CN", "Person"]], { key: "RSA-2048" });
    const curve = await authority.issueSigner([["CN", "Curve"]], { key: "P-256" });
    const large = await authority.issueSigner([["CN", "Large curve"]], { key: "P-384" });
    hsm.createToken("One key", PIN);
    await hsm.store("One key", PIN, person);
    hsm.createToken("Keys", PIN);
    await hsm.store("Keys", PIN, curve, { id: "0a", label: "curve" });
    await hsm.store("Keys", PIN, large, { id: "0b", label: "large", certificates: [large.certificate] });
    // The certificate of somebody else beside the key: what comes out of it must not be believed.
    await hsm.store("Keys", PIN, await authority.issueSigner([["CN", "X"]]), {
      id: "0c",
      label: "swapped",
      certificates: [(await authority.issueSigner([["CN", "Y"]])).certificate],
    });
    hsm.createToken("Born here", PIN);
    const spki = await hsm.generateCautiousKey("Born here", PIN, "07");
    const born = await issueIdentity(authority.issuingCa, {
      subject: [["CN", "Born on the token"]],
      profile: { use: "signer" },
      key: { kind: "RSA-2048", pkcs8: new Uint8Array(0), spki: new Uint8Array(spki) },
      notBefore: new Date("2020-01-01T00:00:00Z"),
      notAfter: new Date("2060-01-01T00:00:00Z"),
    });
    await hsm.storeCertificates("Born here", PIN, born.chain, "07");
  });
  afterAll(() => hsm.delete());

  const open = (options: Partial<Pkcs11SignerOptions> = {}) =>
    pkcs11Signer({ library: hsm.library, token: { label: "One key" }, pin: () => PIN, ...options });

  it("lists the tokens that are there, by label and serial number", async () => {
    const tokens = await listPkcs11Tokens({ library: hsm.library });
    const named = tokens.filter(({ isInitialized }) => isInitialized);
    expect(named.map(({ label }) => label).sort()).toEqual(["Born here", "Keys", "One key"]);
    expect(named[0]).toMatchObject({
      serialNumber: expect.stringMatching(/^[0-9a-f]{16}$/),
      needsLogin: true,
      hasPinPad: false,
      manufacturer: "SoftHSM project",
    });
  });

  it("finds the only key with its certificate, its chain in order, and asks for no PIN before it signs", async () => {
    const requests: PinRequest[] = [];
    const signer = await open({
      pin: (request) => {
        requests.push(request);
        return PIN;
      },
    });
    expect([signer.certificate, ...signer.chain]).toEqual(person.chain);
    expect(signer.token.label).toBe("One key");
    expect(requests).toEqual([]);
    await signer.sign(data);
    await signer.sign(data);
    expect(requests).toMatchObject([{ purpose: "login", attempt: 1, token: { label: "One key" } }]);
    await signer.close();
    await expect(signer.sign(data)).rejects.toMatchObject({ code: "ERR_INVALID_ARGUMENT" });
  });

  it.each([
    [undefined, undefined, "RSASSA-PSS with SHA-256"],
    ["RSASSA-PSS", "SHA-384", "RSASSA-PSS with SHA-384"],
    ["RSASSA-PSS", "SHA-512", "RSASSA-PSS with SHA-512"],
    ["RSASSA-PKCS1-v1_5", undefined, "RSASSA-PKCS1-v1_5 with SHA-256"],
    ["RSASSA-PKCS1-v1_5", "SHA-512", "RSASSA-PKCS1-v1_5 with SHA-512"],
    // No mechanism of SoftHSM2: the digest is made here, and padded as DigestInfo.
    ["RSASSA-PKCS1-v1_5", "SHA3-256", "RSASSA-PKCS1-v1_5 with SHA3-256"],
  ] as const)("signs by RSA with %s and %s", async (scheme, digest, name) => {
    const choice = { ...(scheme === undefined ? {} : { scheme }), ...(digest === undefined ? {} : { digest }) };
    const signer = await open(choice);
    expect(signer.algorithm.name).toBe(name);
    // Held against the certificate inside; the right length is what a CMS needs.
    expect(await signer.sign(data)).toHaveLength(256);
    await signer.close();
  });

  it.each([
    [{ label: "curve" }, "ECDSA with SHA-256"],
    [{ id: "0b" }, "ECDSA with SHA-384"],
    [{ id: Uint8Array.of(0x0b), label: "large" }, "ECDSA with SHA-384"],
  ])("signs by ECDSA with the key %j, its value in DER", async (key, name) => {
    const signer = await open({ token: { label: "Keys" }, key });
    expect(signer.algorithm.name).toBe(name);
    expect((await signer.sign(data))[0]).toBe(0x30);
    await signer.close();
  });

  it("signs several things at once, one after another", async () => {
    const signer = await open();
    const values = await Promise.all([1, 2, 3, 4].map((octet) => signer.sign(Uint8Array.of(octet))));
    expect(new Set(values.map((value) => Buffer.from(value).toString("hex"))).size).toBe(4);
    await signer.close();
  });

  it("asks for the PIN again for each signature of a key that wants it", async () => {
    const asked: string[] = [];
    const signer = await open({
      token: { label: "Born here" },
      pin: ({ purpose }) => {
        asked.push(purpose);
        return PIN;
      },
    });
    await signer.sign(data);
    await signer.sign(data);
    expect(asked).toEqual(["login", "signature", "signature"]);
    await signer.close();
  });

  it("signs a document that verifies, with two signers on one library", async () => {
    const [one, two] = [await open(), await open({ token: { label: "Keys" }, key: { label: "curve" } })];
    const once = await signPdf(smallPdf(), { level: "B-B", signer: one });
    await one.close();
    await expect(signPdf(once, { level: "B-B", signer: two })).resolves.toBeInstanceOf(Uint8Array);
    await two.close();
  });

  it.each<[string, Partial<Pkcs11SignerOptions>, string, RegExp]>([
    ["no such token", { token: { label: "None" } }, "ERR_TOKEN_NOT_FOUND", /no token fits.*"Keys"/],
    ["more than one token", { token: {} }, "ERR_TOKEN_NOT_FOUND", /3 tokens fit/],
    ["no such key", { key: { label: "none" } }, "ERR_KEY_NOT_FOUND", /"signing", id 01, of Person/],
    ["more than one key", { token: { label: "Keys" } }, "ERR_KEY_NOT_FOUND", /3 keys fit/],
    ["an id that is none", { key: { id: "xyz" } }, "ERR_INVALID_ARGUMENT", /key\.id/],
    ["no such library", { library: "/nowhere/lib.so" }, "ERR_PKCS11", /cannot be loaded/],
  ])("says so where there is %s", async (_, options, code, message) => {
    await expect(open(options)).rejects.toMatchObject({ code, message: expect.stringMatching(message) });
  });

  it("does not believe a key whose certificate is another's", async () => {
    const signer = await open({ token: { label: "Keys" }, key: { label: "swapped" } });
    await expect(signer.sign(data)).rejects.toMatchObject({ code: "ERR_SIGNATURE_VALUE" });
    await expect(signPdf(smallPdf(), { level: "B-B", signer })).rejects.toMatchObject({ code: "ERR_SIGNATURE_VALUE" });
    await signer.close();
  });

  it("tells a wrong PIN, tries it once only, and never says it", async () => {
    const states: string[] = [];
    const signer = await open({
      pin: ({ state, attempt }) => {
        states.push(`${attempt} ${state}`);
        return "wrong-0815";
      },
    });
    const error: unknown = await signer.sign(data).catch((caught: unknown) => caught);
    expect(error).toBeInstanceOf(PadesError);
    expect(error).toMatchObject({ code: "ERR_PIN_INCORRECT", message: expect.stringContaining('"One key"') });
    expect(states).toEqual(["1 fine", "2 tried"]);
    const everything = `${String(error)} ${JSON.stringify(error)} ${error instanceof Error ? error.stack : ""}`;
    expect(everything).not.toContain("0815");
    await signer.close();
  });

  it("asks again after a wrong PIN, and goes on with the right one", async () => {
    const signer = await open({ pin: ({ attempt }) => (attempt === 1 ? "wrong" : PIN) });
    expect(await signer.sign(data)).toHaveLength(256);
    await signer.close();
  });

  it("gives up where nobody knows the PIN, and can be asked again", async () => {
    let knows = false;
    const signer = await open({ pin: () => (knows ? PIN : null) });
    await expect(signer.sign(data)).rejects.toMatchObject({ code: "ERR_PIN_NEEDED" });
    knows = true;
    expect(await signer.sign(data)).toHaveLength(256);
    await signer.close();
  });

  it("stops where it is aborted while somebody is asked for the PIN", async () => {
    const controller = new AbortController();
    const signer = await open({
      pin: () => {
        controller.abort(new Error("changed my mind"));
        return PIN;
      },
    });
    await expect(signer.sign(data, { signal: controller.signal })).rejects.toThrow("changed my mind");
    await signer.close();
  });

  // The last one: nothing is left on the tokens afterwards.
  it("tells a token that was removed between two signatures", async () => {
    const signer = await open();
    await signer.sign(data);
    hsm.removeTokens();
    await expect(signer.sign(data)).rejects.toMatchObject({ code: "ERR_TOKEN_REMOVED" });
    await signer.close();
  });
});
