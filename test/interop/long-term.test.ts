import { execFileSync } from "node:child_process";
import { createHash } from "node:crypto";
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { PDFArray, PDFDict, PDFDocument, PDFHexString, PDFName, PDFRawStream } from "pdf-lib";
import { expect, it } from "vitest";
import { concatBytes } from "../../src/bytes/concat.ts";
import { encodePem } from "../../src/bytes/pem.ts";
import { readStoredSignatures, type StoredSignature } from "../../src/pades/ltv/read-signatures.ts";
import { readSecurityStore } from "../../src/pades/ltv/security-store.ts";
import { extendPdf } from "../../src/pades/sign/extend.ts";
import { signPdf } from "../../src/pades/sign/sign-pdf.ts";
import { timestampPdf } from "../../src/pades/sign/timestamp-pdf.ts";
import { verifyPdf } from "../../src/pades/verify/verify-pdf.ts";
import { readCertificates } from "../../src/x509/read-certificates.ts";
import { createTrustStore } from "../../src/x509/trust-store.ts";
import { signBySignpdf } from "../attacks/bases/signpdf.ts";
import { smallPdf } from "../pades/sign/small-pdf.ts";
import { currentStatus, withStore } from "../pades/verify/time/time-machine.ts";
import { describeWithCorpus } from "../support/corpus.ts";
import { createTestPki, pemFile, type TestPki } from "../support/test-pki.ts";
import { describeWithTools } from "../support/tools.ts";
import { INPUTS } from "./inputs.ts";
import { openPdf, readSignatures } from "./signed-file.ts";

const longTerm = ({ signer, authority, clock, trust, fetcher }: TestPki) => ({
  signer,
  timestampAuthority: authority,
  now: clock.time,
  trust,
  fetcher,
});

/** The signature, the store, and a timestamp over both, renewed once. */
async function renewedDocument(pdf: Uint8Array, pki: TestPki, options: { field?: string } = {}): Promise<Uint8Array> {
  const signed = await signPdf(pdf, { level: "B-LTA", ...longTerm(pki), ...options });
  pki.clock.time = new Date(pki.clock.time.getTime() + 4 * 365 * 24 * 3_600_000);
  return extendPdf(signed, { to: "B-LTA", ...longTerm(pki) });
}

describeWithTools(["pdfsig", "qpdf", "openssl"], "pdfsig, qpdf and openssl accept what we preserved", () => {
  it.each(INPUTS.map((one) => [one.title, one] as const))("in a file with %s", async (_, { make, field }) => {
    const pki = await createTestPki();
    const pdf = await make();
    const file = await renewedDocument(pdf, pki, field === undefined ? {} : { field });
    expect(Buffer.compare(file.subarray(0, pdf.length), pdf)).toBe(0);
    inFolder((folder) => {
      const path = join(folder, "file.pdf");
      writeFileSync(path, file);
      expect(run("qpdf", ["--check", path])).toContain("No syntax or stream encoding errors found");
      const report = run("pdfsig", [path]);
      // It knows no document timestamps, and says so.
      expect(report.match(/Signature Validation: .*/g)).toEqual([
        "Signature Validation: Signature is Valid.",
        ...Array(2).fill("Signature Validation: Signature has not yet been verified."),
      ]);
      expectTokensAccepted(folder, file, pki);
    });
  });

  it("timestamps alone", async () => {
    const pki = await createTestPki();
    const options = { timestampAuthority: pki.authority };
    const file = await timestampPdf(await timestampPdf(smallPdf(), options), options);
    inFolder((folder) => {
      const path = join(folder, "file.pdf");
      writeFileSync(path, file);
      expect(run("qpdf", ["--check", path])).toContain("No syntax or stream encoding errors found");
      expectTokensAccepted(folder, file, pki);
    });
  });
});

