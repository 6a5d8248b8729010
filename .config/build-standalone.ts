/**
 * Builds what pages without npm use: dist/pades-verify.js and its worker, each one classic script that needs nothing
 * else, and dist/integrity.json with their hashes for Subresource Integrity.
 */
import { createHash } from "node:crypto";
import { readFile, writeFile } from "node:fs/promises";
import { join } from "node:path";
import { build } from "esbuild";

const scripts = [
  { name: "pades-verify.js", entry: "src/widget/standalone.ts", options: { globalName: "padesDossier" } },
  { name: "pades-verify-worker.js", entry: "src/widget/worker/start.ts", options: {} },
] as const;

/** The hash of each script, as an `integrity` attribute takes it. */
export async function buildStandalone(folder: string): Promise<Readonly<Record<string, string>>> {
  const integrity: Record<string, string> = {};
  for (const { name, entry, options } of scripts) {
    await build({
      entryPoints: [entry],
      outfile: join(folder, name),
      bundle: true,
      minify: true,
      format: "iife",
      ...options,
      platform: "browser",
      conditions: ["pades-source"],
      target: "es2022",
      legalComments: "none",
      charset: "ascii",
    });
    const digest = createHash("sha384")
      .update(await readFile(join(folder, name)))
      .digest("base64");
    integrity[name] = `sha384-${digest}`;
  }
  await writeFile(join(folder, "integrity.json"), `${JSON.stringify(integrity, null, 2)}\n`);
  return integrity;
}
