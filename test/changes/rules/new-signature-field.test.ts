import { describe, expect, it } from "vitest";
import { newField } from "../allowed.ts";
import { acroForm, BASE, build, FIELDS, form, judge, type Objects, page, SIGNATURE, TIMESTAMP } from "../base.ts";
import { allows, refuses } from "./cases.ts";

const PICTURE = form(100, 50, "0 0 9 9 re f");
const ROOM = "/Rect [150 80 250 130]";
const NO_ROOM = "/Rect [0 0 0 0]";
/** A new field, its widget on the page and itself in the form. */
const added = (field: string, more: Objects = {}): Objects[] => [
  { 3: page(`${FIELDS} 40 0 R`), 5: acroForm(`${FIELDS} 40 0 R`), 40: field, 41: SIGNATURE, 42: PICTURE, ...more },
];
/** The same with the widget apart, in the field's /Kids. */
const apart = (field: string, widget: string, more: Objects = {}): Objects[] => [
  {
    3: page(`${FIELDS} 43 0 R`),
    5: acroForm(`${FIELDS} 40 0 R`),
    40: `<< /FT /Sig /T (Second) /V 41 0 R ${field} >>`,
    41: SIGNATURE,
    42: PICTURE,
    43: `<< /Type /Annot /Subtype /Widget /Parent 40 0 R ${widget} >>`,
    ...more,
  },
];
const BARE: Objects = { ...BASE, 3: page("").replace("/Annots []", ""), 5: "<< /SigFlags 3 >>" };
const TWO_PAGES: Objects = {
  ...BASE,
  2: "<< /Type /Pages /Kids [3 0 R 50 0 R] /Count 2 >>",
  50: "<< /Type /Page /Parent 2 0 R /MediaBox [0 0 300 300] /Annots [] >>",
};

