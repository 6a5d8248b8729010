import { execFileSync } from "node:child_process";
import { readFileSync } from "node:fs";
import { createRequire } from "node:module";
import fontkit from "@pdf-lib/fontkit";
import { PDFDocument, PDFName, PDFString } from "pdf-lib";
import { describe, expect, it } from "vitest";
import { appearancePresets } from "../../src/appearance/presets.ts";
import type { AppearanceOptions, AppearanceTemplate } from "../../src/appearance/template.ts";
import { webCryptoSigner } from "../../src/keys/web-crypto-signer.ts";
import { completeSignature } from "../../src/pades/sign/complete.ts";
import { prepareSignature } from "../../src/pades/sign/prepare.ts";
import { DEMO_NOW, demoSigner } from "../support/demo-certs.ts";
import { handwriting } from "../support/pictures.ts";
import { encryptWithQpdf } from "../support/qpdf-encryption.ts";
import { fontsOf, isBlack, isBlue, isInk, renderPage, textOf, withPdf } from "../support/rendered-page.ts";
import { codesOf, unsignedSample, verifyDemo } from "../support/signed-samples.ts";
import { describeWithTools } from "../support/tools.ts";
import { emptyPage, signShown } from "./signed-page.ts";

/** Every letter of Vietnamese. */
const VOWELS = [..."aăâeêioôơuưy"].flatMap((vowel) =>
  ["", "\u0300", "\u0301", "\u0309", "\u0303", "\u0323"].map((tone) => `${vowel}${tone}`.normalize("NFC")),
);
const LETTERS = [..."bcdđghklmnpqrstvx", ...VOWELS];
const ALPHABET = [...LETTERS, ...LETTERS.map((letter) => letter.toUpperCase())].join("");

const lineOf = (text: string, more: Partial<AppearanceTemplate> = {}): AppearanceTemplate => ({
  size: [400, 30],
  parts: [{ kind: "text", lines: [text], fontSize: 12, padding: 0 }],
  ...more,
});
const details: AppearanceOptions = {
  template: appearancePresets["vn-details"],
  images: { signature: handwriting() },
  place: { box: [100, 200, 260, 64] },
};

