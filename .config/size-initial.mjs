/**
 * For size-limit: bundles what a page loads before it verifies anything. What is imported on demand (comparing
 * revisions, rare curves) stays outside, as it does in the chunks that bundlers make of it.
 */
import { tmpdir } from "node:os";
import { join } from "node:path";

const onDemandStaysOutside = {
  name: "on-demand-stays-outside",
  setup: ({ onResolve }) => {
    onResolve({ filter: /.*/ }, ({ kind, path }) => (kind === "dynamic-import" ? { path, external: true } : undefined));
  },
};

export default {
  entryPoints: ["dist/public/verify.js"],
  outdir: join(tmpdir(), "pades-dossier-size"),
  allowOverwrite: true,
  bundle: true,
  format: "esm",
  metafile: true,
  minify: true,
  plugins: [onDemandStaysOutside],
  target: "es2022",
};
