import { execFileSync } from "node:child_process";
import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { describe, expect, it } from "vitest";
import { encodeUtf8 } from "../../src/bytes/text.ts";
import { digestOf } from "../../src/crypto/digest.ts";
import type { Fetcher } from "../../src/net/fetcher.ts";
import { guardedFetcher } from "../../src/node/guarded-fetcher.ts";
import { serveLocally } from "../../src/node/local-server.ts";
import { handlerFetcher } from "../../src/testing/handler-fetcher.ts";
import { type TestTimestampAuthorityOptions, timestampAuthority } from "../../src/testing/timestamp-authority.ts";
import { parseTimestampToken } from "../../src/tsp/token.ts";
import { type TsaClientOptions, tsaClient } from "../../src/tsp/tsa-client.ts";
import { DEMO_NOW, demoIdentity, demoPath } from "../support/demo-certs.ts";
import { describeWithTools } from "../support/tools.ts";

const TSA_URL = "http://tsa.example/";
const DIGEST = digestOf("SHA-256", encodeUtf8("stamp me"));

async function clientFor(
  authority: Partial<TestTimestampAuthorityOptions> = {},
  options: Partial<TsaClientOptions> = {},
) {
  const handler = timestampAuthority({
    identity: await demoIdentity("cong-vu/tsa"),
    now: () => DEMO_NOW,
    ...authority,
  });
  const asked: string[] = [];
  const inner = handlerFetcher({ [TSA_URL]: handler });
  const fetcher: Fetcher = (request) => {
    asked.push(`${request.method} ${request.contentType} ${request.timeoutMs}`);
    return inner(request);
  };
  return { asked, client: tsaClient(TSA_URL, { fetcher, retryDelayMs: 1, ...options }) };
}

describe("the client of a timestamp authority", () => {
  it("brings a token over what was asked, with policy and nonce", async () => {
    const { client, asked } = await clientFor({}, { policy: "1.2.3.4.5" });
    const { tstInfo, certificates } = parseTimestampToken(await client.timestamp(DIGEST));
    expect(tstInfo).toMatchObject({ policy: "1.2.3.4.5", genTime: DEMO_NOW, messageImprint: { hash: DIGEST } });
    expect(tstInfo.nonce).not.toBeNull();
    expect(certificates.length).toBeGreaterThan(0);
    expect(asked).toEqual(["POST application/timestamp-query 300000"]);
  });

  it("sends a new nonce each time, or none where that is asked for", async () => {
    const { client } = await clientFor();
    const nonces = await Promise.all([1, 2].map(() => client.timestamp(DIGEST)));
    expect(new Set(nonces.map((der) => parseTimestampToken(der).tstInfo.nonce)).size).toBe(2);
    const without = await clientFor({}, { nonce: false });
    expect(parseTimestampToken(await without.client.timestamp(DIGEST)).tstInfo.nonce).toBeNull();
  });

  it("hashes with what it was told to", async () => {
    const { client } = await clientFor({}, { digestAlgorithm: "SHA-512" });
    const token = await client.timestamp(digestOf("SHA-512", encodeUtf8("stamp me")));
    expect(parseTimestampToken(token).imprintAlgorithm).toBe("SHA-512");
    await expect(client.timestamp(DIGEST)).rejects.toMatchObject({ code: "ERR_INVALID_ARGUMENT" });
  });

  it.each([
    ["wrong-imprint", "other imprint"],
    ["wrong-nonce", "other nonce"],
    ["no-nonce", "other nonce"],
    ["no-certificate", "certificate-not-found"],
    ["wrong-ess-certificate", "signing-certificate-mismatch"],
    ["no-ess-certificate", "signing-certificate-missing"],
    ["broken-signature", "signature-mismatch"],
    ["no-token", "without a token"],
    ["garbage", "no timestamp response"],
    ["html", "text/html"],
    ["rejection", "rejection, badAlg"],
  ] as const)("refuses an authority with %s at once", async (misbehaviour, message) => {
    const { client, asked } = await clientFor({ misbehaviour });
    await expect(client.timestamp(DIGEST)).rejects.toMatchObject({
      code: "ERR_TIMESTAMP",
      message: expect.stringContaining(message),
    });
    expect(asked).toHaveLength(1);
  });

  it("refuses a token of another policy than it asked for", async () => {
    const { client } = await clientFor({ token: { policy: "1.2.3" } }, { policy: "1.2.4" });
    await expect(client.timestamp(DIGEST)).rejects.toMatchObject({ message: expect.stringContaining("policy 1.2.3") });
  });

  it.each(["unavailable", "time-not-available"] as const)("asks again where the authority is %s", async (trouble) => {
    const { client, asked } = await clientFor({ misbehaviour: (call) => (call < 2 ? trouble : null) });
    await client.timestamp(DIGEST);
    expect(asked).toHaveLength(3);
  });

  it("asks again after a time-out, and gives up after its number of attempts", async () => {
    const { client, asked } = await clientFor({ misbehaviour: "silent" }, { timeoutMs: 20, retries: 1 });
    await expect(client.timestamp(DIGEST)).rejects.toMatchObject({ code: "ERR_FETCH", reason: "timeout" });
    expect(asked).toHaveLength(2);
  });

  it("waits for a slow authority", async () => {
    const { client, asked } = await clientFor({ delayMs: 80 });
    await client.timestamp(DIGEST);
    expect(asked).toHaveLength(1);
  });

  it("calls few at once", async () => {
    let running = 0;
    let most = 0;
    const identity = await demoIdentity("cong-vu/tsa");
    const inner = handlerFetcher({ [TSA_URL]: timestampAuthority({ identity, now: () => DEMO_NOW, delayMs: 15 }) });
    const fetcher: Fetcher = async (request) => {
      most = Math.max(most, ++running);
      return inner(request).finally(() => running--);
    };
    const client = tsaClient(TSA_URL, { fetcher });
    await Promise.all(Array.from({ length: 7 }, () => client.timestamp(DIGEST)));
    expect(most).toBe(2);
  });

  it("stops when it is told to, also between attempts", async () => {
    const { client, asked } = await clientFor({ misbehaviour: "unavailable" }, { retryDelayMs: 10_000 });
    const controller = new AbortController();
    const reason = new Error("enough");
    setTimeout(() => controller.abort(reason), 30);
    await expect(client.timestamp(DIGEST, { signal: controller.signal })).rejects.toBe(reason);
    expect(asked).toHaveLength(1);
  });

  it.each([
    ["no address", () => tsaClient("tsa", { fetcher: async () => Promise.reject(new Error()) })],
    // @ts-expect-error: for callers without a compiler
    ["no fetcher", () => tsaClient(TSA_URL, {})],
  ])("cannot be made with %s", (_, make) => {
    expect(make).toThrow(expect.objectContaining({ code: "ERR_INVALID_ARGUMENT" }));
  });

  it("reaches an authority over http on this machine", async () => {
    const handler = timestampAuthority({ identity: await demoIdentity("public-ca/tsa"), now: () => DEMO_NOW });
    const server = await serveLocally(handler);
    try {
      const client = tsaClient(server.origin, { fetcher: guardedFetcher({ allowPrivate: ["127.0.0.1"] }) });
      expect(parseTimestampToken(await client.timestamp(DIGEST)).tstInfo.genTime).toEqual(DEMO_NOW);
    } finally {
      await server.close();
    }
  });
});

