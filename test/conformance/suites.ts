import { runBsi } from "./suites/bsi.ts";
import { runCms } from "./suites/cms.ts";
import { runCrl } from "./suites/crl.ts";
import { runLimbo } from "./suites/limbo.ts";
import { runOcsp } from "./suites/ocsp.ts";
import type { PathSuiteCase, PathSuiteResult } from "./suites/path-suite.ts";
import { type ChangesCase, failedGates, runPdfChanges } from "./suites/pdf-changes.ts";
import { runPdfIndications } from "./suites/pdf-indications.ts";
import { runPdfIntegrity } from "./suites/pdf-integrity.ts";
import { runPdfLevels } from "./suites/pdf-levels.ts";
import { runPkits } from "./suites/pkits.ts";
import { judgeRevocation } from "./suites/revocation-judge.ts";
import { runTimestampTokens } from "./suites/timestamp-tokens.ts";
import { runWycheproof } from "./suites/wycheproof.ts";

/** What a suite gives, each disagreement as a line to print. */
export interface SuiteOutcome {
  readonly agreed: number;
  readonly falseAccepts: readonly string[];
  readonly falseRejects: readonly string[];
  readonly errors: readonly string[];
  /** Not counted: unsupported by this runtime, waiting for a layer that is not built, or excepted with a reason. */
  readonly open: readonly string[];
  /** What is measured of the suite as a whole, printed always. */
  readonly measures?: readonly string[];
  /** Gates of its own that do not hold. */
  readonly failedGates?: readonly string[];
}

export interface Suite {
  readonly name: string;
  /** Paths within the corpus without which it is passed over. */
  readonly needs: readonly string[];
  /** What must hold for the run to succeed. */
  readonly gate: "all" | "no-false-accept";
  readonly run: (corpus: string) => Promise<SuiteOutcome>;
}

const LIMBO_FILES = ["suites/limbo.json", "suites/limbo-index.json"];

