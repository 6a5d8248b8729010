import { existsSync } from "node:fs";
import { join } from "node:path";
import { fileURLToPath } from "node:url";

/**
 * The folder of signed files and suites with verdicts that are not ours: PADES_CORPUS, or ../shared/corpus beside
 * the checkout. Null where there is none, or where PADES_CORPUS is "none": knowingly without.
 */
export function corpusFolder(): string | null {
  const named = process.env["PADES_CORPUS"];
  if (named === "none") return null;
  const folder = named ?? fileURLToPath(new URL("../../../shared/corpus", import.meta.url));
  return existsSync(join(folder, "README.md")) ? folder : null;
}
