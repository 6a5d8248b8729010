import { describe, expect, it } from "vitest";
import type { ChangeCode } from "../../src/changes/change-item.ts";
import { newField, withField } from "./allowed.ts";
import {
  acroForm,
  after,
  BASE,
  build,
  catalog,
  checkBox,
  codes,
  FIELDS,
  form,
  judge,
  type Objects,
  page,
  type Revision,
  SIGNATURE,
  sealField,
  stream,
  TIMESTAMP,
  textAppearance,
  textField,
  xmp,
} from "./base.ts";

interface Forbidden {
  readonly title: string;
  readonly code: ChangeCode;
  readonly page?: number;
  readonly field?: string;
  readonly base?: Objects;
  readonly updates: readonly (Objects | Revision)[];
}

const VRI = "AAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAA";
const DSS: Objects = {
  1: catalog("/DSS 30 0 R"),
  30: `<< /Certs [31 0 R] /VRI << /${VRI} << /Cert [31 0 R] >> >> >>`,
  31: stream("", "certificate"),
};
const signed = (rect: string, more = "") => ({
  ...withField,
  40: newField(`${rect} /V 41 0 R ${more}`),
  41: SIGNATURE,
});
const picture = form(100, 50, "0 0 9 9 re f");

const CASES: readonly Forbidden[] = [
  // What a page shows
  {
    title: "the content of a page changes",
    code: "content-changed",
    page: 1,
    updates: [{ 4: stream("", "BT /Helv 12 Tf 20 250 Td (Refusal) Tj ET") }],
  },
  {
    title: "a page gets other content",
    code: "content-changed",
    page: 1,
    updates: [{ 3: page(FIELDS).replace("4 0 R", "50 0 R"), 50: stream("", "BT ET") }],
  },
  {
    title: "a second content stream is added",
    code: "content-changed",
    page: 1,
    updates: [{ 3: page(FIELDS).replace("4 0 R", "[4 0 R 50 0 R]"), 50: stream("", "BT ET") }],
  },
  {
    title: "a font is swapped",
    code: "font-changed",
    page: 1,
    updates: [{ 12: "<< /Type /Font /Subtype /Type1 /BaseFont /Symbol >>" }],
  },
  {
    title: "an image is swapped",
    code: "xobject-changed",
    page: 1,
    updates: [
      {
        19: stream(
          "/Type /XObject /Subtype /Image /Width 1 /Height 1 /BitsPerComponent 8 /ColorSpace /DeviceGray",
          "B",
        ),
      },
    ],
  },
  {
    title: "a page's resources change",
    code: "resources-changed",
    page: 1,
    updates: [{ 3: page(FIELDS).replace("/Im 19 0 R", "/Im 16 0 R") }],
  },
  { title: "a page is rotated", code: "page-changed", page: 1, updates: [{ 3: page(FIELDS, "/Rotate 90") }] },
  {
    title: "a page inherits a crop box",
    code: "page-changed",
    updates: [{ 2: "<< /Type /Pages /Kids [3 0 R] /Count 1 /CropBox [0 0 10 10] >>" }],
  },
  {
    title: "a page inherits resources",
    code: "resources-changed",
    updates: [{ 2: "<< /Type /Pages /Kids [3 0 R] /Count 1 /Resources << >> >>" }],
  },
  {
    title: "a page is added",
    code: "page-added",
    updates: [
      {
        2: "<< /Type /Pages /Kids [3 0 R 50 0 R] /Count 2 >>",
        50: "<< /Type /Page /Parent 2 0 R /MediaBox [0 0 9 9] >>",
      },
    ],
  },
  {
    title: "a page is removed",
    code: "page-removed",
    page: 1,
    updates: [
      { 2: "<< /Type /Pages /Kids [50 0 R] /Count 1 >>", 50: "<< /Type /Page /Parent 2 0 R /MediaBox [0 0 9 9] >>" },
    ],
  },
  {
    title: "a page becomes a node of the tree",
    code: "page-changed",
    updates: [
      {
        3: "<< /Type /Pages /Parent 2 0 R /Kids [50 0 R] >>",
        50: "<< /Type /Page /Parent 3 0 R /MediaBox [0 0 9 9] >>",
      },
    ],
  },
  { title: "a page that is used is freed", code: "page-changed", updates: [{ freed: [3] }] },
  { title: "a content stream that is used is freed", code: "content-changed", page: 1, updates: [{ freed: [4] }] },
  {
    title: "a stream changes that a content array is made of",
    code: "content-changed",
    page: 1,
    base: { ...BASE, 3: page(FIELDS).replace("4 0 R", "[4 0 R]") },
    updates: [{ 4: stream("", "BT ET") }],
  },
  {
    title: "the number that a stream's length stands for changes",
    code: "content-changed",
    base: { ...BASE, 4: "<< /Length 50 0 R >>\nstream\n1 g 0 g\nendstream", 50: "7" },
    updates: [{ 50: "3" }],
  },

  // The document
  {
    title: "the catalog is exchanged for one with other pages",
    code: "page-removed",
    updates: [
      {
        objects: {
          50: catalog().replace("/Pages 2 0 R", "/Pages 51 0 R"),
          51: "<< /Type /Pages /Kids [52 0 R] /Count 1 >>",
          52: "<< /Type /Page /Parent 51 0 R >>",
        },
        trailer: "/Root 50 0 R /Info 10 0 R /ID [<00> <00>]",
      },
    ],
  },
  {
    title: "JavaScript is added",
    code: "javascript-added",
    updates: [
      { 1: catalog("/Names << /JavaScript << /Names [(a) << /S /JavaScript /JS (app.alert\\(1\\)) >>] >> >>") },
    ],
  },
  {
    title: "an action on opening is added",
    code: "action-changed",
    updates: [{ 1: catalog("/OpenAction << /S /URI /URI (http://a) >>") }],
  },
  {
    title: "additional actions are added",
    code: "action-changed",
    updates: [{ 1: catalog("/AA << >> /X 1").replace("/AA << >>", "/AA << /WC << /S /JavaScript /JS (1) >> >>") }],
  },
  {
    title: "optional content is set up",
    code: "optional-content-changed",
    updates: [{ 1: catalog("/OCProperties << /OCGs [] /D << >> >>") }],
  },
  {
    title: "an outline is added",
    code: "catalog-entry-changed",
    updates: [{ 1: catalog("/Outlines << /Type /Outlines >> /PageMode /UseOutlines") }],
  },
  {
    title: "the catalog names an earlier version",
    code: "catalog-entry-changed",
    base: { ...BASE, 1: catalog("/Version /2.0") },
    updates: [{ 1: catalog("/Version /1.4") }],
  },
  {
    title: "permissions are removed",
    code: "permissions-changed",
    base: { ...BASE, 1: catalog("/Perms << /DocMDP 14 0 R >>") },
    updates: [{ 1: catalog() }],
  },
  {
    title: "an extension is no extension",
    code: "catalog-entry-changed",
    updates: [{ 1: catalog().replace("24 0 R", "4 0 R") }],
  },
  {
    title: "the title changes",
    code: "metadata-changed",
    updates: [{ 10: "<< /Title (Refusal) /ModDate (D:20260101000000Z) /Producer (A) >>" }],
  },
  {
    title: "the XMP metadata states something else",
    code: "metadata-changed",
    updates: [{ 11: xmp("<dc:identifier>two</dc:identifier>") }],
  },
  {
    title: "the XMP metadata declares an entity",
    code: "metadata-changed",
    updates: [
      {
        11: stream(
          "/Type /Metadata /Subtype /XML",
          '<!DOCTYPE x [<!ENTITY a "b">]><x:xmpmeta xmlns:x="adobe:ns:meta/"/>',
        ),
      },
    ],
  },
  {
    title: "the XMP metadata is no XML",
    code: "metadata-changed",
    updates: [{ 11: stream("/Type /Metadata /Subtype /XML", "identifier") }],
  },
  {
    title: "the trailer gets a key that no one knows",
    code: "trailer-changed",
    updates: [{ objects: {}, trailer: "/Root 1 0 R /Info 10 0 R /ID [<00> <00>] /Extra 4 0 R" }],
  },
  {
    title: "an encryption dictionary appears in the trailer",
    code: "encryption-changed",
    updates: [
      {
        objects: { 50: "<< /Filter /Standard /V 1 /R 2 >>" },
        trailer: "/Root 1 0 R /Info 10 0 R /ID [<00> <00>] /Encrypt 50 0 R",
      },
    ],
  },
  {
    title: "an office program's stream is attached in the trailer",
    code: "trailer-changed",
    updates: [
      {
        objects: { 90: stream("", "PK") },
        trailer: "/Root 1 0 R /Info 10 0 R /ID [<00> <00>] /AdditionalStreams [/application#2Fodt 90 0 R]",
      },
    ],
  },
  {
    title: "the structure gets an alternative text to be read out",
    code: "structure-changed",
    updates: [{ 23: "<< /Type /StructElem /S /P /P 21 0 R /Pg 3 0 R /K 0 /Alt (Refusal) >>" }],
  },
  {
    title: "a structure element is removed",
    code: "structure-changed",
    updates: [{ 21: "<< /Type /StructElem /S /Document /P 20 0 R /K [] >>" }],
  },
  {
    title: "the parent tree leads elsewhere",
    code: "structure-changed",
    updates: [{ 22: "<< /Nums [0 [21 0 R]] >>" }],
  },

  // Evidence
  {
    title: "the security store is deleted",
    code: "dss-changed",
    base: { ...BASE, ...DSS },
    updates: [{ 1: catalog() }],
  },
  {
    title: "a certificate is taken from the store",
    code: "dss-changed",
    base: { ...BASE, ...DSS },
    updates: [{ 30: `<< /Certs [] /VRI << /${VRI} << /Cert [31 0 R] >> >> >>` }],
  },
  {
    title: "a certificate in the store is overwritten",
    code: "dss-changed",
    base: { ...BASE, ...DSS },
    updates: [{ 31: stream("", "another") }],
  },
  {
    title: "the store gets a key that no one knows",
    code: "dss-changed",
    updates: [{ ...DSS, 30: "<< /Certs [31 0 R] /Blah 1 >>" }],
  },
  {
    title: "an entry in the store is for no signature",
    code: "dss-changed",
    updates: [{ ...DSS, 30: "<< /VRI << /Bleh << >> >> >>" }],
  },
  {
    title: "a certificate added to the store is also a page's image",
    code: "resources-changed",
    updates: [{ ...DSS, 3: page(FIELDS).replace("/Im 19 0 R", "/Im 31 0 R") }],
  },
  {
    title: "a certificate is overwritten that is also a page's image",
    code: "xobject-changed",
    base: { ...BASE, ...DSS, 3: page(FIELDS).replace("/Im 19 0 R", "/Im 31 0 R") },
    updates: [{ 31: stream("", "another") }],
  },

  // Fields
  { title: "a field is removed", code: "field-removed", field: "So", updates: [{ 5: acroForm("7 0 R 8 0 R 9 0 R") }] },
  {
    title: "a text field is added",
    code: "field-added",
    updates: [{ ...withField, 40: "<< /Type /Annot /Subtype /Widget /FT /Tx /T (New) /Rect [0 0 9 9] >>" }],
  },
  {
    title: "a field is renamed",
    code: "field-renamed",
    field: "So",
    updates: [{ 6: textField("/V () /AP << /N 13 0 R >>").replace("(So)", "(Ngay)") }],
  },
  {
    title: "a signature field is retyped",
    code: "field-retyped",
    field: "Leader",
    updates: [{ 8: BASE[8]?.replace("/Sig ", "/Tx ") ?? "" }],
  },
  {
    title: "a widget is moved",
    code: "widget-moved",
    field: "So",
    page: 1,
    updates: [{ 6: textField("/V () /AP << /N 13 0 R >>").replace("20 100 120 120", "20 200 120 220") }],
  },
  {
    title: "the look of a field's text changes",
    code: "field-changed",
    field: "So",
    updates: [{ 6: textField("/V () /AP << /N 13 0 R >> /DA (/Helv 1 Tf 1 g)") }],
  },
  {
    title: "a field gets an action",
    code: "action-changed",
    field: "So",
    updates: [{ 6: textField("/V () /AP << /N 13 0 R >> /AA << /K << /S /JavaScript /JS (1) >> >>") }],
  },
  {
    title: "a field's widget is hidden",
    code: "field-changed",
    field: "So",
    updates: [{ 6: textField("/V () /AP << /N 13 0 R >> /F 2") }],
  },
  {
    title: "a check box gets another picture",
    code: "appearance-changed",
    field: "Agree",
    updates: [{ 16: form(10, 10, "", "") }],
  },
  {
    title: "a check box is in a state that it does not have",
    code: "field-changed",
    field: "Agree",
    updates: [{ 9: checkBox("Maybe") }],
  },
  {
    title: "a check box shows another state than it holds",
    code: "appearance-mismatch",
    field: "Agree",
    updates: [{ 9: checkBox("Yes").replace("/AS /Yes", "/AS /Off") }],
  },
  {
    title: "the form gets XFA",
    code: "form-changed",
    updates: [{ 5: acroForm(FIELDS, "/XFA [(a) 50 0 R]"), 50: stream("", "<xdp/>") }],
  },
  {
    title: "the form's default font is exchanged",
    code: "font-changed",
    updates: [
      {
        5: acroForm(FIELDS).replace("/Helv 12 0 R", "/Helv 50 0 R"),
        50: "<< /Type /Font /Subtype /Type1 /BaseFont /Symbol >>",
      },
    ],
  },
  {
    title: "the flag that signatures exist is taken back",
    code: "form-changed",
    updates: [{ 5: acroForm(FIELDS).replace("/SigFlags 3", "/SigFlags 0") }],
  },
  {
    title: "a field's appearance is the object of a page's image",
    code: "xobject-changed",
    base: { ...BASE, 3: page(FIELDS).replace("/Im 19 0 R", "/Im 13 0 R") },
    updates: [{ 6: textField("/V (9) /AP << /N 13 0 R >>"), 13: textAppearance("9") }],
  },

  // Signatures
  {
    title: "a signature's picture changes",
    code: "appearance-changed",
    field: "Leader",
    page: 1,
    updates: [{ 15: form(100, 40, "BT ET") }],
  },
  {
    title: "a signature's widget is moved",
    code: "widget-moved",
    field: "Leader",
    page: 1,
    updates: [{ 8: BASE[8]?.replace("20 20 120 60", "20 200 120 240") ?? "" }],
  },
  {
    title: "a signature's widget is hidden",
    code: "field-changed",
    field: "Leader",
    updates: [{ 8: BASE[8]?.replace("/F 4", "/F 6") ?? "" }],
  },
  {
    title: "a signature's dictionary is replaced",
    code: "signature-changed",
    field: "Leader",
    updates: [{ 14: SIGNATURE.replace("<00>", "<01>") }],
  },
  {
    title: "a signature's value leads to another dictionary",
    code: "signature-changed",
    field: "Leader",
    updates: [{ 8: BASE[8]?.replace("14 0 R", "50 0 R") ?? "", 50: SIGNATURE.replace("<00>", "<01>") }],
  },
  {
    title: "a signature is taken from its field",
    code: "signature-removed",
    field: "Leader",
    updates: [{ 8: BASE[8]?.replace("/V 14 0 R", "") ?? "" }],
  },
  {
    title: "a signature field is taken from its page",
    code: "annotation-removed",
    field: "Leader",
    page: 1,
    updates: [{ 3: page("6 0 R 7 0 R 9 0 R") }],
  },
  {
    title: "a signature field is filled with what is no signature",
    code: "signature-changed",
    field: "Seal",
    updates: [{ 7: sealField("/V (junk)") }],
  },
  {
    title: "a signature field is filled with a dictionary without its parts",
    code: "signature-changed",
    field: "Seal",
    updates: [{ 7: sealField("/V << /Type /Sig >>") }],
  },
  {
    title: "a signature field is given a signature that was there",
    code: "signature-changed",
    field: "Seal",
    updates: [{ 7: sealField("/V 14 0 R") }],
  },
  {
    title: "a new signature field is given a signature that was there",
    code: "field-added",
    updates: [{ ...withField, 40: newField("/Rect [0 0 0 0] /V 14 0 R") }],
  },
  {
    title: "an empty signature field comes with a picture",
    code: "field-added",
    updates: [{ ...withField, 40: newField("/Rect [150 80 250 130] /AP << /N 42 0 R >>"), 42: picture }],
  },
  {
    title: "a new signature field acts when it is clicked",
    code: "field-added",
    updates: [signed("/Rect [0 0 0 0]", "/A << /S /URI /URI (http://a) >>")],
  },
  {
    title: "a new signature field is shown under a condition",
    code: "field-added",
    updates: [signed("/Rect [150 80 250 130]", "/OC 50 0 R")],
  },
  {
    title: "a new signature field has a name with a period",
    code: "field-added",
    updates: [{ ...withField, 40: newField("/Rect [0 0 0 0] /V 41 0 R").replace("(Second)", "(a.b)"), 41: SIGNATURE }],
  },
  {
    title: "a new signature field has two widgets",
    code: "field-added",
    updates: [
      {
        3: page(`${FIELDS} 42 0 R 43 0 R`),
        5: acroForm(`${FIELDS} 40 0 R`),
        40: "<< /FT /Sig /T (Second) /V 41 0 R /Kids [42 0 R 43 0 R] >>",
        41: SIGNATURE,
        42: "<< /Type /Annot /Subtype /Widget /Parent 40 0 R /Rect [0 0 0 0] >>",
        43: "<< /Type /Annot /Subtype /Widget /Parent 40 0 R /Rect [0 0 0 0] >>",
      },
    ],
  },
  {
    title: "a new signature's picture covers more than a seal would of the one before it",
    code: "overlay",
    field: "Second",
    page: 1,
    updates: [{ ...signed("/Rect [20 20 110 60]", "/AP << /N 42 0 R >>"), 42: picture }],
  },
  {
    title: "a new signature's picture covers a text field",
    code: "overlay",
    field: "Second",
    page: 1,
    updates: [{ ...signed("/Rect [20 95 120 125]", "/AP << /N 42 0 R >>"), 42: picture }],
  },
  {
    title: "a document timestamp is removed",
    code: "field-removed",
    base: { ...BASE, 5: acroForm(`${FIELDS} 40 0 R`), 40: newField("/Rect [0 0 0 0] /V 41 0 R"), 41: TIMESTAMP },
    updates: [{ 5: acroForm(FIELDS) }],
  },

  // Annotations that are no comments
  {
    title: "a link is added",
    code: "annotation-added",
    page: 1,
    updates: [
      {
        3: page(`${FIELDS} 45 0 R`),
        45: "<< /Type /Annot /Subtype /Link /Rect [0 0 9 9] /A << /S /URI /URI (http://a) >> >>",
      },
    ],
  },
  {
    title: "a widget is added that is in no form",
    code: "annotation-added",
    page: 1,
    updates: [
      { 3: page(`${FIELDS} 45 0 R`), 45: "<< /Type /Annot /Subtype /Widget /Rect [0 0 9 9] /AP << /N 16 0 R >> >>" },
    ],
  },
  {
    title: "a comment acts when it is clicked",
    code: "annotation-added",
    page: 1,
    updates: [
      {
        3: page(`${FIELDS} 45 0 R`),
        45: "<< /Type /Annot /Subtype /Text /Rect [280 280 290 290] /A << /S /URI /URI (http://a) >> >>",
      },
    ],
  },
  {
    title: "a comment covers a signature's picture",
    code: "overlay",
    page: 1,
    updates: [
      {
        3: page(`${FIELDS} 45 0 R`),
        45: "<< /Type /Annot /Subtype /FreeText /Rect [20 20 120 60] /Contents (Void) >>",
      },
    ],
  },
  {
    title: "annotations are put into another order",
    code: "annotation-changed",
    page: 1,
    updates: [{ 3: page("7 0 R 6 0 R 8 0 R 9 0 R") }],
  },
];

