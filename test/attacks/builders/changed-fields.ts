import { form, stream, textAppearance } from "../../changes/base.ts";
import type { EditedPdf, FieldSpot } from "../../support/edited-pdf.ts";
import { NotOnThisFile } from "../../support/pdf-surgery.ts";
import type { ChangeAttack, Place } from "../attack.ts";

const SCRIPT = "<< /S /JavaScript /JS (app.alert\\(1\\)) >>";

const at = ({ page, name }: FieldSpot): Place => ({ page, field: name });

/** One entry of a text field set, which is not its value. */
const entry = (
  title: string,
  key: string,
  value: string,
  code: ChangeAttack["code"] = "field-changed",
): ChangeAttack => ({
  title,
  change: (file) => {
    const field = file.field("Tx");
    file.set(field.dict, key, value);
    return at(field);
  },
  code,
});

/** A text field filled, and shown as that stream says. */
function fill(file: EditedPdf, value: string, appearance: string, field = file.field("Tx")): Place {
  file.set(field.dict, "V", `(${value})`);
  file.set(field.dict, "AP", `<< /N ${file.add(appearance)} >>`);
  return at(field);
}

function appearanceOf(file: EditedPdf, { dict }: FieldSpot) {
  return file.ref(file.dict(file.get(dict, "AP"), "an appearance"), "N");
}

/** A form XObject of the field's size with further entries. */
const shown = (text: string, entries: string, box = "[0 0 100 20]") =>
  stream(
    `/Type /XObject /Subtype /Form /BBox ${box} /Resources << /Font << /Helv 12 0 R >> >> ${entries}`,
    `/Tx BMC q BT /Helv 12 Tf 0 g 2 5 Td (${text}) Tj ET Q EMC`,
  );

/** The same with the form's own font in the place of object 12. */
const withFont = (file: EditedPdf, source: string) => {
  const resources = file.dict(file.get(file.form, "DR"), "the form's resources");
  const fonts = file.dict(file.get(resources, "Font"), "the form's fonts");
  return source.replace("12 0 R", String(file.ref(fonts, "Helv")));
};

function tick(file: EditedPdf, shownState: string): FieldSpot {
  const box = file.field("Btn");
  file.set(box.dict, "V", "/Yes");
  file.set(box.dict, "AS", shownState);
  return box;
}

