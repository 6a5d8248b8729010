import { describe } from "vitest";
import { BASE, checkBox, FIELDS, form, type Objects, page, stream, textAppearance, textField } from "../base.ts";
import { allows, refuses } from "./cases.ts";

const AP = "/AP << /N 42 0 R >>";
/** The text field with these entries, and an appearance that shows this text. */
const text = (entries: string, shown: string, more: Objects = {}): Objects => ({
  6: textField(`${entries} ${AP}`),
  42: textAppearance(shown),
  ...more,
});
const choice = (entries: string, shown: string, more: Objects = {}) => {
  const objects = text(entries, shown, more);
  return { ...objects, 6: (objects[6] ?? "").replace("/FT /Tx", "/FT /Ch") };
};
const FILLED: Objects = { ...BASE, ...text("/V (12)", "12") };
const CHOICE: Objects = { ...BASE, 6: textField("").replace("/FT /Tx", "/FT /Ch") };
const withOptions = (options: string, flags = "") => ({
  ...BASE,
  6: textField(`/Opt ${options} ${flags}`).replace("/FT /Tx", "/FT /Ch"),
});
const PAIRS = "/Opt [[(a) (Alpha)] [(b) (Beta)]]";
const COMBO = "/Ff 131072";
const button = (value: string, state: string, states = "/Yes 16 0 R /Off 17 0 R") =>
  `<< /Type /Annot /Subtype /Widget /FT /Btn /T (Agree) /Rect [20 140 30 150] /P 3 0 R ${value} ${state} /AP << /N << ${states} >> >> >>`;

/** Three options on lines of their own, with what is painted below them. */
const listBox = (below: string) =>
  form(100, 40, `${below} BT /Helv 12 Tf 0 g 2 29 Td 13 TL (a) Tj T* (b) Tj T* (c) Tj ET`);
const MARK_B = "1 g 0 0 100 40 re f 0.6 0.75 0.85 rg 0 14 100 13 re f";

