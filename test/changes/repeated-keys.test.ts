import { describe } from "vitest";
import { BASE, FIELDS, form, page, SIGNATURE, sealField, textAppearance, textField, xmp } from "./base.ts";
import { allows, refuses, trailer } from "./rules/cases.ts";

// ISO 32000-2, 7.3.7: no two entries of a dictionary have the same key. Readers differ on which one counts, so that
// what is harmless for one of them need not be what another shows.
describe("a key that stands twice", () => {
  const code = "object-ambiguous" as const;
  const shown = { 42: textAppearance("12"), 43: textAppearance("99") };
  const text = (entries: string) => ({ 6: textField(entries), ...shown });
  const doubled = { ...BASE, 10: "<< /Title (Decision) /Title (Refusal) /Producer (A) >>" };
  refuses(
    [
      { title: "a field has two values", updates: [text("/V (99) /V (12) /AP << /N 42 0 R >>")] },
      { title: "a field has two appearances", updates: [text("/V (12) /AP << /N 43 0 R >> /AP << /N 42 0 R >>")] },
      { title: "an appearance has two streams", updates: [text("/V (12) /AP << /N 43 0 R /N 42 0 R >>")] },
      {
        title: "an appearance that comes where there was none has two streams",
        base: { ...BASE, 6: textField("/V ()") },
        updates: [text("/V (12) /AP << /N 43 0 R /N 42 0 R >>")],
      },
      {
        title: "an appearance has two sets of fonts",
        updates: [
          {
            ...text("/V (12) /AP << /N 42 0 R >>"),
            42: textAppearance("12").replace("/Resources", "/Resources << /Font << /Helv 44 0 R >> >> /Resources"),
            44: "<< /Type /Font /Subtype /Type1 /BaseFont /Symbol >>",
          },
        ],
      },
      {
        title: "a font of an appearance has two encodings",
        updates: [
          {
            ...text("/V (12) /AP << /N 42 0 R >>"),
            42: textAppearance("12").replace(
              "/Helv 12 0 R",
              "/Helv << /Type /Font /Subtype /Type1 /BaseFont /Symbol /BaseFont /Helvetica >>",
            ),
          },
        ],
      },
      {
        title: "a page has two lists of annotations, one of them empty",
        base: { ...BASE, 3: page("").replace("/Annots []", ""), 5: "<< /Fields [] >>" },
        updates: [
          {
            3: page("").replace("/Annots", "/Annots [45 0 R] /Annots"),
            45: "<< /Type /Annot /Subtype /FreeText /Rect [15 245 60 265] /Contents (Refusal) >>",
          },
        ],
      },
      {
        title: "the picture of a new signature is one of two",
        updates: [
          {
            7: sealField("/V 41 0 R /AP << /N 42 0 R /N 43 0 R >>"),
            41: SIGNATURE,
            42: form(100, 40, "0 0 9 9 re f"),
            43: form(100, 40, ""),
          },
        ],
      },
      {
        title: "the metadata has two lengths",
        updates: [{ 11: xmp("<dc:identifier>one</dc:identifier>").replace("/Length", "/Length 9 /Length") }],
      },
      { title: "the trailer has two identifiers", updates: [trailer("/ID [<00> <01>]")] },
      {
        title: "a value changes that stood twice",
        base: doubled,
        updates: [{ 10: "<< /Title (Resolution) /Title (Refusal) /Producer (B) >>" }],
      },
    ].map((one) => ({ ...one, code })),
  );
  allows([
    {
      title: "a key stands twice in what was signed, and is left alone",
      base: doubled,
      updates: [{ 3: page(FIELDS, "/Tabs /S") }],
    },
    {
      title: "two dictionaries in one have the same key",
      level: "form-filling",
      updates: [{ 6: textField("/V (12) /AP << /N 42 0 R /D 42 0 R >>"), 42: textAppearance("12") }],
    },
  ]);
});