describe("the rule new-signature-field", () => {
  const level = "form-filling" as const;
  allows(
    [
      {
        title: "a field has all entries of a field",
        updates: added(
          newField(
            `${ROOM} /TU (a) /TM (b) /Ff 0 /Lock << /Type /SigFieldLock /Action /All >> /SV << /Type /SV >> /DA (/Helv 0 Tf)`,
          ),
        ),
      },
      {
        title: "a field has all entries of a widget",
        updates: added(
          newField(
            `${ROOM} /V 41 0 R /NM (a) /M (D:2027) /AP << /N 42 0 R >> /AS /N /Border [0 0 0] /BS << >> /C [] /H /N /MK << >> /StructParent 1 /DR << >> /Q 0`,
          ),
        ),
      },
      {
        title: "a widget stands apart from its field",
        updates: apart("/Kids [43 0 R]", `${ROOM} /AP << /N 42 0 R >>`),
      },
      {
        title: "a signed field has no widget",
        updates: [{ 5: acroForm(`${FIELDS} 40 0 R`), 40: "<< /FT /Sig /T (Second) /V 41 0 R >>", 41: SIGNATURE }],
      },
      {
        title: "the form gets its first fields, and the page its first annotations",
        base: BARE,
        updates: [
          {
            3: page("40 0 R"),
            5: "<< /SigFlags 3 /Fields [40 0 R] >>",
            40: newField(`${ROOM} /V 41 0 R`),
            41: SIGNATURE,
          },
        ],
      },
      {
        title: "an empty field has an appearance with nothing in it",
        updates: added(newField(`${ROOM} /AP << /N 42 0 R >>`), { 42: form(100, 50, "q Q\n% DSBlank\n") }),
      },
      {
        title: "an empty field has an appearance that leads nowhere",
        updates: added(newField(`${ROOM} /AP << /N 99 0 R >>`)),
      },
      {
        title: "an empty field has a picture and no room for it",
        updates: added(newField(`${NO_ROOM} /AP << /N 42 0 R >>`)),
      },
      {
        title: "an empty field has a picture and is hidden",
        updates: added(newField(`${ROOM} /AP << /N 42 0 R >>`).replace("/F 132", "/F 2")),
      },
      {
        title: "a document timestamp shows a picture",
        code: "document-timestamp-added" as const,
        updates: added(newField(`${ROOM} /V 41 0 R /AP << /N 42 0 R >>`), { 41: TIMESTAMP }),
      },
      {
        title: "a hidden signature's picture stands on text",
        updates: added(newField("/Rect [15 245 60 265] /V 41 0 R /AP << /N 42 0 R >>").replace("/F 132", "/F 2")),
      },
      {
        title: "a signature without a picture stands on text",
        updates: added(newField("/Rect [15 245 60 265] /V 41 0 R")),
      },
    ].map((one) => ({ ...one, level })),
  );
  allows([
    {
      title: "a hidden document timestamp has a picture",
      code: "document-timestamp-added",
      updates: added(newField(`${ROOM} /V 41 0 R /AP << /N 42 0 R >>`).replace("/F 132", "/F 2"), { 41: TIMESTAMP }),
    },
    {
      title: "a document timestamp has room and nothing to show",
      code: "document-timestamp-added",
      updates: added(newField(`${ROOM} /V 41 0 R`), { 41: TIMESTAMP }),
    },
  ]);

  refuses([
    ...["A << >>", "AA << /E << >> >>", "OC << >>", "Opt []", "Popup 6 0 R", "Contents (a)"].map((entry) => ({
      title: `a new field has an entry that is not a signature field's: /${entry}`,
      updates: added(newField(`${ROOM} /V 41 0 R /${entry}`)),
    })),
    ...["A << >>", "AA << /E << >> >>", "OC << >>", "FT /Sig", "V 41 0 R", "Lock << >>"].map((entry) => ({
      title: `the widget of a new field has an entry that is not a widget's: /${entry}`,
      updates: apart("/Kids [43 0 R]", `${ROOM} /${entry}`),
    })),
    { title: "a new field is no signature field", updates: added(newField(`${ROOM}`).replace("/FT /Sig", "/FT /Tx")) },
    { title: "a new field has no name", updates: added(newField(`${ROOM} /V 41 0 R`).replace("/T (Second)", "")) },
    { title: "a new field has an empty name", updates: added(newField(`${ROOM} /V 41 0 R`).replace("(Second)", "()")) },
    {
      title: "a new field stands in the form only as a dictionary of its own",
      updates: [{ 5: acroForm(`${FIELDS} ${newField(`${NO_ROOM} /V 41 0 R`)}`), 41: SIGNATURE }],
    },
    {
      title: "a new field says that it stands below another",
      updates: added(newField(`${ROOM} /V 41 0 R /Parent 6 0 R`)),
    },
    { title: "a new field has a field below it", updates: apart("/Kids [43 0 R]", `${ROOM} /T (below)`) },
    {
      title: "a new field has a widget of its own and one below",
      updates: apart("/Kids [43 0 R] /Rect [0 0 9 9]", ROOM),
    },
    { title: "a new field has kids that are no list", updates: apart("/Kids 43 0 R", ROOM) },
    { title: "a new field's widget is that of another", updates: apart("/Kids [6 0 R]", ROOM) },
    {
      title: "a new field's widget is no dictionary",
      updates: apart("/Kids [43 0 R]", ROOM, { 3: page(FIELDS), 43: "(x)" }),
    },
    { title: "an empty field comes with a caption", updates: added(newField(`${ROOM} /MK << /CA (Signed) >>`)) },
    {
      title: "an empty field comes with a picture that nothing is over but comments",
      updates: added(newField(`${ROOM} /AP << /N 42 0 R >>`), { 42: form(100, 50, "% DSBlank\n0 0 9 9 re f") }),
    },
    { title: "an empty field's appearance is no dictionary", updates: added(newField(`${ROOM} /AP 42 0 R`)) },
    {
      title: "one of an empty field's appearances is a picture",
      updates: added(newField(`${ROOM} /AP << /N 44 0 R /D 42 0 R >>`), { 44: form(9, 9, "") }),
    },
    { title: "an empty field has a list for an appearance", updates: added(newField(`${ROOM} /AP << /N [42 0 R] >>`)) },
    {
      title: "a new field's widget is called something else",
      updates: added(newField(`${ROOM} /V 41 0 R`).replace("/Type /Annot", "/Type /Page")),
    },
    {
      title: "a new field's widget is another annotation",
      updates: added(newField(`${ROOM} /V 41 0 R`).replace("/Subtype /Widget", "/Subtype /Stamp")),
    },
    {
      title: "a new field's widget stands on two pages",
      base: TWO_PAGES,
      updates: [
        {
          ...added(newField(`${ROOM} /V 41 0 R`))[0],
          50: "<< /Type /Page /Parent 2 0 R /MediaBox [0 0 300 300] /Annots [40 0 R] >>",
        },
      ],
    },
    {
      title: "a new field's widget names another page than the one that has it",
      base: TWO_PAGES,
      updates: added(newField(`${ROOM} /V 41 0 R`).replace("/P 3 0 R", "/P 50 0 R")),
    },
    {
      title: "a page's first annotations are a new field and a link",
      base: BARE,
      updates: [
        {
          3: page("40 0 R 44 0 R"),
          5: "<< /SigFlags 3 /Fields [40 0 R] >>",
          40: newField(`${ROOM} /V 41 0 R`),
          41: SIGNATURE,
          44: "<< /Type /Annot /Subtype /Link /Rect [0 0 9 9] >>",
        },
      ],
    },
    {
      title: "a form's first fields are a new field and a text field",
      base: BARE,
      updates: [
        {
          3: page("40 0 R"),
          5: "<< /SigFlags 3 /Fields [40 0 R 44 0 R] >>",
          40: newField(`${ROOM} /V 41 0 R`),
          41: SIGNATURE,
          44: "<< /FT /Tx /T (New) >>",
        },
      ],
    },
    {
      title: "a form's first fields are no list",
      base: BARE,
      updates: [{ 5: "<< /SigFlags 3 /Fields 40 0 R >>", 40: newField(NO_ROOM) }],
    },
    {
      title: "a new signature field is given to a field below another",
      base: {
        ...BASE,
        5: acroForm(`${FIELDS} 60 0 R`),
        60: "<< /T (Group) /Kids [61 0 R] >>",
        61: "<< /Parent 60 0 R /FT /Tx /T (one) >>",
      },
      updates: [
        { 60: "<< /T (Group) /Kids [61 0 R 40 0 R] >>", 40: "<< /FT /Sig /T (Second) /V 41 0 R >>", 41: SIGNATURE },
      ],
    },
  ]);
});