describeWithTools(["pdfsig", "qpdf", "openssl"], "a file that another tool signed", () => {
  it.each([false, true])("is raised level by level and renewed (object streams: %s)", async (useObjectStreams) => {
    const pki = await createTestPki({ keys: { root: "RSA-2048", issuingCa: "RSA-2048", person: "RSA-2048" } });
    const signed = await signBySignpdf(pki.person, pki.clock.time, useObjectStreams);
    let file = signed;
    for (const [to, years, level] of [
      ["B-T", 0, "PKCS7-T"],
      ["B-LT", 0, "PKCS7-LT"],
      ["B-LTA", 0, "PKCS7-LTA"],
      ["B-LTA", 4, "PKCS7-LTA"],
    ] as const) {
      pki.clock.time = new Date(pki.clock.time.getTime() + years * 365 * 24 * 3_600_000);
      const before = file;
      file = await extendPdf(before, { to, ...longTerm(pki) });
      expect(Buffer.compare(file.subarray(0, before.length), before)).toBe(0);
      const { body } = await pki.fetcher({ url: "http://tsa-root.example/list.crl" });
      const options = { trust: pki.trust, now: pki.clock.time };
      const status = to === "B-T" ? await currentStatus(pki) : { crls: [body] };
      const { verdict, signatures } = await verifyPdf(file, { ...options, evidence: status });
      expect([verdict, signatures[0]?.level]).toEqual(["valid", level]);
    }
    inFolder((folder) => {
      const path = join(folder, "file.pdf");
      writeFileSync(path, file);
      expect(run("qpdf", ["--check", path])).toContain("No syntax or stream encoding errors found");
      expect(run("pdfsig", [path]).match(/Signature Validation: Signature is Valid\./g)).toHaveLength(1);
      expectTokensAccepted(folder, file, pki);
    });
  });
});

it("takes evidence from an entry of /VRI that is named by the CMS without its padding", async () => {
  const pki = await createTestPki();
  const signed = await signPdf(smallPdf(), { level: "B-T", ...longTerm(pki) });
  const [cms] = readSignatures(signed).map((one) => one.cms);
  const key = createHash("sha1")
    .update(cms ?? "")
    .digest("hex")
    .toUpperCase();
  const { crls = [] } = await currentStatus(pki);
  const related = crls.map((_, index) => `${901 + index} 0 R`).join(" ");
  const file = withStore(signed, `<< /Type /DSS /VRI << /${key} << /CRL [${related}] >> >> >>`, crls);
  const { verdict, signatures } = await verifyPdf(file, { trust: pki.trust, now: pki.clock.time });
  expect([verdict, signatures[0]?.level]).toEqual(["valid", "B-LT"]);
  const archived = await extendPdf(file, { to: "B-LTA", ...longTerm(pki) });
  const later = await verifyPdf(archived, { trust: pki.trust, now: pki.clock.time });
  expect([later.verdict, later.signatures[0]?.level]).toEqual(["valid", "B-LTA"]);
});

