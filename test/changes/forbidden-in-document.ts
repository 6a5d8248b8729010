import type { ChangeCode } from "../../src/changes/change-item.ts";
import { BASE, catalog, FIELDS, type Objects, page, type Revision, SIGNATURE, stream, xmp } from "./base.ts";

/** A harmful change, and what it must be called. */
export interface Forbidden {
  readonly title: string;
  readonly code: ChangeCode;
  readonly page?: number;
  readonly field?: string;
  readonly base?: Objects;
  readonly updates: readonly (Objects | Revision)[];
}

/** What a page shows, and what belongs to the document as a whole. */
export const FORBIDDEN_IN_DOCUMENT: readonly Forbidden[] = [
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
  {
    title: "the page tree's mark of its writer is more than text",
    code: "page-changed",
    updates: [{ 2: "<< /Type /Pages /Kids [3 0 R] /Count 1 /ITXT 19 0 R >>" }],
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
    // ISO 32000-2, 12.8.2.2.1: the certification is the first signature of a document, and there is one.
    title: "a later signature certifies the document, which only its first may",
    code: "permissions-changed",
    updates: [
      {
        1: catalog("/Perms << /DocMDP 41 0 R >>"),
        7: (BASE[7] ?? "").replace("/P 3 0 R", "/P 3 0 R /V 41 0 R"),
        41: SIGNATURE.replace(
          "/Type /Sig ",
          "/Type /Sig /Reference [<< /TransformMethod /DocMDP /TransformParams << /P 2 >> >>] ",
        ),
      },
    ],
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
];
