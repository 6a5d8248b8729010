import { describe, expect, it } from "vitest";
import { encodeHex } from "../../../src/bytes/hex.ts";
import { digestOf } from "../../../src/crypto/digest.ts";
import { readStoredSignatures } from "../../../src/pades/ltv/read-signatures.ts";
import { readSecurityStore } from "../../../src/pades/ltv/security-store.ts";
import { extendPdf } from "../../../src/pades/sign/extend.ts";
import { signPdf } from "../../../src/pades/sign/sign-pdf.ts";
import { verifyPdf } from "../../../src/pades/verify/verify-pdf.ts";
import { PdfDict } from "../../../src/pdf/objects.ts";
import { openPdf } from "../../interop/signed-file.ts";
import { createTestPki, type TestPki } from "../../support/test-pki.ts";
import { at, catalog, signatureField, smallPdf } from "./small-pdf.ts";

const pdf = smallPdf();
const code = (expected: string, message = "") =>
  expect.objectContaining({ code: expected, message: expect.stringContaining(message) });

const common = ({ signer, authority, clock }: TestPki) => ({ signer, timestampAuthority: authority, now: clock.time });
const longTerm = (pki: TestPki) => ({ ...common(pki), trust: pki.trust, fetcher: pki.fetcher });
const storedIn = (bytes: Uint8Array) => readStoredSignatures(openPdf(bytes));
const kindsIn = (bytes: Uint8Array) =>
  storedIn(bytes).map((one) => (one.kind === "signature" ? `signature+${one.timestamps.length}` : one.kind));
const startsWith = (bytes: Uint8Array, prefix: Uint8Array) =>
  Buffer.compare(bytes.subarray(0, prefix.length), prefix) === 0;

