import { execFileSync } from "node:child_process";
import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { concatBytes } from "../../../src/bytes/concat.ts";
import { decodeLatin1 } from "../../../src/bytes/text.ts";
import { PdfDict, PdfName, type PdfObject, PdfRef, PdfString } from "../../../src/pdf/objects.ts";
import { buildIncrementalUpdate, type UpdateBase } from "../../../src/pdf/write/incremental-update.ts";
import { describeWithTools } from "../../support/tools.ts";
import { type HandMadePdf, handMadePdf, ONE_PAGE } from "./hand-made-pdf.ts";

const dict = (entries: Record<string, PdfObject>) => new PdfDict(new Map(Object.entries(entries)));
const oldId = new PdfString(
  Uint8Array.from({ length: 16 }, (_, i) => i * 17),
  "hex",
);
const newId = Uint8Array.from({ length: 16 }, (_, i) => 255 - i);

function baseOf(file: HandMadePdf, trailer: Record<string, PdfObject> = {}): { bytes: Uint8Array; base: UpdateBase } {
  const { bytes, startXref, size } = handMadePdf(file);
  const base: UpdateBase = {
    size: bytes.length,
    endsWithEol: file.finalEol ?? true,
    xrefKind: file.layout === "stream" ? "stream" : "table",
    startXref,
    offsetBase: 0,
    trailer: dict({ Size: size, Root: new PdfRef(1, 0), ID: [oldId, oldId], ...trailer }),
    nextObjectNumber: size,
    encryptor: null,
  };
  return { bytes, base };
}

const rotatedPage = dict({
  Type: new PdfName("Page"),
  Parent: new PdfRef(2, 0),
  MediaBox: [0, 0, 300, 300],
  Resources: dict({}),
  Contents: new PdfRef(4, 0),
  Rotate: 90,
});

describe("an incremental update", () => {
  it("writes only the objects given, a table of just these, and points back at the table before", () => {
    const { bytes, base } = baseOf({ layout: "table", objects: ONE_PAGE });
    const { tail } = buildIncrementalUpdate(base, {
      objects: new Map([
        [3, { gen: 0, value: 1 }],
        [9, { gen: 2, value: 2 }],
      ]),
      fileId: newId,
    });
    const at = bytes.length;
    expect(decodeLatin1(tail)).toBe(
      "3 0 obj\n1\nendobj\n9 2 obj\n2\nendobj\n" +
        `xref\n3 1\n${String(at).padStart(10, "0")} 00000 n \n9 1\n${String(at + 17).padStart(10, "0")} 00002 n \n` +
        "trailer\n<< /Size 10 /Root 1 0 R /ID [<00112233445566778899AABBCCDDEEFF> <FFFEFDFCFBFAF9F8F7F6F5F4F3F2F1F0>] " +
        `/Prev ${base.startXref} >>\nstartxref\n${at + 34}\n%%EOF\n`,
    );
  });

  it("starts on a line of its own where the file lacks a final end-of-line", () => {
    const { base } = baseOf({ layout: "table", objects: ONE_PAGE, finalEol: false });
    const { tail } = buildIncrementalUpdate(base, { objects: new Map([[3, { gen: 0, value: 1 }]]), fileId: newId });
    expect(decodeLatin1(tail)).toMatch(/^\n3 0 obj/);
    expect(decodeLatin1(tail)).toContain(`3 1\n${String(base.size + 1).padStart(10, "0")} 00000 n`);
  });

  it("joins consecutive object numbers in one subsection, whatever the order they came in", () => {
    const { base } = baseOf({ layout: "table", objects: ONE_PAGE });
    const object = { gen: 0, value: null };
    const { tail } = buildIncrementalUpdate(base, {
      objects: new Map([
        [4, object],
        [2, object],
        [3, object],
        [7, object],
      ]),
      fileId: newId,
    });
    expect(decodeLatin1(tail).match(/^\d+ \d+$/gm)).toEqual(["2 3", "7 1"]);
  });

  it("keeps the trailer's extension keys and drops those of the section before", () => {
    const { base } = baseOf(
      { layout: "table", objects: ONE_PAGE },
      {
        Info: new PdfRef(8, 0),
        XYZ_Key: 5,
        XRefStm: 99,
        Prev: 17,
      },
    );
    const { tail } = buildIncrementalUpdate(base, { objects: new Map([[3, { gen: 0, value: 1 }]]), fileId: newId });
    const text = decodeLatin1(tail);
    expect(text).toContain("/Info 8 0 R");
    expect(text).toContain("/XYZ_Key 5");
    expect(text).not.toContain("XRefStm");
    expect(text).toContain(`/Prev ${base.startXref}`);
  });

  it("gives a file without /ID one", () => {
    const { base } = baseOf({ layout: "table", objects: ONE_PAGE }, { ID: null });
    const { tail } = buildIncrementalUpdate(base, { objects: new Map([[3, { gen: 0, value: 1 }]]), fileId: newId });
    expect(decodeLatin1(tail)).toContain("/ID [<FFFEFDFCFBFAF9F8F7F6F5F4F3F2F1F0> <FFFEFDFCFBFAF9F8F7F6F5F4F3F2F1F0>]");
  });

  it("tells where in the new file a value stands", () => {
    const { bytes, base } = baseOf({ layout: "table", objects: ONE_PAGE, finalEol: false });
    const value = new PdfString(new Uint8Array(3), "hex");
    const update = {
      objects: new Map([[5, { gen: 0, value: dict({ Contents: value }) }]]),
      fileId: newId,
      locate: [value],
    };
    const { tail, extents } = buildIncrementalUpdate(base, update);
    const extent = extents.get(value);
    expect(decodeLatin1(concatBytes(bytes, tail).subarray(extent?.start, extent?.end))).toBe("<000000>");
  });

  it("refuses a file whose trailer names an encryption dictionary", () => {
    const { base } = baseOf({ layout: "table", objects: ONE_PAGE }, { Encrypt: new PdfRef(9, 0) });
    expect(() => buildIncrementalUpdate(base, { objects: new Map(), fileId: newId })).toThrow("encrypted");
  });

  it("does not depend on anything but its inputs", () => {
    const { base } = baseOf({ layout: "stream", objects: ONE_PAGE });
    const update = { objects: new Map([[3, { gen: 0, value: rotatedPage }]]), fileId: newId };
    expect(buildIncrementalUpdate(base, update).tail).toEqual(buildIncrementalUpdate(base, update).tail);
  });
});

