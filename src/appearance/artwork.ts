import { PadesError } from "../errors.ts";
import { MAX_APPEARANCE_TEXT } from "../limits.ts";
import { DEFAULT_FONT_SIZE, DEFAULT_PADDING, type DrawnPart, drawForm, type FormTarget } from "./draw-form.ts";
import { type FillValues, fillLine } from "./fill-text.ts";
import { type SubsetFont, subsetFont } from "./font.ts";
import type { FontWeight } from "./fonts/load-font.ts";
import { readImage, type SourceImage } from "./images/read-image.ts";
import { textAtSize } from "./layout-text.ts";
import { parsePlace, parseTemplate } from "./parse-template.ts";
import { buildQrCode } from "./qr-code.ts";
import type { AppearanceOptions, AppearancePart, AppearancePlace, AppearanceTemplate, TextPart } from "./template.ts";
import { type SignatureFacts, textValues } from "./text-values.ts";

/** Everything of a visible signature that does not depend on the document: what it says is known, and its fonts are cut. */
export interface Artwork {
  /** The caller's place, else the template's; null where neither says one. */
  readonly place: AppearancePlace | null;
  /** Whether that is the caller's. */
  readonly isPlaced: boolean;
  /** The signer's name, for those who cannot see what is shown. */
  readonly label: string | null;
  /** Width and height in points where a place gives neither or only one. */
  readonly sizeFor: (wanted: WantedSize) => { readonly width: number; readonly height: number };
  /** Adds the form XObject that shows it. @throws PadesError ERR_INVALID_ARGUMENT where it does not fit */
  readonly draw: (target: FormTarget) => ReturnType<typeof drawForm>;
}

export interface WantedSize {
  readonly width?: number | undefined;
  readonly height?: number | undefined;
}

/**
 * Prepares a visible signature.
 * @throws PadesError ERR_INVALID_ARGUMENT where the template is malformed, a value or image is missing, an image cannot
 * be read, or the font lacks a character
 */
export async function prepareArtwork(options: AppearanceOptions, facts: SignatureFacts): Promise<Artwork> {
  const template = parseTemplate(options.template);
  const place = options.place === undefined ? (template.place ?? null) : parsePlace(options.place);
  const values = textValues({ ...options, template }, facts);
  const images = await readImages(template, options.images ?? {});
  const texts = template.parts.map((part) => (part.kind === "text" ? fillLines(part, values) : []));
  const fonts = await cutFonts(template.parts, texts);
  const parts = template.parts.map((part, index) => drawnPart(part, texts[index] ?? [], { values, images, fonts }));
  return {
    place,
    isPlaced: options.place !== undefined,
    label: values.get("signer") ?? values.get("organization") ?? null,
    sizeFor: ({ width = template.size[0], height }) => ({
      width,
      height: height ?? template.size[1] ?? naturalHeight(parts, width),
    }),
    draw: (target) => drawForm(parts, target),
  };
}

interface PartSources {
  readonly values: FillValues;
  readonly images: ReadonlyMap<string, SourceImage>;
  readonly fonts: Fonts;
}

function drawnPart(part: AppearancePart, lines: readonly string[], { values, images, fonts }: PartSources): DrawnPart {
  switch (part.kind) {
    case "text":
      return { ...part, lines, font: fontOf(fonts, part) };
    case "image":
      return { ...part, source: imageOf(images, part.image) };
    case "qr":
      return { ...part, code: buildQrCode(fillText(part.text, values)) };
    case "frame":
      return part;
  }
}

async function readImages(
  { parts }: AppearanceTemplate,
  given: Readonly<Record<string, Uint8Array>>,
): Promise<ReadonlyMap<string, SourceImage>> {
  const names = new Set(parts.flatMap((part) => (part.kind === "image" ? [part.image] : [])));
  const unused = Object.keys(given).find((name) => !names.has(name));
  if (unused !== undefined) throw invalid(`appearance.images.${unused}: the template has no image of this name`);
  const images = new Map<string, SourceImage>();
  for (const name of names) {
    const file: unknown = Object.hasOwn(given, name) ? given[name] : undefined;
    if (!(file instanceof Uint8Array))
      throw invalid(`appearance.images.${name}: expected the bytes of a PNG or JPEG file`);
    images.set(name, await readImage(name, file));
  }
  return images;
}

function imageOf(images: ReadonlyMap<string, SourceImage>, name: string): SourceImage {
  const image = images.get(name);
  if (image === undefined) throw new Error(`the image ${name} was not read`);
  return image;
}

function fillLines({ lines }: TextPart, values: FillValues): readonly string[] {
  return lines.flatMap((line) => {
    const filled = fillLine(line, values);
    return filled === null ? [] : [limited(filled)];
  });
}

function fillText(text: string, values: FillValues): string {
  return limited(fillLine(text, values) ?? "");
}

function limited(text: string): string {
  if (text.length <= MAX_APPEARANCE_TEXT) return text;
  throw invalid(`appearance: a text has ${text.length} characters, and ${MAX_APPEARANCE_TEXT} are the most`);
}

type Fonts = ReadonlyMap<FontWeight, SubsetFont>;

/** One subset for each weight, with what all parts show in it. */
async function cutFonts(parts: readonly AppearancePart[], texts: readonly (readonly string[])[]): Promise<Fonts> {
  const needed = new Map<FontWeight, string>();
  for (const [index, part] of parts.entries()) {
    if (part.kind !== "text") continue;
    const weight = part.weight ?? "regular";
    needed.set(weight, `${needed.get(weight) ?? " "}${(texts[index] ?? []).join("")}`);
  }
  const fonts = new Map<FontWeight, SubsetFont>();
  for (const [weight, text] of needed) fonts.set(weight, await subsetFont(weight, text));
  return fonts;
}

function fontOf(fonts: Fonts, { weight = "regular" }: TextPart): SubsetFont {
  const font = fonts.get(weight);
  if (font === undefined) throw new Error(`the font ${weight} was not loaded`);
  return font;
}

/** As high as the text needs that needs most at its full size; at least a line. */
function naturalHeight(parts: readonly DrawnPart[], width: number): number {
  const heights = parts.map((part) => {
    if (part.kind !== "text") return 0;
    const [left, bottom, right, top] = part.area ?? WHOLE_AREA;
    const { padding = DEFAULT_PADDING, fontSize = DEFAULT_FONT_SIZE } = part;
    const text = textAtSize(part.font, part.lines, (right - left) * width - 2 * padding, fontSize);
    if (text === null) throw invalid(`appearance: a word of the text is wider than ${width} points`);
    return (text.height + 2 * padding) / (top - bottom);
  });
  const height = Math.max(...heights);
  if (height > 0) return Math.ceil(height);
  throw invalid("appearance: the template has no height, and no text that could say it");
}

const WHOLE_AREA = [0, 0, 1, 1] as const;

function invalid(message: string): PadesError {
  return new PadesError("ERR_INVALID_ARGUMENT", message);
}
