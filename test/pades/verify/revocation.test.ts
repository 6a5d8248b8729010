import { beforeAll, describe, expect, it } from "vitest";
import { Asn1Cursor } from "../../../src/asn1/cursor.ts";
import { encodeHex } from "../../../src/bytes/hex.ts";
import { encodeLatin1, encodeUtf8 } from "../../../src/bytes/text.ts";
import { REVOCATION_INFO_ARCHIVAL } from "../../../src/cms/oids.ts";
import { digestOf } from "../../../src/crypto/digest.ts";
import { PadesError } from "../../../src/errors.ts";
import type { Finding } from "../../../src/findings.ts";
import { webCryptoSigner } from "../../../src/keys/web-crypto-signer.ts";
import { signPdf } from "../../../src/pades/sign/sign-pdf.ts";
import type { EvidenceInput } from "../../../src/pades/verify/evidence/evidence.ts";
import type { PdfVerification } from "../../../src/pades/verify/verification.ts";
import { verifyPdf } from "../../../src/pades/verify/verify-pdf.ts";
import { renderReport } from "../../../src/report/render-report.ts";
import { issueCrl } from "../../../src/testing/crl.ts";
import { context, type Der, generalizedTime, sequence, setOf } from "../../../src/testing/der.ts";
import { extension } from "../../../src/testing/extensions.ts";
import { issueIdentity } from "../../../src/testing/issue.ts";
import { issueOcspResponse, type OcspStatus } from "../../../src/testing/ocsp-response.ts";
import type { TestIdentity } from "../../../src/testing/test-identity.ts";
import { importSigningKey } from "../../../src/testing/test-signature.ts";
import { DEMO_NOW, demoCertificate, demoCrl, demoFile, demoIdentity } from "../../support/demo-certs.ts";
import { attribute } from "../../support/forged-cms.ts";
import { forgePdf } from "../../support/forged-pdf.ts";
import { appendUpdate } from "../../support/raw-update.ts";
import { codesOf, DEMO_TRUST, signedSample, unsignedSample } from "../../support/signed-samples.ts";

const DAY_MS = 86_400_000;
const days = (count: number) => new Date(DEMO_NOW.getTime() + count * DAY_MS);

const PUBLIC_CRLS = [demoCrl("public-ca/root"), demoCrl("public-ca/issuing-ca")];
const OFFICIAL_CRLS = [demoCrl("cong-vu/root"), demoCrl("cong-vu/sub-ca")];

const verify = (pdf: Uint8Array, evidence?: EvidenceInput): Promise<PdfVerification> =>
  verifyPdf(pdf, { trust: DEMO_TRUST, now: DEMO_NOW, ...(evidence === undefined ? {} : { evidence }) });

const findingsOf = ({ signatures }: PdfVerification): readonly Finding[] =>
  signatures.flatMap(({ findings }) => findings).filter(({ severity }) => severity !== "info");

const sampleBy = (identity: string) => signedSample({ identity });
const only = (verification: PdfVerification) => {
  const [signature, ...others] = verification.signatures;
  if (signature === undefined || others.length > 0) throw new Error("expected one signature");
  return signature;
};

