import { describe, expect, it } from "vitest";
import { decodeLatin1 } from "../../../src/bytes/text.ts";
import type { BaselineBOptions } from "../../../src/pades/sign/options.ts";
import { signPdf } from "../../../src/pades/sign/sign-pdf.ts";
import { PdfDict } from "../../../src/pdf/objects.ts";
import { openPdf, readSignatures } from "../../interop/signed-file.ts";
import { ONE_PAGE } from "../../pdf/write/hand-made-pdf.ts";
import { at, catalog, ecSigner, NOW, page, signatureField, smallPdf, sourceOf, writtenObjects } from "./small-pdf.ts";

const signer = await ecSigner();
const sign = (pdf: Uint8Array, options: Partial<BaselineBOptions> = {}) =>
  signPdf(pdf, { signer, level: "B-B", now: NOW, ...options });
const code = (expected: string, message = "") =>
  expect.objectContaining({ code: expected, message: expect.stringContaining(message) });

/** Signs, and opens what comes out. */
async function signedDocument(objects: Readonly<Record<number, string>> = {}, options: Partial<BaselineBOptions> = {}) {
  return openPdf(await sign(smallPdf(objects), options));
}

describe("the signature dictionary", () => {
  it("has what EN 319 142-1 asks for, and no more than was given", async () => {
    const [signature] = readSignatures(await sign(smallPdf()));
    expect(signature?.dictionary).toMatchObject({
      keys: ["Type", "Filter", "SubFilter", "ByteRange", "Contents", "M"],
      type: "Sig",
      filter: "Adobe.PPKLite",
      subFilter: "ETSI.CAdES.detached",
      anomalies: [],
      signedAt: { text: "D:20260115030000Z", date: NOW },
    });
  });

  it("carries reason, place, name and contact in any script, and the caller's time zone", async () => {
    const texts = {
      reason: "Phê duyệt",
      location: "Hà Nội (VN)",
      name: "Trần Thị B",
      contactInfo: "b@example.invalid",
    };
    const [signature] = readSignatures(await sign(smallPdf(), { ...texts, timeZoneOffsetMinutes: 420 }));
    expect(signature?.dictionary).toMatchObject({ ...texts, signedAt: { text: "D:20260115100000+07'00'", date: NOW } });
  });

  it("names the program in /Prop_Build where asked to", async () => {
    const [signature] = readSignatures(await sign(smallPdf(), { application: "Một cửa" }));
    expect(signature?.dictionary.keys).toContain("Prop_Build");
  });

  it("has a /ByteRange of the whole file but /Contents, whose zeros are all behind the CMS", async () => {
    const signed = await sign(smallPdf());
    const [signature] = readSignatures(signed);
    const { byteRange, contents } = signature?.dictionary ?? {};
    expect(byteRange).toEqual([
      0,
      contents?.extent?.start,
      contents?.extent?.end,
      signed.length - (contents?.extent?.end ?? 0),
    ]);
    const padding = contents?.bytes.subarray(signature?.cms.length ?? 0);
    expect(padding?.every((byte) => byte === 0)).toBe(true);
    expect(padding?.length).toBeLessThan(16);
  });
});

