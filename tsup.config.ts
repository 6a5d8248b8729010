import { copyFile, readdir } from "node:fs/promises";
import { defineConfig } from "tsup";
import { buildPageScripts } from "./.config/build-page-scripts.ts";
import { buildStandalone } from "./.config/build-standalone.ts";

/** JSON Schemas, published beside the code that fills them, the licence of the fonts, and what tools read of the element. */
const papers = {
  "OFL.txt": "src/appearance/fonts/OFL.txt",
  "report.schema.json": "src/report/report.schema.json",
  "evidence-bundle.schema.json": "src/pades/evidence/evidence-bundle.schema.json",
  "config.schema.json": "src/cli/config.schema.json",
  "manifest.schema.json": "src/dossier/manifest.schema.json",
  "custom-elements.json": "src/widget/custom-elements.json",
  "trust-profile.schema.json": "src/x509/trust-profile.schema.json",
};

const entries = await readdir("src/public");

/**
 * One build for Node and for browsers: `#platform` stays an import, so that the runtime or the user's bundler chooses
 * the platform code by the conditions in package.json.
 */
export default defineConfig((options) => ({
  entry: {
    ...Object.fromEntries(entries.map((file) => [`public/${file.replace(/\.ts$/, "")}`, `src/public/${file}`])),
    "platform/node": "src/platform/node.ts",
    "platform/web": "src/platform/web.ts",
    "cli/main": "src/cli/main.ts",
    "node/batch-worker": "src/node/batch/worker.ts",
  },
  format: "esm",
  platform: "neutral",
  target: "es2022",
  external: ["#platform", /^node:/],
  removeNodeProtocol: false,
  splitting: true,
  clean: true,
  dts: {
    entry: Object.fromEntries(entries.map((file) => [`public/${file.replace(/\.ts$/, "")}`, `src/public/${file}`])),
  },
  plugins: [
    {
      // esbuild orders its chunks with imports of nothing. No module here has side effects, so there is no order to
      // keep, and bundlers would warn about each of them.
      name: "drop-imports-of-nothing",
      renderChunk: (code) => ({ code: code.replace(/^import "[./]+chunk-\w+\.js";\n/gm, "") }),
    },
  ],
  async onSuccess() {
    const folder = options.outDir ?? "dist";
    for (const [name, path] of Object.entries(papers)) await copyFile(path, `${folder}/${name}`);
    await buildPageScripts(folder);
    const integrity = await buildStandalone(folder);
    // To the standard error: what runs the build may have a use for its output.
    for (const [name, hash] of Object.entries(integrity)) console.error(`${folder}/${name} ${hash}`);
  },
}));