export const SUITES: readonly Suite[] = [
  {
    name: "pdf-integrity",
    needs: ["pyhanko-expect.json", "dss-second-opinion.json", "dss-expect.json"],
    gate: "all",
    run: async (corpus) => {
      const result = await runPdfIntegrity(corpus);
      const line = ({ id, expected, found, because }: (typeof result.cases)[number]) =>
        `${id}: expected ${expected}, found ${found}${because === null ? "" : `, because: ${because}`}`;
      return {
        agreed: result.agreed,
        falseAccepts: result.falseAccepts.map(line),
        falseRejects: result.falseRejects.map(line),
        errors: result.errors.map(line),
        open: result.exceptions.map(line),
      };
    },
  },
  {
    name: "pdf-changes",
    needs: ["pyhanko-expect.json", "dss", "generated", "pyhanko"],
    gate: "all",
    run: async (corpus) => {
      const result = await runPdfChanges(corpus);
      const { agreed, falseAccepts, falseRejects, errors, exceptions, harmless, alarms, overruled } = result;
      const line = ({ id, source, expected, found }: ChangesCase) =>
        `${id}: expected ${expected} (${source}), found ${found}`;
      return {
        agreed,
        falseAccepts: falseAccepts.map(line),
        falseRejects: falseRejects.map(line),
        errors: errors.map(line),
        open: exceptions.map((each) => `${line(each)}, because: ${each.because}`),
        measures: [
          `alarms on ${alarms} of ${harmless} harmless signatures (${((100 * alarms) / harmless).toFixed(1)} %)`,
          `${overruled} entries follow neither reference`,
        ],
        failedGates: failedGates(result),
      };
    },
  },
  {
    name: "pdf-indications",
    needs: ["pyhanko-expect.json", "dss", "generated", "pyhanko"],
    gate: "all",
    run: async (corpus) => {
      const { agreed, falseAccepts, falseRejects, errors, ...result } = await runPdfIndications(corpus);
      const line = ({ id, source, expected, found }: (typeof falseAccepts)[number]) =>
        `${id}: expected ${expected} (${source}), found ${found}`;
      return {
        agreed,
        falseAccepts: falseAccepts.map(line),
        falseRejects: falseRejects.map(line),
        errors: errors.map(line),
        open: result.exceptions.map((each) => `${line(each)}, because: ${each.because}`),
        measures: [`expected by ${[...result.bySource].map(([source, count]) => `${source} ${count}`).join(", ")}`],
        failedGates: result.idleExceptions.map((id) => `${id} is no exception any more`),
      };
    },
  },
  {
    name: "pdf-levels",
    needs: ["dss-expect.json", "dss"],
    gate: "all",
    run: async (corpus) => {
      const { agreed, falseAccepts, falseRejects, exceptions, idleExceptions } = await runPdfLevels(corpus);
      const line = ({ id, expected, found }: (typeof falseAccepts)[number]) =>
        `${id}: expected ${expected}, found ${found}`;
      return {
        agreed,
        falseAccepts: falseAccepts.map(line),
        falseRejects: falseRejects.map(line),
        errors: [],
        open: exceptions.map((each) => `${line(each)}, because: ${each.because}`),
        failedGates: idleExceptions.map((id) => `${id} is no exception any more`),
      };
    },
  },
  {
    name: "wycheproof",
    needs: ["suites/wycheproof"],
    gate: "all",
    run: async (corpus) => {
      const result = await runWycheproof(corpus);
      const line = (each: (typeof result.cases)[number]) => JSON.stringify(each);
      return {
        agreed: result.agreed,
        falseAccepts: result.falseAccepts.map(line),
        falseRejects: result.falseRejects.map(line),
        errors: result.errors.map(line),
        open: result.unsupported.map(line),
      };
    },
  },
  {
    name: "cms",
    needs: ["suites/cms.json"],
    gate: "all",
    run: async (corpus) => {
      const result = await runCms(corpus);
      const line = ({ name, note, reason, level }: (typeof result.cases)[number]) =>
        `${name} (${level}): ${note}; ${reason}`;
      return {
        agreed: result.agreed,
        falseAccepts: result.falseAccepts.map(line),
        falseRejects: result.falseRejects.map(line),
        errors: result.errors.map(line),
        open: result.unsupported.map(line),
      };
    },
  },
  {
    name: "timestamp-tokens",
    needs: ["suites/cms.json"],
    gate: "all",
    run: async (corpus) => {
      const result = await runTimestampTokens(corpus);
      const line = ({ name, note, reason }: (typeof result.cases)[number]) => `${name}: ${note}; ${reason}`;
      return {
        agreed: result.agreed,
        falseAccepts: result.falseAccepts.map(line),
        falseRejects: result.falseRejects.map(line),
        errors: result.errors.map(line),
        open: [],
      };
    },
  },
  pathSuite("pkits", ["suites/pkits.json"], "all", (corpus) => runPkits(corpus, { revocation: judgeRevocation })),
  pathSuite("bsi", ["suites/bsi.json"], "all", (corpus) => runBsi(corpus, { revocation: judgeRevocation })),
  pathSuite("crl", ["suites/crl.json"], "all", runCrl),
  pathSuite("ocsp", ["suites/ocsp.json"], "all", runOcsp),
  pathSuite("limbo-core", LIMBO_FILES, "all", (corpus) => runLimbo(corpus, "core", { revocation: judgeRevocation })),
  pathSuite("limbo-dos", LIMBO_FILES, "all", (corpus) => runLimbo(corpus, "dos", { revocation: judgeRevocation })),
  pathSuite("limbo-strict", LIMBO_FILES, "no-false-accept", (corpus) =>
    runLimbo(corpus, "strict", { revocation: judgeRevocation }),
  ),
];

/** For one case, those that are made to take long included. Processor time: another program's load is no fault of ours. */
const MAX_PROCESSOR_MS = 2_000;

function pathSuite(
  name: string,
  needs: readonly string[],
  gate: Suite["gate"],
  run: (corpus: string) => Promise<PathSuiteResult>,
): Suite {
  const line = ({ id, note }: PathSuiteCase) => `${id}: ${note}`;
  return {
    name,
    needs,
    gate,
    run: async (corpus) => {
      const { agreed, falseAccepts, falseRejects, errors, unsupported, pending, cases } = await run(corpus);
      const slow = cases.filter(({ processorMs }) => processorMs >= MAX_PROCESSOR_MS);
      return {
        agreed,
        falseAccepts: falseAccepts.map(line),
        falseRejects: falseRejects.map(line),
        errors: [
          ...errors.map(line),
          ...slow.map(({ id, processorMs }) => `${id}: took ${Math.round(processorMs)} ms of processor time`),
        ],
        open: [...unsupported, ...pending].map(line),
      };
    },
  };
}
