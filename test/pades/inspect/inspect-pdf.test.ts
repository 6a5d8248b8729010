import { describe, expect, it } from "vitest";
import type { ByteSource } from "../../../src/bytes/source.ts";
import { decodeLatin1, encodeLatin1 } from "../../../src/bytes/text.ts";
import { compareRevisions } from "../../../src/pades/inspect/compare-revisions.ts";
import { inspectPdf } from "../../../src/pades/inspect/inspect-pdf.ts";
import type { InspectedSignature, PdfInspection } from "../../../src/pades/inspect/inspection.ts";
import { PdfDocument } from "../../../src/pdf/read/document.ts";
import { LATER_REVISION } from "../../attacks/builders/later-revision.ts";
import { acroForm, BASE, build, catalog, FIELDS, stream, textAppearance, textField } from "../../changes/base.ts";
import { countCallsDuring } from "../../support/count-calls.ts";
import { DEMO_NOW } from "../../support/demo-certs.ts";
import { EditedPdf } from "../../support/edited-pdf.ts";
import { encryptedSample } from "../../support/encrypted-sample.ts";
import { append } from "../../support/pdf-surgery.ts";
import { appendUpdate, endOfFile, readFileTail } from "../../support/raw-update.ts";
import { signedSample, unsignedSample, verifyDemo } from "../../support/signed-samples.ts";

describe("inspectPdf", () => {
  it("shows the one revision of an unsigned file", async () => {
    const bytes = unsignedSample();
    expect(await inspectPdf(bytes)).toMatchObject({
      size: bytes.length,
      version: "1.7",
      encryption: null,
      revisions: [{ revision: 1, start: 0, end: bytes.length, changes: null }],
      bytesAfterLastRevision: 0,
      fields: [],
      irregularities: [],
    });
  });

  it("shows what each signature covers, and that another signature was added after the first", async () => {
    const bytes = await signedSample({ signatures: 2 });
    const { revisions, fields } = await inspectPdf(bytes);
    expect(revisions.map(({ start, end }) => [start, end])).toEqual([
      [0, unsignedSample().length],
      [unsignedSample().length, revisions[1]?.end],
      [revisions[1]?.end, bytes.length],
    ]);
    expect(fields.map(({ field }) => field)).toEqual(["Signature1", "Signature2"]);
    const [first, second] = fields.map(({ signature }) => signature);
    expect(first).toMatchObject({ kind: "signature", coverage: "whole-revision", revision: 2, claimedTime: DEMO_NOW });
    expect(first?.changes).toMatchObject({ level: "form-filling", permitted: true });
    expect(first?.changes?.unverified).toEqual([{ field: "Signature2", kind: "signature", revision: 3 }]);
    expect(second).toMatchObject({ coverage: "whole-file", revision: 3, docMdp: null });
    expect(second?.changes).toEqual({ level: "none", permitted: true, forbiddenBy: null, items: [], unverified: [] });
  });

  it("names page, field, before and after of each change, in the revision that made it", async () => {
    const filled = { 6: textField("/V (12/QD) /AP << /N 13 0 R >>"), 13: textAppearance("12/QD") };
    const { revisions } = await inspectPdf(build(BASE, filled, { 4: stream("", "BT ET") }));
    expect(revisions.map(({ changes }) => changes?.level ?? null)).toEqual([null, "form-filling", "other"]);
    expect(revisions[1]?.changes?.items).toMatchObject([
      { code: "field-filled", page: 1, field: "So", before: "", after: "12/QD", revision: 2 },
    ]);
    expect(revisions[2]?.changes?.items).toMatchObject([{ code: "content-changed", page: 1, revision: 3 }]);
  });

  it("blames no earlier revision for pages that a later one took away", async () => {
    const attacked = appendUpdate(await signedSample(), { freed: [3] });
    const { revisions } = await inspectPdf(attacked);
    expect(revisions.map(({ changes }) => changes?.level ?? null)).toEqual([null, "form-filling", "other"]);
  });

  it("compares nothing with a signature whose range ends at no revision, and names the bytes behind", async () => {
    const signed = await signedSample();
    const { fields, bytesAfterLastRevision, irregularities } = await inspectPdf(
      append(signed, new Uint8Array(9).fill(65)),
    );
    expect(fields[0]?.signature).toMatchObject({ coverage: "whole-revision", revision: 2 });
    expect(bytesAfterLastRevision).toBe(9);
    expect(irregularities).toEqual([{ code: "garbage", offset: signed.length, object: null }]);
    const unsealed = build({ ...BASE }, {});
    expect((await inspectPdf(unsealed)).fields).toMatchObject([
      { field: "Seal", signature: null },
      { field: "Leader", signature: { coverage: "anomalous", revision: null, changes: null } },
    ]);
  });

  it("shows places that later entries give inside what was there before", async () => {
    const signed = await signedSample();
    const inside = decodeLatin1(signed).indexOf("4 0 obj");
    const row = `${String(inside).padStart(10, "0")} 00000 n \n`;
    const { startXref } = readFileTail(signed);
    const section = `xref\n5 1\n${row}trailer\n<< /Size 20 /Root 1 0 R /Prev ${startXref} >>\n`;
    const { irregularities } = await inspectPdf(append(signed, encodeLatin1(section + endOfFile(signed.length))));
    expect(irregularities).toEqual([{ code: "entry-repointed", offset: inside, object: 5 }]);
  });

  it.each(["table", "stream"] as const)("finds after signatures what verification finds, xref %s", async (layout) => {
    const clean = await signedSample({ layout, signatures: 2 });
    let compared = 0;
    for (const { title, build: attack } of LATER_REVISION) {
      const attacked = await attack(await EditedPdf.open(clean));
      const verification = await verifyDemo(attacked);
      if (verification.verdict === "unreadable") {
        await expect(inspectPdf(attacked), title).rejects.toMatchObject({
          code: expect.stringMatching(/^ERR_PDF_(UNREADABLE|ENCRYPTED)$/),
        });
        continue;
      }
      const found = changesByField(await inspectPdf(attacked));
      for (const { field, changes } of verification.signatures) {
        expect(codesAndPlaces(found.get(field)?.items ?? []), title).toEqual(codesAndPlaces(changes.items));
        compared++;
      }
    }
    expect(compared).toBeGreaterThan(20);
  });

  it("reads a source piece by piece to the same end", async () => {
    const bytes = await LATER_REVISION[0]?.build(await EditedPdf.open(await signedSample({ signatures: 2 })));
    if (bytes === undefined) throw new Error("no attack");
    const source: ByteSource = { size: bytes.length, read: async (start, end) => bytes.slice(start, end) };
    expect(await inspectPdf(source)).toEqual(await inspectPdf(bytes));
    expect(await compareRevisions(source, 1)).toEqual(await compareRevisions(bytes, 1));
  });

  it("stays linear in the number of revisions", async () => {
    const fields = acroForm(FIELDS);
    const file = (count: number) =>
      build(BASE, ...Array.from({ length: count }, (_, at) => ({ 1: catalog(`/Lang (${at})`), 5: fields })));
    const cost = async (count: number) => {
      const bytes = file(count);
      const calls = await countCallsDuring(PdfDocument.prototype, ["load", "resolve"], () => inspectPdf(bytes));
      return calls / count;
    };
    expect(await cost(1_000)).toBeLessThan(1.5 * (await cost(200)));
  });

  it("refuses what it cannot read with a code, and keeps the reader's reason", async () => {
    await expect(inspectPdf(new Uint8Array([1, 2, 3]))).rejects.toMatchObject({
      code: "ERR_PDF_UNREADABLE",
      cause: expect.any(Error),
    });
    // @ts-expect-error no source
    await expect(inspectPdf("file.pdf")).rejects.toMatchObject({ code: "ERR_INVALID_ARGUMENT" });
    // @ts-expect-error no password
    await expect(inspectPdf(unsignedSample(), { password: 1 })).rejects.toMatchObject({ code: "ERR_INVALID_ARGUMENT" });
    const failing: ByteSource = { size: 9_999, read: () => Promise.reject(new RangeError("gone")) };
    await expect(inspectPdf(failing)).rejects.toThrow(RangeError);
  });

  it("opens an encrypted file by its password", async () => {
    const bytes = await encryptedSample({ user: "let me in" });
    for (const options of [{}, { password: "let me out" }]) {
      await expect(inspectPdf(bytes, options)).rejects.toMatchObject({ code: "ERR_PDF_ENCRYPTED" });
      await expect(compareRevisions(bytes, 1, 1, options)).rejects.toMatchObject({ code: "ERR_PDF_ENCRYPTED" });
    }
    const { encryption, fields } = await inspectPdf(bytes, { password: "let me in" });
    expect(encryption).toEqual({ filter: "Standard", subFilter: null, openedAs: "user" });
    expect(fields).toHaveLength(1);
    expect((await compareRevisions(bytes, 1, undefined, { password: "let me in" })).from).toBe(1);
  });
});

