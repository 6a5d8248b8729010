import { execFileSync } from "node:child_process";
import { readFileSync } from "node:fs";
import { join } from "node:path";
import { deflateSync } from "node:zlib";
import fc from "fast-check";
import { decodeQR } from "qr/decode.js";
import { describe, expect, it } from "vitest";
import { loadFont } from "../../src/appearance/fonts/load-font.ts";
import { readImage } from "../../src/appearance/images/read-image.ts";
import { type PageFrame, toSeen, toUserSpace } from "../../src/appearance/page-frame.ts";
import type { AppearanceOptions, AppearanceTemplate } from "../../src/appearance/template.ts";
import { MAX_EMBEDDED_IMAGE_BYTES } from "../../src/limits.ts";
import { PdfRef } from "../../src/pdf/objects.ts";
import { handwriting, pngChunk, pngOf, seal } from "../support/pictures.ts";
import { isBlue, isRed, renderPage, withPdf } from "../support/rendered-page.ts";
import { verifyDemo } from "../support/signed-samples.ts";
import { describeWithTools } from "../support/tools.ts";
import { emptyPage, signShown } from "./signed-page.ts";

const IMAGE: AppearanceTemplate = { size: [144, 144], parts: [{ kind: "image", image: "picture" }] };
const shown = (picture: Uint8Array): AppearanceOptions => ({
  template: IMAGE,
  images: { picture },
  place: { box: [100, 100, 144, 144] },
});

/** Width and height of each image in a file, as qpdf reads it. */
function imageSizes(pdf: Uint8Array): (readonly [number, number])[] {
  const json = withPdf(pdf, (path) =>
    execFileSync("qpdf", ["--json=2", "--json-key=qpdf", path], { encoding: "utf8" }),
  );
  const objects = Object.values(
    JSON.parse(json).qpdf[1] as Record<string, { stream?: { dict: Record<string, unknown> } }>,
  );
  return objects.flatMap(({ stream }) =>
    stream?.dict["/Subtype"] === "/Image"
      ? [[Number(stream.dict["/Width"]), Number(stream.dict["/Height"])] as const]
      : [],
  );
}

describeWithTools(["pdftoppm", "qpdf"], "a picture in a visible signature", () => {
  it("is stored no finer than can be seen, and looks the same", async () => {
    const pdf = await emptyPage();
    const large = await signShown(pdf, shown(seal(1500)));
    // Two inches at 300 dpi: the picture and its mask.
    expect(imageSizes(large)).toEqual([
      [600, 600],
      [600, 600],
    ]);
    const small = await signShown(pdf, shown(seal(600)));
    const [one, other] = [large, small].map((file) => renderPage(file).count(isRed));
    expect(one).toBeGreaterThan(1000);
    expect(Math.abs((one ?? 0) - (other ?? 0)) / (one ?? 1)).toBeLessThan(0.03);
    expect(imageSizes(await signShown(pdf, shown(seal(90))))).toEqual([
      [90, 90],
      [90, 90],
    ]);
  });

  it("becomes coarser where it would take too many bytes, and is refused where that does not help", async () => {
    const noise = (side: number, share: number) => {
      let state = 1;
      const next = () => {
        state ^= state << 13;
        state ^= state >>> 17;
        state ^= state << 5;
        return state & 255;
      };
      return pngOf(side, side, (x) => (x < share * side ? [next(), next(), next(), 255] : [0, 0, 0, 0]));
    };
    const pdf = await emptyPage();
    const signed = await signShown(pdf, shown(noise(600, 0.1)));
    const [[width = 0] = []] = imageSizes(signed);
    expect(width).toBeGreaterThanOrEqual(200);
    expect(width).toBeLessThan(600);
    expect(signed.length - pdf.length).toBeLessThan(MAX_EMBEDDED_IMAGE_BYTES + 20_000);
    await expect(signShown(pdf, shown(noise(600, 1)))).rejects.toThrow("make it smaller, or give it fewer colours");
  });

  it("may be a JPEG, which goes in as it is", async () => {
    const source = await signShown(await emptyPage({ size: [200, 200] }), {
      ...shown(handwriting(200, 200)),
      place: { box: [10, 10, 180, 180] },
    });
    const jpeg = withPdf(source, (path) => {
      const out = join(path, "../page");
      execFileSync("pdftoppm", ["-jpeg", "-r", "72", "-singlefile", path, out]);
      return new Uint8Array(readFileSync(`${out}.jpg`));
    });
    const signed = await signShown(await emptyPage(), shown(jpeg));
    expect(imageSizes(signed)).toEqual([[200, 200]]);
    expect((await verifyDemo(signed)).verdict).toBe("valid");
    const box = renderPage(signed).boxOf(isBlue);
    expect(box?.left).toBeGreaterThan(100);
    expect(box?.right).toBeLessThan(244);
    expect(renderPage(signed).count(isBlue)).toBeGreaterThan(50);
  });
});

