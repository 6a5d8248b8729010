import { JpegEmbedder, PDFContext, PDFName, PDFRawStream, PDFRef, PngEmbedder } from "pdf-lib";
import { PadesError } from "../../errors.ts";
import { MAX_APPEARANCE_IMAGE_BYTES, MAX_APPEARANCE_IMAGE_PIXELS } from "../../limits.ts";
import { inflateZlib } from "../../pdf/read/filters/flate.ts";
import { readPngHeader } from "./png-header.ts";

/** A picture whose pixels are known. */
export interface PixelImage {
  readonly kind: "pixels";
  readonly width: number;
  readonly height: number;
  /** Three bytes a pixel, from the top. */
  readonly rgb: Uint8Array;
  /** One byte a pixel; null where all of it is opaque. */
  readonly alpha: Uint8Array | null;
}

/** A JPEG file, which goes into a PDF as it is. */
export interface JpegImage {
  readonly kind: "jpeg";
  readonly width: number;
  readonly height: number;
  readonly components: 1 | 3 | 4;
  readonly data: Uint8Array;
}

export type SourceImage = PixelImage | JpegImage;

/**
 * A PNG or JPEG file.
 * @param name by which errors call it
 * @throws PadesError ERR_INVALID_ARGUMENT where it is neither, is damaged, or is too large
 */
export async function readImage(name: string, file: Uint8Array): Promise<SourceImage> {
  if (file.length > MAX_APPEARANCE_IMAGE_BYTES) {
    throw refusal(name, `has ${file.length} bytes, and ${MAX_APPEARANCE_IMAGE_BYTES} are the most`);
  }
  // A copy of its own: pdf-lib reads the whole buffer behind an array.
  const bytes = file.slice();
  if (bytes[0] === 0x89 && bytes[1] === 0x50) return readPng(name, bytes);
  if (bytes[0] === 0xff && bytes[1] === 0xd8) return readJpeg(name, bytes);
  throw refusal(name, "is neither PNG nor JPEG");
}

async function readPng(name: string, bytes: Uint8Array): Promise<PixelImage> {
  const header = readPngHeader(bytes);
  if (header === null) throw refusal(name, "is no PNG file that can be read");
  checkPixels(name, header.width, header.height);
  try {
    // A decompression bomb is stopped here, before the decoder, which has no cap.
    const samples = inflateZlib(header.data, header.maxInflatedBytes, null);
    if (samples.length < header.minInflatedBytes) throw new Error("there are fewer pixels than the header says");
    const embedder = await PngEmbedder.for(header.picture);
    const context = PDFContext.create();
    const image = streamAt(context, await embedder.embedIntoContext(context));
    const mask = image.dict.get(PDFName.of("SMask"));
    const pixels = header.width * header.height;
    const rgb = inflateZlib(image.contents, 3 * pixels, null);
    const alpha = mask instanceof PDFRef ? inflateZlib(streamAt(context, mask).contents, pixels, null) : null;
    return { kind: "pixels", width: header.width, height: header.height, rgb, alpha };
  } catch (error) {
    throw refusal(name, "is a PNG file that is damaged", error);
  }
}

function streamAt(context: PDFContext, ref: PDFRef): PDFRawStream {
  const stream = context.lookup(ref);
  if (stream instanceof PDFRawStream) return stream;
  throw new Error("pdf-lib made an image that is no stream");
}

async function readJpeg(name: string, bytes: Uint8Array): Promise<JpegImage> {
  const embedder = await JpegEmbedder.for(bytes).catch((error: unknown) => {
    throw refusal(name, "is a JPEG file that is damaged", error);
  });
  const { width, height, bitsPerComponent, colorSpace } = embedder;
  checkPixels(name, width, height);
  if (bitsPerComponent !== 8) throw refusal(name, `is a JPEG file with ${bitsPerComponent} bits a component`);
  const components = { DeviceGray: 1, DeviceRGB: 3, DeviceCMYK: 4 } as const;
  return { kind: "jpeg", width, height, components: components[colorSpace], data: bytes };
}

function checkPixels(name: string, width: number, height: number): void {
  if (width > 0 && height > 0 && width * height <= MAX_APPEARANCE_IMAGE_PIXELS) return;
  throw refusal(name, `has ${width} × ${height} pixels, and ${MAX_APPEARANCE_IMAGE_PIXELS} in all are the most`);
}

function refusal(name: string, reason: string, cause?: unknown): PadesError {
  return new PadesError("ERR_INVALID_ARGUMENT", `appearance.images.${name} ${reason}`, { cause });
}
