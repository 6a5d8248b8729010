import { execFileSync } from "node:child_process";
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { beforeAll, describe, expect, it } from "vitest";
import { encodeHex } from "../../../src/bytes/hex.ts";
import { encodePem } from "../../../src/bytes/pem.ts";
import { encodeUtf8 } from "../../../src/bytes/text.ts";
import { FetchError, type Fetcher } from "../../../src/net/fetcher.ts";
import { guardedFetcher } from "../../../src/node/guarded-fetcher.ts";
import { serveLocally } from "../../../src/node/local-server.ts";
import { fetchCrls, fetchIssuers, fetchOcspResponse } from "../../../src/revocation/fetch/fetch-evidence.ts";
import { crlLocations, issuerLocations, ocspLocations } from "../../../src/revocation/fetch/locations.ts";
import { buildOcspRequest } from "../../../src/revocation/fetch/ocsp-request.ts";
import { parseOcspResponse } from "../../../src/revocation/ocsp-response.ts";
import { issueCrl } from "../../../src/testing/crl.ts";
import { context, integer, objectIdentifier, sequence, setOf } from "../../../src/testing/der.ts";
import { createRoot, issueIdentity } from "../../../src/testing/issue.ts";
import { ocspResponder } from "../../../src/testing/ocsp-responder.ts";
import { encodeOcspRefusal } from "../../../src/testing/ocsp-response.ts";
import type { PublicationUrls, TestIdentity } from "../../../src/testing/test-identity.ts";
import { parseCertificate } from "../../../src/x509/certificate.ts";
import type { PathLink } from "../../../src/x509/path-validation.ts";
import { describeWithTools } from "../../support/tools.ts";

const NOW = new Date("2026-01-15T03:00:00Z");
const validity = { notBefore: new Date("2025-01-01T00:00:00Z"), notAfter: new Date("2035-01-01T00:00:00Z") };
const URLS = {
  caIssuers: "http://ca.example/ca.cer",
  ocsp: "http://ca.example/ocsp",
  crl: "http://ca.example/ca.crl",
} as const;

async function createPair(publication: PublicationUrls = URLS): Promise<{ ca: TestIdentity; leaf: TestIdentity }> {
  const ca = await createRoot({
    subject: [["CN", "CA"]],
    profile: { use: "authority" },
    key: "P-256",
    publication,
    ...validity,
  });
  const leaf = await issueIdentity(ca, {
    subject: [["CN", "Leaf"]],
    profile: { use: "signer" },
    key: "P-256",
    ...validity,
  });
  return { ca, leaf };
}

function linkOf(ca: TestIdentity, leaf: TestIdentity): PathLink {
  const issuer = parseCertificate(ca.certificate);
  if (issuer.publicKey === null) throw new Error("no key");
  return {
    certificate: parseCertificate(leaf.certificate),
    issuer,
    issuerKey: issuer.publicKey,
    algorithm: { scheme: "ECDSA", name: "ECDSA with SHA-256", digest: "SHA-256", encoding: "der" },
  };
}

let ca: TestIdentity;
let leaf: TestIdentity;
let link: PathLink;
beforeAll(async () => {
  ({ ca, leaf } = await createPair());
  link = linkOf(ca, leaf);
});

/** Answers every request with these bytes. */
const answering =
  (body: Uint8Array, status = 200): Fetcher =>
  async ({ url }) => ({ url, status, contentType: "text/html", body });
const unreachable: Fetcher = async ({ url }) => {
  throw new FetchError("timeout", url, "no answer");
};

it("reads addresses of the schemes that a fetcher knows", () => {
  const certificate = parseCertificate(leaf.certificate);
  expect([ocspLocations(certificate), crlLocations(certificate), issuerLocations(certificate)]).toEqual([
    [URLS.ocsp],
    [URLS.crl],
    [URLS.caIssuers],
  ]);
});

it("does not look for addresses of other schemes", async () => {
  const pair = await createPair({
    crl: "ldap://ca.example/cn=x",
    ocsp: "ftp://ca.example/",
    caIssuers: "file:///ca.cer",
  });
  const certificate = parseCertificate(pair.leaf.certificate);
  expect([...ocspLocations(certificate), ...crlLocations(certificate), ...issuerLocations(certificate)]).toEqual([]);
});

describe("asking an OCSP responder", () => {
  it("brings the response about the certificate", async () => {
    const responder = ocspResponder({ issuer: ca, now: () => NOW });
    const fetcher: Fetcher = async ({ url, method, body, contentType }) => {
      expect([url, method, contentType]).toEqual([URLS.ocsp, "POST", "application/ocsp-request"]);
      return { url, ...(await responder({ url, method: "POST", body: body ?? new Uint8Array() })) };
    };
    const { found, troubles } = await fetchOcspResponse(link, fetcher);
    expect(troubles).toEqual([]);
    const reading = parseOcspResponse(found[0] ?? new Uint8Array());
    expect(reading).toMatchObject({
      status: "successful",
      response: {
        answers: [{ status: { kind: "good" }, certificateId: { serialNumber: link.certificate.serialNumber } }],
      },
    });
  });

  it.each([
    ["a page", answering(encodeUtf8("<html>")), "no OCSP response"],
    ["a refusal", answering(encodeOcspRefusal(3)), "tryLater"],
    ["garbage", answering(Uint8Array.of(0x30, 0x80, 0xff)), "malformed"],
    ["an error", answering(new Uint8Array(), 500), "status 500"],
    ["nothing", unreachable, "timeout"],
  ])("tells of %s", async (_, fetcher, reason) => {
    expect(await fetchOcspResponse(link, fetcher)).toEqual({ found: [], troubles: [{ url: URLS.ocsp, reason }] });
  });

  it("does not take a fetcher's own faults, or being told to stop, for a responder that is away", async () => {
    const reason = new Error("enough");
    await expect(fetchOcspResponse(link, () => Promise.reject(reason))).rejects.toBe(reason);
  });
});

