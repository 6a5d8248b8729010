import { describe, expect, it } from "vitest";
import { PdfDict, PdfRef } from "../../../src/pdf/objects.ts";
import type { PdfDocument } from "../../../src/pdf/read/document.ts";
import { readSignatureFields } from "../../../src/pdf/read/form.ts";
import { readSignatureDictionary } from "../../../src/pdf/read/signature-dictionary.ts";
import { onePage } from "./pdf-text.ts";

const open = (source: string, more: Readonly<Record<number, string>> = {}) => {
  const file = onePage().object(4, source);
  for (const [num, other] of Object.entries(more)) file.object(Number(num), other);
  return file.table().end();
};

function read(document: PdfDocument, num = 4) {
  const ref = new PdfRef(num, 0);
  const dict = document.resolve(ref);
  if (!(dict instanceof PdfDict)) throw new Error("expected a dictionary");
  return readSignatureDictionary(document, { ref, dict });
}

const CLEAN =
  "<</Type/Sig/Filter/Adobe.PPKLite/SubFilter/ETSI.CAdES.detached/ByteRange[0 10 20 30]/Contents<3003020100>" +
  "/M(D:20240102030405+07'00')/Name<FEFF1EA1>/Reason(why)/Location(where)/ContactInfo(who)>>";

describe("readSignatureDictionary", () => {
  it("reads a proper dictionary without anomalies", () => {
    const file = open(CLEAN);
    const signature = read(file.open());
    expect(signature).toMatchObject({
      object: { num: 4, container: null },
      type: "Sig",
      filter: "Adobe.PPKLite",
      subFilter: "ETSI.CAdES.detached",
      byteRange: [0, 10, 20, 30],
      name: "\u1ea1",
      reason: "why",
      location: "where",
      contactInfo: "who",
      reference: [],
      certificates: [],
      anomalies: [],
    });
    expect(signature.keys).toHaveLength(10);
    expect(signature.signedAt).toEqual({ text: "D:20240102030405+07'00'", date: new Date("2024-01-01T20:04:05Z") });
    const { extent, bytes, firstNonHex } = signature.contents ?? {};
    expect(file.text.slice(extent?.start, extent?.end)).toBe("<3003020100>");
    expect([bytes, firstNonHex]).toEqual([Uint8Array.of(0x30, 3, 2, 1, 0), null]);
  });

  it("tells where /Contents has a character that is not hexadecimal", () => {
    const file = open("<</Contents<3003%0201>/ByteRange[]>>");
    expect(read(file.open()).contents?.firstNonHex).toBe(file.text.indexOf("%0201"));
  });

  it.each<[string, string, { kind: string; key: string }[]]>([
    ["a key given twice", "<</ByteRange[1]/ByteRange[2]/Contents<>>>", [{ kind: "duplicate-key", key: "ByteRange" }]],
    [
      "a key given twice in two spellings",
      "<</Contents<>/C#6fntents<>>>",
      [{ kind: "duplicate-key", key: "Contents" }],
    ],
    ["/ByteRange in another object", "<</ByteRange 5 0 R>>", [{ kind: "indirect", key: "ByteRange" }]],
    ["a number of /ByteRange in another object", "<</ByteRange[0 6 0 R]>>", [{ kind: "indirect", key: "ByteRange" }]],
    ["/Contents in another object", "<</Contents 7 0 R>>", [{ kind: "indirect", key: "Contents" }]],
    ["/ByteRange that is no array", "<</ByteRange 5>>", [{ kind: "malformed", key: "ByteRange" }]],
    ["/ByteRange with a string in it", "<</ByteRange[0(1)]>>", [{ kind: "malformed", key: "ByteRange" }]],
    ["/ByteRange with a fraction", "<</ByteRange[0 1.5]>>", [{ kind: "malformed", key: "ByteRange" }]],
    ["/Contents as a literal string", "<</Contents(abc)>>", [{ kind: "malformed", key: "Contents" }]],
    ["/Contents that is no string", "<</Contents[<>]>>", [{ kind: "malformed", key: "Contents" }]],
    ["/SubFilter that is no name", "<</SubFilter(x)>>", [{ kind: "malformed", key: "SubFilter" }]],
    ["/M that is no string", "<</M 1>>", [{ kind: "malformed", key: "M" }]],
    ["/Reference that is no array", "<</Reference 1>>", [{ kind: "malformed", key: "Reference" }]],
    [
      "a key given twice in a reference",
      "<</Reference[<</TransformParams<</P 1/P 2>>>>]>>",
      [{ kind: "duplicate-key", key: "Reference/P" }],
    ],
  ])("tells of %s", (_, source, anomalies) => {
    expect(read(open(source, { 5: "[0 1]", 6: "7", 7: "<00>" }).open()).anomalies).toEqual(anomalies);
  });

  it("tells of a dictionary in an object stream", () => {
    const file = onePage().stream(6, "/Type/ObjStm/N 1/First 4", "4 0 <</ByteRange[0 1 2 3]/Contents<00>>>");
    const rows = [1, 2, 3, 6].map((num) => [num, 1, file.offsetOf(num), 0] as const);
    const signature = read(
      file
        .xrefStream(9, [...rows, [4, 2, 6, 0]])
        .end()
        .open(),
    );
    expect(signature.contents?.extent).toBeNull();
    expect(signature.anomalies).toEqual([
      { kind: "compressed", key: "ByteRange" },
      { kind: "compressed", key: "Contents" },
    ]);
  });

  it("tells of a reference that leads to another reference", () => {
    expect(read(open("5 0 R", { 5: CLEAN }).open()).anomalies).toEqual([{ kind: "indirect", key: "V" }]);
  });

  it("reads a dictionary that is written into its field, with its own token", () => {
    const file = onePage(undefined, "/AcroForm<</Fields[<</FT/Sig/T(a)/V<</ByteRange[0 1 2 3]/Contents<00>>>>>]>>")
      .table()
      .end();
    const document = file.open();
    const value = readSignatureFields(document).fields[0]?.value;
    if (!value?.dict) throw new Error("expected a value");
    const signature = readSignatureDictionary(document, { ref: value.ref, dict: value.dict });
    expect(signature).toMatchObject({ object: null, anomalies: [] });
    const { start, end } = signature.contents?.extent ?? {};
    expect(file.text.slice(start, end)).toBe("<00>");
  });

  it("reads transform methods and certificates", () => {
    const source =
      "<</Cert[<01><0203>]/Reference[<</TransformMethod/DocMDP/DigestMethod/SHA256/TransformParams<</P 2>>>>]>>";
    const signature = read(open(source).open());
    expect(signature.certificates).toEqual([Uint8Array.of(1), Uint8Array.of(2, 3)]);
    expect(signature.reference).toMatchObject([{ transformMethod: "DocMDP", digestMethod: "SHA256" }]);
    expect(signature.reference[0]?.transformParams?.get("P")).toBe(2);
  });
});
