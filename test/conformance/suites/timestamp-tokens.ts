import { readFileSync } from "node:fs";
import { join } from "node:path";
import { Asn1Error } from "../../../src/asn1/asn1-error.ts";
import { parsePem } from "../../../src/bytes/pem.ts";
import { type ImprintDigest, imprintOf } from "../../../src/tsp/examine-token.ts";
import { parseTimestampResponse } from "../../../src/tsp/response.ts";
import { parseTimestampToken } from "../../../src/tsp/token.ts";
import { verifyTimestampToken } from "../../../src/tsp/verify-token.ts";
import { UNLIMITED_ALGORITHM_POLICY } from "../../../src/x509/algorithm-policy.ts";
import { parseCertificate } from "../../../src/x509/certificate.ts";
import { createTrustStore } from "../../../src/x509/trust-store.ts";

export interface TokenCase {
  readonly name: string;
  readonly note: string;
  readonly expected: boolean;
  readonly found: "valid" | "invalid" | "error";
  /** Why it is not valid. */
  readonly reason: string;
}

export interface TokenResult {
  readonly agreed: number;
  readonly falseAccepts: readonly TokenCase[];
  readonly falseRejects: readonly TokenCase[];
  readonly errors: readonly TokenCase[];
  readonly cases: readonly TokenCase[];
}

interface Description {
  readonly name: string;
  readonly token: string;
  readonly data: string | null;
  readonly trustAnchor: string;
  readonly untrusted: readonly string[];
  readonly expected: boolean;
  readonly note: string;
}

/**
 * Judges the RFC 3161 tokens of the CMS suite at their own time. The suite is about cryptography: which algorithms have
 * had their day is a policy's to say, so here none have.
 */
export async function runTimestampTokens(corpus: string): Promise<TokenResult> {
  const folder = join(corpus, "suites");
  const suite: { timestamps: readonly Description[] } = JSON.parse(readFileSync(join(folder, "cms.json"), "utf8"));
  const cases: TokenCase[] = [];
  for (const description of suite.timestamps) {
    const { name, note, expected } = description;
    cases.push({ name, note, expected, ...(await judgeSafely(folder, description)) });
  }
  const errors = cases.filter(({ found }) => found === "error");
  const falseAccepts = cases.filter(({ expected, found }) => !expected && found === "valid");
  const falseRejects = cases.filter(({ expected, found }) => expected && found === "invalid");
  const agreed = cases.length - errors.length - falseAccepts.length - falseRejects.length;
  return { agreed, falseAccepts, falseRejects, errors, cases };
}

type Judgment = Pick<TokenCase, "found" | "reason">;

async function judgeSafely(folder: string, description: Description): Promise<Judgment> {
  try {
    return await judge(folder, description);
  } catch (error) {
    return error instanceof Asn1Error
      ? { found: "invalid", reason: error.message }
      : { found: "error", reason: error instanceof Error ? (error.stack ?? error.message) : String(error) };
  }
}

async function judge(folder: string, { token: file, data, trustAnchor, untrusted }: Description): Promise<Judgment> {
  const bytes = new Uint8Array(readFileSync(join(folder, file)));
  // Some are whole responses.
  const der = file.endsWith(".tsr") ? parseTimestampResponse(bytes).token : bytes;
  if (der === null) return { found: "invalid", reason: "no token" };
  const token = parseTimestampToken(der);
  const trust = createTrustStore({
    schema: "pades-dossier/trust@1",
    id: "suite",
    anchors: [{ certificate: readFileSync(join(folder, trustAnchor), "utf8"), roles: ["tsa"] }],
  });
  const pool = untrusted.flatMap((path) =>
    parsePem(readFileSync(join(folder, path), "utf8")).map((block) => parseCertificate(block.bytes)),
  );
  // Without data the suite says what was stamped: a digest of zeros only, as long as the algorithm's.
  const zeros: ImprintDigest = () => new Uint8Array(token.tstInfo.messageImprint.hash.length);
  const { verdict, faults } = await verifyTimestampToken(token, {
    imprint: data === null ? zeros : imprintOf(new Uint8Array(readFileSync(join(folder, data)))),
    trust,
    pool,
    time: token.tstInfo.genTime,
    settings: { algorithms: UNLIMITED_ALGORITHM_POLICY },
  });
  return { found: verdict === "passed" ? "valid" : "invalid", reason: JSON.stringify(faults) };
}
