import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { encodePem } from "../../src/bytes/pem.ts";
import { webCryptoSigner } from "../../src/keys/web-crypto-signer.ts";
import { guardedFetcher } from "../../src/node/guarded-fetcher.ts";
import { type LocalServer, serveLocally } from "../../src/node/local-server.ts";
import { readStoredSignatures } from "../../src/pades/ltv/read-signatures.ts";
import { readSecurityStore } from "../../src/pades/ltv/security-store.ts";
import { signPdf } from "../../src/pades/sign/sign-pdf.ts";
import { issueCrl } from "../../src/testing/crl.ts";
import { routeHandlers, servePublications, type TestHandler } from "../../src/testing/handlers.ts";
import { createRoot, issueIdentity } from "../../src/testing/issue.ts";
import { ocspResponder } from "../../src/testing/ocsp-responder.ts";
import type { TestIdentity } from "../../src/testing/test-identity.ts";
import { importSigningKey } from "../../src/testing/test-signature.ts";
import { timestampAuthority } from "../../src/testing/timestamp-authority.ts";
import { tsaClient } from "../../src/tsp/tsa-client.ts";
import { createTrustStore } from "../../src/x509/trust-store.ts";
import { openPdf } from "../interop/signed-file.ts";
import { smallPdf } from "../pades/sign/small-pdf.ts";

const NOW = new Date("2026-01-15T03:00:00Z");
const validity = { notBefore: new Date("2025-01-01T00:00:00Z"), notAfter: new Date("2035-01-01T00:00:00Z") };

describe("a whole authority over http on this machine: CA, CRL point, OCSP responder and TSA", () => {
  let server: LocalServer;
  let root: TestIdentity;
  let person: TestIdentity;
  const asked: string[] = [];

  beforeAll(async () => {
    // Certificates name the server's address, which is known only once it listens.
    let handler: TestHandler = async () => ({ status: 503, contentType: "text/plain", body: new Uint8Array(0) });
    server = await serveLocally((request) => {
      asked.push(`${request.method} ${new URL(request.url).pathname}`);
      return handler(request);
    });
    const at = (path: string) => `${server.origin}${path}`;
    root = await createRoot({
      subject: [["CN", "Root"]],
      profile: { use: "authority" },
      key: "P-256",
      publication: { caIssuers: at("/root.cer"), crl: at("/root.crl") },
      ...validity,
    });
    const ca = await issueIdentity(root, {
      subject: [["CN", "CA"]],
      profile: { use: "authority" },
      key: "P-256",
      publication: { caIssuers: at("/ca.cer"), ocsp: at("/ocsp") },
      ...validity,
    });
    person = await issueIdentity(ca, {
      subject: [["CN", "Person"]],
      profile: { use: "signer" },
      key: "P-256",
      ...validity,
    });
    const tsa = await issueIdentity(ca, {
      subject: [["CN", "TSA"]],
      profile: { use: "timestamp-authority" },
      key: "P-256",
      ...validity,
    });
    const nextUpdate = new Date(NOW.getTime() + 86_400_000);
    const crl = () => issueCrl(root, { thisUpdate: NOW, nextUpdate, number: 1, entries: [] });
    handler = routeHandlers({
      [at("/tsa")]: timestampAuthority({
        identity: tsa,
        now: () => NOW,
        token: { certificates: [tsa.certificate] },
      }),
      [at("/ocsp")]: ocspResponder({ issuer: ca, now: () => NOW }),
      [at("/")]: servePublications([{ authority: root, crl }, { authority: ca }]),
    });
  });
  afterAll(() => server.close());

  const sign = async (fetcher: ReturnType<typeof guardedFetcher>) => {
    // The signer's own certificate only: the rest has to be fetched.
    const signer = webCryptoSigner(await importSigningKey(person.key), [person.certificate]);
    return signPdf(smallPdf(), {
      signer,
      level: "B-LTA",
      now: NOW,
      timestampAuthority: tsaClient(`${server.origin}/tsa`, { fetcher, retries: 0 }),
      trust: createTrustStore({
        schema: "pades-dossier/trust@1",
        id: "local",
        anchors: [{ certificate: encodePem("CERTIFICATE", root.certificate), roles: ["signer", "tsa", "revocation"] }],
      }),
      fetcher,
    });
  };

  it("serves for signing at B-LTA", async () => {
    const signed = await sign(guardedFetcher({ allowPrivate: ["127.0.0.1"] }));
    expect(readStoredSignatures(openPdf(signed)).map(({ kind }) => kind)).toEqual(["signature", "document-timestamp"]);
    const { certificates, crls, ocspResponses } = readSecurityStore(openPdf(signed));
    expect([certificates.length, crls.length, ocspResponses.length]).toEqual([4, 1, 2]);
    // Two questions about leaves; one probe, one timestamp for the signature and one for the document.
    expect(asked.filter((line) => line === "POST /ocsp")).toHaveLength(2);
    expect(asked.filter((line) => line === "POST /tsa")).toHaveLength(3);
    expect(asked).toContain("GET /ca.cer");
  });

  it("is out of reach for a fetcher that is not told to allow it", async () => {
    await expect(sign(guardedFetcher())).rejects.toMatchObject({ code: "ERR_FETCH", reason: "address" });
  });

  it("answers what it does not know with 404, and other methods with 405", async () => {
    const fetcher = guardedFetcher({ allowPrivate: ["127.0.0.1"] });
    expect(await fetcher({ url: `${server.origin}/nothing` })).toMatchObject({ status: 404 });
    expect(await fetcher({ url: `${server.origin}/root.crl`, method: "POST" })).toMatchObject({ status: 405 });
    expect(await fetcher({ url: `${server.origin}/tsa` })).toMatchObject({ status: 405 });
  });
});
