import { newField, withField } from "./allowed.ts";
import {
  acroForm,
  BASE,
  checkBox,
  FIELDS,
  form,
  page,
  SIGNATURE,
  sealField,
  stream,
  TIMESTAMP,
  textAppearance,
  textField,
} from "./base.ts";

import type { Forbidden } from "./forbidden-in-document.ts";

const signed = (rect: string, more = "") => ({
  ...withField,
  40: newField(`${rect} /V 41 0 R ${more}`),
  41: SIGNATURE,
});
const picture = form(100, 50, "0 0 9 9 re f");

/** Fields, signatures and annotations. */
export const FORBIDDEN_IN_FORM: readonly Forbidden[] = [
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
    title: "a field is made read-only, and thereby no longer has the flags of the field above it",
    code: "field-changed",
    field: "Group.So",
    base: {
      ...BASE,
      5: acroForm("50 0 R 7 0 R 8 0 R 9 0 R"),
      6: textField("/Parent 50 0 R"),
      50: "<< /T (Group) /Ff 8192 /Kids [6 0 R] >>",
    },
    updates: [{ 6: textField("/Parent 50 0 R /Ff 1") }],
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
    title: "a new signature field has the name of one that was there",
    code: "field-added",
    updates: [
      { ...withField, 40: newField("/Rect [0 0 0 0] /V 41 0 R").replace("(Second)", "(Leader)"), 41: SIGNATURE },
    ],
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

  {
    title: "a new signature's picture covers text of the page",
    code: "overlay",
    field: "Second",
    page: 1,
    updates: [{ ...signed("/Rect [15 245 60 265]", "/AP << /N 42 0 R >>"), 42: picture }],
  },
  {
    title: "an empty signature field is put on text of the page",
    code: "overlay",
    field: "Second",
    page: 1,
    updates: [{ ...withField, 40: newField("/Rect [15 245 60 265]") }],
  },
  {
    title: "a comment covers text of the page",
    code: "overlay",
    page: 1,
    updates: [
      {
        3: page(`${FIELDS} 45 0 R`),
        45: "<< /Type /Annot /Subtype /FreeText /Rect [15 245 60 265] /Contents (Refusal) >>",
      },
    ],
  },
  {
    title: "a highlight hides the text that it stands on",
    code: "overlay",
    page: 1,
    updates: [
      {
        3: page(`${FIELDS} 45 0 R`),
        45: "<< /Type /Annot /Subtype /Highlight /Rect [15 245 60 265] /AP << /N 46 0 R >> >>",
        46: form(45, 20, "1 g 0 0 45 20 re f"),
      },
    ],
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