it("has the store, its relations and their order as the standard has them, read by pdf-lib", async () => {
  const pki = await createTestPki();
  const file = await renewedDocument(smallPdf(), pki);
  const document = await PDFDocument.load(file, { updateMetadata: false });
  const { catalog } = document;
  const store = catalog.lookup(PDFName.of("DSS"), PDFDict);
  expect(String(store.get(PDFName.of("Type")))).toBe("/DSS");
  const streams = (dict: PDFDict, key: string) => {
    const list = dict.lookupMaybe(PDFName.of(key), PDFArray);
    return Array.from({ length: list?.size() ?? 0 }, (_, index) => list?.lookup(index, PDFRawStream).contents);
  };
  const hashes = (list: readonly (Uint8Array | undefined)[]) =>
    list.map((bytes) =>
      createHash("sha256")
        .update(bytes ?? "")
        .digest("hex"),
    );
  const { person, issuingCa, root, tsa, tsaRoot } = pki;
  expect(hashes(streams(store, "Certs"))).toEqual(
    hashes([person, issuingCa, root, tsa, tsaRoot].map(({ certificate }) => certificate)),
  );
  expect(streams(store, "CRLs")).toHaveLength(4);
  expect(store.get(PDFName.of("OCSPs"))).toBeUndefined();

  // ISO 32000-2, table 261: the key is SHA-1 over /Contents as decoded, padding and all, in upper-case hexadecimal.
  const fields = catalog.lookup(PDFName.of("AcroForm"), PDFDict).lookup(PDFName.of("Fields"), PDFArray);
  const values = fields.asArray().map((_, index) => fields.lookup(index, PDFDict).lookup(PDFName.of("V"), PDFDict));
  const keys = values.map((value) =>
    createHash("sha1")
      .update(value.lookup(PDFName.of("Contents"), PDFHexString).asBytes())
      .digest("hex")
      .toUpperCase(),
  );
  const related = store.lookup(PDFName.of("VRI"), PDFDict);
  expect(related.keys().map((key) => key.decodeText())).toEqual(keys.slice(0, 2));
  for (const key of keys.slice(0, 2)) {
    const entry = related.lookup(PDFName.of(key), PDFDict);
    for (const [own, all] of [
      ["Cert", "Certs"],
      ["CRL", "CRLs"],
    ] as const) {
      const everything = hashes(streams(store, all));
      expect(streams(entry, own).length).toBeGreaterThan(0);
      for (const hash of hashes(streams(entry, own))) expect(everything).toContain(hash);
    }
  }

  // Signature, evidence, timestamp over both, evidence for that timestamp, timestamp over all.
  const text = Buffer.from(file).toString("latin1");
  const order = [...text.matchAll(/\/Type \/(Sig|DSS|DocTimeStamp) /g)].map(([, type]) => type);
  expect(order).toEqual(["Sig", "DSS", "DocTimeStamp", "DSS", "DocTimeStamp"]);
  const subFilters = values.map((value) => String(value.get(PDFName.of("SubFilter"))));
  expect(subFilters).toEqual(["/ETSI.CAdES.detached", "/ETSI.RFC3161", "/ETSI.RFC3161"]);
});

describeWithCorpus("other people's files, extended by us", (folder) => {
  const open = (name: string) => new Uint8Array(readFileSync(join(folder, "dss", name)));

  it.each([
    "DSS-1683.pdf",
    "Signature-P-HU_NET-2.pdf",
    "pades-bes.pdf",
    "pades-epes.pdf",
    "pdf-structtreeroot-changes.pdf",
    "pdf-with-eof-cr.pdf",
    "pkcs7.pdf",
    "test-with-vri.pdf",
  ])("%s to B-T", async (name) => {
    const pki = await createTestPki();
    const before = open(name);
    const after = await extendPdf(before, { to: "B-T", timestampAuthority: pki.authority });
    expect(Buffer.compare(after.subarray(0, before.length), before)).toBe(0);
    const stored = readStoredSignatures(openPdf(after));
    const isStamped = stored.every(
      (one) => one.kind === "document-timestamp" || one.timestamps.length > 0 || one !== stored.at(-1),
    );
    expect(isStamped).toBe(true);
    expect(await extendPdf(after, { to: "B-T", timestampAuthority: pki.authority })).toEqual(after);
  });

  // Files whose evidence is complete, shortly after their last timestamp; whom they trust is taken from themselves.
  it.each(["pades-ltv.pdf", "pades-ltv-with-reason.pdf", "pades-enveloping-other-pdf.pdf"])(
    "%s to B-LTA from what it holds, and renewed",
    async (name) => {
      const before = open(name);
      const stored = readStoredSignatures(openPdf(before));
      const times = stored.flatMap((one) =>
        (one.kind === "signature" ? one.timestamps : [one.token]).map(({ tstInfo }) => tstInfo.genTime.getTime()),
      );
      const pki = await createTestPki({ start: new Date(Math.max(...times) + 3_600_000) });
      const options = { ...longTerm(pki), trust: trustInRootsOf(before, stored, pki) };
      const archived = await extendPdf(before, { to: "B-LTA", ...options });
      expect(Buffer.compare(archived.subarray(0, before.length), before)).toBe(0);
      expect(readStoredSignatures(openPdf(archived)).at(-1)).toMatchObject({ kind: "document-timestamp" });
      pki.clock.time = new Date(pki.clock.time.getTime() + 365 * 24 * 3_600_000);
      const renewed = await extendPdf(archived, { to: "B-LTA", ...options, now: pki.clock.time });
      const kinds = readStoredSignatures(openPdf(renewed)).map(({ kind }) => kind);
      expect(kinds.slice(-2)).toEqual(["document-timestamp", "document-timestamp"]);
    },
  );

  it.each([
    ["PAdES_with_er.pdf", "ERR_PDF_UNSUPPORTED"],
    ["pades-bes-no-certificates.pdf", "ERR_PDF_UNREADABLE"],
    ["encrypted.pdf", "ERR_SIGNING_NOT_PERMITTED"],
    // Signature values that do not verify.
    ["PAdES-BpB-att-SHA256-SHA3_256withRSA.pdf", "ERR_SIGNATURE_VALUE"],
    ["pdf-byterange-overlap.pdf", "ERR_SIGNATURE_VALUE"],
  ])("%s is refused with %s", async (name, code) => {
    const pki = await createTestPki();
    await expect(extendPdf(open(name), { to: "B-T", timestampAuthority: pki.authority })).rejects.toMatchObject({
      code,
    });
  });
});