describe("signing at B-LT", () => {
  it("stores chains and status of the signer and of the timestamp", async () => {
    const pki = await createTestPki();
    const signed = await signPdf(pdf, { level: "B-LT", ...longTerm(pki) });
    expect(kindsIn(signed)).toEqual(["signature+1"]);
    const { certificates, crls, ocspResponses } = readSecurityStore(openPdf(signed));
    const { person, issuingCa, root, tsa, tsaRoot } = pki;
    const hex = (list: readonly Uint8Array[]) => list.map(encodeHex).sort();
    expect(hex(certificates)).toEqual(
      hex([person, issuingCa, root, tsa, tsaRoot].map(({ certificate }) => certificate)),
    );
    expect(crls).toHaveLength(3);
    expect(ocspResponses).toHaveLength(0);
  });

  it("relates them by SHA-1 over /Contents with its padding, in upper case", async () => {
    const pki = await createTestPki();
    const signed = await signPdf(pdf, { level: "B-LT", ...longTerm(pki) });
    const text = Buffer.from(signed).toString("latin1");
    const contents = /\/Contents <([0-9A-F]+)>/.exec(text)?.[1] ?? "";
    const key = encodeHex(digestOf("SHA-1", Buffer.from(contents, "hex"))).toUpperCase();
    const document = openPdf(signed);
    const related = at(document, "DSS", "VRI");
    expect(related instanceof PdfDict && [...related.entries.keys()]).toEqual([key]);
    const entry = at(document, "DSS", "VRI", key);
    expect(entry instanceof PdfDict && [...entry.entries.keys()]).toEqual(["Cert", "CRL"]);
  });

  it("fails, and says for which certificates, where status information is missing", async () => {
    const pki = await createTestPki();
    const { fetcher: _, ...offline } = longTerm(pki);
    await expect(signPdf(pdf, { level: "B-LT", ...offline })).rejects.toMatchObject({
      code: "ERR_EVIDENCE_MISSING",
      message: expect.stringMatching(/Test Person.*Test Issuing CA|Test TSA.*Test Person/),
    });
  });

  it("fails where status information is older than the signature, but for the grace that the policy grants", async () => {
    const stale = await createTestPki({ crlAgeMs: 2 * 3_600_000 });
    await expect(signPdf(pdf, { level: "B-LT", ...longTerm(stale) })).rejects.toEqual(
      code("ERR_EVIDENCE_MISSING", "older than the signature"),
    );
    const graced = await createTestPki({ crlAgeMs: 2 * 3_600_000, graceHours: 3 });
    expect(kindsIn(await signPdf(pdf, { level: "B-LT", ...longTerm(graced) }))).toEqual(["signature+1"]);
  });

  it("asks again where status information is older by a moment only, as clocks that differ make it", async () => {
    const pki = await createTestPki({ crlAgeMs: (request) => (request < 3 ? 800 : 0) });
    expect(kindsIn(await signPdf(pdf, { level: "B-LT", ...longTerm(pki) }))).toEqual(["signature+1"]);
    expect(pki.asked.filter((line) => line.includes("issuing.example"))).toHaveLength(3);
  });

  it("fails where the signer's certificate is revoked", async () => {
    const pki = await createTestPki();
    pki.revoked.push({ serialNumber: pki.person.serialNumber, revokedAt: new Date("2026-01-01T00:00:00Z") });
    await expect(signPdf(pdf, { level: "B-LT", ...longTerm(pki) })).rejects.toEqual(
      code("ERR_CERTIFICATE_REVOKED", "Test Person"),
    );
  });

  it("fails where a chain leads to no anchor", async () => {
    const pki = await createTestPki();
    const other = await createTestPki();
    await expect(signPdf(pdf, { level: "B-LT", ...longTerm(pki), trust: other.trust })).rejects.toEqual(
      code("ERR_EVIDENCE_MISSING", "no path"),
    );
  });

  it("needs no network where the caller has the evidence", async () => {
    const pki = await createTestPki();
    const online = await signPdf(pdf, { level: "B-LT", ...longTerm(pki) });
    const evidence = readSecurityStore(openPdf(online));
    const { fetcher: _, ...offline } = longTerm(pki);
    pki.asked.splice(0);
    const signed = await signPdf(pdf, { level: "B-LT", ...offline, evidence });
    expect(readSecurityStore(openPdf(signed)).crls).toHaveLength(3);
    expect(pki.asked).toEqual(["POST http://tsa.example/"]);
  });

  it("fetches the issuers that are missing from the CMS", async () => {
    const pki = await createTestPki();
    const signer = { ...pki.signer, chain: [] };
    const signed = await signPdf(pdf, { level: "B-LT", ...longTerm(pki), signer });
    expect(pki.asked).toContain("GET http://issuing.example/ca.cer");
    expect(readSecurityStore(openPdf(signed)).certificates).toHaveLength(5);
  });

  it.each([
    ["issuer", 5],
    ["delegate", 6],
  ] as const)(
    "takes the status from an OCSP responder (%s) with all that makes it count",
    async (ocsp, certificates) => {
      const pki = await createTestPki({ ocsp });
      const signed = await signPdf(pdf, { level: "B-LT", ...longTerm(pki) });
      const store = readSecurityStore(openPdf(signed));
      expect(store.ocspResponses).toHaveLength(1);
      // Of the root and of the TSA's root.
      expect(store.crls).toHaveLength(2);
      expect(store.certificates).toHaveLength(certificates);
      const { fetcher: _, ...offline } = longTerm(pki);
      const again = await signPdf(pdf, { level: "B-LT", ...offline, evidence: store });
      expect(readSecurityStore(openPdf(again)).ocspResponses).toEqual(store.ocspResponses);
    },
  );

  it("fetches the status of a responder that needs one; the same list then settles the signer's too", async () => {
    const pki = await createTestPki({ ocsp: "delegate-with-status" });
    const signed = await signPdf(pdf, { level: "B-LT", ...longTerm(pki) });
    expect(pki.asked).toContain("GET http://issuing.example/list.crl");
    const { crls, ocspResponses } = readSecurityStore(openPdf(signed));
    expect([crls.length, ocspResponses.length]).toEqual([3, 0]);
  });

  it("fails where the responder says that the certificate is revoked", async () => {
    const pki = await createTestPki({ ocsp: "issuer" });
    pki.revoked.push({ serialNumber: pki.person.serialNumber, revokedAt: new Date("2026-01-01T00:00:00Z") });
    await expect(signPdf(pdf, { level: "B-LT", ...longTerm(pki) })).rejects.toEqual(
      code("ERR_CERTIFICATE_REVOKED", "Test Person"),
    );
  });

  it("asks each service once for all signatures of a document", async () => {
    const pki = await createTestPki({ ocsp: "delegate" });
    const twice = await signPdf(await signPdf(pdf, { level: "B-T", ...common(pki) }), { level: "B-T", ...common(pki) });
    pki.asked.splice(0);
    await extendPdf(twice, { to: "B-LT", ...longTerm(pki) });
    expect([...pki.asked].sort()).toEqual([
      "GET http://root.example/list.crl",
      "GET http://tsa-root.example/list.crl",
      "POST http://ocsp.example/",
    ]);
  });

  it.each([
    ["no trust store", { trust: undefined }, "trust"],
    ["a fetcher that is none", { fetcher: "http" }, "fetcher"],
  ])("is refused before anything is signed with %s", async (_, changes, message) => {
    const pki = await createTestPki();
    const options = { level: "B-LT", ...longTerm(pki), ...changes } as unknown as Parameters<typeof signPdf>[1];
    await expect(signPdf(pdf, options)).rejects.toEqual(code("ERR_INVALID_ARGUMENT", message));
    expect(pki.asked).toEqual([]);
  });
});