describe("compareRevisions", () => {
  it("tells what lies between two revisions of a file, by default to the last", async () => {
    const bytes = build(BASE, { 1: catalog("/Version /2.0") }, { 4: stream("", "BT ET") });
    expect(await compareRevisions(bytes, 1, 2)).toMatchObject({ from: 1, to: 2, level: "lta-updates", unverified: [] });
    const all = await compareRevisions(bytes, 1);
    expect(all).toMatchObject({ from: 1, to: 3, level: "other" });
    expect(all.items.map(({ code, revision }) => [code, revision])).toEqual(
      expect.arrayContaining([
        ["content-changed", 3],
        ["version-raised", 2],
      ]),
    );
    expect(await compareRevisions(bytes, 3)).toEqual({ from: 3, to: 3, level: "none", items: [], unverified: [] });
  });

  it.each([
    [0, 1],
    [2, 1],
    [1, 3],
    [1.5, 2],
  ])("refuses the revisions %d and %d of two", async (from, to) => {
    await expect(compareRevisions(build(BASE, {}), from, to)).rejects.toMatchObject({ code: "ERR_INVALID_ARGUMENT" });
  });
});

type Changes = InspectedSignature["changes"];

function changesByField({ fields }: PdfInspection): Map<string, Changes> {
  return new Map(fields.map(({ field, signature }) => [field, signature?.changes ?? null]));
}

function codesAndPlaces(items: NonNullable<Changes>["items"]): unknown[] {
  return items.map(({ code, page, field, object, before, after }) => [code, page, field, object, before, after]);
}