/** Its self-issued certificates as anchors, and our own authority's root. */
function trustInRootsOf(file: Uint8Array, stored: readonly StoredSignature[], pki: TestPki) {
  const roots = [
    ...readCertificates(readSecurityStore(openPdf(file)).certificates).certificates,
    ...stored.flatMap((one) => one.certificates),
    ...stored.flatMap((one) => (one.kind === "signature" ? one.timestamps.flatMap((token) => token.certificates) : [])),
  ].filter(({ isSelfIssued }) => isSelfIssued);
  const pem = (der: Uint8Array) => encodePem("CERTIFICATE", der);
  return createTrustStore({
    schema: "pades-dossier/trust@1",
    id: "from the file",
    anchors: [
      ...roots.map(({ raw }) => ({ certificate: pem(raw), roles: ["signer", "tsa", "revocation"] })),
      { certificate: pem(pki.tsaRoot.certificate), roles: ["tsa", "revocation"] },
    ],
    policy: { revocation: { mode: "offline", graceHours: 24 * 365 } },
  });
}

/** Each token, in a CMS or in /Contents, over what it stamps. */
function expectTokensAccepted(folder: string, file: Uint8Array, pki: TestPki): void {
  const tokens = readStoredSignatures(openPdf(file)).flatMap((one) => {
    if (one.kind === "signature") {
      return one.timestamps.map((token) => ({ token: token.raw, data: one.signerInfo.signature, ...token.tstInfo }));
    }
    const [a, b, c, d] = one.ranges;
    const data = concatBytes(file.subarray(a, b), file.subarray(c, d));
    return [{ token: one.token.raw, data, ...one.token.tstInfo }];
  });
  expect(tokens.length).toBeGreaterThanOrEqual(2);
  for (const { token, data, genTime } of tokens) {
    const [tokenPath, dataPath, rootPath] = ["token.der", "data.bin", "root.pem"].map((name) => join(folder, name));
    if (tokenPath === undefined || dataPath === undefined || rootPath === undefined) throw new Error("no paths");
    writeFileSync(tokenPath, token);
    writeFileSync(dataPath, data);
    writeFileSync(rootPath, pemFile(pki.tsaRoot));
    const time = String(genTime.getTime() / 1000);
    run("openssl", [
      ...["ts", "-verify", "-token_in", "-attime", time],
      ...["-in", tokenPath, "-data", dataPath, "-CAfile", rootPath],
    ]);
  }
}

function inFolder(use: (folder: string) => void): void {
  const folder = mkdtempSync(join(tmpdir(), "pades-long-term-"));
  try {
    use(folder);
  } finally {
    rmSync(folder, { recursive: true });
  }
}

/** @throws where the program ends with another code than 0 */
function run(program: string, args: readonly string[]): string {
  return execFileSync(program, args, { encoding: "utf8", stdio: ["ignore", "pipe", "pipe"] });
}
