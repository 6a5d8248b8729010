import { equalBytes } from "../../bytes/equal.ts";
import { PadesError } from "../../errors.ts";
import type { CertificateSeed, SeedValues } from "../../pdf/read/seed-values.ts";
import type { CertificationPermission } from "./options.ts";

/** What a signature about to be made offers to the field's seed values. */
export interface SeedValueSubject {
  readonly reason: string | undefined;
  readonly certify: CertificationPermission | undefined;
  /** As in `DigestName`: SHA-256. */
  readonly digestAlgorithm: string;
  /** DER. */
  readonly certificate: Uint8Array;
  readonly archivesStatus: boolean;
  readonly isTimestamped: boolean;
}

/** The capabilities known here are those of PDF 2.0 (ISO 32000-2, table 237, /V). */
const KNOWN_VERSION = 3;

/**
 * Holds a signature against the seed values of its field (ISO 32000-2, 12.7.5.5, table 237). Only required
 * constraints count; one that is not understood, or that we do not meet, is refused like one violated.
 *
 * @throws PadesError ERR_SIGNING_NOT_PERMITTED, naming the entry
 */
export function checkSeedValues(seed: SeedValues, subject: SeedValueSubject, field: string): void {
  const refuse = (key: string, reason: string): never => {
    throw new PadesError("ERR_SIGNING_NOT_PERMITTED", `field "${field}": seed value /${key}: ${reason}`);
  };
  const { required } = seed;
  if (required.has("V") && seed.version !== null && seed.version > KNOWN_VERSION)
    refuse("V", `version ${seed.version} is not known`);
  if (required.has("Filter") && seed.filter !== null && seed.filter !== "Adobe.PPKLite")
    refuse("Filter", "requires another signature handler than Adobe.PPKLite");
  if (required.has("SubFilter") && seed.subFilters !== null && !seed.subFilters.includes("ETSI.CAdES.detached"))
    refuse("SubFilter", "does not allow ETSI.CAdES.detached");
  if (required.has("Reasons")) checkReason(seed.reasons ?? [], subject.reason, refuse);
  if (required.has("DigestMethod")) {
    const allowed = seed.digestMethods ?? [];
    const own = subject.digestAlgorithm.replace("-", "");
    if (allowed.length > 0 && !allowed.some((one) => one.toUpperCase() === own))
      refuse("DigestMethod", `allows ${allowed.join(", ")}, not ${own}`);
  }
  if (required.has("LegalAttestation") && subject.certify !== undefined)
    refuse("LegalAttestation", "legal attestations are not supported");
  if (required.has("AddRevInfo") && seed.addRevInfo && !subject.archivesStatus)
    refuse("AddRevInfo", "requires revocation data in the signature: ask for it with revocationAttribute");
  if (required.has("LockDocument") && seed.locksDocument)
    refuse("LockDocument", "locking the document is not supported");
  if (required.has("AppearanceFilter") && seed.appearanceFilter !== null)
    refuse("AppearanceFilter", "appearances are not supported");
  if (seed.mdp !== null && seed.mdp !== (subject.certify ?? 0)) {
    refuse(
      "MDP",
      seed.mdp === 0 ? "requires an approval signature" : `requires certification with permission ${seed.mdp}`,
    );
  }
  if (seed.requiresTimestamp && !subject.isTimestamped)
    refuse("TimeStamp", "requires a timestamp, which level B-B does not have");
  if (seed.certificate !== null) checkCertificate(seed.certificate, subject.certificate, refuse);
}

type Refuse = (key: string, reason: string) => never;

/** A required list of one period, or no list, means that no reason may be given. */
function checkReason(allowed: readonly string[], reason: string | undefined, refuse: Refuse): void {
  const none = allowed.length === 0 || (allowed.length === 1 && allowed[0] === ".");
  if (none && reason !== undefined) refuse("Reasons", "allows no reason");
  if (!none && (reason === undefined || !allowed.includes(reason))) {
    refuse("Reasons", `requires one of ${allowed.map((text) => JSON.stringify(text)).join(", ")}`);
  }
}

/** Table 238. The certificate itself can be named; other constraints on it are refused where they are required. */
function checkCertificate(seed: CertificateSeed, certificate: Uint8Array, refuse: Refuse): void {
  const { required, subjects, issuers, policies, subjectNames, keyUsages, hasUrl } = seed;
  if (required.has("Subject") && subjects !== null && !subjects.some((one) => equalBytes(one, certificate)))
    refuse("Cert", "requires another certificate (/Subject)");
  const others = [
    ["Issuer", issuers !== null],
    ["OID", policies !== null],
    ["SubjectDN", subjectNames !== null],
    ["KeyUsage", keyUsages !== null],
    ["URL", hasUrl],
  ] as const;
  for (const [key, isSaid] of others) {
    if (required.has(key) && isSaid) refuse("Cert", `the constraint /${key} is not supported`);
  }
}
