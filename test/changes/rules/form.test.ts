import { describe } from "vitest";
import { newField } from "../allowed.ts";
import { BASE, catalog, FIELDS, form, type Objects, page, SIGNATURE, stream } from "../base.ts";
import { allows, refuses } from "./cases.ts";

const FONT = "<< /Type /Font /Subtype /Type1 /BaseFont /Courier >>";
const PICTURE = form(9, 9, "0 0 9 9 re f");
/** The form with these entries beside its fields. */
const formOf = (entries: string): Objects => ({ 5: `<< /Fields [${FIELDS}] ${entries} >>` });
const PLAIN: Objects = { ...BASE, ...formOf("") };
const becomes = (entries: string, more: Objects = {}, from = "") => ({
  title: `a form with << ${from} >> comes to have << ${entries} >>`,
  base: { ...BASE, ...formOf(from) },
  updates: [{ ...formOf(entries), ...more }],
});
const FORMLESS: Objects = {
  ...BASE,
  1: catalog().replace("/AcroForm 5 0 R", ""),
  3: page("").replace("/Annots []", ""),
};
/** A form that comes with a new signature field in it. */
const comes = (entries: string, more: Objects = {}) => ({
  title: `a file without a form gets << ${entries} >>`,
  base: FORMLESS,
  updates: [
    {
      1: catalog(),
      3: page("40 0 R"),
      5: `<< ${entries} >>`,
      40: newField("/Rect [0 0 0 0] /V 41 0 R"),
      41: SIGNATURE,
      ...more,
    },
  ],
});

