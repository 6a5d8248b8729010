import { describe, expect, it } from "vitest";
import { toByteSource } from "../../../src/bytes/source.ts";
import { decodeLatin1 } from "../../../src/bytes/text.ts";
import { openView } from "../../../src/bytes/view.ts";
import { MAX_REVOCATION_EVIDENCE } from "../../../src/limits.ts";
import { readSecurityStore } from "../../../src/pades/ltv/security-store.ts";
import { PdfDocument } from "../../../src/pdf/read/document.ts";
import { smallPdf } from "../sign/small-pdf.ts";

const stream = (text: string) => `<< /Length ${text.length} >>\nstream\n${text}\nendstream`;

/** What the store of a file with these objects holds, as text; object 10 is the store. */
function storeOf(objects: Readonly<Record<number, string>>) {
  const catalog = "<< /Type /Catalog /Pages 2 0 R /DSS 10 0 R >>";
  const bytes = smallPdf({ 1: catalog, ...objects });
  const { certificates, crls, ocspResponses } = readSecurityStore(PdfDocument.open(openView(toByteSource(bytes))));
  const texts = (pieces: readonly Uint8Array[]) => pieces.map(decodeLatin1);
  return { certificates: texts(certificates), crls: texts(crls), ocspResponses: texts(ocspResponses) };
}

const NOTHING = { certificates: [], crls: [], ocspResponses: [] };

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
    expect(store).toEqual({ certificates: ["certificate", "another"], crls: ["crl"], ocspResponses: ["ocsp"] });
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

  it("gives no more pieces of a kind than the cap", () => {
    const count = MAX_REVOCATION_EVIDENCE + 10;
    const numbers = Array.from({ length: count }, (_, index) => 20 + index);
    const objects = Object.fromEntries(numbers.map((num) => [num, stream(`crl ${num}`)]));
    const store = storeOf({ 10: `<< /CRLs [${numbers.map((num) => `${num} 0 R`).join(" ")}] >>`, ...objects });
    expect(store.crls).toHaveLength(MAX_REVOCATION_EVIDENCE);
  });
});
