import { beforeAll, describe, expect, it } from "vitest";
import { type AppearancePresetName, appearancePresets } from "../../src/appearance/presets.ts";
import type { AppearanceOptions, AppearancePlace } from "../../src/appearance/template.ts";
import type { Signer } from "../../src/keys/signer.ts";
import { webCryptoSigner } from "../../src/keys/web-crypto-signer.ts";
import { verifyPdf } from "../../src/pades/verify/verify-pdf.ts";
import { issueIdentity } from "../../src/testing/issue.ts";
import { importSigningKey } from "../../src/testing/test-signature.ts";
import { handwriting, seal } from "../support/pictures.ts";
import { fontsOf, type InkBox, isBlue, isInk, isRed, renderPage, textOf } from "../support/rendered-page.ts";
import { createTestPki, type TestPki } from "../support/test-pki.ts";
import { describeWithTools } from "../support/tools.ts";
import { emptyPage, type PageShape, signShown } from "./signed-page.ts";

const SIGNER = "NGUYỄN TRẦN PHƯƠNG QUỲNH NHƯ";
const ORGANIZATION = "ỦY BAN NHÂN DÂN XÃ NGHĨA TRUNG, HUYỆN NGHĨA ĐÀN, TỈNH NGHỆ AN";
const TITLE = "Phó Chủ tịch Thường trực Ủy ban nhân dân xã";
const TIME = "15/01/2026 10:00:00 +07:00";

const SHAPES: readonly (readonly [string, PageShape, number, number])[] = [
  ["portrait", {}, 595, 842],
  ["landscape", { size: [842, 595] }, 842, 595],
  ["turned by 90°", { rotation: 90 }, 842, 595],
  ["turned by 180°", { rotation: 180 }, 595, 842],
  ["turned by 270°", { rotation: 270 }, 842, 595],
  ["cropped", { crop: [70, 120, 450, 610] }, 450, 610],
  ["cropped and turned by 270°", { crop: [70, 120, 450, 610], rotation: 270 }, 610, 450],
];

/** What each preset is given, and the text it must show. */
const USES: Readonly<
  Record<
    AppearancePresetName,
    { readonly options: Omit<AppearanceOptions, "template">; readonly shows: readonly string[] }
  >
> = {
  details: {
    options: { images: { signature: handwriting() }, place: box(260, 64) },
    shows: [SIGNER, TITLE, ORGANIZATION, "15/01/2026"],
  },
  "vn-details": {
    options: { images: { signature: handwriting() }, place: box(260, 64) },
    shows: [SIGNER, TITLE, ORGANIZATION, TIME],
  },
  "vn-competent-person": { options: { images: { signature: handwriting() }, place: box(150, 64) }, shows: [] },
  "vn-organization-seal": { options: { images: { seal: seal() }, place: box(102, 102) }, shows: [] },
  "vn-annex": { options: { values: { number: "Số: 125/QĐ-UBND" } }, shows: ["Số: 125/QĐ-UBND", ORGANIZATION, TIME] },
  "vn-sao-y": { options: {}, shows: ["SAO Y", ORGANIZATION, TIME] },
  "vn-sao-luc": { options: {}, shows: ["SAO LỤC", ORGANIZATION, TIME] },
  "vn-trich-sao": { options: {}, shows: ["TRÍCH SAO", ORGANIZATION, TIME] },
  "vn-archive-scan": {
    options: { values: { number: "Số: 125/QĐ-UBND" } },
    shows: ["Số: 125/QĐ-UBND", ORGANIZATION, TIME],
  },
};
const PRESETS = Object.keys(USES).filter((name): name is AppearancePresetName => name in appearancePresets);

function box(width: number, height: number): AppearancePlace {
  return { box: [90, 60, width, height] };
}

let pki: TestPki;
let signer: Signer;
beforeAll(async () => {
  pki = await createTestPki();
  const { key, chain } = await issueIdentity(pki.issuingCa, {
    subject: [
      ["O", ORGANIZATION],
      ["T", TITLE],
      ["CN", SIGNER],
    ],
    profile: { use: "signer" },
    key: "P-256",
    notBefore: new Date("2025-01-01T00:00:00Z"),
    notAfter: new Date("2050-01-01T00:00:00Z"),
  });
  signer = webCryptoSigner(await importSigningKey(key), chain);
});

