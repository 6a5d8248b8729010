import type { AlgorithmPolicy } from "../../../src/x509/algorithm-policy.ts";
import type { Certificate } from "../../../src/x509/certificate.ts";
import type { PathFound } from "../../../src/x509/path-building.ts";

/** One case of a suite whose question is whether a certificate is accepted. */
export interface PathSuiteCase {
  readonly id: string;
  /** What the suite says; null where it leaves the answer open. */
  readonly expected: boolean | null;
  /** Null where our code threw, or where the answer needs something that is not there. */
  readonly accepted: boolean | null;
  /** The stop of the nearest path, "path found", the message of what was thrown, or why there is no answer. */
  readonly note: string;
  /** Of this process, whatever else the machine does. */
  readonly processorMs: number;
  /** The certificate policies that hold for the path; null where none was found. */
  readonly policies: readonly string[] | null;
}

export interface PathSuiteResult {
  readonly agreed: number;
  readonly falseAccepts: readonly PathSuiteCase[];
  readonly falseRejects: readonly PathSuiteCase[];
  /** Something was thrown: always a fault of ours. */
  readonly errors: readonly PathSuiteCase[];
  /** Refused for an algorithm that this runtime cannot verify, and not expected to be refused: never counted as agreed. */
  readonly unsupported: readonly PathSuiteCase[];
  /** Cases whose answer depends on revocation, where no judge of it was handed in: not counted as agreed either. */
  readonly pending: readonly PathSuiteCase[];
  readonly cases: readonly PathSuiteCase[];
}

/** What a case has to say about revocation. */
export interface RevocationInput {
  /** DER or PEM, as the suite holds them. */
  readonly crls: readonly Uint8Array[];
  readonly time: Date;
  /** Whether a certificate without status information is refused. */
  readonly required: boolean;
}

/** What else bears on it: the certificates of the case, and which algorithms count. */
export interface RevocationCase extends RevocationInput {
  readonly pool: readonly Certificate[];
  readonly algorithms: AlgorithmPolicy;
  readonly strict: boolean;
}

/** Decides whether any certificate of a path that is otherwise valid has been revoked. Null: accepted; else why not. */
export type RevocationJudge = (found: PathFound, input: RevocationCase) => Promise<string | null>;

export interface PathSuiteOptions {
  readonly revocation?: RevocationJudge;
}

export type Answer = Pick<PathSuiteCase, "accepted" | "note" | "policies">;

export const PENDING: Answer = { accepted: null, note: "needs revocation", policies: null };

/** Runs one case; whatever it throws is its result. */
export async function runCase(
  id: string,
  expected: boolean | null,
  decide: () => Promise<Answer>,
): Promise<PathSuiteCase> {
  const start = process.cpuUsage();
  const finish = (answer: Answer) => {
    const { user, system } = process.cpuUsage(start);
    return { id, expected, ...answer, processorMs: (user + system) / 1000 };
  };
  try {
    return finish(await decide());
  } catch (thrown) {
    return finish({
      accepted: null,
      policies: null,
      note: `threw ${thrown instanceof Error ? thrown.stack : String(thrown)}`,
    });
  }
}

export function summarise(cases: readonly PathSuiteCase[]): PathSuiteResult {
  const unsupported = cases.filter(
    ({ accepted, expected, note }) =>
      accepted === false && expected !== false && note.startsWith("algorithm-unsupported"),
  );
  const answered = cases.filter(
    (each) => each.accepted !== null && each.expected !== null && !unsupported.includes(each),
  );
  return {
    agreed: answered.filter(({ accepted, expected }) => accepted === expected).length,
    falseAccepts: answered.filter(({ accepted, expected }) => accepted === true && expected === false),
    falseRejects: answered.filter(({ accepted, expected }) => accepted === false && expected === true),
    errors: cases.filter(({ note }) => note.startsWith("threw ")),
    unsupported,
    pending: cases.filter(({ note }) => note === PENDING.note),
    cases,
  };
}