describe("the value of a new signature", () => {
  const signed = (value: string, more: Objects = {}) => added(newField(`${ROOM} /V ${value}`), more);
  const REQUIRED = SIGNATURE.replace("<< ", "<< ");
  allows([
    {
      title: "it is written into its field",
      level: "form-filling",
      code: "signature-added",
      updates: signed(REQUIRED),
    },
  ]);
  refuses([
    { title: "it has no contents", updates: signed("41 0 R", { 41: SIGNATURE.replace("/Contents <00>", "") }) },
    { title: "its contents are a name", updates: signed("41 0 R", { 41: SIGNATURE.replace("<00>", "/X") }) },
    { title: "it has no byte range", updates: signed("41 0 R", { 41: SIGNATURE.replace("/ByteRange [0 1 2 3]", "") }) },
    {
      title: "its byte range stands elsewhere",
      updates: signed("41 0 R", { 41: SIGNATURE.replace("[0 1 2 3]", "44 0 R"), 44: "[0 1 2 3]" }),
    },
    {
      title: "it is the value of two fields",
      updates: [{ ...signed("41 0 R")[0], 7: (BASE[7] ?? "").replace("/P 3", "/V 41 0 R /P 3") }],
    },
    { title: "it is a stream", updates: signed("42 0 R") },
  ]);

  it("is to be found good, in its field and by its kind, whether the field was there or came with it", () => {
    const obligations = (updates: Objects[]) => judge(build(BASE, ...updates)).obligations;
    const first = { revision: 2, field: "Second" };
    expect(obligations(signed("41 0 R"))).toEqual([{ ...first, kind: "signature" }]);
    expect(obligations(signed("41 0 R", { 41: TIMESTAMP }))).toEqual([{ ...first, kind: "document-timestamp" }]);
    const sealed = [{ 7: (BASE[7] ?? "").replace("/P 3", "/V 41 0 R /P 3"), 41: SIGNATURE }];
    expect(obligations(sealed)).toEqual([{ revision: 2, field: "Seal", kind: "signature" }]);
  });
});
