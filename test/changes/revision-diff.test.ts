import { deflateSync } from "node:zlib";
import { describe, expect, it } from "vitest";
import { concatBytes } from "../../src/bytes/concat.ts";
import { resumable } from "../../src/bytes/suspend.ts";
import { decodeLatin1, encodeLatin1 } from "../../src/bytes/text.ts";
import { openView } from "../../src/bytes/view.ts";
import { analyseChanges } from "../../src/changes/analyse-changes.ts";
import { compareRevisions } from "../../src/changes/compare-revisions.ts";
import { NO_PERMISSIONS } from "../../src/changes/permissions.ts";
import { PdfDict, PdfName, type PdfObject, PdfStream } from "../../src/pdf/objects.ts";
import { PdfDocument } from "../../src/pdf/read/document.ts";
import { buildIncrementalUpdate } from "../../src/pdf/write/incremental-update.ts";
import { handMadePdf } from "../pdf/write/hand-made-pdf.ts";
import { ALLOWED } from "./allowed.ts";
import {
  BASE,
  build,
  catalog,
  changesAfter,
  codes,
  FIELDS,
  judge,
  open,
  page,
  sealField,
  stream,
  textAppearance,
  textField,
} from "./base.ts";

describe("a later revision that writes the same otherwise changes nothing:", () => {
  it.each([
    ["numbers and white space", { 7: sealField("").replace("[150 20 250 60]", "[ 150.0 +20\n250 60. ]") }],
    ["strings and names", { 7: sealField("").replace("(Seal)", "<5365616C>").replace("/Rect", "/#52ect") }],
    ["entries in another order, and null ones", { 24: "<< /ExtensionLevel 2 /Other null /BaseVersion /1.7 >>" }],
    [
      "a stream in hexadecimal",
      {
        4: stream(
          "/Filter /ASCIIHexDecode",
          `${Buffer.from("BT /Helv 12 Tf 20 250 Td (Decision) Tj ET").toString("hex")}>`,
        ),
      },
    ],
    ["an object that nothing refers to", { 70: "<< /Type /Page >>" }],
    [
      "the page's resources under a number of their own",
      {
        3: page(FIELDS).replace(/\/Resources << (.*?>> .*?>>) >>/, "/Resources 71 0 R"),
        71: "<< /Font << /Helv 12 0 R >> /XObject << /Im 19 0 R >> >>",
      },
    ],
  ])("%s", (_, objects) => {
    expect(codes(changesAfter(objects))).toEqual(["nothing-changed"]);
  });

  it("a stream that is compressed now", () => {
    const packed = decodeLatin1(deflateSync(Buffer.from("BT /Helv 12 Tf 20 250 Td (Decision) Tj ET")));
    expect(codes(changesAfter({ 4: stream("/Filter /FlateDecode", packed) }))).toEqual(["nothing-changed"]);
  });

  it("an object freed that nothing referred to, which is remarked", () => {
    const changes = judge(build({ ...BASE, 70: "(unused)" }, { freed: [70] }));
    expect(codes(changes)).toEqual(["nothing-changed", "object-freed"]);
    expect(changes.level).toBe("lta-updates");
  });
});