/** Form fields: what they hold, what they show, and what they are. */
export const CHANGED_FIELDS: readonly ChangeAttack[] = [
  {
    title: "a field shows something other than it holds",
    change: (file) => fill(file, "12/QD", withFont(file, textAppearance("99/QD"))),
    code: "appearance-mismatch",
    twin: {
      title: "a field is filled, and shows what it holds",
      change: (file) => {
        fill(file, "12/QD", withFont(file, textAppearance("12/QD")));
        return undefined;
      },
    },
  },
  {
    title: "a field shows nothing of what it holds, by its text's render mode",
    change: (file) => fill(file, "12/QD", withFont(file, textAppearance("12/QD").replace("0 g", "3 Tr"))),
    code: "appearance-unverified",
  },
  {
    title: "a field's text is written in white",
    change: (file) => fill(file, "12/QD", withFont(file, textAppearance("12/QD").replace("0 g", "1 g"))),
    code: "appearance-unverified",
  },
  ...(
    [
      [
        "a field shows one text to viewers that take an operator's first operand, and another to those that take its last",
        "(12/QD) Tj",
        "(12/QD) (99/QD) Tj",
      ],
      ["a field's text is white to viewers that pass over an operator with too few operands", "0 g", "1 1 1 rg 0 rg"],
    ] as const
  ).map(
    ([title, honest, forged]): ChangeAttack => ({
      title,
      change: (file) => fill(file, "12/QD", withFont(file, textAppearance("12/QD").replace(honest, forged))),
      code: "appearance-unverified",
    }),
  ),
  {
    title: "a field shows letters that its font says are others",
    change: (file) => {
      const map = file.add(
        stream("", "1 beginbfrange <20> <7e> <0020> endbfrange 1 beginbfchar <39> <0031> endbfchar"),
      );
      const font = file.add(`<< /Type /Font /Subtype /Type1 /BaseFont /Helvetica /ToUnicode ${map} >>`);
      return fill(file, "12/QD", textAppearance("92/QD").replace("12 0 R", String(font)));
    },
    code: "appearance-mismatch",
  },
  {
    title: "a field shows its text in a font that nobody knew when it was signed",
    change: (file) => {
      const program = file.add(stream("", "a program"));
      const descriptor = file.add(`<< /Type /FontDescriptor /FontName /Lies /Flags 32 /FontFile2 ${program} >>`);
      const font = file.add(
        `<< /Type /Font /Subtype /TrueType /BaseFont /Lies /Encoding /WinAnsiEncoding /FontDescriptor ${descriptor} >>`,
      );
      return fill(file, "12/QD", textAppearance("12/QD").replace("12 0 R", String(font)));
    },
    code: "appearance-unverified",
  },
  {
    title: "a field's picture is larger than its place, and reaches out of it",
    change: (file) => {
      const field = file.field("Tx");
      const wide = withFont(file, shown("12/QD", "/Matrix [1 0 0 1 0 100]", "[0 0 300 300]"));
      return { ...fill(file, "12/QD", wide, field) };
    },
    code: "appearance-unverified",
  },
  {
    title: "a field's picture is moved out of its own box",
    change: (file) => fill(file, "12/QD", withFont(file, shown("12/QD", "", "[200 200 300 220]"))),
    code: "appearance-unverified",
  },
  {
    title: "the pictures of two fields are exchanged",
    change: (file) => {
      const [one, other] = file.fieldsOf("Tx", 2);
      if (one === undefined || other === undefined) throw new NotOnThisFile("two text fields");
      const [first, second] = [appearanceOf(file, one), appearanceOf(file, other)];
      file.set(one.dict, "AP", `<< /N ${second} >>`);
      file.set(other.dict, "AP", `<< /N ${first} >>`);
      return at(one);
    },
    code: "appearance-mismatch",
    twin: {
      title: "a field in a group is filled",
      change: (file) => {
        const field = file.fieldsOf("Tx", 2)[1];
        if (field === undefined) throw new NotOnThisFile("two text fields");
        fill(file, "03/02", withFont(file, textAppearance("03/02")), field);
        return undefined;
      },
    },
  },
  {
    title: "a field's picture is exchanged, and its value stays",
    change: (file) => {
      const field = file.field("Tx");
      file.put(appearanceOf(file, field), withFont(file, textAppearance("99/QD")));
      return at(field);
    },
    code: "appearance-mismatch",
    twin: {
      title: "a field is filled by rewriting its picture in place",
      change: (file) => {
        const field = file.field("Tx");
        file.set(field.dict, "V", "(13/QD)");
        file.put(appearanceOf(file, field), withFont(file, textAppearance("13/QD")));
        return undefined;
      },
    },
  },
  {
    title: "a field is filled without its picture, which is left as it was",
    change: (file) => {
      const field = file.field("Tx");
      file.set(field.dict, "V", "(99/QD)");
      return at(field);
    },
    code: "appearance-mismatch",
  },
  entry("a field's own background and border are exchanged", "MK", "<< /BG [1 0 0] >>"),
  entry("the look of a field's text is exchanged", "DA", "(/Helv 1 Tf 1 g)"),
  entry("a field says something else in rich text", "RV", "(<p>99/QD</p>)"),
  entry("a field's text is aligned in another way", "Q", "2"),
  entry("a field is hidden", "F", "2"),
  entry("a field is shown under a condition", "OC", "<< /Type /OCG /Name (a) >>"),
  entry("a field acts while it is typed in", "AA", `<< /K ${SCRIPT} >>`, "action-changed"),
  entry("a field acts when it is clicked", "A", SCRIPT, "action-changed"),
  entry("a field is renamed", "T", "(Other)", "field-renamed"),
  entry("a field is retyped", "FT", "/Btn", "field-retyped"),
  entry("a field is moved", "Rect", "[20 200 120 220]", "widget-moved"),
  {
    ...entry("a field may be filled by anybody again", "Ff", "4096"),
    twin: {
      title: "a field is made read-only",
      change: (file) => {
        file.set(file.field("Tx").dict, "Ff", "1");
        return undefined;
      },
    },
  },
  {
    title: "a field is removed from the form",
    change: (file) => {
      const field = file.field("Tx");
      const fields = file.list(file.form, "Fields");
      fields.remove(fields.indexOf(field.ref) ?? 0);
      return at(field);
    },
    code: "field-removed",
  },
  {
    title: "a text field is added",
    change: (file) => {
      const ref = file.annotate("<< /Type /Annot /Subtype /Widget /FT /Tx /T (New) /Rect [0 0 9 9] /F 4 >>");
      file.list(file.form, "Fields").push(ref);
      return { page: file.page.number, field: "New" };
    },
    code: "field-added",
    twin: {
      title: "an empty signature field is added, which shows nothing",
      change: (file) => {
        const ref = file.annotate(
          `<< /Type /Annot /Subtype /Widget /FT /Sig /T (New) /Rect [0 0 0 0] /F 132 /P ${file.page.ref} >>`,
        );
        file.list(file.form, "Fields").push(ref);
        return undefined;
      },
    },
  },
  {
    title: "a check box shows another state than it holds",
    change: (file) => at(tick(file, "/Off")),
    code: "appearance-mismatch",
    twin: {
      title: "a check box is ticked",
      change: (file) => {
        tick(file, "/Yes");
        return undefined;
      },
    },
  },
  {
    title: "a check box is in a state that it does not have",
    change: (file) => {
      const box = file.field("Btn");
      file.set(box.dict, "V", "/Maybe");
      file.set(box.dict, "AS", "/Maybe");
      return at(box);
    },
    code: "field-changed",
  },
  {
    title: "the picture of a check box's state is exchanged",
    change: (file) => {
      const box = file.field("Btn");
      const states = file.dict(file.get(file.dict(file.get(box.dict, "AP"), "an appearance"), "N"), "states");
      file.put(file.ref(states, "Off"), form(10, 10, "0 0 10 10 re f", ""));
      return at(box);
    },
    code: "appearance-changed",
  },

  // The form
  ...(
    [
      ["the form is given XFA", "XFA", "[(a) << >>]"],
      ["readers are told to draw all fields anew", "NeedAppearances", "true"],
      ["fields are calculated by scripts", "CO", "[]"],
    ] as const
  ).map(
    ([title, key, value]): ChangeAttack => ({
      title,
      change: (file) => {
        file.set(file.form, key, value);
        return {};
      },
      code: "form-changed",
    }),
  ),
  {
    title: "the form's default look is exchanged",
    change: (file) => {
      if (file.get(file.form, "DA") === undefined) throw new NotOnThisFile("a default look in the form");
      file.set(file.form, "DA", "(/Helv 1 Tf 1 g)");
      return {};
    },
    code: "form-changed",
  },
  {
    title: "the flag that there are signatures is taken back",
    change: (file) => {
      if (file.get(file.form, "SigFlags") === undefined) throw new NotOnThisFile("a flag that there are signatures");
      file.set(file.form, "SigFlags", "0");
      return {};
    },
    code: "form-changed",
  },
  {
    title: "the form's font is exchanged",
    change: (file) => {
      const fonts = file.dict(file.get(file.dict(file.get(file.form, "DR"), "resources"), "Font"), "fonts");
      file.ref(fonts, "Helv");
      file.set(fonts, "Helv", file.add("<< /Type /Font /Subtype /Type1 /BaseFont /Symbol >>"));
      return {};
    },
    code: "font-changed",
    twin: {
      title: "the form is given a further font",
      change: (file) => {
        const fonts = file.dict(file.get(file.dict(file.get(file.form, "DR"), "resources"), "Font"), "fonts");
        file.set(fonts, "ZaDb", file.add("<< /Type /Font /Subtype /Type1 /BaseFont /ZapfDingbats >>"));
        return undefined;
      },
    },
  },
];
