import { describe, expect, it } from "vitest";
import { issueCrl } from "../../src/testing/crl.ts";
import { servePublications } from "../../src/testing/handlers.ts";
import { createRoot } from "../../src/testing/issue.ts";

const PERIOD = { notBefore: new Date("2026-01-01T00:00:00Z"), notAfter: new Date("2060-01-01T00:00:00Z") };
const get = (url: string) => ({ method: "GET", url, body: new Uint8Array(0) }) as const;

async function publishedRoot() {
  const authority = await createRoot({
    subject: [["CN", "DEMO Root"]],
    profile: { use: "authority" },
    key: "P-256",
    publication: { caIssuers: "http://ca.demo.invalid/root.cer", crl: "http://crl.demo.invalid/root.crl" },
    ...PERIOD,
  });
  const crl = await issueCrl(authority, { thisUpdate: PERIOD.notBefore, number: 1, entries: [] });
  return { authority, crl };
}

describe("serving what an authority publishes", () => {
  it("answers with the certificate and the CRL at the addresses that certificates name", async () => {
    const { authority, crl } = await publishedRoot();
    const handle = servePublications([{ authority, crl }]);
    expect(await handle(get("http://ca.demo.invalid/root.cer"))).toEqual({
      status: 200,
      contentType: "application/pkix-cert",
      body: authority.certificate,
    });
    expect(await handle(get("http://crl.demo.invalid/root.crl"))).toEqual({
      status: 200,
      contentType: "application/pkix-crl",
      body: crl,
    });
  });

  it("answers 404 elsewhere, and where no CRL was published", async () => {
    const { authority } = await publishedRoot();
    const handle = servePublications([{ authority }]);
    expect((await handle(get("http://ca.demo.invalid/other.cer"))).status).toBe(404);
    expect((await handle(get("http://crl.demo.invalid/root.crl"))).status).toBe(404);
  });

  it("answers 405 to anything but GET", async () => {
    const handle = servePublications([await publishedRoot()]);
    const post = { method: "POST", url: "http://ca.demo.invalid/root.cer", body: new Uint8Array(0) } as const;
    expect((await handle(post)).status).toBe(405);
  });
});