describe("a visible signature", () => {
  it("is part of what is signed, valid, and takes less than 60 KB", async () => {
    const pdf = await emptyPage();
    const signed = await signShown(pdf, details);
    expect(signed.subarray(0, pdf.length)).toEqual(pdf);
    expect(signed.length - pdf.length).toBeLessThan(60_000);
    const verification = await verifyDemo(signed);
    expect(verification.verdict).toBe("valid");
    expect(codesOf(verification).filter((code) => code !== "rsa-pkcs1-v15")).toEqual([]);
    expect(verification.signatures[0]?.integrity.coverage).toBe("whole-file");
  });

  it("is the same for the same inputs, in one step or in two", async () => {
    const pdf = await emptyPage();
    const { key, chain } = await demoSigner("public-ca/citizen");
    const signer = webCryptoSigner(key, chain);
    const prepare = () => prepareSignature(pdf, { level: "B-B", signer, now: DEMO_NOW, appearance: details });
    const [one, other] = [await prepare(), await prepare()];
    expect(one).toEqual(other);
    const value = await signer.sign(Buffer.from(one.toBeSigned, "base64"), {});
    const completed = await completeSignature(one, value, pdf);
    expect((await verifyDemo(completed)).verdict).toBe("valid");
    expect(Buffer.from(completed).equals(await signShown(pdf, details, { signer }))).toBe(true);
  });

  it("names what is wrong with what it is to show", async () => {
    const pdf = unsignedSample();
    const refusal = (message: string) =>
      expect.objectContaining({ code: "ERR_INVALID_ARGUMENT", message: expect.stringContaining(message) });
    const place = { box: [10, 10, 200, 40] } as const;
    const rejects = async (appearance: AppearanceOptions, message: string) =>
      expect(signShown(pdf, appearance)).rejects.toEqual(refusal(message));
    await rejects({ template: lineOf("Số 5 \u4e2d"), place }, 'no glyph for "\u4e2d" (U+4E2D)');
    await rejects({ template: lineOf("{number}"), place }, "no value for {number}");
    await rejects(
      { template: lineOf("{signer}"), values: { signer: "Another" }, place },
      "{signer} is what the signature says",
    );
    await rejects({ template: lineOf("{a}"), values: { a: "one\ntwo" }, place }, "control character U+000A");
    await rejects({ template: lineOf("text") }, "give a place");
    await rejects({ template: lineOf("text"), place: { box: [200, 10, 200, 40] } }, "not on its page");
    await rejects(
      { template: lineOf("a long line that has no room"), place: { box: [10, 10, 60, 14] } },
      "does not fit",
    );
    await rejects({ ...details, images: {} }, "images.signature: expected");
    await rejects(
      { ...details, images: { signature: Uint8Array.of(1, 2) } },
      "images.signature is neither PNG nor JPEG",
    );
    await rejects(
      { ...details, images: { signature: handwriting().subarray(0, 300) } },
      "images.signature is no PNG file",
    );
    await rejects(
      { ...details, images: { ...details.images, other: handwriting() } },
      "images.other: the template has no image",
    );
    await rejects({ template: lineOf("text"), place: { over: "Nobody" } }, 'no signature field "Nobody"');
  });

  it("stands where a field that is there has its place, and in no field without one", async () => {
    const pdf = await withField([120, 300, 320, 360]);
    const template = appearancePresets["vn-competent-person"];
    const images = { signature: handwriting() };
    await expect(
      signShown(pdf, { template, images, place: { box: [1, 1, 9, 9] } }, { field: "Leader" }),
    ).rejects.toThrow("a place of its own");
    await expect(
      signShown(await withField([0, 0, 0, 0]), { template, images }, { field: "Leader" }),
    ).rejects.toMatchObject({ code: "ERR_SIGNATURE_FIELD" });
    const signed = await signShown(pdf, { template, images }, { field: "Leader" });
    expect((await verifyDemo(signed)).verdict).toBe("valid");
    const box = renderPage(signed).boxOf(isInk);
    expect(box?.left).toBeGreaterThan(120);
    expect(box?.right).toBeLessThan(320);
    expect(box?.bottom).toBeGreaterThan(300);
    expect(box?.top).toBeLessThan(360);
  });
});

async function withField(Rect: number[]): Promise<Uint8Array> {
  const document = await PDFDocument.create();
  const page = document.addPage([595, 842]);
  const { context, catalog } = document;
  const ref = context.register(
    context.obj({ Type: "Annot", Subtype: "Widget", FT: "Sig", T: PDFString.of("Leader"), Rect, F: 132, P: page.ref }),
  );
  catalog.getOrCreateAcroForm().addField(ref);
  page.node.set(PDFName.of("Annots"), context.obj([ref]));
  return document.save();
}

