import { writeFileSync } from "node:fs";
import { join } from "node:path";
import { gzipSync } from "node:zlib";
import { build as bundleWithEsbuild } from "esbuild";
import { build as bundleWithVite } from "vite";
import { beforeAll, describe, expect, inject, it } from "vitest";

/**
 * What a portal's page must load before it verifies. `npm run size` holds the same without the seams between chunks to
 * 80 kB; bundlers that split add a few.
 */
const MAX_INITIAL_GZIP_BYTES = 85_000;
/** With all that is loaded on demand. Bundlers add up to 3 KB to what `npm run size` holds to 140. */
const MAX_GZIP_BYTES = 143_000;

interface Bundle {
  /** What is loaded at first: the entry, and what it imports other than on demand. */
  readonly initial: string;
  readonly code: string;
  readonly modules: readonly string[];
  /** Imports left for the browser to resolve, which it cannot. */
  readonly external: readonly string[];
}

const { consumer } = inject("packed");

/** Takes hold of all of ./verify, so that nothing of it is shaken off. */
const entry = join(consumer, "page.js");

function packageOf(module: string): string | null {
  const parts = module.split("node_modules/");
  const path = parts.length > 1 ? parts[parts.length - 1] : undefined;
  if (path === undefined) return null;
  return path
    .split("/")
    .slice(0, path.startsWith("@") ? 2 : 1)
    .join("/");
}

async function esbuild(): Promise<Bundle> {
  const { outputFiles, metafile } = await bundleWithEsbuild({
    entryPoints: [entry],
    absWorkingDir: consumer,
    bundle: true,
    splitting: true,
    minify: true,
    format: "esm",
    platform: "browser",
    target: "es2022",
    write: false,
    metafile: true,
    outdir: "out",
    external: ["node:*"],
  });
  const external = Object.values(metafile.inputs).flatMap(({ imports }) =>
    imports.filter((one) => one.external === true).map(({ path }) => path),
  );
  const chunks = Object.entries(metafile.outputs).map(([path, { entryPoint, imports }]) => ({
    name: path,
    code: outputFiles.find((file) => file.path.endsWith(path))?.text ?? "",
    isEntry: entryPoint?.endsWith("page.js") === true,
    imports: imports.filter(({ kind }) => kind === "import-statement").map((one) => one.path),
  }));
  const code = outputFiles.map(({ text }) => text).join("");
  return { initial: initialCode(chunks), code, modules: Object.keys(metafile.inputs), external };
}

interface Chunk {
  readonly name: string;
  readonly code: string;
  readonly isEntry: boolean;
  /** Names of the chunks that must be there before this one runs. */
  readonly imports: readonly string[];
}

function initialCode(chunks: readonly Chunk[]): string {
  const needed = chunks.filter(({ isEntry }) => isEntry);
  for (const { imports } of needed) {
    needed.push(...chunks.filter((chunk) => imports.includes(chunk.name) && !needed.includes(chunk)));
  }
  return needed.map(({ code }) => code).join("");
}

async function vite(): Promise<Bundle> {
  const result = await bundleWithVite({
    root: consumer,
    configFile: false,
    logLevel: "silent",
    // As a page, not as a library: Vite leaves a library's white space in.
    build: { write: false, minify: "esbuild", modulePreload: { polyfill: false }, rollupOptions: { input: entry } },
  });
  const outputs = (Array.isArray(result) ? result : [result]).flatMap((one) => ("output" in one ? one.output : []));
  const chunks = outputs.filter((one) => one.type === "chunk");
  const named = chunks.map(({ fileName: name, code, isEntry, imports }) => ({ name, code, isEntry, imports }));
  return {
    initial: initialCode(named),
    code: chunks.map(({ code }) => code).join(""),
    modules: chunks.flatMap(({ moduleIds }) => moduleIds),
    external: chunks.flatMap(({ imports, dynamicImports, fileName }) =>
      [...imports, ...dynamicImports].filter(
        (path) => path !== fileName && !chunks.some((one) => one.fileName === path),
      ),
    ),
  };
}

describe.each([
  ["esbuild", esbuild],
  ["vite", vite],
])("./verify of the packed tarball, bundled for browsers with %s", (_name, bundle) => {
  let result: Bundle;

  beforeAll(async () => {
    writeFileSync(entry, `import * as verify from "pades-dossier/verify";\nglobalThis.verify = verify;\n`);
    result = await bundle();
  });

  it("imports nothing that a browser lacks", () => {
    expect(result.external).toEqual([]);
    expect(result.code).not.toMatch(/["'`]node:/);
    expect(result.modules.filter((module) => module.includes("__vite-browser-external"))).toEqual([]);
  });

  it("holds our platform code for browsers, not that for Node", () => {
    const ours = result.modules.filter((module) => packageOf(module) === "pades-dossier");
    expect(ours.some((module) => module.endsWith("dist/platform/web.js"))).toBe(true);
    expect(ours.some((module) => module.endsWith("dist/platform/node.js"))).toBe(false);
  });

  it("stands on at most two packages of others, none of which parses what we verify", () => {
    const packages = new Set(result.modules.map(packageOf).filter((name) => name !== null));
    packages.delete("pades-dossier");
    expect([...packages].filter((name) => !["@noble/hashes", "fflate"].includes(name))).toEqual([]);
    for (const name of ["pkijs", "asn1js", "pvtsutils", "node-forge", "pdf-lib", "valibot"]) {
      expect(packages).not.toContain(name);
    }
  });

  it(`loads at most ${MAX_INITIAL_GZIP_BYTES / 1000} KB at first, minified and gzipped`, () => {
    const bytes = gzipSync(result.initial, { level: 9 }).length;
    expect(bytes).toBeLessThanOrEqual(MAX_INITIAL_GZIP_BYTES);
    // A bundle that lost its content would be small too.
    expect(bytes).toBeGreaterThan(10_000);
  });

  it(`is at most ${MAX_GZIP_BYTES / 1000} KB with all that is loaded on demand`, () => {
    expect(gzipSync(result.code, { level: 9 }).length).toBeLessThanOrEqual(MAX_GZIP_BYTES);
  });
});
