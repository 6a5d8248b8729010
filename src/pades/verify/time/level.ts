import { onDemand } from "../../../bytes/on-demand.ts";
import { SIGNATURE_TIMESTAMP } from "../../../cms/oids.ts";
import { type Finding, finding } from "../../../findings.ts";
import { crlIssuers } from "../../../revocation/crl-scope.ts";
import type { RevocationEvidence } from "../../../revocation/evidence.ts";
import type { Certificate } from "../../../x509/certificate.ts";
import type { CmsSubject } from "../../checks/subject.ts";
import type { KeptQuery } from "../evidence/kept-evidence.ts";
import type { SignatureLevel } from "../verification.ts";
import { type BaselineLevel, reachesLevel } from "./level-order.ts";
import type { TimestampRange } from "./prove-existence.ts";

const loadKept = onDemand(() => import("../evidence/kept-evidence.ts"));

/** What a level depends on (EN 319 142-1, clause 6). */
export type LevelFacts = KeptQuery;

type Step = "B" | "T" | "LT" | "LTA";

/** The level whose structure is there, whether or not it is valid. */
export function levelFound({ subject, proof, data }: LevelFacts): SignatureLevel {
  const hasToken = subject.signerInfo?.unsignedAttributes.some(({ oid }) => oid === SIGNATURE_TIMESTAMP) === true;
  return levelOf(subject, stepOf(hasToken, proof.laterTimestamps, holdsStatusOf(subject, data.stored.evidence)));
}

/** The level of a signature that passed: what is there, has passed too, and rests on the document alone. */
export async function levelReached(facts: LevelFacts): Promise<SignatureLevel> {
  const { subject, proof, data } = facts;
  if (!hasLevel(subject)) return "none";
  const tokens = proof.signatureTimestamps.filter(({ passed }) => passed);
  const hasToken = tokens.length > 0;
  const step = stepOf(hasToken, proof.archives, holdsStatusOf(subject, data.stored.evidence));
  if (step === "B" || step === "T") return levelOf(subject, step);
  const { stepKept } = await loadKept();
  const timing = hasToken ? tokens.map((token) => ({ subject, token })) : proof.archives.slice(0, 1);
  const archiving = archivingOf(hasToken, proof.archives);
  return levelOf(subject, await stepKept({ timing, archiving }, facts));
}

/**
 * A document timestamp gives a signature its time too, and one over the store archives it. Each level builds on the one
 * below: what makes for T is not what archives.
 */
function stepOf(hasSignatureTimestamp: boolean, later: readonly TimestampRange[], hasStatus: boolean): Step {
  if (!hasSignatureTimestamp && later.length === 0) return "B";
  if (!hasStatus) return "T";
  const archiving = archivingOf(hasSignatureTimestamp, later);
  return archiving.some(({ coveredStore }) => coveredStore !== null) ? "LTA" : "LT";
}

function archivingOf<T extends TimestampRange>(hasSignatureTimestamp: boolean, later: readonly T[]): readonly T[] {
  return hasSignatureTimestamp ? later : later.slice(1);
}

/** Status about this signer: a store that was filled for others makes nothing of this signature. */
function holdsStatusOf({ signer }: CmsSubject, stored: RevocationEvidence): boolean {
  if (stored.crls.length + stored.ocspResponses.length === 0) return false;
  if (signer === null || needsNoStatus(signer)) return true;
  const hasCrl = crlIssuers(signer).some((issuer) => stored.crlsOf(issuer).length > 0);
  return hasCrl || stored.responsesFor(signer.serialNumber).length > 0;
}

function needsNoStatus({ standardExtensions: { noRevAvail, validityAssured } }: Certificate): boolean {
  return noRevAvail || validityAssured;
}

function hasLevel({ format, cms, signerInfo }: CmsSubject): boolean {
  return format.kind !== "document-timestamp" && cms !== null && signerInfo !== null;
}

function levelOf(subject: CmsSubject, step: Step): SignatureLevel {
  if (!hasLevel(subject)) return "none";
  return subject.format.isEtsi ? (`B-${step}` as const) : (`PKCS7-${step}` as const);
}

/** Does the signature reach the level that the trust profile requires? Levels are those of PAdES: no PKCS #7 has one. */
export function checkLevel({ format }: CmsSubject, found: SignatureLevel, required: BaselineLevel | null): Finding[] {
  if (required === null || format.kind === "document-timestamp") return [];
  return reachesLevel(found, required) ? [] : [finding("level-too-low", { required, found })];
}
