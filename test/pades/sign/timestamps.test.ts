import { describe, expect, it } from "vitest";
import { digestOf } from "../../../src/crypto/digest.ts";
import { readStoredSignatures } from "../../../src/pades/ltv/read-signatures.ts";
import { completeSignature } from "../../../src/pades/sign/complete.ts";
import { prepareSignature } from "../../../src/pades/sign/prepare.ts";
import { signPdf } from "../../../src/pades/sign/sign-pdf.ts";
import { timestampPdf } from "../../../src/pades/sign/timestamp-pdf.ts";
import { verifyPdf } from "../../../src/pades/verify/verify-pdf.ts";
import { issueIdentity } from "../../../src/testing/issue.ts";
import { buildTimestampRequest } from "../../../src/tsp/request.ts";
import { parseTimestampResponse } from "../../../src/tsp/response.ts";
import type { TimestampAuthority } from "../../../src/tsp/timestamp-authority.ts";
import { openPdf } from "../../interop/signed-file.ts";
import { createTestPki, type TestPki } from "../../support/test-pki.ts";
import { at, catalog, rsaSigner, signatureField, smallPdf, sourceOf } from "./small-pdf.ts";

const pdf = smallPdf();
const code = (expected: string, message = "") =>
  expect.objectContaining({ code: expected, message: expect.stringContaining(message) });

const common = ({ signer, authority, clock }: TestPki) => ({ signer, timestampAuthority: authority, now: clock.time });
const storedIn = (bytes: Uint8Array) => readStoredSignatures(openPdf(bytes));
const startsWith = (bytes: Uint8Array, prefix: Uint8Array) =>
  Buffer.compare(bytes.subarray(0, prefix.length), prefix) === 0;

describe("signing at B-T", () => {
  it("puts a timestamp over the signature value's octets into the CMS", async () => {
    const pki = await createTestPki();
    const signed = await signPdf(pdf, { level: "B-T", ...common(pki) });
    const [signature] = storedIn(signed);
    if (signature?.kind !== "signature") throw new Error("no signature");
    const [token] = signature.timestamps;
    expect(token?.tstInfo).toMatchObject({
      genTime: pki.clock.time,
      messageImprint: { hash: digestOf("SHA-256", signature.signerInfo.signature) },
    });
  });

  it("asks the authority once for how long its tokens are, and once for each signature", async () => {
    const pki = await createTestPki();
    await Promise.all([1, 2, 3].map(() => signPdf(pdf, { level: "B-T", ...common(pki) })));
    await signPdf(pdf, { level: "B-T", ...common(pki) });
    expect(pki.asked).toHaveLength(1 + 4);
    const told = await createTestPki();
    await signPdf(pdf, { level: "B-T", ...common(told), timestampRoomBytes: 6000 });
    expect(told.asked).toHaveLength(1);
  });

  it("names the room that was needed where too little was kept", async () => {
    const pki = await createTestPki();
    await expect(signPdf(pdf, { level: "B-T", ...common(pki), timestampRoomBytes: 100 })).rejects.toEqual(
      code("ERR_CONTENTS_TOO_SMALL", "are available"),
    );
  });

  it("does not ask for a timestamp over a value that is wrong", async () => {
    const pki = await createTestPki();
    const signer = { ...pki.signer, sign: async () => new Uint8Array(70) };
    const options = { level: "B-T", ...common(pki), signer, timestampRoomBytes: 6000 } as const;
    await expect(signPdf(pdf, options)).rejects.toEqual(code("ERR_SIGNATURE_VALUE"));
    expect(pki.asked).toEqual([]);
  });

  it.each(["wrong-imprint", "no-certificate", "broken-signature"] as const)(
    "does not take a token with %s, whatever the authority's client says",
    async (misbehaviour) => {
      const good = await createTestPki();
      const bad = await createTestPki({ tsa: { misbehaviour } });
      const gullible: TimestampAuthority = {
        digestAlgorithm: "SHA-256",
        timestamp: (digest) => fetchUnchecked(bad, digest),
      };
      const options = {
        level: "B-T",
        ...common(good),
        timestampAuthority: gullible,
        timestampRoomBytes: 6000,
      } as const;
      await expect(signPdf(pdf, options)).rejects.toEqual(code("ERR_TIMESTAMP"));
    },
  );

  it("refuses an authority whose key is the signer's", async () => {
    const pki = await createTestPki();
    const own = await createTestPki({ tsa: { identity: await tsaWithKeyOf(pki) } });
    const options = {
      level: "B-T",
      ...common(pki),
      timestampAuthority: own.authority,
      timestampRoomBytes: 6000,
    } as const;
    await expect(signPdf(pdf, options)).rejects.toEqual(code("ERR_TIMESTAMP", "key-of-signer"));
  });

  it("works in two phases, the timestamp with the second", async () => {
    const pki = await createTestPki();
    const prepared = await prepareSignature(pdf, { level: "B-T", ...common(pki) });
    expect(prepared.level).toBe("B-T");
    const value = await pki.signer.sign(new Uint8Array(Buffer.from(prepared.toBeSigned, "base64")), {});
    pki.clock.time = new Date("2026-01-16T00:00:00Z");
    const travelled = JSON.parse(JSON.stringify(prepared));
    const signed = await completeSignature(travelled, value, pdf, { timestampAuthority: pki.authority });
    const [signature] = storedIn(signed);
    expect(signature).toMatchObject({ timestamps: [{ tstInfo: { genTime: pki.clock.time } }] });
    await expect(completeSignature(travelled, value, pdf)).rejects.toEqual(
      code("ERR_INVALID_ARGUMENT", "timestampAuthority"),
    );
  });

  it("has no room for a timestamp in what was prepared for B-B", async () => {
    const pki = await createTestPki();
    const prepared = await prepareSignature(pdf, { level: "B-B", signer: pki.signer, now: pki.clock.time });
    const value = await pki.signer.sign(new Uint8Array(Buffer.from(prepared.toBeSigned, "base64")), {});
    await expect(completeSignature(prepared, value, pdf, { timestampAuthority: pki.authority })).rejects.toEqual(
      code("ERR_INVALID_ARGUMENT", "B-B"),
    );
  });
});

