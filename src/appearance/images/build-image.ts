import { zlibSync } from "fflate";
import { PadesError } from "../../errors.ts";
import { MAX_EMBEDDED_IMAGE_BYTES } from "../../limits.ts";
import { PdfDict, PdfName, type PdfObject, type PdfRef, PdfStream } from "../../pdf/objects.ts";
import type { DocumentEditor } from "../../pdf/write/document-editor.ts";
import type { ColorRules } from "../color-rules.ts";
import type { JpegImage, PixelImage, SourceImage } from "./read-image.ts";
import { resample } from "./resample.ts";

/** Where and how an image is drawn. */
export interface ImageTarget {
  /** By which errors call it. */
  readonly name: string;
  /** On the page, in points. */
  readonly width: number;
  readonly height: number;
  readonly rules: ColorRules;
}

/** Finer than this no printer shows it; each coarser step is tried where an image takes too many bytes. */
const RESOLUTIONS = [300, 250, 200, 150, 100];

/**
 * Adds an image as an XObject (ISO 32000-2, 8.9.5), no finer than it can be seen at its size on the page.
 * @throws PadesError ERR_INVALID_ARGUMENT where it takes too many bytes, or has colours that the document rules out
 */
export function addImage(editor: DocumentEditor, image: SourceImage, target: ImageTarget): PdfRef {
  return image.kind === "jpeg" ? addJpeg(editor, image, target) : addPixels(editor, image, target);
}

function addJpeg(editor: DocumentEditor, image: JpegImage, { name, rules }: ImageTarget): PdfRef {
  const { components, data } = image;
  if (data.length > MAX_EMBEDDED_IMAGE_BYTES) throw tooLarge(name, data.length);
  if (components === 4 && rules.rgb !== "DeviceRGB") {
    throw new PadesError(
      "ERR_INVALID_ARGUMENT",
      `appearance.images.${name}: CMYK is not for a PDF/A document; use RGB`,
    );
  }
  const entries: [string, PdfObject][] = [
    ...imageEntries(image),
    [
      "ColorSpace",
      components === 1 ? new PdfName("DeviceGray") : components === 3 ? rules.rgbSpace : new PdfName("DeviceCMYK"),
    ],
    ["Filter", new PdfName("DCTDecode")],
  ];
  // Files with four components have them inverted.
  if (components === 4) entries.push(["Decode", [1, 0, 1, 0, 1, 0, 1, 0]]);
  return editor.add(new PdfStream(new PdfDict(new Map(entries)), () => data));
}

interface EncodedPixels {
  readonly image: PixelImage;
  readonly rgb: Uint8Array;
  readonly mask: Uint8Array | null;
}

function addPixels(editor: DocumentEditor, source: PixelImage, target: ImageTarget): PdfRef {
  const { rules } = target;
  const { image, rgb, mask } = encodeToFit(source, target);
  const entries: [string, PdfObject][] = [
    ...imageEntries(image),
    ["ColorSpace", rules.rgbSpace],
    ["Filter", new PdfName("FlateDecode")],
    ["DecodeParms", predictor(image.width, 3, 8)],
  ];
  if (mask !== null)
    entries.push(
      rules.softMasks ? ["SMask", addSoftMask(editor, image, mask)] : ["Mask", addStencil(editor, image, mask)],
    );
  return editor.add(new PdfStream(new PdfDict(new Map(entries)), () => rgb));
}

/** @throws PadesError ERR_INVALID_ARGUMENT */
function encodeToFit(source: PixelImage, { name, width, height, rules }: ImageTarget): EncodedPixels {
  let bytes = 0;
  for (const dpi of RESOLUTIONS) {
    const pixels = (points: number, most: number) => Math.min(most, Math.max(1, Math.ceil((points * dpi) / 72)));
    const encoded = encodePixels(resample(source, pixels(width, source.width), pixels(height, source.height)), rules);
    bytes = encoded.rgb.length + (encoded.mask?.length ?? 0);
    if (bytes <= MAX_EMBEDDED_IMAGE_BYTES) return encoded;
  }
  throw tooLarge(name, bytes);
}

function tooLarge(name: string, bytes: number): PadesError {
  const needs = `appearance.images.${name} takes ${bytes} bytes in the document, and ${MAX_EMBEDDED_IMAGE_BYTES} are the most`;
  return new PadesError("ERR_INVALID_ARGUMENT", `${needs}: make it smaller, or give it fewer colours`);
}