describe("a later revision changes what is there by", () => {
  it("giving a key of a dictionary twice", () => {
    expect(changesAfter({ 4: BASE[4]?.replace("<<", "<< /X 1 /X 1") ?? "" }).level).toBe("other");
  });

  it("defining an object that something referred to in vain", () => {
    const base = { ...BASE, 3: page(FIELDS).replace("/Im 19 0 R", "/Im 19 0 R /New 70 0 R") };
    expect(codes(judge(build(base, { 70: BASE[19] ?? "" })))).toEqual(["xobject-changed"]);
  });

  it("using a freed number again for something else", () => {
    const base = { ...BASE, 3: page(FIELDS).replace("/Im 19 0 R", "/Im 19 0 R /New 70 0 R"), 70: BASE[19] ?? "" };
    const changes = judge(build(base, { freed: [70] }, { 70: stream("", "other") }));
    expect(codes(changes)).toEqual(["xobject-changed", "xobject-changed"]);
  });

  it("replacing the object stream that an object stands in, although its own entry stays", () => {
    const objects = new Map(Object.entries(BASE).map(([num, source]) => [Number(num), source]));
    const { bytes, startXref, size } = handMadePdf({
      layout: "stream",
      objects,
      compressed: [3],
      trailer: "/Info 10 0 R /ID [<00> <00>]",
    });
    const container = Math.max(...objects.keys()) + 1;
    const source = page(FIELDS, "/Rotate 90");
    const dict = new Map<string, PdfObject>([
      ["Type", new PdfName("ObjStm")],
      ["N", 1],
      ["First", 4],
    ]);
    const value = new PdfStream(new PdfDict(dict), () => encodeLatin1(`3 0 ${source}`));
    const { trailer } = open(bytes);
    const base = {
      size: bytes.length,
      endsWithEol: true,
      xrefKind: "stream",
      startXref,
      offsetBase: 0,
      trailer,
      nextObjectNumber: size,
      encryptor: null,
    } as const;
    const { tail } = buildIncrementalUpdate(base, {
      objects: new Map([[container, { gen: 0, value }]]),
      fileId: Uint8Array.of(1),
    });
    const changes = judge(concatBytes(bytes, tail));
    expect(changes.items[0]).toMatchObject({ code: "page-changed", level: "other", after: "90" });
  });

  it("bringing a stream in which a reader that repairs files finds other objects", () => {
    const data = "x\nendstream\nendobj\n4 0 obj\n(other)\nendobj\n";
    const changes = changesAfter({ 70: `<< /Length 71 0 R >>\nstream\n${data}\nendstream`, 71: String(data.length) });
    expect(changes.items[0]).toMatchObject({ code: "object-ambiguous", level: "other", object: "70 0" });
  });

  it("being a revision that cannot be read", () => {
    expect(codes(changesAfter({ 4: "<< /Length 3 >>\nstream\nBT /Helv 12 Tf ET\nendstream" }))).toContain(
      "object-unreadable",
    );
  });
});

describe("the analysis of changes", () => {
  const bytes = build(BASE, ...ALLOWED.slice(0, 1).flatMap(({ updates }) => updates), {
    6: textField("/V (1) /AP << /N 42 0 R >>"),
    42: textAppearance("1"),
  });

  it("is the same where the bytes have to be fetched in pieces", async () => {
    const source = { size: bytes.length, read: async (start: number, end: number) => bytes.slice(start, end) };
    const view = openView(source);
    const document = await resumable(() => PdfDocument.open(view));
    const since = { permissions: NO_PERMISSIONS, defaultPermission: 2 } as const;
    expect(await resumable(() => analyseChanges(document).since(0, since))).toEqual(judge(bytes));
  });

  it("is the same in whatever order signatures are asked for", () => {
    const ask = (order: readonly number[]) => {
      const analysis = analyseChanges(open(bytes));
      const found = order.map(
        (index) => [index, analysis.since(index, { permissions: NO_PERMISSIONS, defaultPermission: 2 })] as const,
      );
      return new Map([...found].sort(([one], [other]) => one - other));
    };
    expect(ask([2, 0, 1])).toEqual(ask([0, 1, 2]));
  });

  it("finds nothing after the last revision", () => {
    expect(judge(bytes, { since: 2 })).toEqual({
      level: "none",
      permitted: true,
      forbiddenBy: null,
      items: [],
      obligations: [],
    });
  });
});

describe("compareRevisions", () => {
  const bytes = build(BASE, { 1: catalog("/Version /2.0") }, { 4: stream("", "BT ET") });

  it("tells what lies between two revisions, counted from 1", () => {
    expect(compareRevisions(open(bytes), 1, 2)).toMatchObject({ from: 1, to: 2, level: "lta-updates", unverified: [] });
    expect(compareRevisions(open(bytes), 2).items).toMatchObject([{ code: "content-changed", revision: 3, page: 1 }]);
    expect(compareRevisions(open(bytes), 3).level).toBe("none");
  });

  it.each([
    [0, 1],
    [2, 1],
    [1, 4],
    [1.5, 2],
  ])("refuses the revisions %d and %d of three", (from, to) => {
    expect(() => compareRevisions(open(bytes), from, to)).toThrow(
      expect.objectContaining({ code: "ERR_INVALID_ARGUMENT" }),
    );
  });
});
