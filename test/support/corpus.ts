import { describe, it } from "vitest";
import { corpusFolder } from "./corpus-folder.ts";
import { requireInCi } from "./missing.ts";

export { corpusFolder } from "./corpus-folder.ts";

/**
 * A block of tests that needs the corpus. Without it one skipped test names the reason; under CI=true a corpus that
 * has gone missing is an error, so that a green run never means that nothing was compared. PADES_CORPUS=none says
 * that it is meant to be missing.
 */
export function describeWithCorpus(title: string, body: (folder: string) => void): void {
  const folder = corpusFolder();
  if (folder !== null) {
    describe(title, () => body(folder));
    return;
  }
  const meant = process.env["PADES_CORPUS"] === "none";
  const reason = meant ? "PADES_CORPUS=none" : "no corpus: set PADES_CORPUS or put it at ../shared/corpus";
  if (!meant) requireInCi(title, reason);
  describe(title, () => it.skip(reason));
}