function encodePixels(image: PixelImage, { softMasks }: ColorRules): EncodedPixels {
  const { alpha, width, height } = image;
  if (alpha === null) return { image, rgb: deflateRows(image.rgb, width, 3), mask: null };
  const rgb = softMasks ? withoutUnseen(image.rgb, alpha) : onWhite(image.rgb, alpha);
  const mask = softMasks ? deflateRows(alpha, width, 1) : zlibSync(stencilRows(alpha, width, height), { level: 9 });
  return { image, rgb: deflateRows(rgb, width, 3), mask };
}

/** The colour before it goes on, where nothing is seen of it: equal rows take no room. */
function withoutUnseen(rgb: Uint8Array, alpha: Uint8Array): Uint8Array {
  const out = rgb.slice();
  for (const [at, opacity] of alpha.entries())
    if (opacity === 0) out.copyWithin(3 * at, Math.max(0, 3 * at - 3), Math.max(3, 3 * at));
  return out;
}

function onWhite(rgb: Uint8Array, alpha: Uint8Array): Uint8Array {
  return rgb.map((value, index) => {
    const opacity = alpha[Math.floor(index / 3)] ?? 255;
    return Math.round((value * opacity + 255 * (255 - opacity)) / 255);
  });
}

/** From here on a pixel on white is drawn and not left out. */
const SEEN = 24;

/** One bit a pixel, 1 where nothing is painted (8.9.6.3). */
function stencilRows(alpha: Uint8Array, width: number, height: number): Uint8Array {
  const stride = Math.ceil(width / 8);
  const rows = new Uint8Array(stride * height);
  for (const [at, opacity] of alpha.entries()) {
    const [x, y] = [at % width, Math.floor(at / width)];
    if (opacity < SEEN) rows[y * stride + (x >> 3)] = (rows[y * stride + (x >> 3)] ?? 0) | (0x80 >> (x & 7));
  }
  return rows;
}

function addSoftMask(editor: DocumentEditor, image: PixelImage, data: Uint8Array): PdfRef {
  const entries: [string, PdfObject][] = [
    ...imageEntries(image),
    ["ColorSpace", new PdfName("DeviceGray")],
    ["Filter", new PdfName("FlateDecode")],
    ["DecodeParms", predictor(image.width, 1, 8)],
  ];
  return editor.add(new PdfStream(new PdfDict(new Map(entries)), () => data));
}

function addStencil(editor: DocumentEditor, { width, height }: PixelImage, data: Uint8Array): PdfRef {
  const entries: [string, PdfObject][] = [
    ["Type", new PdfName("XObject")],
    ["Subtype", new PdfName("Image")],
    ["Width", width],
    ["Height", height],
    ["ImageMask", true],
    ["BitsPerComponent", 1],
    ["Filter", new PdfName("FlateDecode")],
  ];
  return editor.add(new PdfStream(new PdfDict(new Map(entries)), () => data));
}

function imageEntries({ width, height }: { readonly width: number; readonly height: number }): [string, PdfObject][] {
  return [
    ["Type", new PdfName("XObject")],
    ["Subtype", new PdfName("Image")],
    ["Width", width],
    ["Height", height],
    ["BitsPerComponent", 8],
  ];
}

function predictor(columns: number, colors: number, bits: number): PdfDict {
  return new PdfDict(
    new Map<string, PdfObject>([
      ["Predictor", 15],
      ["Colors", colors],
      ["BitsPerComponent", bits],
      ["Columns", columns],
    ]),
  );
}

/** PNG's filter 2 for each row (up): what is drawn changes little from one row to the next. */
function deflateRows(samples: Uint8Array, width: number, colors: number): Uint8Array {
  const stride = width * colors;
  const height = Math.floor(samples.length / stride);
  const rows = new Uint8Array((stride + 1) * height);
  for (let y = 0; y < height; y++) {
    rows[y * (stride + 1)] = 2;
    for (let x = 0; x < stride; x++) {
      const above = y === 0 ? 0 : (samples[(y - 1) * stride + x] ?? 0);
      rows[y * (stride + 1) + 1 + x] = (samples[y * stride + x] ?? 0) - above;
    }
  }
  return zlibSync(rows, { level: 9 });
}
