import { zlibSync } from "fflate";
import { encodeLatin1 } from "../bytes/text.ts";
import { PadesError } from "../errors.ts";
import { PdfDict, PdfName, type PdfObject, type PdfRef, PdfStream } from "../pdf/objects.ts";
import type { DocumentEditor } from "../pdf/write/document-editor.ts";
import { addGroup } from "./add-group.ts";
import type { ColorRules } from "./color-rules.ts";
import { type SubsetFont, withCidSet } from "./font.ts";
import { addImage } from "./images/build-image.ts";
import type { SourceImage } from "./images/read-image.ts";
import { layOutText } from "./layout-text.ts";
import { type Rotation, uprightMatrix } from "./page-frame.ts";
import type { QrCode } from "./qr-code.ts";
import type { FramePart, ImagePart, PartArea, QrPart, RgbColor, TextPart } from "./template.ts";

/** A part with all that it shows. */
export type DrawnPart =
  | (TextPart & { readonly font: SubsetFont })
  | (ImagePart & { readonly source: SourceImage })
  | (QrPart & { readonly code: QrCode })
  | FramePart;

/** Where a form XObject is drawn. */
export interface FormTarget {
  readonly editor: DocumentEditor;
  /** As it is seen, in points. */
  readonly width: number;
  readonly height: number;
  /** Of the page, against which the drawing is turned. */
  readonly rotation: Rotation;
  readonly rules: ColorRules;
}

export const DEFAULT_FONT_SIZE = 10;
export const DEFAULT_PADDING = 2;
const WHOLE: PartArea = [0, 0, 1, 1];
const BLACK: RgbColor = [0, 0, 0];

/**
 * Adds a form XObject with these parts (ISO 32000-2, 8.10).
 * @throws PadesError ERR_INVALID_ARGUMENT where a text does not fit or an image cannot be in the document
 */
export function drawForm(parts: readonly DrawnPart[], target: FormTarget): PdfRef {
  const canvas = new Canvas(target);
  for (const part of parts) canvas.draw(part);
  return canvas.finish();
}

interface Box {
  readonly left: number;
  readonly bottom: number;
  readonly width: number;
  readonly height: number;
}

class Canvas {
  readonly #target: FormTarget;
  readonly #fonts = new Map<SubsetFont, { readonly name: string; readonly ref: PdfRef }>();
  readonly #images = new Map<string, PdfRef>();
  readonly #content: string[] = [];
  #usesColor = false;

  constructor(target: FormTarget) {
    this.#target = target;
  }

  draw(part: DrawnPart): void {
    const box = this.#boxOf(part.area ?? WHOLE);
    switch (part.kind) {
      case "text":
        return this.#text(part, box);
      case "image":
        return this.#image(part, box);
      case "qr":
        return this.#qr(part, box);
      case "frame":
        return this.#frame(part, box);
    }
  }

