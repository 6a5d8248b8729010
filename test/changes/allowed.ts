import type { ChangeLevel } from "../../src/changes/change-item.ts";
import {
  acroForm,
  BASE,
  catalog,
  checkBox,
  FIELDS,
  form,
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

/** A harmless change, and the rule without which it would not be one. */
export interface AllowedCase {
  readonly title: string;
  readonly rule: string;
  readonly level: ChangeLevel;
  readonly code: string | null;
  readonly base?: Objects;
  readonly updates: readonly (Objects | Revision)[];
}

const CERT = stream("", "certificate");
const VRI = "AAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAA";
const DSS: Objects = {
  1: catalog("/DSS 30 0 R"),
  30: `<< /Type /DSS /Certs [31 0 R] /VRI << /${VRI} << /Cert [31 0 R] >> >> >>`,
  31: CERT,
};

export const newField = (more: string) =>
  `<< /Type /Annot /Subtype /Widget /FT /Sig /T (Second) /F 132 /P 3 0 R ${more} >>`;
export const withField: Objects = { 3: page(`${FIELDS} 40 0 R`), 5: acroForm(`${FIELDS} 40 0 R`) };

export const ALLOWED: readonly AllowedCase[] = [
  { title: "a security store is added", rule: "dss", level: "lta-updates", code: "dss-updated", updates: [DSS] },
  {
    title: "a certificate and an entry for a signature are added to the store",
    rule: "dss",
    level: "lta-updates",
    code: "dss-updated",
    base: { ...BASE, ...DSS },
    updates: [
      {
        30: `<< /Type /DSS /Certs [31 0 R 32 0 R] /CRLs [] /VRI << /${VRI} << /Type /VRI /Cert [31 0 R] /TU (D:2026) >> /${VRI.replaceAll("A", "B")} << /Cert [32 0 R] >> >> >>`,
        32: CERT,
      },
    ],
  },
  {
    title: "a store is added whose entries for signatures lead to nothing",
    rule: "dss",
    level: "lta-updates",
    code: "dss-updated",
    updates: [{ ...DSS, 30: "<< /Certs [31 0 R 98 0 R] /VRI 99 0 R >>" }],
  },
  {
    title: "entries for signatures come where a reference led to nothing",
    rule: "dss",
    level: "lta-updates",
    code: "dss-updated",
    base: { ...BASE, ...DSS, 30: "<< /Certs 97 0 R /VRI 99 0 R >>" },
    updates: [{ 97: "[98 0 R]", 98: CERT, 99: `<< /${VRI} << /Cert 97 0 R >> >>` }],
  },
  {
    title: "the store is written again with equal content under other numbers",
    rule: "file-id",
    level: "lta-updates",
    code: "file-id-changed",
    base: { ...BASE, ...DSS },
    updates: [
      {
        objects: {
          1: catalog("/DSS 33 0 R"),
          33: `<< /Certs [34 0 R] /VRI << /${VRI} << /Cert [34 0 R] >> >> /Type /DSS >>`,
          34: CERT,
        },
        trailer: "/Root 1 0 R /Info 10 0 R /ID [<00> <01>]",
      },
    ],
  },
  {
    title: "the store is replaced by one with newer evidence",
    rule: "dss-replaced",
    level: "lta-updates",
    code: "dss-replaced",
    base: { ...BASE, ...DSS },
    updates: [{ 1: catalog("/DSS 33 0 R"), 33: "<< /Certs [34 0 R] >>", 34: stream("", "another certificate") }],
  },
  {
    title: "a developer extension is added",
    rule: "extensions",
    level: "lta-updates",
    code: "extensions-updated",
    updates: [{ 24: "<< /BaseVersion /2.0 /ExtensionLevel 5 >>" }],
  },
  {
    title: "the catalog names a later version",
    rule: "catalog-version",
    level: "lta-updates",
    code: "version-raised",
    updates: [{ 1: catalog("/Version /2.0") }],
  },
  {
    title: "a document timestamp that shows nothing is added",
    rule: "new-signature-field",
    level: "lta-updates",
    code: "document-timestamp-added",
    updates: [{ ...withField, 40: newField("/Rect [0 0 0 0] /V 41 0 R"), 41: TIMESTAMP }],
  },
  {
    title: "a signature is added with its field and picture",
    rule: "new-signature-field",
    level: "form-filling",
    code: "signature-added",
    updates: [
      {
        ...withField,
        40: newField("/Rect [150 80 250 130] /V 41 0 R /AP << /N 42 0 R >>"),
        41: SIGNATURE,
        42: form(100, 50, "0 0 9 9 re f"),
      },
    ],
  },
  {
    title: "a seal covers a third of the picture of the signature before it",
    rule: "new-signature-field",
    level: "form-filling",
    code: "signature-added",
    updates: [
      {
        ...withField,
        40: newField("/Rect [0 20 53 60] /V 41 0 R /AP << /N 42 0 R >>"),
        41: SIGNATURE,
        42: form(53, 40, "0 0 9 9 re f"),
      },
    ],
  },
  {
    title: "an empty signature field is added",
    rule: "new-signature-field",
    level: "form-filling",
    code: "signature-field-added",
    updates: [{ ...withField, 40: newField("/Rect [150 80 250 130]") }],
  },
  {
    title: "an empty signature field is signed",
    rule: "signing",
    level: "form-filling",
    code: "signature-added",
    updates: [
      { 7: sealField("/V 41 0 R /AP << /N 42 0 R >> /M (D:2026)"), 41: SIGNATURE, 42: form(100, 40, "0 0 9 9 re f") },
    ],
  },
  {
    title: "a field is made read-only",
    rule: "field-locked",
    level: "form-filling",
    code: "field-locked",
    updates: [{ 6: textField("/V () /AP << /N 13 0 R >> /Ff 1") }],
  },
  {
    title: "a field's flags are written out as they are by default",
    rule: "field-locked",
    level: "lta-updates",
    code: "nothing-changed",
    updates: [{ 6: textField("/V () /AP << /N 13 0 R >> /Ff 0") }],
  },
  {
    title: "a text field is filled, and shows what it holds",
    rule: "filling",
    level: "form-filling",
    code: "field-filled",
    updates: [{ 6: textField("/V (12/QD) /AP << /N 42 0 R >>"), 42: textAppearance("12/QD") }],
  },
  {
    title: "a text field is filled by rewriting its appearance in place",
    rule: "filling",
    level: "form-filling",
    code: "field-filled",
    updates: [{ 6: textField("/V (12/QD) /AP << /N 13 0 R >>"), 13: textAppearance("12/QD") }],
  },
  {
    title: "a check box is ticked",
    rule: "filling",
    level: "form-filling",
    code: "field-filled",
    updates: [{ 9: checkBox("Yes") }],
  },
  {
    title: "an annotation is told the page that it is on",
    rule: "annotation-links",
    level: "lta-updates",
    code: "nothing-changed",
    base: { ...BASE, 7: sealField("").replace("/P 3 0 R", "") },
    updates: [{ 7: sealField("") }],
  },
  {
    title: "a font is added to the form's resources",
    rule: "form",
    level: "lta-updates",
    code: "nothing-changed",
    updates: [
      {
        5: `<< /SigFlags 3 /DA (/Helv 12 Tf 0 g) /DR << /Font << /Helv 12 0 R /ZaDb 43 0 R >> >> /Fields [${FIELDS}] >>`,
        43: "<< /Type /Font /Subtype /Type1 /BaseFont /ZapfDingbats >>",
      },
    ],
  },
  {
    title: "a page is given a tab order",
    rule: "page",
    level: "lta-updates",
    code: "nothing-changed",
    updates: [{ 3: page(FIELDS, "/Tabs /S") }],
  },
  {
    title: "a page's one content stream becomes a list of it",
    rule: "page",
    level: "lta-updates",
    code: "nothing-changed",
    updates: [{ 3: page(FIELDS).replace("4 0 R", "[4 0 R]") }],
  },
  {
    title: "a signature takes the number of something that was used by nothing",
    rule: "new-signature-field",
    level: "form-filling",
    code: "signature-added",
    base: { ...BASE, 40: "<< /Old true >>" },
    updates: [{ ...withField, 40: newField("/Rect [150 80 250 130] /V 41 0 R"), 41: SIGNATURE }],
  },
  {
    title: "the page tree names the tool that wrote it",
    rule: "page",
    level: "lta-updates",
    code: "metadata-updated",
    updates: [{ 2: "<< /Type /Pages /Kids [3 0 R] /Count 1 /ITXT (5.0.0) >>" }],
  },
  {
    title: "the date and the tool of the last change are written",
    rule: "info",
    level: "lta-updates",
    code: "metadata-updated",
    updates: [{ 10: "<< /Title (Decision) /ModDate (D:20260202000000Z) /Producer (B) >>" }],
  },
  {
    title: "the XMP metadata tells the new date",
    rule: "metadata",
    level: "lta-updates",
    code: "metadata-updated",
    updates: [
      {
        11: xmp(
          "<dc:identifier>one</dc:identifier><xmp:ModifyDate>2026-02-02</xmp:ModifyDate><xmp:MetadataDate>2026-02-02</xmp:MetadataDate>",
        ),
      },
    ],
  },
  {
    title: "both parts of the file's identifier change",
    rule: "file-id",
    level: "lta-updates",
    code: "file-id-changed",
    updates: [{ objects: {}, trailer: "/Root 1 0 R /Info 10 0 R /ID [<01> <02>]" }],
  },
  {
    title: "the authentication code of an encrypted file is renewed",
    rule: "auth-code",
    level: "lta-updates",
    code: "file-id-changed",
    updates: [
      {
        objects: {},
        trailer:
          "/Root 1 0 R /Info 10 0 R /ID [<00> <00>] /AuthCode << /MACLocation /AttachedToSig /SigObjRef 14 0 R >>",
      },
    ],
  },
  {
    title: "an office program's entry in the trailer leads to nothing",
    rule: "additional-streams",
    level: "lta-updates",
    code: "nothing-changed",
    updates: [
      {
        objects: {},
        trailer: "/Root 1 0 R /Info 10 0 R /ID [<00> <00>] /AdditionalStreams [/application#2Fodt 90 0 R]",
      },
    ],
  },
  {
    title: "a signature with its place in the logical structure is added",
    rule: "structure",
    level: "form-filling",
    code: "structure-updated",
    updates: [
      {
        ...withField,
        40: newField("/Rect [150 80 250 130] /V 41 0 R /StructParent 1"),
        41: SIGNATURE,
        20: "<< /Type /StructTreeRoot /K [21 0 R] /ParentTree 22 0 R /ParentTreeNextKey 2 >>",
        21: "<< /Type /StructElem /S /Document /P 20 0 R /K [23 0 R 44 0 R] >>",
        22: "<< /Nums [0 [23 0 R] 1 44 0 R] >>",
        44: "<< /Type /StructElem /S /Form /P 21 0 R /K [<< /Type /OBJR /Obj 40 0 R /Pg 3 0 R >>] >>",
      },
    ],
  },
  {
    title: "text of the page is highlighted",
    rule: "annotations",
    level: "annotations",
    code: "annotation-added",
    updates: [
      {
        3: page(`${FIELDS} 45 0 R`),
        45: "<< /Type /Annot /Subtype /Highlight /Rect [15 245 60 265] /AP << /N 46 0 R >> >>",
        46: form(45, 20, "/G gs 1 1 0 rg 0 0 45 20 re f", "/ExtGState << /G << /BM /Multiply >> >>"),
      },
    ],
  },
  {
    title: "a comment is added to the page",
    rule: "annotations",
    level: "annotations",
    code: "annotation-added",
    updates: [
      { 3: page(`${FIELDS} 45 0 R`), 45: "<< /Type /Annot /Subtype /Text /Rect [280 280 290 290] /Contents (Seen) >>" },
    ],
  },
];