describeWithTools(["pdftoppm", "pdftotext", "pdffonts", "qpdf"], "a visible signature to other readers", () => {
  it("has its text, in fonts that are embedded subsets", async () => {
    const signed = await signShown(await emptyPage(), {
      ...details,
      template: withBold(appearancePresets["vn-details"]),
    });
    const text = textOf(signed).replace(/\s+/g, " ");
    for (const part of [
      "Người ký: TRẦN THỊ BÍCH (DEMO)",
      "Chức vụ: Chủ tịch Ủy ban nhân dân xã",
      "Thời gian ký: 15/01/2026",
    ]) {
      expect(text).toContain(part);
    }
    const fonts = fontsOf(signed);
    expect([...fonts.keys()].map((name) => name.replace(/^[A-Z]{6}/, "")).sort()).toEqual([
      "+Tinos-Bold",
      "+Tinos-Regular",
    ]);
    expect(new Set(fonts.values())).toEqual(new Set(["yes yes yes"]));
  });

  it("draws every letter of Vietnamese as the whole font does, composed or not", async () => {
    const lines = ALPHABET.match(/.{1,36}/gu) ?? [];
    const size = 14;
    const document = await PDFDocument.load(await emptyPage());
    document.registerFontkit(fontkit);
    const require = createRequire(import.meta.url);
    const file = readFileSync(require.resolve("@expo-google-fonts/tinos/400Regular/Tinos_400Regular.ttf"));
    const whole = await document.embedFont(file, { subset: false });
    const places = lines.map((line, index) => ({ line, y: 700 - 30 * index }));
    for (const { line, y } of places) document.getPage(0).drawText(line, { x: 40, y, size, font: whole });
    const expected = renderPage(await document.save());

    const parts = places.map(({ line, y }) => {
      const [bottom, top] = [(y - 10) / 842, (y + 20) / 842];
      return {
        kind: "text",
        lines: [line.normalize("NFD")],
        area: [40 / 595, bottom, 1, top],
        padding: 0,
        fontSize: size,
        verticalAlign: "bottom",
      } as const;
    });
    const shown = renderPage(
      await signShown(await emptyPage(), { template: { size: [595, 842], parts }, place: { box: [0, 0, 595, 842] } }),
    );
    const row = (y: number) => ({ left: 30, bottom: y - 12, right: 590, top: y + 18 });
    for (const { y } of places) {
      const ink = expected.count(isInk, row(y));
      expect(ink).toBeGreaterThan(500);
      expect(Math.abs(shown.count(isInk, row(y)) - ink) / ink).toBeLessThan(0.06);
    }
  });

  it("is encrypted with the document that it is added to", async () => {
    const options = { user: "user", owner: "owner", options: ["256"] };
    const encrypted = encryptWithQpdf(await emptyPage(), options);
    const template = appearancePresets["vn-sao-luc"];
    const signed = await signShown(encrypted, { template }, { password: "user" });
    const text = withPdf(signed, (path) =>
      execFileSync("pdftotext", ["-upw", "user", path, "-"], { encoding: "utf8" }),
    );
    expect(text.split("\n").slice(0, 3)).toEqual(["SAO LỤC", "ỦY BAN NHÂN DÂN XÃ DEMO", "15/01/2026 10:00:00 +07:00"]);
    expect((await verifyDemo(signed, { password: "user" })).verdict).toBe("valid");
  });

  const shapes = [
    ["an upright page", {}],
    ["a page on its side", { size: [842, 595] }],
    ["a page turned by 90°", { rotation: 90 }],
    ["a page turned by 180°", { rotation: 180 }],
    ["a page turned by 270°", { rotation: 270 }],
    ["a cropped page", { crop: [60, 90, 480, 600] }],
    ["a cropped page turned by 90°", { rotation: 90, crop: [60, 90, 480, 600] }],
    ["a cropped page turned by 270°", { rotation: 270, crop: [60, 90, 480, 600] }],
  ] as const;

  it.each(shapes)("stands upright where it was put on %s", async (_, shape) => {
    const page = renderPage(await signShown(await emptyPage(shape), details));
    const [blue, black] = [page.boxOf(isBlue), page.boxOf(isBlack)];
    // The box is from 100, 200 to 360, 264: the picture in the left 38 %, the text right of it.
    expect(blue?.left).toBeGreaterThanOrEqual(100);
    expect(blue?.right).toBeLessThanOrEqual(100 + 0.38 * 260 + 1);
    expect(blue?.bottom).toBeGreaterThanOrEqual(200);
    expect(blue?.top).toBeLessThanOrEqual(264);
    expect((blue?.right ?? 0) - (blue?.left ?? 0)).toBeGreaterThan(70);
    expect(black?.left).toBeGreaterThan(100 + 0.4 * 260);
    expect(black?.right).toBeLessThanOrEqual(360);
    expect(black?.bottom).toBeGreaterThanOrEqual(200);
    expect(black?.top).toBeLessThanOrEqual(264);
    expect((black?.right ?? 0) - (black?.left ?? 0)).toBeGreaterThan(2 * ((black?.top ?? 0) - (black?.bottom ?? 0)));
  });
});

function withBold(template: AppearanceTemplate): AppearanceTemplate {
  const [image, text] = template.parts;
  if (image === undefined || text?.kind !== "text") throw new Error("the preset is another");
  const [first = "", ...lines] = text.lines;
  const bold = { ...text, lines: [first], weight: "bold", area: [0.4, 0.7, 1, 1] } as const;
  return { ...template, parts: [image, bold, { ...text, lines, area: [0.4, 0, 1, 0.7] }] };
}
