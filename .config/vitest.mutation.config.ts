import { defineConfig } from "vitest/config";
import { BaseSequencer, type TestSpecification } from "vitest/node";
import base from "./vitest.config.ts";

/** Cheapest first: a mutant that a table of small files kills need not wait for whole signed files to be forged. */
const FOLDERS = ["test/pdf/", "test/changes/", "test/pades/checks/", "test/pades/verify/", "test/attacks/"];

class CheapestFirst extends BaseSequencer {
  override async sort(files: TestSpecification[]): Promise<TestSpecification[]> {
    const rank = ({ moduleId }: TestSpecification) => FOLDERS.findIndex((folder) => moduleId.includes(`/${folder}`));
    return Promise.resolve(files.toSorted((a, b) => rank(a) - rank(b)));
  }
}

/** Fast ones that use no corpus and no program of others. */
const TESTS = [
  "test/pdf/read/byte-range.test.ts",
  "test/changes/{appearance,forbidden,permissions,repeated-keys,revision-diff,rules}.test.ts",
  "test/changes/rules/*.test.ts",
  "test/pades/checks/*.test.ts",
  "test/pades/verify/{hash-budget,judge-changes,legacy-formats,verify-pdf,open/*}.test.ts",
  "test/attacks/*.test.ts",
];

/** Of these, the ones below one folder, such as `test/changes`, where it is named. */
const folder = process.env["MUTATION_TESTS"] ?? "test";

export default defineConfig({
  root: base.root,
  ssr: base.ssr,
  test: {
    testTimeout: 30_000,
    isolate: false,
    sequence: { sequencer: CheapestFirst },
    include: TESTS.filter((glob) => glob.startsWith(folder)),
  },
});
