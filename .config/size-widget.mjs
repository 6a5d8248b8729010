/**
 * For size-limit: bundles what a page with the element loads until it has a verdict on a signed file: page and worker,
 * each without what is imported on demand, and one language.
 */
import { tmpdir } from "node:os";
import { join } from "node:path";
import initial from "./size-initial.mjs";

export default {
  ...initial,
  entryPoints: ["src/public/widget.ts", "src/public/worker.ts", "src/locale/vi/of-files.ts"],
  conditions: ["pades-source"],
  outdir: join(tmpdir(), "pades-dossier-size-widget"),
  platform: "browser",
};
