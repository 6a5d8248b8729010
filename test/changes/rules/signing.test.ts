import { describe } from "vitest";
import {
  BASE,
  checkBox,
  FIELDS,
  form,
  type Objects,
  page,
  SIGNATURE,
  sealField,
  TIMESTAMP,
  textField,
} from "../base.ts";
import { allows, refuses } from "./cases.ts";

const PICTURE = form(100, 40, "0 0 9 9 re f");
const NO_ROOM = "/Rect [0 0 0 0]";
const place = (field: string, rect: string) => field.replace("/Rect [150 20 250 60]", rect);
/** The seal signed, with these entries that it did not have; and as it was before. */
const signed = (after: string, before = "", more: Objects = {}) => ({
  title: `a field that is signed goes from << ${before} >> to << ${after} >>`,
  base: { ...BASE, 7: sealField(before) },
  updates: [{ 7: sealField(`/V 41 0 R ${after}`), 41: SIGNATURE, 42: PICTURE, ...more }],
});
const SHARED: Objects = { ...BASE, 7: sealField("/AP 60 0 R"), 60: "<< /N 61 0 R >>", 61: form(100, 40, "") };

describe("the rule signing", () => {
  const level = "form-filling" as const;
  allows(
    [
      signed("/AP << /N 42 0 R >>"),
      signed("/AP << /N 42 0 R >>", "/AP << /N 43 0 R >>"),
      signed("/MK << /CA (Signed) >>", "/MK << >>"),
      signed("/M (D:2027)"),
      signed("/NM (seal)", "/NM (a)"),
      signed("/Lock << /Type /SigFieldLock /Action /All >>"),
      signed("/DA (/Helv 0 Tf)"),
      {
        title: "a field's flags are written as they were",
        updates: [{ 7: sealField("/V 41 0 R").replace("/F 4", "/F 132"), 41: SIGNATURE }],
      },
      {
        title: "a widget without room is given another place without room",
        base: { ...BASE, 7: place(sealField(""), NO_ROOM) },
        updates: [{ 7: place(sealField("/V 41 0 R"), "/Rect [9 9 9 9]"), 41: SIGNATURE }],
      },
      {
        title: "an appearance is rewritten that only this field has",
        base: SHARED,
        updates: [{ 7: sealField("/V 41 0 R /AP 60 0 R"), 41: SIGNATURE, 61: PICTURE }],
      },
      {
        title: "a visible field receives a document timestamp",
        code: "document-timestamp-added" as const,
        updates: [{ 7: sealField("/V 41 0 R /AP << /N 42 0 R >>"), 41: TIMESTAMP, 42: PICTURE }],
      },
    ].map((one) => ({ ...one, level })),
  );
  allows([
    {
      title: "a field that shows nothing receives a document timestamp",
      code: "document-timestamp-added",
      updates: [{ 7: sealField("/V 41 0 R"), 41: TIMESTAMP }],
    },
  ]);
  refuses([
    signed("/M 60 0 R", "", { 60: "<< >>" }),
    signed("/NM 60 0 R", "", { 60: "<< >>" }),
    signed("/Lock << /Action /All >>", "/Lock << /Action /Include /Fields [(So)] >>"),
    signed("/DA (/Helv 1 Tf)", "/DA (/Helv 12 Tf)"),
    signed("/SV << /Ff 1 >>"),
    signed("/A << /S /Named /N /Print >>"),
    signed("", "/SV << /Ff 1 >>"),
    {
      title: "a field that is signed is hidden",
      updates: [{ 7: sealField("/V 41 0 R").replace("/F 4", "/F 6"), 41: SIGNATURE }],
    },
    {
      title: "a field that is signed is invisible",
      updates: [{ 7: sealField("/V 41 0 R").replace("/F 4", "/F 5"), 41: SIGNATURE }],
    },
    {
      title: "a field that is signed is not viewed",
      updates: [{ 7: sealField("/V 41 0 R").replace("/F 4", "/F 36"), 41: SIGNATURE }],
    },
    {
      title: "a field that is signed is shown where it was hidden",
      base: { ...BASE, 7: sealField("").replace("/F 4", "/F 2") },
      updates: [{ 7: sealField("/V 41 0 R"), 41: SIGNATURE }],
    },
    {
      title: "a field that is signed gets room",
      base: { ...BASE, 7: place(sealField(""), NO_ROOM) },
      updates: [{ 7: sealField("/V 41 0 R"), 41: SIGNATURE }],
    },
    {
      title: "a field that is signed loses its room",
      updates: [{ 7: place(sealField("/V 41 0 R"), NO_ROOM), 41: SIGNATURE }],
    },
    {
      title: "an appearance that two fields share is rewritten by signing one",
      base: { ...SHARED, 8: (BASE[8] ?? "").replace("/AP << /N 15 0 R >>", "/AP 60 0 R") },
      updates: [{ 7: sealField("/V 41 0 R /AP 60 0 R"), 41: SIGNATURE, 61: PICTURE }],
    },
    {
      title: "an empty field gets a picture without a signature",
      updates: [{ 7: sealField("/AP << /N 42 0 R >>"), 42: PICTURE }],
    },
    {
      title: "a field that is signed is signed anew",
      base: { ...BASE, 7: sealField("/V 41 0 R"), 41: SIGNATURE },
      updates: [{ 7: sealField("/V 44 0 R /AP << /N 42 0 R >>"), 42: PICTURE, 44: SIGNATURE.replace("<00>", "<02>") }],
    },
    {
      title: "a text field that becomes a signature field is signed",
      updates: [{ 6: textField("/V 41 0 R").replace("/FT /Tx", "/FT /Sig"), 41: SIGNATURE }],
    },
  ]);
});

describe("the rule field-locked", () => {
  const flagged = (flags: string) => textField(`/V () /AP << /N 13 0 R >> ${flags}`);
  allows([
    {
      title: "a field with other flags is made read-only",
      level: "form-filling",
      code: "field-locked",
      base: { ...BASE, 6: flagged("/Ff 2") },
      updates: [{ 6: flagged("/Ff 3") }],
    },
    { title: "the flags that a field has are written out", updates: [{ 6: flagged("/Ff 0") }] },
  ]);
  refuses([
    { title: "a field is made to be filled", updates: [{ 6: flagged("/Ff 2") }] },
    { title: "a field is made read-only and something else", updates: [{ 6: flagged("/Ff 3") }] },
    {
      title: "a field is no longer read-only",
      base: { ...BASE, 6: flagged("/Ff 1") },
      updates: [{ 6: flagged("/Ff 0") }],
    },
    { title: "a field's flags are removed", base: { ...BASE, 6: flagged("/Ff 1") }, updates: [{ 6: flagged("") }] },
    { title: "a field's flags are no number", updates: [{ 6: flagged("/Ff (1)") }] },
    {
      title: "an annotation that is no field gets flags",
      base: { ...BASE, 3: page(`${FIELDS} 45 0 R`), 45: "<< /Type /Annot /Subtype /Link /Rect [0 0 9 9] >>" },
      updates: [{ 45: "<< /Type /Annot /Subtype /Link /Rect [0 0 9 9] /Ff 1 >>" }],
    },
    { title: "a page gets flags of a field", updates: [{ 3: page(FIELDS, "/Ff 1") }] },
    { title: "a button becomes a push button", updates: [{ 9: checkBox("Off", "/Ff 65536") }] },
  ]);
});
