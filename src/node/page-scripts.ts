import { readFile } from "node:fs/promises";
import { createRequire } from "node:module";
import type { PageScripts } from "../report/offline-page/compose-page.ts";

/** The scripts of the offline page, as the package brings them along. Rejects as node:fs does where they were not built. */
export async function readPageScripts(): Promise<PageScripts> {
  const { resolve } = createRequire(import.meta.url);
  const [boot, app, worker] = await Promise.all(
    ["#page-boot", "#page-app", "#page-worker"].map((name) => readFile(resolve(name), "utf8")),
  );
  // esbuild ends a file with a line break, which is no part of the script.
  return { boot: boot?.trim() ?? "", app: app?.trim() ?? "", worker: worker?.trim() ?? "" };
}
