import { readFileSync } from "node:fs";
import { join } from "node:path";
import { decidePathCase, derOf } from "./path-case.ts";
import { type PathSuiteOptions, type PathSuiteResult, runCase, summarise } from "./path-suite.ts";

interface BsiTest {
  readonly id: string;
  readonly expected: boolean;
  readonly anchors: readonly string[];
  readonly leaf: string;
  readonly intermediates: readonly string[];
  readonly crls: readonly string[];
  readonly requireRevocation: boolean;
  readonly time: string;
}

/** The path and CRL cases of the German BSI, under the default algorithm policy: two of them are about that. */
export async function runBsi(corpus: string, { revocation }: PathSuiteOptions = {}): Promise<PathSuiteResult> {
  const folder = join(corpus, "suites");
  const tests: readonly BsiTest[] = Object.values(JSON.parse(readFileSync(join(folder, "bsi.json"), "utf8")));
  const read = (path: string) => derOf(new Uint8Array(readFileSync(join(folder, path))));
  const cases = [];
  for (const test of tests) {
    const time = new Date(test.time);
    const run = () =>
      decidePathCase(
        {
          leaf: read(test.leaf),
          anchors: test.anchors.map(read),
          pool: test.intermediates.map(read),
          time,
          // The suite is about TLS; which purposes a CA names is not what it asks.
          settings: { issuerPurposes: null },
          revocation: test.requireRevocation ? { crls: test.crls.map(read), time, required: true } : null,
        },
        revocation,
      );
    cases.push(await runCase(test.id, test.expected, run));
  }
  return summarise(cases);
}
