import { tmpdir } from "node:os";
import { join } from "node:path";

/**
 * What keeps a forged file from being called valid, best a folder at a time:
 * `MUTATION_TESTS=test/changes npm run mutation -- --mutate 'src/changes/rules/*.ts'`.
 * docs/testing.md has the last results, and what to do about those who survive.
 */
export default {
  mutate: [
    "src/pdf/read/byte-range.ts",
    "src/pades/verify/{open/signed-ranges,open/digest-ranges,open/content-binding,judge-changes}.ts",
    "src/pades/checks/*.ts",
    "src/changes/rules/*.ts",
    "src/changes/{doc-mdp,field-mdp,judge-permission,permissions}.ts",
  ],
  plugins: ["@stryker-mutator/vitest-runner"],
  testRunner: "vitest",
  // Not by `related`: it loses its way at `#platform` and at what is imported on demand.
  vitest: { configFile: ".config/vitest.mutation.config.ts", related: false },
  coverageAnalysis: "perTest",
  // What is evaluated once, when it is loaded, needs every test in a fresh process: affordable for one folder's tests.
  ignoreStatic: process.env["MUTATION_TESTS"] === undefined,
  concurrency: 1,
  // The copy is made outside the project, where no other tool finds it.
  tempDirName: join(tmpdir(), "pades-mutation"),
  reporters: ["progress-append-only", "clear-text", "json"],
  clearTextReporter: { allowColor: false, logTests: false, reportTests: false },
  jsonReporter: { fileName: "out/mutation/mutation.json" },
  ignorePatterns: ["/dist", "/out", "/coverage"],
  timeoutMS: 20_000,
};