describe("signing at B-LTA and renewing", () => {
  it("puts a document timestamp over signature and store", async () => {
    const pki = await createTestPki();
    // Certified so that nothing but this may follow (ISO 32000-2, table 257).
    const signed = await signPdf(pdf, { level: "B-LTA", certify: 1, ...longTerm(pki) });
    expect(kindsIn(signed)).toEqual(["signature+1", "document-timestamp"]);
    const { signatures } = await verifyPdf(signed, { trust: pki.trust, now: pki.clock.time });
    expect(signatures[0]?.changes).toMatchObject({ level: "lta-updates", permitted: true });
    expect(storedIn(signed)[1]?.ranges[3]).toBe(signed.length);
  });

  it("stores what the last timestamp needs before it puts a new one over it, again and again", async () => {
    const pki = await createTestPki();
    let file = await signPdf(pdf, { level: "B-LTA", ...longTerm(pki) });
    for (const year of [2030, 2035, 2040]) {
      pki.clock.time = new Date(`${year}-01-15T03:00:00Z`);
      const renewed = await extendPdf(file, { to: "B-LTA", ...longTerm(pki) });
      expect(startsWith(renewed, file)).toBe(true);
      file = renewed;
    }
    expect(kindsIn(file)).toEqual(["signature+1", ...Array(4).fill("document-timestamp")]);
    const { signatures } = await verifyPdf(file, { trust: pki.trust, now: pki.clock.time });
    expect(signatures.map(({ changes }) => changes.permitted)).toEqual(Array(5).fill(true));
    const stored = storedIn(file);
    const document = openPdf(file);
    const related = at(document, "DSS", "VRI");
    const keys = related instanceof PdfDict ? [...related.entries.keys()] : [];
    // All but the newest timestamp, whose turn comes with the next renewal.
    expect(keys).toEqual(stored.slice(0, -1).map(({ vriKey }) => vriKey));
    const { certificates, crls } = readSecurityStore(document);
    expect(certificates).toHaveLength(5);
    // Status of the signer's chain and of the timestamps: once at first, and of the TSA anew at each renewal.
    expect(crls).toHaveLength(3 + 3);
  });

  it("keeps what was stored for a signer whose certificate has expired", async () => {
    const pki = await createTestPki();
    const file = await signPdf(pdf, { level: "B-LTA", ...longTerm(pki) });
    pki.clock.time = new Date("2049-12-01T00:00:00Z");
    const renewed = await extendPdf(file, { to: "B-LTA", ...longTerm(pki) });
    pki.clock.time = new Date("2052-12-01T00:00:00Z");
    // Person and TSA are past 2050; the last timestamp can no longer be settled, and that is said.
    await expect(extendPdf(renewed, { to: "B-LTA", ...longTerm(pki) })).rejects.toEqual(
      code("ERR_EVIDENCE_MISSING", "Timestamp2"),
    );
  });
});

