import { execFile } from "node:child_process";
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { promisify } from "node:util";
import { afterAll, beforeAll, expect, it } from "vitest";
import { encodePkcs12 } from "../../certs/make/pkcs12.ts";
import { decodeBase64 } from "../../src/bytes/base64.ts";
import { cscSigner } from "../../src/keys/csc/csc-signer.ts";
import { pkcs12Signer } from "../../src/keys/pkcs12-signer.ts";
import type { Signer } from "../../src/keys/signer.ts";
import { webCryptoSigner } from "../../src/keys/web-crypto-signer.ts";
import { guardedFetcher } from "../../src/node/guarded-fetcher.ts";
import { type LocalServer, serveLocally } from "../../src/node/local-server.ts";
import { pkcs11Signer } from "../../src/node/pkcs11/pkcs11-signer.ts";
import { prepareSignature } from "../../src/pades/sign/prepare.ts";
import { signPdf } from "../../src/pades/sign/sign-pdf.ts";
import { verifyPdf } from "../../src/pades/verify/verify-pdf.ts";
import { createTestAuthority, type TestAuthority } from "../../src/testing/test-authority.ts";
import type { TestIdentity } from "../../src/testing/test-identity.ts";
import { importSigningKey } from "../../src/testing/test-signature.ts";
import { tsaClient } from "../../src/tsp/tsa-client.ts";
import { createTrustStore } from "../../src/x509/trust-store.ts";
import { smallPdf } from "../pades/sign/small-pdf.ts";
import { CSC_TOKEN, CscService, cscAnswers } from "../support/csc-service.ts";
import { describeWithSoftHsm, SoftHsm } from "../support/softhsm.ts";
import { describeWithTools } from "../support/tools.ts";
import { expectOthersToAccept } from "./signed-file.ts";

const PIN = "secret-4711";
const pdf = smallPdf();
const LEVELS = ["B-B", "B-LTA"] as const;
let server: LocalServer;
let authority: TestAuthority;
let person: TestIdentity;
const fetcher = guardedFetcher({ allowPrivate: ["127.0.0.1"] });

beforeAll(async () => {
  server = await serveLocally((request) => authority.handler(request));
  authority = await createTestAuthority({ origin: server.origin, now: () => new Date() });
  person = await authority.issueSigner([["CN", "Person"]], { key: "RSA-2048" });
});
afterAll(() => server.close());

const services = () => ({
  timestampAuthority: tsaClient(authority.tsaUrl, { fetcher }),
  trust: createTrustStore(authority.trustProfile),
  fetcher,
});

async function expectGood(signed: Uint8Array, level: (typeof LEVELS)[number]): Promise<void> {
  const { trust } = services();
  const policy = level === "B-B" ? { waive: ["revocation"] as const } : {};
  expect(await verifyPdf(signed, { trust, policy })).toMatchObject({
    verdict: "valid",
    signatures: [{ level }, ...(level === "B-B" ? [] : [{}])],
  });
  if (level === "B-B") expectOthersToAccept(pdf, signed, [person.chain]);
}

async function signAt(signer: Signer, level: (typeof LEVELS)[number]): Promise<void> {
  const signed =
    level === "B-B" ? await signPdf(pdf, { level, signer }) : await signPdf(pdf, { level, signer, ...services() });
  await expectGood(signed, level);
}

describeWithTools(["pdfsig", "qpdf", "openssl"], "keys, whoever holds them,", () => {
  it.each(LEVELS)("sign at %s from a PKCS#12 file", async (level) => {
    await signAt(await pkcs12Signer(encodePkcs12(person, "signer", "secret", "modern"), "secret"), level);
  });

  it.each(LEVELS)("sign at %s in Web Crypto, whence they cannot be taken", async (level) => {
    const key = await importSigningKey(person.key);
    expect(key.extractable).toBe(false);
    await signAt(webCryptoSigner(key, person.chain), level);
  });

  it.each(LEVELS)("sign at %s at a remote service (CSC API v2)", async (level) => {
    const service = new CscService({ identity: person });
    const { url, credential } = service;
    const connection = { url, fetcher: service.fetcher, accessToken: CSC_TOKEN, credential };
    await signAt(await cscSigner({ ...connection, authorize: () => cscAnswers }), level);
  });

  it.each(LEVELS)("sign at %s what is completed in another process, from the JSON", async (level) => {
    const folder = mkdtempSync(join(tmpdir(), "pades-elsewhere-"));
    try {
      const signer = webCryptoSigner(await importSigningKey(person.key), person.chain);
      const { timestampAuthority } = services();
      const prepared = await prepareSignature(
        pdf,
        level === "B-B" ? { level, signer } : { level, signer, timestampAuthority },
      );
      writeFileSync(join(folder, "prepared.json"), JSON.stringify(prepared));
      writeFileSync(
        join(folder, "value.bin"),
        await signer.sign(decodeBase64(prepared.toBeSigned) ?? new Uint8Array()),
      );
      writeFileSync(join(folder, "in.pdf"), pdf);
      writeFileSync(join(folder, "trust.json"), JSON.stringify(authority.trustProfile));
      const script = fileURLToPath(new URL("../support/complete-elsewhere.ts", import.meta.url));
      const flags = ["--conditions=pades-source", "--import", "tsx", script, folder, authority.tsaUrl, level];
      await promisify(execFile)(process.execPath, flags);
      await expectGood(new Uint8Array(readFileSync(join(folder, "signed.pdf"))), level);
    } finally {
      rmSync(folder, { recursive: true });
    }
  });
});

await describeWithSoftHsm("a key on a token of SoftHSM2", () => {
  it.each(LEVELS)("signs at %s", async (level) => {
    const hsm = new SoftHsm();
    hsm.createToken("Token", PIN);
    await hsm.store("Token", PIN, person);
    const signer = await pkcs11Signer({ library: hsm.library, token: { label: "Token" }, pin: () => PIN });
    try {
      await signAt(signer, level);
    } finally {
      await signer.close();
      hsm.delete();
    }
  });
});
