import { beforeAll, expect, it } from "vitest";
import { listCscCredentials } from "../../../src/keys/csc/credentials.ts";
import { type CscSignerOptions, cscSigner } from "../../../src/keys/csc/csc-signer.ts";
import { SigningServiceError } from "../../../src/keys/csc/service-error.ts";
import { signPdf } from "../../../src/pades/sign/sign-pdf.ts";
import { createTestAuthority } from "../../../src/testing/test-authority.ts";
import type { TestIdentity } from "../../../src/testing/test-identity.ts";
import { smallPdf } from "../../pades/sign/small-pdf.ts";
import { CSC_PIN, CSC_TOKEN, CscService, type CscServiceOptions, cscAnswers } from "../../support/csc-service.ts";
import { describeWithTools } from "../../support/tools.ts";

const data = new TextEncoder().encode("to be signed");

describeWithTools(["openssl"], "cscSigner, with a service built from the specification", () => {
  let rsa: TestIdentity;
  let curve: TestIdentity;
  let other: TestIdentity;

  beforeAll(async () => {
    const authority = await createTestAuthority({ now: () => new Date() });
    rsa = await authority.issueSigner([["CN", "Person"]], { key: "RSA-2048" });
    curve = await authority.issueSigner([["CN", "Curve"]], { key: "P-384" });
    other = await authority.issueSigner([["CN", "Other"]], { key: "RSA-2048" });
  });

  const serve = (options: Partial<CscServiceOptions> = {}) => new CscService({ identity: rsa, ...options });
  const open = (service: CscService, options: Partial<CscSignerOptions> = {}) =>
    cscSigner({
      url: service.url,
      fetcher: service.fetcher,
      accessToken: CSC_TOKEN,
      credential: service.credential,
      authorize: () => cscAnswers,
      ...options,
    });
  const failure = async (promise: Promise<unknown>): Promise<unknown> =>
    promise.then(
      () => "done",
      (error: unknown) => error,
    );

  it("authorizes the one digest it signs, by PIN and one-time password", async () => {
    const service = serve();
    const asked: string[] = [];
    const signer = await open(service, {
      authorize: ({ objects, hashes, credential }) => {
        asked.push(credential, ...objects.map(({ id, label }) => `${id}: ${label}`), `${hashes.length} digest`);
        return cscAnswers;
      },
    });
    expect([signer.certificate, ...signer.chain]).toEqual(rsa.chain);
    expect(asked).toEqual([]);
    expect(await signer.sign(data)).toHaveLength(256);
    expect(asked).toEqual(["GX0112348", "PIN: PIN", "OTP: Mobile OTP", "1 digest"]);
    expect(service.calls).toEqual(["info", "credentials/info", "credentials/authorize", "signatures/signHash"]);
    expect(service.bodies[2]).toMatchObject({
      numSignatures: 1,
      hashAlgorithmOID: "2.16.840.1.101.3.4.2.1",
      authData: [{ id: "PIN" }, { id: "OTP" }],
    });
    expect(await signPdf(smallPdf(), { level: "B-B", signer })).toBeInstanceOf(Uint8Array);
  });

  it.each([
    ["what it prefers", ["1.2.840.113549.1.1.1", "1.2.840.113549.1.1.10"], {}, "RSASSA-PSS with SHA-256"],
    ["what the key can", ["1.2.840.113549.1.1.1"], {}, "RSASSA-PKCS1-v1_5 with SHA-256"],
    [
      "what it is told",
      ["1.2.840.113549.1.1.13"],
      { scheme: "RSASSA-PKCS1-v1_5", digest: "SHA-512" },
      "RSASSA-PKCS1-v1_5 with SHA-512",
    ],
  ] as const)("signs by %s", async (_, algorithms, choice, name) => {
    const signer = await open(serve({ algorithms }), choice);
    expect(signer.algorithm.name).toBe(name);
    expect(await signer.sign(data)).toHaveLength(256);
  });

  it.each(["der", "pair"] as const)("takes an ECDSA value as %s, and gives it in DER", async (encodesEcdsaAs) => {
    const signer = await open(serve({ identity: curve, encodesEcdsaAs }));
    expect(signer.algorithm.name).toBe("ECDSA with SHA-384");
    expect((await signer.sign(data))[0]).toBe(0x30);
  });

  it("lists the credentials of a token", async () => {
    const { url, fetcher } = serve();
    expect(await listCscCredentials({ url, fetcher, accessToken: async () => CSC_TOKEN })).toEqual(["GX0112348"]);
  });

  it("waits for a holder who decides elsewhere, and for a service that takes its time", async () => {
    const elsewhere = serve({ mode: "implicit", notYet: 1 });
    await (await open(elsewhere)).sign(data);
    expect(elsewhere.calls.filter((call) => call === "credentials/authorizeCheck")).toHaveLength(2);
    const slow = serve({ notYet: 1 });
    await (await open(slow)).sign(data);
    expect(slow.calls.slice(-3)).toEqual(["signatures/signHash", "signatures/signPolling", "signatures/signPolling"]);
  });

  it("uses a token of the scope credential where the credential wants one", async () => {
    const service = serve({ mode: "oauth2code" });
    const signer = await open(service, { authorize: () => ({ credentialToken: `${CSC_TOKEN}.credential` }) });
    expect(await signer.sign(data)).toHaveLength(256);
    expect(service.calls).not.toContain("credentials/authorize");
    await expect((await open(service)).sign(data)).rejects.toMatchObject({ code: "ERR_PIN_NEEDED" });
  });

  it("does not believe a value of another key", async () => {
    const signer = await open(serve({ signsWith: other }));
    await expect(signer.sign(data)).rejects.toMatchObject({ code: "ERR_SIGNATURE_VALUE" });
  });

  it("tells a wrong PIN, a wrong one-time password and a locked PIN, and never says them", async () => {
    const service = serve({ isIndiscreet: true });
    const wrongOtp = await open(service, { authorize: () => ({ answers: { PIN: CSC_PIN, OTP: "000000" } }) });
    expect(await failure(wrongOtp.sign(data))).toMatchObject({ code: "ERR_PIN_INCORRECT", error: "invalid_otp" });
    const wrongPin = await open(service, { authorize: () => ({ answers: { PIN: "wrong-0815", OTP: "1" } }) });
    for (let attempt = 1; attempt <= 3; attempt++) {
      const error = await failure(wrongPin.sign(data));
      expect(error).toMatchObject({ code: "ERR_PIN_INCORRECT", status: 400, error: "invalid_pin" });
      expect(error instanceof SigningServiceError && `${error.message} ${error.stack}`).not.toContain("0815");
    }
    expect(await failure((await open(service)).sign(data))).toMatchObject({ code: "ERR_PIN_LOCKED" });
  });

  it("says nothing of its token where that is refused", async () => {
    const error = await failure(open(serve({ isIndiscreet: true }), { accessToken: "expired-token-4711" }));
    expect(error).toMatchObject({ code: "ERR_SIGNING_SERVICE", status: 401, error: "invalid_token" });
    expect(String(error)).not.toContain("4711");
  });

  it.each<[string, Partial<CscServiceOptions>, Partial<CscSignerOptions>, string, RegExp]>([
    ["another version of the API", { specs: "1.0.4.0" }, {}, "ERR_SIGNING_SERVICE", /version "1\.0\.4\.0"/],
    [
      "a credential that is not there",
      {},
      { credential: "none" },
      "ERR_SIGNING_SERVICE",
      /Invalid parameter credentialID/,
    ],
    ["a key that is disabled", { keyStatus: "disabled" }, {}, "ERR_KEY_NOT_FOUND", /disabled/],
    ["a certificate that is revoked", { certStatus: "revoked" }, {}, "ERR_CERTIFICATE_REVOKED", /revoked/],
    [
      "no algorithm that fits",
      { algorithms: ["1.2.840.10040.4.3"] },
      {},
      "ERR_UNSUPPORTED_ALGORITHM",
      /does not sign by/,
    ],
    ["http", {}, { url: "http://service.example/csc/v2" }, "ERR_INVALID_ARGUMENT", /https/],
    ["a token that would end the header", {}, { accessToken: "a\r\nX: b" }, "ERR_INVALID_ARGUMENT", /bearer/],
    ["silence", { silent: ["info"] }, {}, "ERR_SIGNING_TIMEOUT", /info/],
  ])("is refused for %s, before anybody is asked", async (_, behaviour, options, code, message) => {
    const authorize = () => Promise.reject(new Error("asked"));
    expect(await failure(open(serve(behaviour), { authorize, ...options }))).toMatchObject({
      code,
      message: expect.stringMatching(message),
    });
  });

  it("gives up on a service that lets one wait for ever", async () => {
    const signer = await open(serve({ notYet: Number.POSITIVE_INFINITY }), { maxWaitMs: 20 });
    await expect(signer.sign(data)).rejects.toMatchObject({ code: "ERR_SIGNING_TIMEOUT" });
    const silent = await open(serve({ silent: ["signatures/signHash"] }));
    await expect(silent.sign(data)).rejects.toMatchObject({ code: "ERR_SIGNING_TIMEOUT" });
  });

  it("stops waiting where it is told to", async () => {
    const controller = new AbortController();
    const signer = await open(serve({ notYet: Number.POSITIVE_INFINITY }));
    const signing = signer.sign(data, { signal: controller.signal });
    controller.abort(new Error("changed my mind"));
    await expect(signing).rejects.toThrow("changed my mind");
  });
});