describeWithTools(["openssl"], "openssl as the authority", () => {
  it("reads our request, and we take its reply", async () => {
    const folder = mkdtempSync(join(tmpdir(), "pades-tsa-"));
    try {
      const config = join(folder, "tsa.cnf");
      writeFileSync(join(folder, "serial"), "01\n");
      writeFileSync(
        config,
        [
          ...["[tsa]", "default_tsa = one", "[one]", `serial = ${join(folder, "serial")}`, "crypto_device = builtin"],
          ...[
            "signer_digest = sha256",
            "default_policy = 1.2.3.4",
            "other_policies = 1.2.3.5",
            "digests = sha256, sha512",
          ],
          ...["accuracy = secs:1, millisecs:500", "ordering = yes", "tsa_name = yes", "ess_cert_id_chain = no"],
        ].join("\n"),
      );
      const fetcher: Fetcher = async ({ url, body = new Uint8Array(0) }) => {
        const [query, answer] = [join(folder, "query.tsq"), join(folder, "answer.tsr")];
        writeFileSync(query, body);
        const text = execFileSync("openssl", ["ts", "-query", "-in", query, "-text"], { encoding: "utf8" });
        expect(text).toContain("Certificate required: yes");
        execFileSync(
          "openssl",
          [
            ...["ts", "-reply", "-config", config, "-queryfile", query, "-out", answer],
            ...["-signer", demoPath("public-ca/tsa.pem"), "-inkey", demoPath("public-ca/tsa.key.pem")],
          ],
          { stdio: "pipe" },
        );
        const reply = execFileSync("cat", [answer]);
        return { url, status: 200, contentType: null, body: new Uint8Array(reply) };
      };
      const client = tsaClient(TSA_URL, { fetcher, policy: "1.2.3.5" });
      const { tstInfo } = parseTimestampToken(await client.timestamp(DIGEST));
      expect(tstInfo).toMatchObject({ policy: "1.2.3.5", accuracyMs: 1500, ordering: true });
    } finally {
      rmSync(folder, { recursive: true });
    }
  });
});