describe("a B-B signature of the demo chain", () => {
  it("is valid with the CRLs of its authorities, and nothing is waived", async () => {
    const verification = await verify(await sampleBy("public-ca/citizen"), { crls: PUBLIC_CRLS });
    expect(verification).toMatchObject({ verdict: "valid", waived: [], signatures: [{ indication: "TOTAL-PASSED" }] });
    const crl = { source: "crl", status: "good", thisUpdate: new Date("2025-06-01T00:00:00Z"), revokedAt: null };
    expect(only(verification).revocation).toMatchObject([
      { certificate: "NGUYỄN VĂN AN (DEMO)", ...crl },
      { certificate: "DEMO Public Issuing CA", ...crl },
    ]);
  });

  it("names the evidence that was handed in by the hashes of its DER, and takes PEM as well", async () => {
    const crls = ["cong-vu/root", "cong-vu/sub-ca"].map((name) => demoFile(`${name}.crl.pem`));
    const verification = await verify(await sampleBy("cong-vu/person"), { crls });
    expect(verification.verdict).toBe("valid");
    const hashes = OFFICIAL_CRLS.map((bytes) => `sha256:${encodeHex(digestOf("SHA-256", bytes))}`).sort();
    expect(verification.inputs.evidence).toEqual(hashes);
  });

  it("is undecided without them: each certificate that lacks its status is named", async () => {
    const verification = await verify(await sampleBy("public-ca/citizen"));
    expect(only(verification)).toMatchObject({
      indication: "INDETERMINATE",
      subIndication: "CERTIFICATE_CHAIN_GENERAL_FAILURE",
      revocation: [],
      missing: ["revocation-not-checked"],
    });
    expect(findingsOf(verification).map(({ params }) => params)).toEqual([
      { certificate: "NGUYỄN VĂN AN (DEMO)" },
      { certificate: "DEMO Public Issuing CA" },
    ]);
    const half = await verify(await sampleBy("public-ca/citizen"), { crls: [demoCrl("public-ca/root")] });
    expect(findingsOf(half)).toMatchObject([
      { code: "revocation-not-checked", params: { certificate: "NGUYỄN VĂN AN (DEMO)" } },
    ]);
  });

  it("is not helped by the CRLs of another tree, or by garbage", async () => {
    const pdf = await sampleBy("public-ca/citizen");
    const garbage = [encodeUtf8("not a CRL"), Uint8Array.of(0x30, 3, 2, 1), new Uint8Array(0)];
    const verification = await verify(pdf, {
      crls: [...OFFICIAL_CRLS, ...garbage],
      ocspResponses: garbage,
      certificates: garbage,
    });
    expect(codesOf(verification)).toContain("revocation-not-checked");
    expect(verification.verdict).toBe("indeterminate");
  });

  it.each<[string, unknown]>([
    ["no object", "crls"],
    ["no list", { crls: demoCrl("public-ca/root") }],
    ["something else than bytes in a list", { ocspResponses: [PUBLIC_CRLS[0], "text"] }],
  ])("is not verified with evidence that is %s: that is misuse", async (_, evidence) => {
    const options = { trust: DEMO_TRUST, now: DEMO_NOW, evidence: evidence as EvidenceInput };
    const rejection = await verifyPdf(await sampleBy("public-ca/citizen"), options).catch((error: unknown) => error);
    expect(rejection).toBeInstanceOf(PadesError);
    expect(rejection).toMatchObject({ code: "ERR_INVALID_ARGUMENT" });
  });
});

describe("a certificate that is not good", () => {
  const revokedAt = "2025-03-01T02:00:00.000Z";

  it("revoked, with no proof of when it signed: REVOKED_NO_POE", async () => {
    const verification = await verify(await sampleBy("bad/revoked"), { crls: PUBLIC_CRLS });
    expect(only(verification)).toMatchObject({ indication: "INDETERMINATE", subIndication: "REVOKED_NO_POE" });
    expect(findingsOf(verification)).toMatchObject([
      { code: "certificate-revoked", params: { revokedAt, reason: "keyCompromise" } },
    ]);
    expect(only(verification).revocation[0]).toMatchObject({ status: "revoked", revokedAt: new Date(revokedAt) });
    const english = renderReport(verification, { format: "text", locale: "en" });
    expect(english).toMatch(/was\s+revoked\s+on\s+2025-03-01/);
    expect(english).toMatch(/the\s+key\s+was\s+compromised/);
    expect(english).toMatch(/Do\s+not\s+rely\s+on\s+it/);
    const vietnamese = renderReport(verification, { format: "text", locale: "vi" });
    expect(vietnamese).toMatch(/bị\s+thu\s+hồi/);
    expect(vietnamese).toMatch(/ký\s+lại\s+bằng\s+chứng\s+thư\s+chữ\s+ký\s+số\s+còn\s+hiệu\s+lực/);
  });

  it("suspended: TRY_LATER, in words of its own", async () => {
    const verification = await verify(await sampleBy("bad/on-hold"), { crls: PUBLIC_CRLS });
    expect(only(verification)).toMatchObject({ indication: "INDETERMINATE", subIndication: "TRY_LATER" });
    expect(findingsOf(verification)).toMatchObject([{ code: "certificate-on-hold", params: { since: revokedAt } }]);
    expect(renderReport(verification, { format: "text", locale: "vi" })).toMatch(/tạm\s+dừng/);
  });

  it("issued by a CA that was revoked: REVOKED_CA_NO_POE, before all that else is lacking", async () => {
    const crls = [demoCrl("public-ca/root")];
    const verification = await verify(await sampleBy("bad/issued-by-revoked-ca"), { crls });
    expect(only(verification)).toMatchObject({ indication: "INDETERMINATE", subIndication: "REVOKED_CA_NO_POE" });
    expect(findingsOf(verification)).toMatchObject([
      { code: "ca-certificate-revoked", params: { revokedAt, reason: "cACompromise" } },
      { code: "revocation-not-checked" },
    ]);
    // What a revoked CA says of its own signers saves none of them.
    const more = await verify(await sampleBy("bad/issued-by-revoked-ca"), {
      crls: [...crls, demoCrl("bad/revoked-ca")],
    });
    expect(findingsOf(more)).toMatchObject([{ code: "ca-certificate-revoked" }]);
  });
});

