import type { LooksWords } from "../looks-words.ts";

/** When a signature is shown on its page. */
export const looks: LooksWords = {
  appearance: "show the signature: a preset (as vn-details) or a .json file with a template",
  image: "picture to show, PNG or JPEG; NAME=FILE where the template has several",
  value: "text to fill in, as number=125/QĐ-UBND",
  page: "page of the signature, from 1",
  box: "where on the page, in points from its lower left corner: x,y,width,height",
  corner: "in a corner of the page: top-left, top-right, bottom-left, bottom-right",
  over: "over the left of an earlier signature, by the name of its field",
  size: "width,height in points, with --corner or --over: the real size of a seal (36 mm are 102)",
  onlyForFiles: (option) => `${option} is for a single file, not for a folder.`,
  needsAppearance: (option) => `${option} needs --appearance PRESET or a .json file.`,
  noSuchPreset: (name, presets) => `There is no appearance "${name}". Choose one of ${presets}, or name a .json file.`,
  badTemplate: (path, reason) => `${path} is not a template for a visible signature: ${reason}`,
  whichImage: (file, names) =>
    names === ""
      ? `${file}: this appearance has no picture.`
      : `${file}: say which picture it is, as NAME=FILE (${names}).`,
  badValue: "--value expects NAME=TEXT, as number=125/QĐ-UBND.",
  badPage: "--page expects a page number from 1.",
  onePlace: "Give only one of --box, --corner and --over.",
  badCorner: "--corner expects top-left, top-right, bottom-left or bottom-right.",
  badBox: "--box expects x,y,width,height in points, as 320,90,240,64.",
  badSize: "--size expects width,height in points, as 102,102, with --corner or --over.",
};