describe("the rule filling", () => {
  const level = "form-filling" as const;
  const code = "field-filled" as const;
  allows(
    [
      { title: "a value is emptied with its appearance", base: FILLED, updates: [text("", "")] },
      { title: "a value stands in a stream", updates: [text("/V 60 0 R", "12", { 60: stream("", "12") })] },
      { title: "a value is shown with other white space", updates: [text("/V (1 2)", "12")] },
      {
        title: "a value without appearance is filled",
        base: { ...BASE, 6: textField("") },
        updates: [{ 6: textField("/V (12)") }],
      },
      { title: "rich text says the same", updates: [text("/V (12) /RV (<p>1<b>2</b></p>)", "12")] },
      {
        title: "rich text stands in a stream",
        updates: [text("/V (12) /RV 60 0 R", "12", { 60: stream("", "<p>12</p>") })],
      },
      {
        title: "a password is shown as stars",
        base: { ...BASE, 6: textField("/Ff 8192") },
        updates: [text("/Ff 8192 /V (secret)", "***")],
      },
      { title: "a field is filled and its date is written", updates: [text("/V (12) /M (D:2027)", "12")] },
      { title: "a choice shows its value", base: CHOICE, updates: [choice("/V (a)", "a")] },
      {
        title: "a choice shows the text of its option",
        base: withOptions("[[(a) (Alpha)] [(b) (Beta)]]", COMBO),
        updates: [choice(`/V (b) ${PAIRS} ${COMBO}`, "Beta")],
      },
      {
        title: "a choice shows its exported value",
        base: withOptions("[[(a) (Alpha)] [(b) (Beta)]]", COMBO),
        updates: [choice(`/V (b) ${PAIRS} ${COMBO}`, "b")],
      },
      { title: "a choice of several is shown together", base: CHOICE, updates: [choice("/V [(a) (b)]", "ab")] },
      {
        title: "a list box shows its options with the chosen one",
        base: withOptions("[(a) (b) (c)]"),
        updates: [{ ...choice("/V (b) /I [1] /TI 0 /Opt [(a) (b) (c)]", ""), 42: listBox(MARK_B) }],
      },
      { title: "a choice is taken back", base: { ...BASE, ...choice("/V (a)", "a") }, updates: [choice("", "")] },
      { title: "a check box is ticked off", base: { ...BASE, 9: checkBox("Yes") }, updates: [{ 9: checkBox("Off") }] },
      {
        title: "a check box loses its value with its tick",
        base: { ...BASE, 9: checkBox("Yes") },
        updates: [{ 9: button("", "") }],
      },
    ].map((one) => ({ ...one, level, code })),
  );
  allows([
    {
      title: "a value that is left alone is shown anew in the same words",
      level,
      base: FILLED,
      updates: [{ 42: textAppearance("12").replace("12 Tf", "11 Tf") }],
    },
    { title: "a widget's print flag is set", updates: [{ 6: textField(`/V () /AP << /N 13 0 R >> /F 4`) }] },
  ]);

  refuses([
    {
      title: "a button gets a picture for being pressed",
      updates: [{ 9: checkBox("Off").replace("/Off 17 0 R >> >>", "/Off 17 0 R >> /D 16 0 R >>") }],
    },
    {
      title: "a button gets its first pictures",
      base: { ...BASE, 9: checkBox("Off").replace("/AP << /N << /Yes 16 0 R /Off 17 0 R >> >>", "") },
      updates: [{ 9: checkBox("Off") }],
    },
    { title: "part of a choice is no text", base: CHOICE, updates: [choice("/V [(a) /b]", "a")] },
    { title: "a value is shown otherwise", code: "appearance-mismatch", updates: [text("/V (12)", "21")] },
    {
      title: "a value is emptied and still shown",
      code: "appearance-mismatch",
      base: FILLED,
      updates: [text("", "12")],
    },
    {
      title: "a value stands in a stream and is shown otherwise",
      updates: [text("/V 60 0 R", "21", { 60: stream("", "12") })],
    },
    { title: "a value is no text", updates: [text("/V 60 0 R", "", { 60: "<< >>" })] },
    { title: "a text field is not a password and shows stars", updates: [text("/V (secret)", "***")] },
    {
      title: "a password is shown as other text",
      base: { ...BASE, 6: textField("/Ff 8192") },
      updates: [text("/Ff 8192 /V (secret)", "x***")],
    },
    {
      title: "a password is shown with other text behind it",
      base: { ...BASE, 6: textField("/Ff 8192") },
      updates: [text("/Ff 8192 /V (secret)", "***x")],
    },
    { title: "rich text says something else", updates: [text("/V (12) /RV (<p>21</p>)", "12")] },
    { title: "rich text has entities, which hide what it says", updates: [text("/V (&lt;) /RV (&lt;)", "&lt;")] },
    { title: "rich text is no text", updates: [text("/V (12) /RV 60 0 R", "12", { 60: "<< >>" })] },
    {
      title: "the appearance changes and the value does not",
      code: "appearance-changed",
      base: { ...BASE, 6: textField("/V () /Ff 8192 /AP << /N 13 0 R >>") },
      updates: [text("/Ff 8192 /V ()", "***")],
    },
    {
      title: "the appearance of a value that is left alone can be read no longer",
      code: "appearance-unverified",
      base: FILLED,
      updates: [{ 42: form(100, 20, "/Im Do") }],
    },
    {
      title: "the appearance of a value that is left alone could not be read before",
      code: "appearance-unverified",
      base: { ...FILLED, 42: form(100, 20, "/Im Do") },
      updates: [{ 42: textAppearance("12") }],
    },
    {
      title: "an appearance is shared with a page's image",
      base: {
        ...FILLED,
        6: textField("/V (12) /AP 60 0 R"),
        60: "<< /N 42 0 R >>",
        8: (BASE[8] ?? "").replace("/AP << /N 15 0 R >>", "/AP 60 0 R"),
      },
      updates: [{ 6: textField("/V (13) /AP 61 0 R"), 61: "<< /N 62 0 R >>", 62: textAppearance("13") }],
    },
    {
      title: "a choice shows another option",
      base: withOptions("[[(a) (Alpha)] [(b) (Beta)]]", COMBO),
      updates: [choice(`/V (b) ${PAIRS} ${COMBO}`, "Alpha")],
    },
    {
      title: "a combo box shows more than its choice",
      base: withOptions("[(a) (b) (c)]", COMBO),
      updates: [choice(`/V (b) /Opt [(a) (b) (c)] ${COMBO}`, "abc")],
    },
    ...[
      ["none", "1 g 0 0 100 40 re f"],
      ["another", "0.6 0.75 0.85 rg 0 0 100 13 re f"],
      ["one that nobody sees", "1 g 0 0 100 40 re f 0.99 g 0 14 100 13 re f"],
      ["two", "0.6 0.75 0.85 rg 0 0 100 13 re f 0 14 100 13 re f"],
      ["two, one by a curve", `${MARK_B} 0 0 m 0 12 l 50 13 50 13 100 12 c 100 0 l h f`],
    ].map(([marked, below]) => ({
      title: `a list box marks ${marked}`,
      code: "appearance-unverified" as const,
      base: withOptions("[(a) (b) (c)]"),
      updates: [{ ...choice("/V (b) /Opt [(a) (b) (c)]", ""), 42: listBox(below ?? "") }],
    })),
    {
      title: "a list box's indices are of another option",
      base: withOptions("[(a) (b) (c)]"),
      updates: [{ ...choice("/V (b) /I [2] /Opt [(a) (b) (c)]", ""), 42: listBox(MARK_B) }],
    },
    {
      title: "a list box shows options without the chosen one",
      base: withOptions("[(a) (b) (c)]"),
      updates: [choice("/V (c) /Opt [(a) (b) (c)]", "ab")],
    },
    {
      title: "a list box shows what is no option",
      base: withOptions("[(a) (b)]"),
      updates: [choice("/V (b) /Opt [(a) (b)]", "abx")],
    },
    {
      title: "a list box shows nothing of its choice",
      base: withOptions("[(a) (b)]"),
      updates: [choice("/V (b) /Opt [(a) (b)]", "")],
    },
    { title: "a choice is no text", base: CHOICE, updates: [choice("/V [(a) /b]", "ab")] },
    {
      title: "a choice gets other options",
      base: withOptions("[(a) (b)]"),
      updates: [choice("/V (b) /Opt [(b) (a)]", "b")],
    },
    { title: "a button has no such state", updates: [{ 9: button("/V /No", "/AS /No") }] },
    {
      title: "a button shows what it does not hold",
      code: "appearance-mismatch",
      updates: [{ 9: button("/V /Off", "/AS /Yes") }],
    },
    {
      title: "a button has no value and shows a tick",
      code: "appearance-mismatch",
      updates: [{ 9: button("", "/AS /Yes") }],
    },
    {
      title: "a button holds a tick that it does not show",
      code: "appearance-mismatch",
      updates: [{ 9: button("/V /Yes", "") }],
    },
    { title: "a button's value is no name", updates: [{ 9: button("/V (Yes)", "/AS /Off") }] },
    {
      title: "a button's pictures are exchanged",
      updates: [{ 9: button("/V /Off", "/AS /Off", "/Yes 17 0 R /Off 16 0 R") }],
    },
    {
      title: "a push button is pressed for good",
      base: { ...BASE, 9: checkBox("Off", "/Ff 65536") },
      updates: [{ 9: checkBox("Yes", "/Ff 65536") }],
    },
    { title: "a field is hidden as it is filled", updates: [{ ...text("/V (12) /F 2", "12") }] },
    {
      title: "a field is renamed as it is filled",
      updates: [{ ...text("/V (12)", "12"), 6: textField(`/V (12) ${AP}`).replace("(So)", "(Ngay)") }],
    },
    {
      title: "a field of no type is filled",
      base: { ...BASE, 6: textField("").replace("/FT /Tx", "") },
      updates: [{ 6: textField(`/V (12) ${AP}`).replace("/FT /Tx", ""), 42: textAppearance("12") }],
    },
    {
      title: "an annotation that is no field is filled",
      base: { ...BASE, 3: page(`${FIELDS} 45 0 R`), 45: "<< /Type /Annot /Subtype /Link /Rect [0 0 9 9] >>" },
      updates: [{ 45: "<< /Type /Annot /Subtype /Link /Rect [0 0 9 9] /V (12) >>" }],
    },
  ]);
});