describe("a document timestamp", () => {
  it("covers the whole document in an invisible field of its own", async () => {
    const pki = await createTestPki();
    const stamped = await timestampPdf(pdf, { timestampAuthority: pki.authority });
    expect(startsWith(stamped, pdf)).toBe(true);
    const document = openPdf(stamped);
    const fields = sourceOf(document, at(document, "AcroForm"));
    expect(fields).toContain("/SigFlags 3");
    const [stored] = storedIn(stamped);
    expect(stored).toMatchObject({ kind: "document-timestamp", field: "Timestamp1" });
    expect(stored?.ranges[3]).toBe(stamped.length);
    expect(sourceOf(document, document.catalog.get("Extensions"))).toContain("/ExtensionLevel 5");
  });

  it("says nothing in its dictionary but what ISO 32000-2 has for it", async () => {
    const pki = await createTestPki();
    const stamped = Buffer.from(await timestampPdf(pdf, { timestampAuthority: pki.authority })).toString("latin1");
    const dictionary = /<< \/Type \/DocTimeStamp [^>]*/.exec(stamped)?.[0];
    expect(dictionary?.match(/\/[A-Z][A-Za-z]*/g)).toEqual([
      "/Type",
      "/DocTimeStamp",
      "/Filter",
      "/Adobe",
      "/SubFilter",
      "/ETSI",
      "/ByteRange",
      "/Contents",
    ]);
  });

  it("goes on a document that permits nothing else, and again", async () => {
    const pki = await createTestPki();
    const options = { timestampAuthority: pki.authority };
    const certified = await signPdf(pdf, { level: "B-T", certify: 1, ...common(pki) });
    const twice = await timestampPdf(await timestampPdf(certified, options), options);
    const { signatures } = await verifyPdf(twice, { trust: pki.trust, now: pki.clock.time });
    expect(signatures[0]?.changes).toMatchObject({ level: "lta-updates", permitted: true });
    expect(storedIn(twice).map(({ field }) => field)).toEqual(["Signature1", "Timestamp1", "Timestamp2"]);
  });

  it("leaves fields of its name alone", async () => {
    const pki = await createTestPki();
    const taken = smallPdf({ 1: catalog("9 0 R"), 9: signatureField("Timestamp1") });
    const stamped = await timestampPdf(taken, { timestampAuthority: pki.authority });
    expect(storedIn(stamped).map(({ field }) => field)).toEqual(["Timestamp2"]);
  });

  it("cannot be put on what is no PDF", async () => {
    const pki = await createTestPki();
    await expect(timestampPdf(new Uint8Array(10), { timestampAuthority: pki.authority })).rejects.toEqual(
      code("ERR_PDF_UNREADABLE"),
    );
  });
});

it("signs and stamps a document of PDF 2.0 without declaring extensions", async () => {
  const pki = await createTestPki();
  const modern = smallPdf({}, { version: "2.0" });
  const signer = await rsaSigner();
  const signed = await signPdf(modern, { level: "B-T", ...common(pki), signer });
  const stamped = await timestampPdf(signed, { timestampAuthority: pki.authority });
  expect(openPdf(stamped).catalog.get("Extensions")).toBeUndefined();
});

async function fetchUnchecked(pki: TestPki, digest: Uint8Array): Promise<Uint8Array> {
  const body = buildTimestampRequest({ algorithm: "SHA-256", digest });
  const answer = await pki.fetcher({ url: "http://tsa.example/", method: "POST", body });
  return parseTimestampResponse(answer.body).token ?? new Uint8Array(0);
}

async function tsaWithKeyOf({ tsaRoot, person }: TestPki) {
  return issueIdentity(tsaRoot, {
    subject: [["CN", "Two roles"]],
    profile: { use: "timestamp-authority" },
    key: person.key,
    notBefore: new Date("2020-01-01T00:00:00Z"),
    notAfter: new Date("2050-01-01T00:00:00Z"),
  });
}