describe("a later revision is suspicious where", () => {
  for (const { title, code, page: number, field, base = BASE, updates } of CASES) {
    it(title, () => {
      const changes = judge(build(base, ...updates), { defaultPermission: 3 });
      expect(changes.level).toBe("other");
      expect(changes.permitted).toBe(false);
      const item = changes.items.find((one) => one.code === code);
      expect(codes(changes)).toContain(code);
      expect(item?.level).toBe("other");
      expect(item?.revision).toBe(2);
      if (number !== undefined) expect(item?.page).toBe(number);
      if (field !== undefined) expect(item?.field).toBe(field);
    });
  }

  it("something hides it again in a revision after it", () => {
    const changes = after({ 4: stream("", "BT /Helv 12 Tf 20 250 Td (Refusal) Tj ET") }, { 4: BASE[4] ?? "" });
    expect(changes.level).toBe("other");
    expect(codes(changes)).toEqual(["content-changed", "content-changed"]);
  });

  it("names the gravest change first, before harmless ones of earlier revisions", () => {
    const changes = after(
      { 10: "<< /Title (Decision) /ModDate (D:2027) /Producer (B) >>" },
      { 4: stream("", "BT ET") },
    );
    expect(changes.items[0]).toMatchObject({ code: "content-changed", revision: 3, page: 1, object: "4 0" });
  });

  it("shows what a field held before and after", () => {
    const filled = { 6: textField("/V (12) /AP << /N 42 0 R >>"), 42: textAppearance("12") };
    const changed = { 6: textField("/V (13) /AP << /N 43 0 R >>"), 43: textAppearance("13") };
    expect(after(filled, changed).items.at(-1)).toMatchObject({
      code: "field-filled",
      before: "12",
      after: "13",
      page: 1,
      field: "So",
    });
  });
});