const show = (pdf: Uint8Array, name: AppearancePresetName, options: Omit<AppearanceOptions, "template">) =>
  signShown(pdf, { template: appearancePresets[name], ...options }, { signer, now: pki.clock.time });

const verify = (pdf: Uint8Array) =>
  verifyPdf(pdf, { trust: pki.trust, now: pki.clock.time, policy: { waive: ["revocation"] } });

const squeezed = (text: string) => text.replace(/\s+/g, "");

function expectWithin(ink: InkBox | null, outer: InkBox): void {
  expect(ink).not.toBeNull();
  if (ink === null) return;
  expect(ink.left).toBeGreaterThanOrEqual(outer.left - 0.8);
  expect(ink.bottom).toBeGreaterThanOrEqual(outer.bottom - 0.8);
  expect(ink.right).toBeLessThanOrEqual(outer.right + 0.8);
  expect(ink.top).toBeLessThanOrEqual(outer.top + 0.8);
}

describeWithTools(["pdftoppm", "pdftotext", "pdffonts"], "presets as other readers see them", () => {
  describe.each(SHAPES)("on a page that is %s", (_, shape, width, height) => {
    it.each(PRESETS)("%s is where it belongs, valid, with its text in embedded subsets", async (name) => {
      const { options, shows } = USES[name];
      const pdf = await emptyPage(shape);
      const signed = await show(pdf, name, options);
      expect(signed.length - pdf.length).toBeLessThan(60_000);
      expect((await verify(signed)).verdict).toBe("valid");

      const [across = 0, up = 70] = appearancePresets[name].size;
      const page = renderPage(signed, { dpi: 90 });
      expect([page.width, page.height]).toEqual([width, height].map((points) => Math.ceil((points * 90) / 72)));
      const isCorner = options.place === undefined;
      const expected = isCorner
        ? { left: width - 10 - across, bottom: height - 10 - up, right: width - 10, top: height - 10 }
        : { left: 90, bottom: 60, right: 90 + across, top: 60 + up };
      const ink = page.boxOf(isInk);
      expectWithin(ink, expected);
      // Not somewhere small in it: text on the right reaches to the edge.
      expect((ink?.right ?? 0) - (ink?.left ?? 0)).toBeGreaterThan(0.6 * across);
      if (isCorner) expect(ink?.right).toBeGreaterThan(width - 16);

      const text = squeezed(textOf(signed));
      for (const part of shows) expect(text).toContain(squeezed(part));
      const fonts = fontsOf(signed);
      expect([...fonts.values()]).toEqual(shows.length === 0 ? [] : ["yes yes yes"]);
    });
  });

  it.each(SHAPES)(
    "an organisation's seal covers a third of a signature on its left, and shows it, on a page that is %s",
    async (_, shape) => {
      const signed = await show(await emptyPage(shape), "vn-competent-person", {
        images: { signature: handwriting() },
        place: { box: [200, 100, 150, 64] },
      });
      const sealed = await show(signed, "vn-organization-seal", {
        images: { seal: seal() },
        place: { over: "Signature1" },
      });
      expect(sealed.length - signed.length).toBeLessThan(60_000);
      const { verdict, signatures } = await verify(sealed);
      expect(verdict).toBe("valid");
      expect(signatures[0]?.changes.items.map(({ code, field }) => `${code} ${field ?? ""}`)).toContain(
        "signature-added Signature2",
      );

      const page = renderPage(sealed, { dpi: 90 });
      const red = page.boxOf(isRed);
      // 200 + 150 / 3, and 102 to the left of that; as high in the middle as the signature.
      expectWithin(red, { left: 148, bottom: 81, right: 250, top: 183 });
      expect((red?.right ?? 0) - (red?.left ?? 0)).toBeGreaterThan(92);
      const third = { left: 200, bottom: 100, right: 250, top: 164 };
      const before = renderPage(signed, { dpi: 90 }).count(isBlue, third);
      expect(before).toBeGreaterThan(50);
      expect(page.count(isRed, third)).toBeGreaterThan(50);
      // The seal's own lines hide some of it, its ground none.
      expect(page.count(isBlue, third)).toBeGreaterThan(0.4 * before);
    },
  );
});
