import { describe, expect, it } from "vitest";
import { readSignatureFields } from "../../../src/pdf/read/form.ts";
import { onePage } from "./pdf-text.ts";
import { failure } from "./views.ts";

/** A file whose form has the given objects, the roots of its fields named by number. */
function form(fields: string, objects: Readonly<Record<number, string>>) {
  const file = onePage(undefined, `/AcroForm<</Fields ${fields}>>`);
  for (const [num, source] of Object.entries(objects)) file.object(Number(num), source);
  return file.table().end().open();
}

const SIGNATURE = "<</Type/Sig/Filter/A>>";

describe("readSignatureFields", () => {
  it("finds nothing without a form, or in an empty one", () => {
    expect(readSignatureFields(onePage().table().end().open()).fields).toEqual([]);
    expect(readSignatureFields(form("[]", {})).fields).toEqual([]);
  });

  it("finds a field that is its own widget, with its page and its value", () => {
    const reading = readSignatureFields(
      form("[4 0 R]", { 4: "<</FT/Sig/T(Sig1)/Subtype/Widget/Rect[0 0 9 9]/P 3 0 R/V 5 0 R>>", 5: SIGNATURE }),
    );
    expect(reading).toMatchObject({ duplicateNames: [], sharedValues: [], repeated: [] });
    expect(reading.fields).toMatchObject([
      {
        name: "Sig1",
        ref: { num: 4 },
        parents: [],
        widgets: [{ ref: { num: 4 }, page: { num: 3 } }],
        value: { ref: { num: 5 }, holder: { ref: { num: 4 } }, inherited: false },
        anomalies: [],
      },
    ]);
  });

  it("qualifies names and inherits types down the tree", () => {
    const { fields } = readSignatureFields(
      form("[4 0 R]", {
        4: "<</FT/Sig/T(a)/Kids[5 0 R 6 0 R]>>",
        5: "<</T<FEFF1EA1>/Parent 4 0 R>>",
        6: "<</T(c)/Parent 4 0 R/Kids[<</Subtype/Widget/Parent 6 0 R>><</Subtype/Widget/Parent 6 0 R>>]>>",
      }),
    );
    expect(fields.map(({ name }) => name)).toEqual(["a.\u1ea1", "a.c"]);
    expect(fields.map(({ widgets }) => widgets.length)).toEqual([0, 2]);
    expect(fields[0]?.parents).toMatchObject([{ ref: { num: 4 } }]);
    expect(fields.flatMap(({ anomalies }) => anomalies)).toEqual([]);
  });

  it("leaves fields of other types aside, unless they share a signature field's name", () => {
    const reading = readSignatureFields(
      form("[4 0 R 5 0 R 6 0 R]", { 4: "<</FT/Tx/T(a)>>", 5: "<</FT/Sig/T(a)>>", 6: "<</FT/Tx/T(b)>>" }),
    );
    expect(reading.fields.map(({ name }) => name)).toEqual(["a"]);
    expect(reading.duplicateNames).toEqual(["a"]);
  });

  it("says that a value is inherited, and by which fields one signature is shared", () => {
    const reading = readSignatureFields(
      form("[4 0 R 7 0 R]", {
        4: "<</FT/Sig/T(a)/V 9 0 R/Kids[5 0 R]>>",
        5: "<</T(b)/Parent 4 0 R>>",
        7: "<</FT/Sig/T(c)/V 9 0 R>>",
        9: SIGNATURE,
      }),
    );
    expect(reading.fields[0]?.value).toMatchObject({ inherited: true, holder: { ref: { num: 4 } } });
    expect(reading.sharedValues).toMatchObject([{ ref: { num: 9 }, names: ["a.b", "c"] }]);
  });

  it("takes a null or dangling /V as no value, and tells of a /V that is no dictionary", () => {
    const { fields } = readSignatureFields(
      form("[4 0 R 5 0 R 6 0 R 7 0 R]", {
        4: "<</FT/Sig/T(a)/V null>>",
        5: "<</FT/Sig/T(b)/V 99 0 R>>",
        6: "<</FT/Sig/T(c)/V(text)>>",
        7: `<</FT/Sig/T(d)/V${SIGNATURE}>>`,
      }),
    );
    expect(fields.map(({ value }) => value)).toMatchObject([
      null,
      null,
      { dict: null },
      { ref: null, dict: { duplicateKeys: [] } },
    ]);
  });

  it("tells of names, parents and widgets that are not what they should be", () => {
    const { fields } = readSignatureFields(
      form("[4 0 R 5 0 R 6 0 R]", {
        4: "<</FT/Sig/T/Name>>",
        5: "<</FT/Sig/T(a.b)/Parent 4 0 R>>",
        6: "<</FT/Sig/T(c)/Kids[7 0 R]>>",
        7: "<</Subtype/Widget/Parent 4 0 R/V 9 0 R>>",
      }),
    );
    expect(fields.map(({ anomalies }) => anomalies)).toEqual([
      ["name-not-text"],
      ["name-with-period", "parent-mismatch"],
      ["widget-with-field-keys", "parent-mismatch"],
    ]);
  });

  it("reads a field that is listed twice once, and tells", () => {
    const reading = readSignatureFields(form("[4 0 R 4 0 R]", { 4: "<</FT/Sig/T(a)>>" }));
    expect(reading.fields).toHaveLength(1);
    expect(reading.repeated).toMatchObject([{ ref: { num: 4 } }]);
  });

  it.each<[string, string, Record<number, string>, string]>([
    ["a field is its own kid", "[4 0 R]", { 4: "<</T(a)/Kids[4 0 R]>>" }, "form-loop"],
    [
      "fields lead back to their grandparent",
      "[4 0 R]",
      { 4: "<</T(a)/Kids[5 0 R]>>", 5: "<</T(b)/Kids[4 0 R]>>" },
      "form-loop",
    ],
    ["the fields are no array", "4 0 R", { 4: "<</T(a)>>" }, "form-malformed"],
    ["a name is endless", "[4 0 R]", { 4: `<</FT/Sig/T(${"a".repeat(5000)})>>` }, "MAX_FIELD_NAME"],
    [
      "fields share one long array",
      "5 0 R",
      { 4: "<</T(a)/Kids 5 0 R>>", 5: `[${"4 0 R ".repeat(60_000)}]` },
      "MAX_FIELDS",
    ],
  ])("rejects a form where %s", (_, fields, objects, reason) => {
    expect(failure(() => readSignatureFields(form(fields, objects)))).toBe(reason);
  });

  it("rejects a tree that is deeper than any form", () => {
    const objects = Object.fromEntries(
      Array.from({ length: 100 }, (_, i) => [i + 10, `<</T(x)/Kids[${i + 11} 0 R]>>`]),
    );
    expect(failure(() => readSignatureFields(form("[10 0 R]", { ...objects, 110: "<</FT/Sig/T(x)>>" })))).toBe(
      "MAX_FIELD_DEPTH",
    );
  });

  it("cannot be multiplied by direct fields in arrays that others share", () => {
    const objects = Object.fromEntries(
      Array.from({ length: 40 }, (_, i) => [i + 10, `[<</T(a)/Kids ${i + 11} 0 R>><</T(b)/Kids ${i + 11} 0 R>>]`]),
    );
    const reading = readSignatureFields(form("10 0 R", { ...objects, 50: "[<</FT/Sig/T(x)>>]" }));
    expect(reading.fields).toHaveLength(1);
    expect(reading.repeated).not.toHaveLength(0);
  });
});