describe("a new field", () => {
  it("is an invisible widget on the first page, by default", async () => {
    const document = await signedDocument();
    const [field] = at(document, "AcroForm", "Fields") as [unknown];
    expect(sourceOf(document, field as never)).toBe(
      "<< /Type /Annot /Subtype /Widget /FT /Sig /T (Signature1) /F 132 /Rect [0 0 0 0] /P 3 0 R /V 5 0 R >>",
    );
    expect(sourceOf(document, document.pages[0]?.dict.get("Annots"))).toBe("[6 0 R]");
    expect(at(document, "AcroForm", "SigFlags")).toBe(3);
  });

  it("gets the first free name", async () => {
    const fields = {
      1: catalog("5 0 R 6 0 R"),
      5: "<< /FT /Tx /T (Signature1) >>",
      6: "<< /FT /Tx /T (Signature3) >>",
    };
    expect(readSignatures(await sign(smallPdf(fields)))).toMatchObject([{ field: "Signature2" }]);
  });

  it("gets the name it is given, in any script", async () => {
    expect(readSignatures(await sign(smallPdf(), { field: "Chữ ký lãnh đạo" }))).toMatchObject([
      { field: "Chữ ký lãnh đạo" },
    ]);
  });

  it("goes on the page it is given, whatever /Count says", async () => {
    const pages = {
      2: "<< /Type /Pages /Kids [5 0 R 6 0 R] /Count 99 >>",
      5: "<< /Type /Pages /Parent 2 0 R /Kids [3 0 R] /Count 7 >>",
      6: "<< /Type /Page /Parent 2 0 R /MediaBox [0 0 10 10] >>",
    };
    const document = await signedDocument(pages, { page: 1 });
    expect(sourceOf(document, document.pages[1]?.dict.get("Annots"))).toBe("[8 0 R]");
    expect(document.pages[0]?.dict.get("Annots")).toBeUndefined();
    await expect(sign(smallPdf(pages), { page: 2 })).rejects.toThrow(code("ERR_INVALID_ARGUMENT", "there are 2 pages"));
  });

  it.each([
    ["loops", "<< /Type /Pages /Kids [2 0 R] /Count 1 >>"],
    ["has a hole", "<< /Type /Pages /Kids [99 0 R] /Count 1 >>"],
    ["holds its page directly", "<< /Type /Pages /Kids [<< /Type /Page >>] /Count 1 >>"],
  ])("is refused where the page tree %s", async (_, pages) => {
    await expect(sign(smallPdf({ 2: pages }))).rejects.toThrow(code("ERR_PDF_UNREADABLE", "page tree"));
  });

  it("cannot have a name that is taken or would be a path", async () => {
    const fields = { 1: catalog("5 0 R"), 5: "<< /FT /Tx /T (Number) >>" };
    await expect(sign(smallPdf(fields), { field: "Number" })).rejects.toThrow(
      code("ERR_SIGNATURE_FIELD", "not a signature field"),
    );
    await expect(sign(smallPdf(fields), { field: "a.b" })).rejects.toThrow(code("ERR_SIGNATURE_FIELD", "period"));
  });

  it.each([
    ["catalog and page, with everything direct", {}, [1, 3, 5, 6]],
    [
      "the form and the page, not the catalog",
      { 1: "<< /Type /Catalog /Pages 2 0 R /AcroForm 5 0 R >>", 5: "<< /Fields [] >>" },
      [3, 5, 6, 7],
    ],
    [
      "/Fields and /Annots alone where these are objects and the flags are set",
      {
        1: "<< /Type /Catalog /Pages 2 0 R /AcroForm 5 0 R >>",
        3: page("/Annots 7 0 R"),
        5: "<< /Fields 6 0 R /SigFlags 3 >>",
        6: "[]",
        7: "[]",
      },
      [6, 7, 8, 9],
    ],
  ])("changes %s", async (_, objects, expected) => {
    const declared = {
      ...objects,
      1: (("1" in objects ? objects[1] : ONE_PAGE.get(1)) ?? "").replace(/ >>$/, ` ${ESIC} >>`),
    };
    expect(writtenObjects(await signedDocument(declared))).toEqual(expected);
  });

  it("keeps the generation of an object that it changes", async () => {
    const pdf = decodeLatin1(smallPdf());
    const aged = pdf
      .replace("3 0 obj", "3 7 obj")
      .replace("/Kids [3 0 R]", "/Kids [3 7 R]")
      .replace(/ 00000 n (?=\n.*\ntrailer)/, " 00007 n ");
    const bytes = Uint8Array.from(aged, (character) => character.charCodeAt(0));
    expect(openPdf(bytes).load(3)?.gen).toBe(7);
    const document = openPdf(await sign(bytes));
    expect(document.load(3)?.gen).toBe(7);
    expect(sourceOf(document, document.load(6)?.value)).toContain("/P 3 7 R");
    expect(sourceOf(document, document.pages[0]?.dict.get("Annots"))).toBe("[6 0 R]");
  });

  it("writes a direct value where an entry refers to nothing", async () => {
    const document = await signedDocument({ 3: page("/Annots 99 0 R") });
    expect(sourceOf(document, document.pages[0]?.dict.get("Annots"))).toBe("[6 0 R]");
    expect(document.load(99)).toBeNull();
  });

  it("does not settle which of two values counts", async () => {
    await expect(sign(smallPdf({ 3: page("/Rotate 0 /Rotate 90") }))).rejects.toThrow(
      code("ERR_PDF_UNREADABLE", "/Rotate twice"),
    );
  });

  it.each([
    ["/Annots", { 3: page("/Annots 5") }],
    ["/AcroForm", { 1: "<< /Type /Catalog /Pages 2 0 R /AcroForm [] >>" }],
    ["/Fields", { 1: "<< /Type /Catalog /Pages 2 0 R /AcroForm << /Fields 7 >> >>" }],
  ])("is refused where %s is of the wrong kind", async (_, objects) => {
    await expect(sign(smallPdf(objects))).rejects.toThrow(code("ERR_PDF_UNREADABLE"));
  });
});

const ESIC = "/Extensions << /ESIC << /BaseVersion /1.7 /ExtensionLevel 2 >> >>";

