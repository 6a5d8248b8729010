import { existsSync } from "node:fs";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { describe, it } from "vitest";
import { requireInCi } from "./missing.ts";

/**
 * The folder of signed files and suites with verdicts that are not ours: PADES_CORPUS, or ../shared/corpus beside
 * the checkout. Null where there is none.
 */
export function corpusFolder(): string | null {
  const named = process.env["PADES_CORPUS"];
  const folder = named ?? fileURLToPath(new URL("../../../shared/corpus", import.meta.url));
  return existsSync(join(folder, "README.md")) ? folder : null;
}

/**
 * A block of tests that needs the corpus. Without it one skipped test names the reason; under
 * CI=true a missing corpus is an error, so that a green run never means that nothing was compared.
 */
export function describeWithCorpus(title: string, body: (folder: string) => void): void {
  const folder = corpusFolder();
  if (folder !== null) {
    describe(title, () => body(folder));
    return;
  }
  const reason = "no corpus: set PADES_CORPUS or put it at ../shared/corpus";
  requireInCi(title, reason);
  describe(title, () => it.skip(reason));
}