describe("a picture that is to do harm", () => {
  const header = (width: number, height: number) => {
    const bytes = new Uint8Array(13);
    new DataView(bytes.buffer).setUint32(0, width);
    new DataView(bytes.buffer).setUint32(4, height);
    bytes.set([8, 6, 0, 0, 0], 8);
    return bytes;
  };
  const pngWith = (...chunks: readonly Uint8Array[]) =>
    Buffer.concat([Uint8Array.of(0x89, 0x50, 0x4e, 0x47, 0x0d, 0x0a, 0x1a, 0x0a), ...chunks]);
  const end = pngChunk("IEND", new Uint8Array(0));
  const png = (width: number, height: number, data: Uint8Array) =>
    pngWith(pngChunk("IHDR", header(width, height)), pngChunk("IDAT", data), end);
  /** Eight by eight, and nothing to be seen. */
  const small = [pngChunk("IHDR", header(8, 8)), pngChunk("IDAT", deflateSync(new Uint8Array(8 * 33)))] as const;
  const interlacedBy = (method: number) => {
    const bytes = header(8, 8);
    bytes[12] = method;
    return pngChunk("IHDR", bytes);
  };
  const frame = (side: number) => {
    const bytes = new Uint8Array(26);
    new DataView(bytes.buffer).setUint32(4, side);
    new DataView(bytes.buffer).setUint32(8, side);
    return pngChunk("fcTL", bytes);
  };

  it.each<[string, () => Uint8Array, string]>([
    ["has more pixels than there is room for", () => png(60_000, 60_000, deflateSync(new Uint8Array(10))), "pixels"],
    ["unpacks to far more than its pixels", () => png(8, 8, deflateSync(new Uint8Array(64 * 1024 * 1024))), "damaged"],
    ["has fewer rows than it says", () => png(8, 8, deflateSync(new Uint8Array(10))), "damaged"],
    ["has a second header", () => pngWith(small[0], ...small, end), "can be read"],
    [
      "has a header that is cut short",
      () => pngWith(pngChunk("IHDR", header(8, 8).subarray(0, 10)), small[1], end),
      "can be read",
    ],
    ["is interlaced in a way that there is not", () => pngWith(interlacedBy(255), small[1], end), "can be read"],
    ["has no size", () => png(0, 8, deflateSync(new Uint8Array(10))), "pixels"],
    ["is a JPEG that ends in its header", () => Uint8Array.of(0xff, 0xd8, 0xff, 0xe0, 0, 4), "damaged"],
    ["is longer than any picture", () => new Uint8Array(9 * 1024 * 1024), "bytes"],
  ])("is refused where it %s", async (_, make, message) => {
    const expected = expect.objectContaining({
      code: "ERR_INVALID_ARGUMENT",
      message: expect.stringContaining(message),
    });
    await expect(signShown(await emptyPage(), shown(new Uint8Array(make())))).rejects.toEqual(expected);
  });

  it.each<[string, () => Uint8Array]>([
    [
      "a text without an end",
      () => pngWith(...small, Buffer.concat([pngChunk("tEXt", Buffer.from("A")).fill(0x42, 8)])),
    ],
    [
      "frames of an animation that are as large as a field",
      () =>
        pngWith(...small, pngChunk("acTL", new Uint8Array(8)), frame(30_000), pngChunk("fdAT", new Uint8Array(8)), end),
    ],
    [
      "pieces without number",
      () => pngWith(...small, Buffer.alloc(12 * 300_000, pngChunk("IDAT", new Uint8Array(0))), end),
    ],
  ])("is shown where it has beside its pixels %s, which nobody reads", async (_, make) => {
    const picture = await readImage("picture", new Uint8Array(make()));
    expect(picture).toMatchObject({ kind: "pixels", width: 8, height: 8 });
  });
});

describeWithTools(["pdftoppm"], "a QR code in a visible signature", () => {
  it.each(["https://example.gov.vn/tra-cuu/125-QĐ-UBND", "Số 125/QĐ-UBND ".repeat(8)])(
    "is read by a reader that is not ours: %s",
    async (text) => {
      const template: AppearanceTemplate = { size: [100, 100], parts: [{ kind: "qr", text: "{link}" }] };
      const signed = await signShown(await emptyPage({ size: [300, 300], rotation: 90 }), {
        template,
        values: { link: text },
        place: { box: [100, 100, 120, 120] },
      });
      const page = renderPage(signed, { dpi: 200 });
      expect(decodeQR({ width: page.width, height: page.height, data: page.rgba() })).toBe(text);
    },
  );
});

describe("the bundled fonts", () => {
  it.each(["regular", "bold"] as const)("are what the script makes of the font's package: %s", async (weight) => {
    const script = "../../.config/make-fonts.mjs";
    const { makeFont } = (await import(script)) as { makeFont: (name: string) => Promise<Uint8Array> };
    expect(Buffer.from(await loadFont(weight)).equals(await makeFont(`tinos-${weight}`))).toBe(true);
  });
});

describe("a page as it is seen", () => {
  it("has every box where it was put, however it is cropped and turned", () => {
    const frames = fc.record({
      left: fc.integer({ min: -200, max: 200 }),
      bottom: fc.integer({ min: -200, max: 200 }),
      across: fc.integer({ min: 100, max: 900 }),
      up: fc.integer({ min: 100, max: 900 }),
      rotation: fc.constantFrom(0, 90, 180, 270),
      unit: fc.constantFrom(1, 2, 0.5),
    });
    const part = fc.double({ min: 0, max: 0.5, noNaN: true });
    fc.assert(
      fc.property(frames, part, part, ({ left, bottom, across, up, rotation, unit }, x, y) => {
        const [width, height] =
          rotation === 90 || rotation === 270 ? [up * unit, across * unit] : [across * unit, up * unit];
        const visible = { left, bottom, right: left + across, top: bottom + up };
        const frame: PageFrame = { page: new PdfRef(1, 0), visible, rotation, unit, width, height };
        const box = { x: x * width, y: y * height, width: 0.4 * width, height: 0.2 * height };
        const rectangle = toUserSpace(frame, box);
        expect(rectangle.left).toBeGreaterThanOrEqual(visible.left - 0.01);
        expect(rectangle.right).toBeLessThanOrEqual(visible.right + 0.01);
        const seen = toSeen(frame, rectangle);
        for (const key of ["x", "y", "width", "height"] as const) expect(seen[key]).toBeCloseTo(box[key], 1);
      }),
    );
  });
});