describe("getting CRLs", () => {
  it.each(["DER", "PEM"])("takes %s, whatever type the server says", async (form) => {
    const crl = await issueCrl(ca, { thisUpdate: NOW, number: 1, entries: [] });
    const body = form === "DER" ? crl : encodeUtf8(encodePem("X509 CRL", crl));
    expect(await fetchCrls(link.certificate, answering(body))).toEqual({ found: [crl], troubles: [] });
  });

  it("tells of what is none", async () => {
    expect(await fetchCrls(link.certificate, answering(encodeUtf8("Not found")))).toEqual({
      found: [],
      troubles: [{ url: URLS.crl, reason: "no CRL" }],
    });
  });
});

describe("getting an issuer's certificate", () => {
  const shas = async (body: Uint8Array) =>
    (await fetchIssuers(link.certificate, answering(body))).found.map(({ sha256 }) => sha256);

  it("takes DER, PEM and a CMS of certificates", async () => {
    const { sha256 } = parseCertificate(ca.certificate);
    // RFC 5280, 4.2.2.1: "certs-only", a SignedData without signers.
    const signedData = sequence(
      integer(1),
      setOf(),
      sequence(objectIdentifier("1.2.840.113549.1.7.1")),
      context(0, ca.certificate, leaf.certificate),
      setOf(),
    );
    const bag = sequence(objectIdentifier("1.2.840.113549.1.7.2"), context(0, signedData));
    expect(await shas(ca.certificate)).toEqual([sha256]);
    expect(await shas(encodeUtf8(encodePem("CERTIFICATE", ca.certificate)))).toEqual([sha256]);
    expect(await shas(bag)).toEqual([sha256, link.certificate.sha256]);
    expect(await shas(encodeUtf8("<html>"))).toEqual([]);
  });
});

describeWithTools(["openssl"], "openssl as the responder, over http", () => {
  it("understands our request and says good, revoked and unknown", async () => {
    const folder = mkdtempSync(join(tmpdir(), "pades-ocsp-"));
    const path = (name: string) => join(folder, name);
    let index = "";
    // openssl ocsp has no clock of its own to set, but no part of ours looks at it here.
    const server = await serveLocally(async ({ body, method, url }) => {
      expect([method, url.endsWith("/ocsp")]).toEqual(["POST", true]);
      writeFileSync(path("request.der"), body);
      writeFileSync(path("index.txt"), index);
      execFileSync(
        "openssl",
        [
          ...["ocsp", "-index", path("index.txt"), "-CA", path("ca.pem"), "-rsigner", path("ca.pem")],
          ...["-rkey", path("ca.key"), "-reqin", path("request.der"), "-respout", path("response.der"), "-ndays", "1"],
        ],
        { stdio: "pipe" },
      );
      const answer = new Uint8Array(readFileSync(path("response.der")));
      return { status: 200, contentType: "application/ocsp-response", body: answer };
    });
    try {
      const pair = await createPair({ ocsp: `${server.origin}/ocsp` });
      writeFileSync(path("ca.pem"), encodePem("CERTIFICATE", pair.ca.certificate));
      writeFileSync(path("ca.key"), encodePem("PRIVATE KEY", pair.ca.key.pkcs8));
      const own = linkOf(pair.ca, pair.leaf);
      const serial = encodeHex(own.certificate.serialNumber).toUpperCase().replace(/^00/, "");
      const fetcher = guardedFetcher({ allowPrivate: ["127.0.0.1"] });
      const statusNow = async () => {
        const { found } = await fetchOcspResponse(own, fetcher);
        const reading = parseOcspResponse(found[0] ?? new Uint8Array());
        return reading.status === "successful" ? reading.response.answers[0]?.status.kind : reading.status;
      };
      expect(await statusNow()).toBe("unknown");
      index = `V\t350101000000Z\t\t${serial}\tunknown\t/CN=Leaf\n`;
      expect(await statusNow()).toBe("good");
      index = `R\t350101000000Z\t260101000000Z,keyCompromise\t${serial}\tunknown\t/CN=Leaf\n`;
      expect(await statusNow()).toBe("revoked");
      // Nothing on this machine is reached unless it is allowed.
      expect((await fetchOcspResponse(own, guardedFetcher())).troubles).toMatchObject([{ reason: "address" }]);
    } finally {
      await server.close();
      rmSync(folder, { recursive: true });
    }
  });

  it("reads the request as we meant it", () => {
    const folder = mkdtempSync(join(tmpdir(), "pades-ocsp-"));
    try {
      writeFileSync(join(folder, "request.der"), buildOcspRequest(link));
      const args = ["ocsp", "-reqin", join(folder, "request.der"), "-req_text"];
      const text = execFileSync("openssl", args, { encoding: "utf8", stdio: ["ignore", "pipe", "ignore"] });
      expect(text).toContain("Hash Algorithm: sha1");
      expect(text.toLowerCase()).toContain(`serial number: ${encodeHex(link.certificate.serialNumber)}`);
      expect(text).not.toContain("Nonce");
    } finally {
      rmSync(folder, { recursive: true });
    }
  });
});