describe("extending", () => {
  it("a B-B document gives it a document timestamp first", async () => {
    const pki = await createTestPki();
    const basic = await signPdf(pdf, { level: "B-B", signer: pki.signer, now: pki.clock.time });
    const stamped = await extendPdf(basic, { to: "B-T", timestampAuthority: pki.authority });
    expect(kindsIn(stamped)).toEqual(["signature+0", "document-timestamp"]);
    expect(startsWith(stamped, basic)).toBe(true);
    const stored = await extendPdf(basic, { to: "B-LT", ...longTerm(pki) });
    expect(kindsIn(stored)).toEqual(["signature+0", "document-timestamp"]);
    const archived = await extendPdf(basic, { to: "B-LTA", ...longTerm(pki) });
    expect(kindsIn(archived)).toEqual(["signature+0", "document-timestamp", "document-timestamp"]);
  });

  it("changes nothing where the level is there already", async () => {
    const pki = await createTestPki();
    const stamped = await signPdf(pdf, { level: "B-T", ...common(pki) });
    expect(await extendPdf(stamped, { to: "B-T", timestampAuthority: pki.authority })).toEqual(stamped);
    const stored = await extendPdf(stamped, { to: "B-LT", ...longTerm(pki) });
    expect(await extendPdf(stored, { to: "B-LT", ...longTerm(pki) })).toEqual(stored);
  });

  it("stores one piece once, however many signatures need it", async () => {
    const pki = await createTestPki();
    const once = await signPdf(pdf, { level: "B-LT", ...longTerm(pki) });
    const twice = await signPdf(once, { level: "B-LT", ...longTerm(pki) });
    const document = openPdf(twice);
    expect(readSecurityStore(document).certificates).toHaveLength(5);
    const related = at(document, "DSS", "VRI");
    expect(related instanceof PdfDict && related.entries.size).toBe(2);
  });

  it("covers a signature that came after the last timestamp", async () => {
    const pki = await createTestPki();
    const first = await signPdf(pdf, { level: "B-LTA", ...longTerm(pki) });
    const second = await signPdf(first, { level: "B-B", signer: pki.signer, now: pki.clock.time });
    const archived = await extendPdf(second, { to: "B-LTA", ...longTerm(pki) });
    expect(kindsIn(archived)).toEqual([
      "signature+1",
      "document-timestamp",
      "signature+0",
      "document-timestamp",
      "document-timestamp",
    ]);
  });

  it("needs a signature, and refuses a file with an integrity code or a broken signature", async () => {
    const pki = await createTestPki();
    await expect(extendPdf(pdf, { to: "B-LTA", ...longTerm(pki) })).rejects.toEqual(
      code("ERR_INVALID_ARGUMENT", "no signature"),
    );
    const coded = smallPdf({}, { trailer: "/AuthCode << /MACLocation /Standalone >>" });
    await expect(extendPdf(coded, { to: "B-LTA", ...longTerm(pki) })).rejects.toEqual(
      code("ERR_PDF_UNSUPPORTED", "ISO/TS 32004"),
    );
    const broken = smallPdf({
      1: catalog("9 0 R"),
      9: signatureField("Odd", "/V << /Type /Sig /ByteRange [0 1 2 3] /Contents <00> >>"),
    });
    await expect(extendPdf(broken, { to: "B-LTA", ...longTerm(pki) })).rejects.toEqual(
      code("ERR_PDF_UNREADABLE", "Odd"),
    );
  });

  it("does not preserve a signature that does not verify", async () => {
    const pki = await createTestPki();
    const signed = await signPdf(pdf, { level: "B-T", ...common(pki) });
    const tampered = new Uint8Array(signed);
    // A byte of the page's content.
    const place = Buffer.from(pdf).indexOf("stream\n") + 7;
    tampered[place] = (tampered[place] ?? 0) ^ 1;
    for (const to of ["B-T", "B-LTA"] as const) {
      await expect(extendPdf(tampered, { to, ...longTerm(pki) })).rejects.toEqual(
        code("ERR_SIGNATURE_VALUE", "Signature1"),
      );
    }
  });

  it.each([
    ["no level", { to: undefined }, "to:"],
    ["a level below", { to: "B-B" }, "to:"],
    ["no authority", { timestampAuthority: undefined }, "timestampAuthority"],
    ["no trust store", { trust: undefined }, "trust"],
  ])("is refused with %s", async (_, changes, message) => {
    const pki = await createTestPki();
    const options = { to: "B-LT", ...longTerm(pki), ...changes } as unknown as Parameters<typeof extendPdf>[1];
    await expect(extendPdf(pdf, options)).rejects.toEqual(code("ERR_INVALID_ARGUMENT", message));
  });
});