  finish(): PdfRef {
    const { editor, width, height, rotation, rules } = this.#target;
    const data = zlibSync(encodeLatin1(this.#content.join("\n")), { level: 9 });
    const fonts = [...this.#fonts.values()].map(({ name, ref }) => [name, ref] as const);
    const resources: [string, PdfObject][] = [];
    if (fonts.length > 0) resources.push(["Font", new PdfDict(new Map(fonts))]);
    if (this.#images.size > 0) resources.push(["XObject", new PdfDict(this.#images)]);
    if (this.#usesColor) resources.push(["ColorSpace", new PdfDict(new Map([[COLOR_SPACE, rules.rgbSpace]]))]);
    const entries: [string, PdfObject][] = [
      ["Type", new PdfName("XObject")],
      ["Subtype", new PdfName("Form")],
      ["BBox", [0, 0, rounded(width), rounded(height)]],
      ["Resources", new PdfDict(new Map(resources))],
      ["Filter", new PdfName("FlateDecode")],
    ];
    if (rotation !== 0) entries.push(["Matrix", uprightMatrix(rotation, { width, height }).map(rounded)]);
    return editor.add(new PdfStream(new PdfDict(new Map(entries)), () => data));
  }

  #boxOf([left, bottom, right, top]: PartArea): Box {
    const { width, height } = this.#target;
    return {
      left: left * width,
      bottom: bottom * height,
      width: (right - left) * width,
      height: (top - bottom) * height,
    };
  }

  #text(part: DrawnPart & TextPart, box: Box): void {
    const { font, lines, padding = DEFAULT_PADDING, fontSize = DEFAULT_FONT_SIZE, color = BLACK } = part;
    const area = { width: box.width - 2 * padding, height: box.height - 2 * padding };
    const minFontSize = Math.min(part.minFontSize ?? fontSize, fontSize);
    const text = layOutText(font, lines, area, { fontSize, minFontSize });
    if (text === null) {
      const room = `${rounded(area.width)} × ${rounded(area.height)} points`;
      throw new PadesError(
        "ERR_INVALID_ARGUMENT",
        `appearance: the text does not fit ${room} at ${minFontSize} points`,
      );
    }
    if (text.lines.length === 0) return;
    const spare = area.height - text.height;
    const below = part.verticalAlign === "bottom" ? 0 : part.verticalAlign === "middle" ? spare / 2 : spare;
    let y = box.bottom + padding + below + text.height - font.ascent * text.fontSize;
    this.#content.push("BT", this.#paint(color, "fill"), `/${this.#fontName(font)} ${number(text.fontSize)} Tf`);
    for (const line of text.lines) {
      const over = area.width - font.widthOf(line) * text.fontSize;
      const indent = part.align === "right" ? over : part.align === "center" ? over / 2 : 0;
      this.#content.push(`1 0 0 1 ${number(box.left + padding + indent)} ${number(y)} Tm <${font.encode(line)}> Tj`);
      y -= text.leading;
    }
    this.#content.push("ET");
  }

  #image({ source, image }: DrawnPart & ImagePart, box: Box): void {
    const scale = Math.min(box.width / source.width, box.height / source.height);
    const [width, height] = [source.width * scale, source.height * scale];
    const { editor, rules } = this.#target;
    const name = `Im${this.#images.size}`;
    this.#images.set(name, addImage(editor, source, { name: image, width, height, rules }));
    const x = box.left + (box.width - width) / 2;
    const y = box.bottom + (box.height - height) / 2;
    this.#content.push(`q ${number(width)} 0 0 ${number(height)} ${number(x)} ${number(y)} cm /${name} Do Q`);
  }

  #qr({ code }: DrawnPart & QrPart, box: Box): void {
    const side = Math.min(box.width, box.height);
    const x = box.left + (box.width - side) / 2;
    const y = box.bottom + (box.height - side) / 2;
    const scale = side / code.size;
    // Its own ground, so that it can be read over anything.
    this.#content.push(`q 1 g ${number(x)} ${number(y)} ${number(side)} ${number(side)} re f`);
    this.#content.push(`0 g ${scale.toFixed(5)} 0 0 ${scale.toFixed(5)} ${number(x)} ${number(y)} cm`);
    for (const run of code.runs) this.#content.push(`${run.x} ${code.size - 1 - run.y} ${run.length} 1 re`);
    this.#content.push("f Q");
  }

  #frame({ lineWidth = 0.75, color = BLACK }: FramePart, { left, bottom, width, height }: Box): void {
    // The line is as wide as it is, within the area.
    const [x, y] = [left + lineWidth / 2, bottom + lineWidth / 2];
    const sides = `${number(width - lineWidth)} ${number(height - lineWidth)}`;
    this.#content.push(
      `q ${this.#paint(color, "stroke")} ${number(lineWidth)} w ${number(x)} ${number(y)} ${sides} re S Q`,
    );
  }

  #paint([red, green, blue]: RgbColor, how: "fill" | "stroke"): string {
    if (red === green && green === blue) return `${number(red)} ${how === "fill" ? "g" : "G"}`;
    const channels = `${number(red)} ${number(green)} ${number(blue)}`;
    if (this.#target.rules.rgb === "DeviceRGB") return `${channels} ${how === "fill" ? "rg" : "RG"}`;
    this.#usesColor = true;
    return how === "fill" ? `/${COLOR_SPACE} cs ${channels} sc` : `/${COLOR_SPACE} CS ${channels} SC`;
  }

  #fontName(font: SubsetFont): string {
    const known = this.#fonts.get(font);
    if (known !== undefined) return known.name;
    const { editor, rules } = this.#target;
    const name = `F${this.#fonts.size}`;
    this.#fonts.set(font, { name, ref: addGroup(editor, rules.pdfA === 1 ? withCidSet(font) : font.group) });
    return name;
  }
}

const COLOR_SPACE = "Cs0";

function rounded(value: number): number {
  return Math.round(value * 1000) / 1000;
}

function number(value: number): string {
  return String(rounded(value));
}
