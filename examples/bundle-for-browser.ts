import { build } from "esbuild";

/** How examples make one script of a page; any bundler does. */
export interface BundleOptions {
  /** A classic script instead of a module. */
  readonly format?: "esm" | "iife";
  /** Where packages are found otherwise than by their names. */
  readonly alias?: Readonly<Record<string, string>>;
}

/** The script of a page, everything that it imports in it. */
export async function bundleForBrowser(
  entry: string,
  { format = "esm", alias = {} }: BundleOptions = {},
): Promise<string> {
  const { outputFiles } = await build({
    entryPoints: [entry],
    bundle: true,
    format,
    write: false,
    minify: true,
    target: "es2022",
    alias: { ...alias },
    conditions: Object.keys(alias).length > 0 ? ["pades-source"] : [],
  });
  return outputFiles[0]?.text ?? "";
}
