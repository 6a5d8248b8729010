import { readFileSync } from "node:fs";
import { join } from "node:path";
import { parseCrl } from "../../../src/revocation/crl.ts";
import { RevocationEvidence } from "../../../src/revocation/evidence.ts";
import { UNLIMITED_ALGORITHM_POLICY } from "../../../src/x509/algorithm-policy.ts";
import { parseCertificate } from "../../../src/x509/certificate.ts";
import { directLink } from "./direct-link.ts";
import type { PathSuiteResult } from "./path-suite.ts";
import { statusesOf } from "./revocation-judge.ts";
import { runStatusCase, type StatusCase, type SuiteStatus, summariseStatuses } from "./status-suite.ts";

interface CrlTest {
  readonly name: string;
  readonly crl: string;
  readonly leaf: string;
  readonly issuer: string;
  /** Another certificate of the issuer, after a change of its key. */
  readonly issuer2: string | null;
  readonly expectedStatus: SuiteStatus;
}

/** CRL parsing and status of BoringSSL: one CRL, one certificate and its issuer, which is taken as trusted. */
export async function runCrl(corpus: string): Promise<PathSuiteResult> {
  const folder = join(corpus, "suites");
  const suite: { time: string; maxAgeSeconds: number; tests: readonly CrlTest[] } = JSON.parse(
    readFileSync(join(folder, "crl.json"), "utf8"),
  );
  const read = (name: string) => new Uint8Array(readFileSync(join(folder, "crl", name)));
  const cases: StatusCase[] = [];
  for (const test of suite.tests) {
    const decide = async () => {
      const issuers = [test.issuer, ...(test.issuer2 === null ? [] : [test.issuer2])].map(read).map(parseCertificate);
      const evidence = new RevocationEvidence([parseCrl(read(test.crl))], []);
      const link = await directLink(parseCertificate(read(test.leaf)), issuers);
      const [found] = await statusesOf({
        links: [link],
        anchor: link.issuer,
        pool: issuers,
        evidence,
        time: new Date(suite.time),
        freshness: { maxAgeHours: suite.maxAgeSeconds / 3600, graceHours: 0 },
        algorithms: UNLIMITED_ALGORITHM_POLICY,
      });
      return suiteStatus(found);
    };
    cases.push(await runStatusCase(test.name, test.expectedStatus, decide));
  }
  return summariseStatuses(cases);
}

export function suiteStatus(found: Awaited<ReturnType<typeof statusesOf>>[number] | undefined): [SuiteStatus, string] {
  const faults = found?.status === "no-data" ? found.faults.join(", ") : "";
  switch (found?.status) {
    case "good":
      return ["GOOD", ""];
    case "revoked":
      return ["REVOKED", ""];
    default:
      return ["UNKNOWN", `${found?.status} ${faults}`];
  }
}
