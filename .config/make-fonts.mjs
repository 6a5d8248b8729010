/**
 * Writes src/appearance/fonts/tinos-*.ts: Tinos, which has the widths of Times New Roman, cut down to Latin with all of
 * Vietnamese and packed for a JavaScript module. `npm run fonts`, after the package with the font has a new version.
 *
 * Cut with HarfBuzz here, once: the subsetter that runs when a document is signed miswrites fonts whose glyphs begin at
 * odd offsets, and most glyphs of those come out invisible.
 */
import { readFileSync, writeFileSync } from "node:fs";
import { createRequire } from "node:module";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { zlibSync } from "fflate";
import subsetFont from "subset-font";

const require = createRequire(import.meta.url);
const folder = join(import.meta.dirname, "../src/appearance/fonts");

/** Inclusive ranges of code points. */
const RANGES = [
  [0x20, 0x7e],
  [0xa0, 0x17f],
  // Ơ ơ Ư ư
  [0x1a0, 0x1a1],
  [0x1af, 0x1b0],
  [0x218, 0x21b],
  // All Vietnamese letters with two marks, and some others.
  [0x1ea0, 0x1ef9],
  [0x2010, 0x2015],
  [0x2018, 0x201e],
  [0x2020, 0x2022],
  [0x2026, 0x2026],
  [0x2030, 0x2033],
  [0x2039, 0x203a],
  // Đồng and euro, numero sign, trade mark.
  [0x20ab, 0x20ac],
  [0x2116, 0x2116],
  [0x2122, 0x2122],
];

export const FONTS = { "tinos-regular": "400Regular/Tinos_400Regular.ttf", "tinos-bold": "700Bold/Tinos_700Bold.ttf" };

/** The TrueType file of one of FONTS. */
export async function makeFont(name) {
  const text = RANGES.flatMap(([first, last]) => Array.from({ length: last - first + 1 }, (_, index) => first + index));
  const source = readFileSync(require.resolve(`@expo-google-fonts/tinos/${FONTS[name]}`));
  const options = { targetFormat: "sfnt", keepFeatures: [], noHinting: true, noLayoutClosure: true };
  return new Uint8Array(await subsetFont(source, String.fromCodePoint(...text), options));
}

if (process.argv[1] === fileURLToPath(import.meta.url)) {
  for (const name of Object.keys(FONTS)) {
    const font = await makeFont(name);
    const packed = Buffer.from(zlibSync(font, { level: 9 })).toString("base64");
    const comment =
      "/** Written by .config/make-fonts.mjs: a TrueType file, deflated (RFC 1950), in base64. Licence: OFL.txt. */";
    writeFileSync(join(folder, `${name}.ts`), `${comment}\nexport const PACKED_FONT =\n  "${packed}";\n`);
    console.log(`${name}: ${font.length} bytes, ${packed.length} packed`);
  }
  writeFileSync(join(folder, "OFL.txt"), readFileSync(require.resolve("@expo-google-fonts/tinos/LICENSE_FONT")));
}
