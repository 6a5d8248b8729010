import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { webCryptoSigner } from "../../src/keys/web-crypto-signer.ts";
import { guardedFetcher } from "../../src/node/guarded-fetcher.ts";
import { type LocalServer, serveLocally } from "../../src/node/local-server.ts";
import { readStoredSignatures } from "../../src/pades/ltv/read-signatures.ts";
import { readSecurityStore } from "../../src/pades/ltv/security-store.ts";
import { signPdf } from "../../src/pades/sign/sign-pdf.ts";
import { verifyPdf } from "../../src/pades/verify/verify-pdf.ts";
import { createTestAuthority, type TestAuthority } from "../../src/testing/test-authority.ts";
import { importSigningKey } from "../../src/testing/test-signature.ts";
import { tsaClient } from "../../src/tsp/tsa-client.ts";
import { createTrustStore } from "../../src/x509/trust-store.ts";
import { openPdf } from "../interop/signed-file.ts";
import { smallPdf } from "../pades/sign/small-pdf.ts";

const NOW = new Date("2026-01-15T03:00:00Z");

describe("a whole authority over http on this machine: CA, CRL points, OCSP responder and TSA", () => {
  let server: LocalServer;
  let authority: TestAuthority;
  const asked: string[] = [];

  beforeAll(async () => {
    // Certificates name the server's address, which is known only once it listens.
    server = await serveLocally((request) => {
      asked.push(`${request.method} ${new URL(request.url).pathname}`);
      return authority.handler(request);
    });
    authority = await createTestAuthority({ origin: server.origin, now: () => NOW });
  });
  afterAll(() => server.close());

  const sign = async (fetcher: ReturnType<typeof guardedFetcher>) => {
    const person = await authority.issueSigner([["CN", "Person"]]);
    // The signer's own certificate only: the rest has to be fetched.
    const signer = webCryptoSigner(await importSigningKey(person.key), [person.certificate]);
    return signPdf(smallPdf(), {
      signer,
      level: "B-LTA",
      now: NOW,
      timestampAuthority: tsaClient(authority.tsaUrl, { fetcher, retries: 0 }),
      trust: createTrustStore(authority.trustProfile),
      fetcher,
    });
  };

  it("serves for signing at B-LTA", async () => {
    asked.length = 0;
    const signed = await sign(guardedFetcher({ allowPrivate: ["127.0.0.1"] }));
    expect(readStoredSignatures(openPdf(signed)).map(({ kind }) => kind)).toEqual(["signature", "document-timestamp"]);
    const { certificates, crls, ocspResponses } = readSecurityStore(openPdf(signed));
    // Signer, CA, root, TSA, responder; the root's CRL; one answer for each leaf.
    expect([certificates.length, crls.length, ocspResponses.length]).toEqual([5, 1, 2]);
    expect(asked.filter((line) => line === "POST /ocsp")).toHaveLength(2);
    // One probe, one timestamp for the signature and one for the document.
    expect(asked.filter((line) => line === "POST /tsa")).toHaveLength(3);
    const trust = createTrustStore(authority.trustProfile);
    const { verdict, signatures } = await verifyPdf(signed, { trust, now: NOW });
    expect([verdict, signatures[0]?.level]).toEqual(["valid", "B-LTA"]);
  });

  it("is out of reach for a fetcher that is not told to allow it", async () => {
    asked.length = 0;
    // Its own issuer is the first that the signer's chain lacks: the key is not used, and nobody was asked.
    await expect(sign(guardedFetcher())).rejects.toMatchObject({ code: "ERR_EVIDENCE_MISSING" });
    expect(asked).toEqual([]);
  });

  it("publishes the certificates of its authorities", async () => {
    const fetcher = guardedFetcher({ allowPrivate: ["127.0.0.1"] });
    const { body } = await fetcher({ url: `${server.origin}/ca.cer` });
    expect(body).toEqual(authority.issuingCa.certificate);
  });

  it("answers what it does not know with 404, and other methods with 405", async () => {
    const fetcher = guardedFetcher({ allowPrivate: ["127.0.0.1"] });
    expect(await fetcher({ url: `${server.origin}/nothing` })).toMatchObject({ status: 404 });
    expect(await fetcher({ url: `${server.origin}/root.crl`, method: "POST" })).toMatchObject({ status: 405 });
    expect(await fetcher({ url: `${server.origin}/tsa` })).toMatchObject({ status: 405 });
  });
});
