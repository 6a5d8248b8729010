import { readFileSync } from "node:fs";
import { join } from "node:path";
import { Asn1Error } from "../../../src/asn1/asn1-error.ts";
import { encodeBase64 } from "../../../src/bytes/base64.ts";
import { parsePem } from "../../../src/bytes/pem.ts";
import { decodeLatin1 } from "../../../src/bytes/text.ts";
import { RevocationEvidence } from "../../../src/revocation/evidence.ts";
import { type OcspResponse, parseOcspResponse } from "../../../src/revocation/ocsp-response.ts";
import { UNLIMITED_ALGORITHM_POLICY } from "../../../src/x509/algorithm-policy.ts";
import { type Certificate, parseCertificate } from "../../../src/x509/certificate.ts";
import { findPath } from "../../../src/x509/path-building.ts";
import { createTrustStore } from "../../../src/x509/trust-store.ts";
import { suiteStatus } from "./crl.ts";
import { directLink } from "./direct-link.ts";
import { isResponseSigned } from "./ocsp-signature.ts";
import type { PathSuiteResult } from "./path-suite.ts";
import { BY_NEXT_UPDATE, statusesOf } from "./revocation-judge.ts";
import { runStatusCase, type StatusCase, type SuiteStatus, summariseStatuses } from "./status-suite.ts";

interface Base {
  readonly suite: string;
  readonly group: string;
  readonly name: string;
  readonly time: string;
}

/** The status of one certificate by one response. */
interface StatusTest extends Base {
  readonly kind: "status";
  readonly response: string;
  readonly issuer: string;
  readonly leaf: string;
  readonly maxAgeSeconds: number;
  readonly expectedStatus: SuiteStatus;
}

/** Whether a response is signed by someone who may, for whichever certificate it is about. */
interface SignatureTest extends Base {
  readonly kind: "response-signature";
  readonly response: string;
  readonly trustAnchors: readonly string[];
  readonly otherCerts: readonly string[];
  readonly expected: boolean;
}

/** Whether a path is accepted, each of whose certificates needs a status. */
interface PathTest extends Base {
  readonly kind: "path-revocation";
  readonly leaf: string;
  readonly trustAnchors: readonly string[];
  readonly otherCerts: readonly string[];
  readonly responses: readonly string[];
  readonly expected: boolean;
}

type OcspTest = StatusTest | SignatureTest | PathTest;

/** OCSP responses of OpenSSL, pyHanko's certvalidator and BoringSSL, most of them signed with SHA-1 as was usual then. */
export async function runOcsp(corpus: string): Promise<PathSuiteResult> {
  const tests: readonly OcspTest[] = JSON.parse(readFileSync(join(corpus, "suites", "ocsp.json"), "utf8"));
  const folder = join(corpus, "suites", "ocsp");
  const cases: StatusCase[] = [];
  for (const [index, test] of tests.entries()) {
    const id = `${index} ${test.suite}: ${test.group}: ${test.name}`;
    cases.push(await runStatusCase(id, expectedOf(test), () => decide(test, folder)));
  }
  return summariseStatuses(cases);
}

function expectedOf(test: OcspTest): SuiteStatus {
  if (test.kind === "status") return test.expectedStatus;
  return test.expected ? "GOOD" : "UNKNOWN";
}

async function decide(test: OcspTest, folder: string): Promise<[SuiteStatus, string]> {
  switch (test.kind) {
    case "status":
      return decideStatus(test, folder);
    case "response-signature": {
      const anchors = readCertificates(test.trustAnchors, folder);
      const issuers = [...anchors, ...readCertificates(test.otherCerts, folder)];
      const response = readResponse(folder, test.response);
      const isSigned = await isResponseSigned(response, issuers, trusting(anchors), new Date(test.time));
      return [isSigned ? "GOOD" : "UNKNOWN", "response signature"];
    }
    case "path-revocation":
      return decidePath(test, folder);
  }
}

async function decideStatus(test: StatusTest, folder: string): Promise<[SuiteStatus, string]> {
  const [leaf] = readCertificates([test.leaf], folder);
  if (leaf === undefined) throw new Error("no certificate");
  const link = await directLink(leaf, readCertificates([test.issuer], folder));
  const [found] = await statusesOf({
    links: [link],
    anchor: link.issuer,
    pool: [],
    evidence: new RevocationEvidence([], [readResponse(folder, test.response)]),
    time: new Date(test.time),
    freshness: { maxAgeHours: test.maxAgeSeconds / 3600, graceHours: 0 },
    algorithms: UNLIMITED_ALGORITHM_POLICY,
  });
  return suiteStatus(found);
}

async function decidePath(test: PathTest, folder: string): Promise<[SuiteStatus, string]> {
  const time = new Date(test.time);
  const pool = readCertificates(test.otherCerts, folder);
  const [leaf] = readCertificates([test.leaf], folder);
  if (leaf === undefined) throw new Error("no certificate");
  const found = await findPath(leaf, {
    pool,
    trust: trusting(readCertificates(test.trustAnchors, folder)),
    role: "signer",
    time,
    settings: { algorithms: UNLIMITED_ALGORITHM_POLICY, issuerPurposes: null },
  });
  if (!found.ok) return ["UNKNOWN", `${found.nearest.stop} at ${found.nearest.certificate}`];
  const evidence = new RevocationEvidence(
    [],
    test.responses.map((path) => readResponse(folder, path)),
  );
  const statuses = await statusesOf({
    links: found.links,
    anchor: found.anchor.certificate,
    pool,
    evidence,
    time,
    freshness: BY_NEXT_UPDATE,
    algorithms: UNLIMITED_ALGORITHM_POLICY,
  });
  const bad = statuses.find(({ status }) => status !== "good" && status !== "not-needed");
  return bad === undefined ? ["GOOD", ""] : suiteStatus(bad);
}

function trusting(anchors: readonly Certificate[]) {
  return createTrustStore({
    schema: "pades-dossier/trust@1",
    id: "suite",
    anchors: anchors.map(({ raw }) => ({ certificate: encodeBase64(raw), roles: ["signer", "revocation"] })),
  });
}

/** @throws Asn1Error also for a responder's refusal, which settles nothing either */
function readResponse(folder: string, path: string): OcspResponse {
  const reading = parseOcspResponse(new Uint8Array(readFileSync(join(folder, path))));
  if (reading.status !== "successful") throw new Asn1Error(`response status ${reading.status}`);
  return reading.response;
}

/** Every certificate of files in DER or PEM, of which one may hold several. */
function readCertificates(paths: readonly string[], folder: string): Certificate[] {
  return paths.flatMap((path) => {
    const bytes = new Uint8Array(readFileSync(join(folder, path)));
    const ders = bytes[0] === 0x30 ? [bytes] : parsePem(decodeLatin1(bytes)).map((block) => block.bytes);
    return ders.map(parseCertificate);
  });
}