describe("status that is there and does not settle it", () => {
  let issuer: TestIdentity;
  let pdf: Uint8Array;
  let person: TestIdentity;
  beforeAll(async () => {
    issuer = await demoIdentity("cong-vu/sub-ca");
    person = await demoIdentity("cong-vu/person");
    pdf = await sampleBy("cong-vu/person");
  });
  const withRoot = (evidence: EvidenceInput) =>
    verify(pdf, { ...evidence, crls: [demoCrl("cong-vu/root"), ...(evidence.crls ?? [])] });
  const answer = (status: OcspStatus, at = days(-0.01)) =>
    issueOcspResponse({
      issuer,
      producedAt: at,
      answers: [{ certificate: person, status, thisUpdate: at, nextUpdate: new Date(at.getTime() + DAY_MS) }],
    });

  it("a CRL past its nextUpdate: TRY_LATER, with its date", async () => {
    const stale = await issueCrl(issuer, { thisUpdate: days(-9), nextUpdate: days(-2), number: 1, entries: [] });
    const verification = await withRoot({ crls: [stale] });
    expect(only(verification)).toMatchObject({ indication: "INDETERMINATE", subIndication: "TRY_LATER" });
    expect(findingsOf(verification)).toMatchObject([
      { code: "revocation-not-fresh", params: { thisUpdate: days(-9).toISOString() } },
    ]);
  });

  it("a clock that is a little ahead: what it has issued counts, and nothing else is judged at its time", async () => {
    const minutes = (count: number) => new Date(DEMO_NOW.getTime() + count * 60_000);
    const crl = (thisUpdate: Date, nextUpdate: Date) =>
      issueCrl(issuer, { thisUpdate, nextUpdate, number: 9, entries: [] });
    const codesWith = async (list: Uint8Array) => findingsOf(await withRoot({ crls: [list] })).map(({ code }) => code);
    expect(await codesWith(await crl(minutes(4), days(1)))).toEqual([]);
    expect(await codesWith(await crl(minutes(6), days(1)))).toEqual(["revocation-not-checked"]);
    expect(await codesWith(await crl(days(-1), minutes(2)))).toEqual([]);
    expect(await codesWith(await crl(days(-1), minutes(-1)))).toEqual(["revocation-not-fresh"]);
  });

  it("OCSP: good settles it, unknown does not, a day-old answer is not fresh, revoked is revoked", async () => {
    expect((await withRoot({ ocspResponses: [await answer("good")] })).verdict).toBe("valid");
    const unknown = await withRoot({ ocspResponses: [await answer("unknown")] });
    expect(only(unknown)).toMatchObject({ subIndication: "CERTIFICATE_CHAIN_GENERAL_FAILURE" });
    expect(findingsOf(unknown)).toMatchObject([{ code: "revocation-unknown" }]);
    const old = await withRoot({ ocspResponses: [await answer("good", days(-2))] });
    expect(findingsOf(old)).toMatchObject([{ code: "revocation-not-fresh" }]);
    const revoked = await withRoot({ ocspResponses: [await answer({ revokedAt: days(-30) })] });
    expect(findingsOf(revoked)).toMatchObject([{ code: "certificate-revoked", params: { reason: null } }]);
  });

  it("OCSP by a responder whose certificate comes with the evidence", async () => {
    const responder = await demoIdentity("cong-vu/ocsp");
    const at = days(-0.01);
    const answers = [{ certificate: person, status: "good", thisUpdate: at, nextUpdate: days(1) } as const];
    const response = await issueOcspResponse({ issuer, responder, producedAt: at, answers, certificates: [] });
    expect((await withRoot({ ocspResponses: [response] })).verdict).toBe("indeterminate");
    const certificates = [demoCertificate("cong-vu/ocsp")];
    expect((await withRoot({ ocspResponses: [response], certificates })).verdict).toBe("valid");
  });

  it("a certificate that expired without having been revoked: OUT_OF_BOUNDS_NOT_REVOKED", async () => {
    const expired = await issueIdentity(issuer, {
      subject: [["CN", "DEMO HẾT HẠN"]],
      profile: { use: "signer" },
      key: "P-256",
      notBefore: days(-400),
      notAfter: days(-30),
    });
    const signer = webCryptoSigner(await importSigningKey(expired.key), expired.chain);
    const signed = await signPdf(unsignedSample(), { signer, level: "B-B", now: days(-40) });
    const keeping = [extension("2.5.29.60", false, generalizedTime(days(-100)))];
    const crl = (extensions: readonly Uint8Array[]) =>
      issueCrl(issuer, { thisUpdate: days(-1), nextUpdate: days(6), number: 2, entries: [], extensions });
    const settled = await verify(signed, { crls: [demoCrl("cong-vu/root"), await crl(keeping)] });
    expect(only(settled)).toMatchObject({ indication: "INDETERMINATE", subIndication: "OUT_OF_BOUNDS_NOT_REVOKED" });
    expect(findingsOf(settled)).toMatchObject([{ code: "certificate-expired-not-revoked" }]);
    const open = await verify(signed, { crls: [demoCrl("cong-vu/root"), await crl([])] });
    expect(only(open)).toMatchObject({ indication: "INDETERMINATE", subIndication: "OUT_OF_BOUNDS_NO_POE" });
  });
});