describeWithTools(["qpdf"], "qpdf reads an updated file", () => {
  let folder = "";
  beforeAll(() => {
    folder = mkdtempSync(join(tmpdir(), "pades-update-"));
  });
  afterAll(() => rmSync(folder, { recursive: true }));

  it.each<[string, HandMadePdf]>([
    ["with a table", { layout: "table", objects: ONE_PAGE }],
    ["without a final end-of-line", { layout: "table", objects: ONE_PAGE, finalEol: false }],
    ["with a cross-reference stream", { layout: "stream", objects: ONE_PAGE }],
    ["with object streams", { layout: "stream", objects: ONE_PAGE, compressed: [1, 2, 3] }],
    ["that is hybrid", { layout: "hybrid", objects: ONE_PAGE, compressed: [3] }],
  ])("%s", (name, file) => {
    const { bytes, base } = baseOf(file);
    const next = base.nextObjectNumber;
    const { tail } = buildIncrementalUpdate(base, {
      objects: new Map([
        [3, { gen: 0, value: rotatedPage }],
        [next, { gen: 0, value: dict({ Note: new PdfString(Uint8Array.of(40, 92)) }) }],
      ]),
      fileId: newId,
    });
    const path = join(folder, `${name.replaceAll(" ", "-")}.pdf`);
    writeFileSync(path, concatBytes(bytes, tail));
    expect(execFileSync("qpdf", ["--check", path], { encoding: "utf8" })).toContain(
      "No syntax or stream encoding errors",
    );
    expect(execFileSync("qpdf", ["--show-object=3", path], { encoding: "utf8" })).toContain("/Rotate 90");
    expect(execFileSync("qpdf", [`--show-object=${next}`, path], { encoding: "utf8" })).toContain("/Note (\\(\\\\)");
    expect(execFileSync("qpdf", ["--show-object=4", path], { encoding: "utf8" })).toContain("26");
    expect(execFileSync("qpdf", ["--show-object=trailer", path], { encoding: "utf8" })).toContain("fffefdfc");
  });
});
