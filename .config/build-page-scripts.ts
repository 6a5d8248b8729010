/**
 * Builds the scripts that `pades page` puts into the offline page, beside the worker of dist/pades-verify-worker.js: each
 * one classic script that needs nothing else.
 */
import { join } from "node:path";
import { build } from "esbuild";

export async function buildPageScripts(folder: string): Promise<void> {
  await build({
    entryPoints: { boot: "src/widget/page/boot.ts", app: "src/widget/page/main.ts" },
    outdir: join(folder, "page"),
    bundle: true,
    minify: true,
    format: "iife",
    platform: "browser",
    conditions: ["pades-source"],
    target: "es2022",
    legalComments: "none",
    charset: "utf8",
  });
}