describe("status that the document brings along", () => {
  const explicitList = (number: number, ...items: readonly Uint8Array[]) => context(number, sequence(...items));

  it("counts in Adobe's attribute", async () => {
    const archive = attribute(REVOCATION_INFO_ARCHIVAL, sequence(explicitList(0, ...OFFICIAL_CRLS)));
    const attributes = (honest: { contentType: Der; messageDigest: Der; signingCertificate: Der }) =>
      setOf(honest.contentType, honest.messageDigest, honest.signingCertificate, archive);
    expect((await verify(await forgePdf({ cms: { attributes } }))).verdict).toBe("valid");
    expect((await verify(await forgePdf())).verdict).toBe("indeterminate");
    // Its contents speak for themselves, so that it need not be signed; and they may be nonsense.
    expect((await verify(await forgePdf({ cms: { unsignedAttributes: [archive] } }))).verdict).toBe("valid");
    const nonsense = attribute(REVOCATION_INFO_ARCHIVAL, sequence(context(0, OFFICIAL_CRLS[0] ?? new Uint8Array())));
    expect((await verify(await forgePdf({ cms: { unsignedAttributes: [nonsense] } }))).verdict).toBe("indeterminate");
  });

  it("counts among the CRLs and the OCSP responses of the CMS", async () => {
    const issuer = await demoIdentity("cong-vu/sub-ca");
    const response = await issueOcspResponse({
      issuer,
      producedAt: days(-0.01),
      answers: [
        {
          certificate: await demoIdentity("cong-vu/person"),
          status: "good",
          thisUpdate: days(-0.01),
          nextUpdate: days(1),
        },
      ],
    });
    const ocsp = context(1, Uint8Array.of(0x06, 8, 0x2b, 6, 1, 5, 5, 7, 0x10, 2), response);
    const withRevocation =
      (...choices: readonly Uint8Array[]) =>
      (type: Der, signedData: Der) => {
        const parts = new Asn1Cursor(signedData)
          .enter(0x30)
          .rest()
          .map(({ raw }) => raw);
        const signerInfos = parts.at(-1) ?? new Uint8Array();
        return sequence(type, context(0, sequence(...parts.slice(0, -1), context(1, ...choices), signerInfos)));
      };
    const verdictWith = async (...choices: readonly Uint8Array[]) =>
      (await verify(await forgePdf({ cms: { frame: withRevocation(...choices) } }))).verdict;
    expect(await verdictWith(...OFFICIAL_CRLS)).toBe("valid");
    expect(await verdictWith(demoCrl("cong-vu/root"), ocsp)).toBe("valid");
    expect(await verdictWith(demoCrl("cong-vu/root"))).toBe("indeterminate");
  });

  const stream = (num: number, bytes: Uint8Array) => ({
    num,
    source: `<< /Length ${2 * bytes.length + 1} /Filter /ASCIIHexDecode >>\nstream\n${encodeHex(bytes)}>\nendstream`,
  });
  const inStore = async (store: string, pieces: readonly Uint8Array[], identity = "cong-vu/person") => {
    const pdf = await sampleBy(identity);
    const catalog = /(\d+) 0 obj\n<< ?\/Type ?\/Catalog([^]*?)>>\nendobj/g;
    const [, num = "", entries = ""] = [...new TextDecoder("latin1").decode(pdf).matchAll(catalog)].at(-1) ?? [];
    return appendUpdate(pdf, {
      objects: [
        { num: Number(num), source: `<< /Type /Catalog${entries} /DSS 60 0 R >>` },
        { num: 60, source: store },
        ...pieces.map((piece, index) => stream(61 + index, piece)),
      ],
    });
  };

  it("counts in the document security store, with references that lead nowhere", async () => {
    const store = "<< /Type /DSS /Certs [99 0 R] /CRLs [61 0 R 98 0 R 62 0 R] /OCSPs 97 0 R >>";
    const verification = await verify(await inStore(store, OFFICIAL_CRLS));
    expect(only(verification)).toMatchObject({
      indication: "TOTAL-PASSED",
      integrity: { coverage: "whole-revision" },
      changes: { level: "lta-updates", permitted: true },
    });
    expect(verification.inputs.evidence).toEqual([]);
  });

  it("counts likewise where the file is read in pieces", async () => {
    const pdf = await inStore("<< /Type /DSS /CRLs [61 0 R 62 0 R] >>", OFFICIAL_CRLS);
    const source = { size: pdf.length, read: async (start: number, end: number) => pdf.slice(start, end) };
    expect((await verifyPdf(source, { trust: DEMO_TRUST, now: DEMO_NOW })).verdict).toBe("valid");
  });

  it("counts where the store relates it to a signature", async () => {
    const entry = `<< /CRL [62 0 R 61 0 R] /Cert [] >>`;
    const store = `<< /Type /DSS /CRLs [61 0 R] /VRI << /${"A1".repeat(20)} ${entry} >> >>`;
    expect((await verify(await inStore(store, OFFICIAL_CRLS))).verdict).toBe("valid");
  });

  it("does not count where it is of someone else, and what it says against the signer does", async () => {
    const store = "<< /Type /DSS /CRLs [61 0 R 62 0 R] >>";
    const others = await verify(await inStore(store, PUBLIC_CRLS));
    expect(codesOf(others)).toContain("revocation-not-checked");
    const against = await verify(await inStore(store, PUBLIC_CRLS, "bad/revoked"));
    expect(only(against)).toMatchObject({ subIndication: "REVOKED_NO_POE" });
  });

  it("is passed over where the store is nothing of the kind", async () => {
    for (const store of [
      "null",
      "[61 0 R]",
      "<< /CRLs 61 0 R /VRI [61 0 R] /Certs << >> >>",
      "<< /CRLs [61 0 R << >> 4 (x)] >>",
    ]) {
      const pdf = await inStore(store, [encodeLatin1("x")]);
      expect(codesOf(await verify(pdf))).toContain("revocation-not-checked");
    }
  });
});
