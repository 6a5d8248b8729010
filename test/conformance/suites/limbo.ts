import { readFileSync } from "node:fs";
import { join } from "node:path";
import { parsePem } from "../../../src/bytes/pem.ts";
import { decidePathCase } from "./path-case.ts";
import { type PathSuiteCase, type PathSuiteOptions, type PathSuiteResult, runCase, summarise } from "./path-suite.ts";

/** As limbo-index.json sorts them. The last needs names of TLS servers or a usage that only TLS asks for. */
export type LimboClass = "core" | "strict" | "dos" | "optional-max-depth" | "tls-name-or-eku-param";

interface LimboTest {
  readonly id: string;
  readonly trusted_certs: readonly string[];
  readonly untrusted_intermediates: readonly string[];
  readonly peer_certificate: string;
  readonly validation_time: string | null;
  readonly expected_result: "SUCCESS" | "FAILURE";
  readonly max_chain_depth: number | null;
  readonly crls: readonly string[];
}

interface LimboIndexEntry {
  readonly id: string;
  readonly cls: LimboClass;
  readonly contested: boolean;
}

/** Cases without a time of their own: their certificates are valid from 1970 to 2969. */
const ANY_TIME = new Date("2024-06-01T00:00:00Z");

export interface LimboResult extends PathSuiteResult {
  /** Answers of ours on which reasonable validators differ, and which therefore count in no list. */
  readonly contested: readonly PathSuiteCase[];
}

/** One class of x509-limbo. The strict class is run with our strict option, as RFC 5280 demands of those who issue. */
export async function runLimbo(
  corpus: string,
  cls: LimboClass,
  { revocation }: PathSuiteOptions = {},
): Promise<LimboResult> {
  const folder = join(corpus, "suites");
  const { testcases }: { testcases: readonly LimboTest[] } = JSON.parse(
    readFileSync(join(folder, "limbo.json"), "utf8"),
  );
  const index: readonly LimboIndexEntry[] = JSON.parse(readFileSync(join(folder, "limbo-index.json"), "utf8"));
  const cases: PathSuiteCase[] = [];
  const contested: PathSuiteCase[] = [];
  for (const entry of index) {
    const test = testcases.find(({ id }) => id === entry.id);
    if (entry.cls !== cls || test === undefined) continue;
    const time = test.validation_time === null ? ANY_TIME : new Date(test.validation_time);
    const run = () =>
      decidePathCase(
        {
          leaf: fromPem(test.peer_certificate),
          anchors: test.trusted_certs.map(fromPem),
          pool: test.untrusted_intermediates.map(fromPem),
          time,
          settings: {
            issuerPurposes: null,
            strict: cls === "strict",
            ...(test.max_chain_depth === null ? {} : { maxIntermediates: test.max_chain_depth }),
          },
          revocation: test.crls.length > 0 ? { crls: test.crls.map(fromPem), time, required: false } : null,
        },
        revocation,
      );
    const result = await runCase(test.id, test.expected_result === "SUCCESS", run);
    (entry.contested ? contested : cases).push(result);
  }
  return { ...summarise(cases), contested };
}

function fromPem(pem: string): Uint8Array {
  return parsePem(pem)[0]?.bytes ?? new Uint8Array();
}