describe("the rule form", () => {
  allows([
    becomes("/SigFlags 1"),
    becomes("/SigFlags 2"),
    becomes("/SigFlags 3", {}, "/SigFlags 1"),
    becomes("/DA (/Helv 0 Tf)"),
    becomes("/Q 1"),
    becomes("/NeedAppearances false /Q 1", {}, "/NeedAppearances false"),
    becomes("/Type /AcroForm"),
    becomes("/NeedAppearances false"),
    becomes("", {}, "/NeedAppearances false"),
    becomes("/DR << /Font << /Cour 43 0 R >> >>", { 43: FONT }),
    becomes("/DR << /ProcSet [/PDF] /Encoding << /PDFDocEncoding 44 0 R >> /ExtGState << >> >>", {
      44: "<< /Type /Encoding >>",
    }),
    becomes("/DR << /XObject << /FRM 43 0 R >> >>", { 43: PICTURE }),
    becomes("/DR << /Font << /Cour 43 0 R >> >>", { 43: FONT }, "/DR << >>"),
    becomes("/DR << /XObject << /FRM 43 0 R >> >>", { 43: PICTURE }, "/DR << >>"),
    becomes("/DR << /ProcSet [/PDF] >>", {}, "/DR << >>"),
    becomes("/DR << /Font << /Cour 43 0 R >> >>", { 43: FONT }, "/DR << /Font << >> >>"),
    becomes("/DR << /XObject << /Any 43 0 R >> >>", { 43: PICTURE }, "/DR << /XObject << >> >>"),
    {
      ...becomes("/DR << /XObject << /FRM 43 0 R >> >>", { 43: PICTURE }, "/DR << /XObject << /FRM 16 0 R >> >>"),
    },
    { ...comes("/Fields [40 0 R] /SigFlags 3"), level: "form-filling", code: "signature-added" },
    {
      ...comes(
        "/Fields [40 0 R] /Type /AcroForm /Q 0 /NeedAppearances false /DA (/Helv 0 Tf) /DR << /Font << /Cour 43 0 R >> >>",
        { 43: FONT },
      ),
      level: "form-filling",
    },
  ]);

  refuses([
    becomes("/SigFlags 4"),
    becomes("/SigFlags 7", {}, "/SigFlags 3"),
    becomes("/SigFlags 2", {}, "/SigFlags 3"),
    becomes("/SigFlags 1", {}, "/SigFlags 3"),
    becomes("/SigFlags (3)"),
    becomes("", {}, "/SigFlags 3"),
    becomes("/NeedAppearances /Yes"),
    becomes("/NeedAppearances true"),
    becomes("/NeedAppearances false", {}, "/NeedAppearances true"),
    becomes("", {}, "/NeedAppearances true"),
    becomes("/DA (/Helv 1 Tf)", {}, "/DA (/Helv 12 Tf)"),
    becomes("", {}, "/DA (/Helv 12 Tf)"),
    becomes("/Q 2", {}, "/Q 0"),
    becomes("/NeedAppearances true /DA (/Helv 1 Tf)", {}, "/NeedAppearances true"),
    becomes("/NeedAppearances true /Q 2", {}, "/NeedAppearances true"),
    becomes("/Type /Catalog"),
    becomes("/Type /AcroForm", {}, "/Type /Form"),
    becomes("/CO [6 0 R]"),
    becomes("/XFA 43 0 R", { 43: stream("", "<x/>") }),
    becomes("/DR [43 0 R]", { 43: FONT }),
    becomes("/DR 43 0 R", { 43: stream("", "x") }),
    becomes("/DR << /Font << /Cour 43 0 R >> >>", { 43: "<< /Type /Page >>" }),
    becomes("/DR << /Font << /Cour 43 0 R /Im 19 0 R >> >>", { 43: FONT }),
    becomes("/DR << /Font [43 0 R] >>", { 43: FONT }),
    becomes("/DR << /XObject << /FRM 43 0 R >> >>", { 43: BASE[19] ?? "" }),
    becomes("/DR << /XObject << /FRM 16 0 R >> >>"),
    becomes("/DR << /XObject << /FRM 43 0 R /Im 16 0 R >> >>", { 43: PICTURE }),
    becomes("/DR << /XObject [43 0 R] >>", { 43: PICTURE }),
    becomes("/DR << /ProcSet /PDF >>"),
    becomes("/DR << /Encoding [43 0 R] >>", { 43: FONT }),
    becomes("/DR << /Pattern << /P 43 0 R >> >>", { 43: PICTURE }),
    becomes("/DR << /Font << /Cour 43 0 R >> >>", { 43: "<< /Type /Page >>" }, "/DR << >>"),
    becomes("/DR << /Font << /Cour 43 0 R >> >>", { 43: "<< /Type /Page >>" }, "/DR << /Font << >> >>"),
    becomes("/DR << /Font << /Cour 43 0 R >> >>", { 43: FONT }, "/DR << /Font << /Cour 12 0 R >> >>"),
    becomes("/DR << /ProcSet [/Text] >>", {}, "/DR << /ProcSet [/PDF] >>"),
    becomes("/DR << /Font << /Cour 43 0 R >> >>", { 43: FONT }, "/DR << /ProcSet [/PDF] >>"),
    becomes("/DR << /XObject << /Any 43 0 R >> >>", { 43: PICTURE }, "/DR << /XObject << /Any 16 0 R >> >>"),
    becomes("/DR << /XObject << /Any 16 0 R >> >>", {}, "/DR << /XObject << >> >>"),
    becomes("/DR << /XObject << /Any 43 0 R >> >>", { 43: BASE[19] ?? "" }, "/DR << /XObject << >> >>"),
    comes("/Fields [40 0 R] /SigFlags 4"),
    comes("/Fields [40 0 R] /SigFlags (3)"),
    comes("/Fields [40 0 R] /XFA 43 0 R", { 43: stream("", "<x/>") }),
    comes("/Fields [40 0 R] /DA 43 0 R", { 43: stream("", "x") }),
    comes("/Fields [40 0 R] /DR << /Font << /Cour 43 0 R >> >>", { 43: "<< /Type /Page >>" }),
    comes("/Fields [40 0 R 43 0 R]", { 43: "<< /FT /Tx /T (New) >>" }),
    comes("/Fields 40 0 R"),
    {
      title: "the form is removed",
      base: PLAIN,
      updates: [{ 1: catalog().replace("/AcroForm 5 0 R", "") }],
    },
    {
      title: "a form comes that is a list",
      base: FORMLESS,
      updates: [{ 1: catalog(), 5: "[40 0 R]" }],
    },
    { title: "the catalog has what only looks like a form", updates: [{ 1: catalog("/Forms << /SigFlags 3 >>") }] },
    { title: "a page has flags of a form", updates: [{ 3: page(FIELDS, "/SigFlags 3") }] },
    { title: "a page has a form", updates: [{ 3: page(FIELDS, "/AcroForm << >>") }] },
  ]);
});
