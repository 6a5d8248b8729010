import { readFile } from "node:fs/promises";
import { basename } from "node:path";
import { appearancePresets } from "../appearance/presets.ts";
import type { AppearanceOptions, AppearancePlace, AppearanceTemplate } from "../appearance/template.ts";
import type { SignatureFields } from "../pades/sign/options.ts";
import { plainText } from "../report/plain-text.ts";
import { CliError } from "./cli-error.ts";
import type { CommandContext } from "./command-context.ts";
import { EXIT } from "./exit-codes.ts";
import { orInputError } from "./inputs.ts";

/** How a signature is shown. */
export interface AppearanceFlags {
  /** The name of a preset, or a JSON file with a template. */
  readonly appearance?: string;
  /** Each a file, or NAME=FILE where a template has several images. */
  readonly image?: readonly string[];
  /** Each NAME=TEXT. */
  readonly value?: readonly string[];
  /** Counted from 1, as people do. */
  readonly page?: string;
  readonly box?: string;
  readonly corner?: string;
  readonly over?: string;
  /** Width and height, in a corner or over a signature. */
  readonly size?: string;
}

/** Files that these options name, which the command must not replace. */
export function appearanceInputs({ appearance, image = [] }: AppearanceFlags): readonly string[] {
  const template = appearance === undefined || isPreset(appearance) ? [] : [appearance];
  return [...template, ...image.map((text) => splitNamed(text)?.rest ?? text)];
}

/** Of how a single signature is shown. */
const OPTIONS = ["appearance", "image", "value", "page", "box", "corner", "over", "size"] as const;

/** @throws CliError where a folder is signed, whose files have places of their own */
export function refuseAppearance(flags: AppearanceFlags, { words }: CommandContext): void {
  const given = OPTIONS.find((key) => flags[key] !== undefined);
  if (given !== undefined) throw new CliError(EXIT.usage, words.looks.onlyForFiles(`--${given}`));
}

/**
 * What `pades sign` was told about how the signature is shown, for signPdf.
 * @throws CliError for options that do not go together, and files that cannot be read
 */
export async function readAppearance(
  flags: AppearanceFlags,
  context: CommandContext,
): Promise<Pick<SignatureFields, "appearance" | "page">> {
  const say = context.words.looks;
  const page = flags.page === undefined ? {} : { page: pageIndex(flags.page, context) };
  if (flags.appearance === undefined) {
    const alone = (["image", "value", "box", "corner", "over", "size"] as const).find(
      (key) => flags[key] !== undefined,
    );
    if (alone !== undefined) throw new CliError(EXIT.usage, say.needsAppearance(`--${alone}`));
    return page;
  }
  const template = await readTemplate(flags.appearance, context);
  const images = await readImages(flags.image ?? [], template, context);
  const values = Object.fromEntries((flags.value ?? []).map((text) => namedValue(text, context)));
  const place = readPlace(flags, context);
  const appearance: AppearanceOptions = { template, images, values, ...(place === null ? {} : { place }) };
  return { ...page, appearance };
}

function isPreset(name: string): name is keyof typeof appearancePresets {
  return Object.hasOwn(appearancePresets, name);
}

async function readTemplate(name: string, context: CommandContext): Promise<AppearanceTemplate> {
  if (isPreset(name)) return appearancePresets[name];
  const say = context.words.looks;
  if (!/\.json$/i.test(name)) {
    throw new CliError(EXIT.usage, say.noSuchPreset(plainText(name), Object.keys(appearancePresets).join(", ")));
  }
  const text = await orInputError(name, context, () => readFile(name, "utf8"));
  const { parseTemplate } = await import("../appearance/parse-template.ts");
  try {
    return parseTemplate(JSON.parse(text));
  } catch (error) {
    throw new CliError(
      EXIT.usage,
      say.badTemplate(plainText(name), error instanceof Error ? plainText(error.message) : ""),
    );
  }
}

async function readImages(
  options: readonly string[],
  { parts }: AppearanceTemplate,
  context: CommandContext,
): Promise<Record<string, Uint8Array>> {
  const names = [...new Set(parts.flatMap((part) => (part.kind === "image" ? [part.image] : [])))];
  const images: Record<string, Uint8Array> = {};
  for (const option of options) {
    const named = splitNamed(option);
    // A file may have the sign in its name: then it is meant where the template has no image of that name.
    const isNamed = named !== null && names.includes(named.name);
    const [only] = names;
    if (!isNamed && (names.length !== 1 || only === undefined)) {
      throw new CliError(EXIT.usage, context.words.looks.whichImage(plainText(basename(option)), names.join(", ")));
    }
    const path = isNamed ? named.rest : option;
    images[isNamed ? named.name : (only ?? "")] = new Uint8Array(
      await orInputError(path, context, () => readFile(path)),
    );
  }
  return images;
}

function namedValue(text: string, { words }: CommandContext): readonly [string, string] {
  const named = splitNamed(text);
  if (named === null) throw new CliError(EXIT.usage, words.looks.badValue);
  return [named.name, named.rest];
}

function splitNamed(text: string): { readonly name: string; readonly rest: string } | null {
  const at = text.indexOf("=");
  return at <= 0 ? null : { name: text.slice(0, at), rest: text.slice(at + 1) };
}

function pageIndex(text: string, { words }: CommandContext): number {
  if (!/^[1-9]\d{0,6}$/.test(text)) throw new CliError(EXIT.usage, words.looks.badPage);
  return Number(text) - 1;
}

function readPlace({ box, corner, over, size }: AppearanceFlags, { words }: CommandContext): AppearancePlace | null {
  const given = [box, corner, over].filter((one) => one !== undefined);
  if (given.length > 1) throw new CliError(EXIT.usage, words.looks.onePlace);
  if (size !== undefined && corner === undefined && over === undefined)
    throw new CliError(EXIT.usage, words.looks.badSize);
  const [width, height] = size === undefined ? [] : readNumbers(size, 2, words.looks.badSize);
  const sides = width === undefined || height === undefined ? {} : { width, height };
  if (over !== undefined) return { over, ...sides };
  if (corner !== undefined) {
    const known = (["top-left", "top-right", "bottom-left", "bottom-right"] as const).find((one) => one === corner);
    if (known === undefined) throw new CliError(EXIT.usage, words.looks.badCorner);
    return { corner: known, ...sides };
  }
  if (box === undefined) return null;
  const [x = 0, y = 0, across = 0, up = 0] = readNumbers(box, 4, words.looks.badBox);
  return { box: [x, y, across, up] };
}

/** Numbers between commas, as many as there must be. */
function readNumbers(text: string, count: number, otherwise: string): readonly number[] {
  const parts = text.split(",");
  const isNumber = (part: string) => /^\s*\d{1,5}(?:\.\d{1,4})?\s*$/.test(part);
  if (parts.length !== count || !parts.every(isNumber)) throw new CliError(EXIT.usage, otherwise);
  return parts.map(Number);
}
