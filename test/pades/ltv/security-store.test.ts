import { describe, expect, it } from "vitest";
import { toByteSource } from "../../../src/bytes/source.ts";
import { decodeLatin1 } from "../../../src/bytes/text.ts";
import { openView } from "../../../src/bytes/view.ts";
import { MAX_CERTIFICATES, MAX_REVOCATION_EVIDENCE, MAX_STORE_ITEMS } from "../../../src/limits.ts";
import { readSecurityStore, type SecurityStore, StoreBudget } from "../../../src/pades/ltv/security-store.ts";
import { PdfDocument } from "../../../src/pdf/read/document.ts";
import { forgePdf } from "../../support/forged-pdf.ts";
import { verifyDemo } from "../../support/signed-samples.ts";
import { smallPdf } from "../sign/small-pdf.ts";

const stream = (text: string) => `<< /Length ${text.length} >>\nstream\n${text}\nendstream`;

/** What the store of a file with these objects holds, as text; object 10 is the store. */
function storeOf(objects: Readonly<Record<number, string>>) {
  const catalog = "<< /Type /Catalog /Pages 2 0 R /DSS 10 0 R >>";
  const bytes = smallPdf({ 1: catalog, ...objects });
  return textsOf(readSecurityStore(openPdf(bytes)));
}

const openPdf = (bytes: Uint8Array) => PdfDocument.open(openView(toByteSource(bytes)));

function textsOf({ certificates, crls, ocspResponses, exceeded }: SecurityStore) {
  const texts = (pieces: readonly Uint8Array[]) => pieces.map(decodeLatin1);
  const limits = exceeded.map(({ limit }) => limit);
  return { certificates: texts(certificates), crls: texts(crls), ocspResponses: texts(ocspResponses), limits };
}

const NOTHING = { certificates: [], crls: [], ocspResponses: [], limits: [] };

describe("a document security store", () => {
  it("holds certificates, CRLs and OCSP responses, each once, also where only a signature's entry names them", () => {
    const store = storeOf({
      10: "<< /Certs [11 0 R] /CRLs [12 0 R 12 0 R] /OCSPs 15 0 R /VRI << /AA << /Cert [11 0 R 14 0 R] /CRL [12 0 R] /OCSP [13 0 R] >> >> >>",
      11: stream("certificate"),
      12: stream("crl"),
      13: stream("ocsp"),
      14: stream("another"),
      15: "[13 0 R]",
    });
    expect(store).toEqual({
      ...NOTHING,
      certificates: ["certificate", "another"],
      crls: ["crl"],
      ocspResponses: ["ocsp"],
    });
  });

  it("leaves out what cannot be decoded, and what is no stream", () => {
    const store = storeOf({
      10: "<< /CRLs [11 0 R 12 0 R 99 0 R (x) 4 13 0 R] >>",
      11: "<< /Length 3 /Filter /FlateDecode >>\nstream\nxyz\nendstream",
      12: "<< /Length 3 /Filter /DCTDecode >>\nstream\nxyz\nendstream",
      13: stream("good"),
    });
    expect(store).toEqual({ ...NOTHING, crls: ["good"] });
  });

  it.each([
    "null",
    "4",
    "[11 0 R]",
    "<< /VRI 10 0 R >>",
    "<< /VRI << /A 10 0 R /B << /CRL 10 0 R >> >> /CRLs << >> >>",
  ])("is empty where it is %s", (source) => {
    expect(storeOf({ 10: source })).toEqual(NOTHING);
  });

  it("is read once where a thousand entries each name the same thousand pieces", () => {
    const list = `[${"12 0 R ".repeat(1_000)}]`;
    const entries = Array.from({ length: 1_000 }, (_, index) => `/K${index} << /CRL 11 0 R >>`).join(" ");
    expect(storeOf({ 10: `<< /VRI << ${entries} >> >>`, 11: list, 12: stream("crl") }).crls).toEqual(["crl"]);
  });

  it.each([
    ["Certs", "certificates", "MAX_CERTIFICATES", MAX_CERTIFICATES],
    ["CRLs", "crls", "MAX_REVOCATION_EVIDENCE", MAX_REVOCATION_EVIDENCE],
    ["OCSPs", "ocspResponses", "MAX_REVOCATION_EVIDENCE", MAX_REVOCATION_EVIDENCE],
  ] as const)("gives no more pieces of /%s than the cap, and says so", (list, kind, limit, maximum) => {
    const withPieces = (count: number) => {
      const numbers = Array.from({ length: count }, (_, index) => 20 + index);
      const objects = Object.fromEntries(numbers.map((num) => [num, stream(`piece ${num}`)]));
      return storeOf({ 10: `<< /${list} [${numbers.map((num) => `${num} 0 R`).join(" ")}] >>`, ...objects });
    };
    expect(withPieces(maximum)).toMatchObject({ [kind]: { length: maximum }, limits: [] });
    expect(withPieces(maximum + 1)).toMatchObject({ [kind]: { length: maximum }, limits: [limit] });
  });

  it("says where it has more entries than are looked at", () => {
    const list = `[${"11 0 R ".repeat(MAX_STORE_ITEMS)}]`;
    expect(storeOf({ 10: `<< /CRLs ${list} >>`, 11: stream("crl") })).toEqual({
      ...NOTHING,
      crls: ["crl"],
      limits: ["MAX_STORE_ITEMS"],
    });
  });

  it("is read again where only the budget of an earlier reading was spent", () => {
    const catalog = "<< /Type /Catalog /Pages 2 0 R /DSS 10 0 R >>";
    const document = openPdf(
      smallPdf({ 1: catalog, 10: "<< /CRLs [11 0 R 12 0 R] >>", 11: stream("first"), 12: stream("second") }),
    );
    const budget = new StoreBudget();
    budget.bytesLeft = 7;
    const short = textsOf(readSecurityStore(document, budget));
    expect(short).toEqual({ ...NOTHING, crls: ["first"], limits: ["MAX_DSS_BYTES"] });
    expect(textsOf(readSecurityStore(document))).toEqual({ ...NOTHING, crls: ["first", "second"] });
  });

  it("leaves a signature undecided where it was not read whole: what was left out may speak against it", async () => {
    const numbers = Array.from({ length: MAX_CERTIFICATES + 1 }, (_, index) => 20 + index);
    const withStore = (pieces: readonly number[]) =>
      forgePdf({
        objects: [
          [1, `<< /Type /Catalog /Pages 2 0 R /AcroForm << /Fields [8 0 R] /SigFlags 3 >> /DSS 19 0 R >>`],
          [19, `<< /Type /DSS /Certs [${pieces.map((num) => `${num} 0 R`).join(" ")}] >>`],
          ...pieces.map((num) => [num, stream(`certificate ${num}`)] as const),
        ],
      });
    const full = await verifyDemo(await withStore(numbers.slice(1)));
    expect(full).toMatchObject({ verdict: "valid", findings: [] });
    const params = { limit: "MAX_CERTIFICATES", maximum: MAX_CERTIFICATES };
    const over = await verifyDemo(await withStore(numbers));
    expect(over).toMatchObject({ verdict: "indeterminate", findings: [{ code: "limit-exceeded", params }] });
  });
});
