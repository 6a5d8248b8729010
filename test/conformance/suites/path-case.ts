import { Asn1Error } from "../../../src/asn1/asn1-error.ts";
import { encodeBase64 } from "../../../src/bytes/base64.ts";
import { parsePem } from "../../../src/bytes/pem.ts";
import { decodeLatin1 } from "../../../src/bytes/text.ts";
import { DEFAULT_ALGORITHM_POLICY } from "../../../src/x509/algorithm-policy.ts";
import { type Certificate, parseCertificate } from "../../../src/x509/certificate.ts";
import { findPath } from "../../../src/x509/path-building.ts";
import type { PathSettings } from "../../../src/x509/path-settings.ts";
import { createTrustStore } from "../../../src/x509/trust-store.ts";
import { type Answer, PENDING, type RevocationInput, type RevocationJudge } from "./path-suite.ts";

/** One question to path building and validation, with certificates as DER. */
export interface PathCase {
  readonly leaf: Uint8Array;
  readonly anchors: readonly Uint8Array[];
  readonly pool: readonly Uint8Array[];
  readonly time: Date;
  readonly settings: PathSettings;
  /** Null where no status information matters. */
  readonly revocation: RevocationInput | null;
}

/** Asks it, and then, where the case has status information, the judge of revocation. */
export async function decidePathCase(question: PathCase, judge: RevocationJudge | undefined): Promise<Answer> {
  const leaf = readCertificate(question.leaf);
  if (leaf === null) return refused("the leaf is no certificate");
  const pool = question.pool.flatMap((der) => readCertificate(der) ?? []);
  const found = await findPath(leaf, {
    pool,
    trust: createTrustStore({
      schema: "pades-dossier/trust@1",
      id: "suite",
      anchors: question.anchors.map((der) => ({ certificate: encodeBase64(der), roles: ["signer"] })),
    }),
    role: "signer",
    time: question.time,
    settings: question.settings,
  });
  if (!found.ok) return refused(`${found.nearest.stop} at ${found.nearest.certificate}`);
  const accepted: Answer = { accepted: true, note: "path found", policies: [...found.policies] };
  if (question.revocation === null) return accepted;
  if (judge === undefined) return PENDING;
  const algorithms = question.settings.algorithms ?? DEFAULT_ALGORITHM_POLICY;
  const strict = question.settings.strict ?? false;
  const refusal = await judge(found, { ...question.revocation, pool, algorithms, strict });
  return refusal === null ? accepted : refused(refusal);
}

function refused(note: string): Answer {
  return { accepted: false, note, policies: null };
}

/** Null for bytes that are no certificate: as in a CMS, such certificates are passed over. */
function readCertificate(der: Uint8Array): Certificate | null {
  try {
    return parseCertificate(der);
  } catch (thrown) {
    if (thrown instanceof Asn1Error) return null;
    throw thrown;
  }
}

/** The DER of a file that may be PEM. */
export function derOf(bytes: Uint8Array): Uint8Array {
  return bytes[0] === 0x30 ? bytes : (parsePem(decodeLatin1(bytes))[0]?.bytes ?? new Uint8Array());
}