describe("an existing field", () => {
  const form = (field: string) => ({
    1: catalog("5 0 R", ESIC).replace("/Fields [5 0 R]", "/Fields [5 0 R] /SigFlags 3"),
    3: page("/Annots [5 0 R]"),
    5: field,
  });

  it("is signed by its name, and nothing else is changed", async () => {
    const document = await signedDocument(form(signatureField("Leader")), { field: "Leader" });
    expect(writtenObjects(document)).toEqual([5, 6]);
    expect(sourceOf(document, document.load(5)?.value)).toBe(signatureField("Leader", "/V 6 0 R"));
  });

  it("is found below another field by its full name", async () => {
    const objects = {
      1: catalog("5 0 R"),
      5: "<< /T (Heads) /FT /Sig /Kids [6 0 R] >>",
      6: "<< /T (Leader) /Parent 5 0 R /Type /Annot /Subtype /Widget /Rect [0 0 0 0] /P 3 0 R >>",
    };
    expect(readSignatures(await sign(smallPdf(objects), { field: "Heads.Leader" }))).toMatchObject([
      { field: "Heads.Leader" },
    ]);
  });

  it("gets an empty appearance where it has an area and none", async () => {
    const field = signatureField("Leader").replace("[0 0 0 0]", "[20 70 120 20]");
    const document = await signedDocument(form(field), { field: "Leader" });
    const normal = document.load(7)?.value;
    expect(sourceOf(document, normal)).toContain("/BBox [0 0 100 50]");
    expect(sourceOf(document, document.load(5)?.value)).toContain("/AP << /N 7 0 R >>");
  });

  it.each([
    ["is signed already", form(signatureField("Leader", "/V << /Type /Sig >>")), "signed already"],
    [
      "inherits a value",
      {
        ...form("<< /T (Leader) /FT /Sig /V << >> /Kids [6 0 R] >>"),
        6: signatureField("x").replace("/T (x)", "/T (y)"),
      },
      "signed already",
      "Leader.y",
    ],
    [
      "has two widgets",
      {
        ...form("<< /T (Leader) /FT /Sig /Kids [6 0 R 7 0 R] >>"),
        6: "<< /Subtype /Widget /Parent 5 0 R >>",
        7: "<< /Subtype /Widget /Parent 5 0 R >>",
      },
      "several widgets",
    ],
    [
      "has a namesake",
      { ...form(signatureField("Leader")), 1: catalog("5 0 R 6 0 R"), 6: signatureField("Leader") },
      "several fields",
    ],
    ["is written into the form", { 1: catalog(signatureField("Leader")) }, "object of its own"],
    ["gives a key twice", form(signatureField("Leader", "/Ff 0 /Ff 1")), "/Ff twice"],
  ])("is refused where it %s", async (_, objects, message, field = "Leader") => {
    await expect(sign(smallPdf(objects), { field })).rejects.toThrow(code("ERR_SIGNATURE_FIELD", message));
  });
});

describe("certification", () => {
  it("is a DocMDP reference, and /Perms in the catalog", async () => {
    const document = await signedDocument({}, { certify: 2 });
    const dict = at(document, "Perms", "DocMDP");
    expect(dict instanceof PdfDict && sourceOf(document, dict.get("Reference"))).toBe(
      "[<< /Type /SigRef /TransformMethod /DocMDP /TransformParams << /Type /TransformParams /P 2 /V /1.2 >> >>]",
    );
  });

  it("keeps what else /Perms holds, also where it is an object", async () => {
    const document = await signedDocument(
      { 1: "<< /Type /Catalog /Pages 2 0 R /Perms 5 0 R >>", 5: "<< /UR3 null /X 1 >>" },
      { certify: 3 },
    );
    expect(document.load(5)?.value instanceof PdfDict && sourceOf(document, document.load(5)?.value)).toMatch(
      /\/X 1 \/DocMDP \d+ 0 R/,
    );
  });
});

describe("/Extensions", () => {
  const extensions = async (entry: string, version: string) => {
    const bytes = await sign(smallPdf({ 1: `<< /Type /Catalog /Pages 2 0 R ${entry} >>` }, { version }));
    const document = openPdf(bytes);
    return sourceOf(document, document.catalog.get("Extensions"));
  };

  it.each([
    ["declares ESIC below PDF 2.0", "", "1.4", "<< /ESIC << /BaseVersion /1.7 /ExtensionLevel 2 >> >>"],
    ["declares nothing in PDF 2.0", "", "2.0", "null"],
    ["counts the catalog's version too", "/Version /2.0", "1.7", "null"],
    [
      "keeps what others declared",
      "/Extensions << /ADBE << /BaseVersion /1.7 /ExtensionLevel 3 >> >>",
      "1.7",
      "<< /ADBE << /BaseVersion /1.7 /ExtensionLevel 3 >> /ESIC << /BaseVersion /1.7 /ExtensionLevel 2 >> >>",
    ],
    [
      "raises a lower level",
      "/Extensions << /ESIC << /ExtensionLevel 1 >> >>",
      "1.7",
      "<< /ESIC << /BaseVersion /1.7 /ExtensionLevel 2 >> >>",
    ],
    [
      "leaves a higher level",
      "/Extensions << /ESIC << /ExtensionLevel 5 >> >>",
      "1.7",
      "<< /ESIC << /ExtensionLevel 5 >> >>",
    ],
  ])("%s", async (_, entry, version, expected) => {
    expect(await extensions(entry, version)).toBe(expected);
  });
});
