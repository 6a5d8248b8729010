import { SIGNATURE_TIMESTAMP } from "../../cms/oids.ts";
import { type Finding, finding } from "../../findings.ts";
import { crlIssuers } from "../../revocation/crl-scope.ts";
import type { RevocationEvidence } from "../../revocation/evidence.ts";
import type { Certificate } from "../../x509/certificate.ts";
import type { CmsSubject } from "../checks/subject.ts";
import type { ExistenceProof, LaterTimestamp } from "./prove-existence.ts";
import type { SignatureLevel } from "./verification.ts";

/** What a level depends on (EN 319 142-1, clause 6). */
export interface LevelFacts {
  readonly subject: CmsSubject;
  readonly proof: ExistenceProof;
  /** The status information of the document's security store. */
  readonly stored: RevocationEvidence;
}

type Step = "B" | "T" | "LT" | "LTA";

/** The level whose structure is there, whether or not it is valid. */
export function levelFound({ subject, proof, stored }: LevelFacts): SignatureLevel {
  const hasToken = subject.signerInfo?.unsignedAttributes.some(({ oid }) => oid === SIGNATURE_TIMESTAMP) === true;
  return levelOf(subject, stepOf(hasToken, proof.laterTimestamps, holdsStatusOf(subject, stored)));
}

/** The level of a signature that passed: what is there and has passed too. */
export function levelReached({ subject, proof, stored }: LevelFacts): SignatureLevel {
  const hasToken = proof.signatureTimestamps.some(({ passed }) => passed);
  return levelOf(subject, stepOf(hasToken, proof.archives, holdsStatusOf(subject, stored)));
}

/**
 * A document timestamp gives a signature its time too, and one over the store archives it. Each level builds on the one
 * below: what makes for T is not what archives.
 */
function stepOf(hasSignatureTimestamp: boolean, later: readonly LaterTimestamp[], hasStatus: boolean): Step {
  if (!hasSignatureTimestamp && later.length === 0) return "B";
  if (!hasStatus) return "T";
  const archiving = hasSignatureTimestamp ? later : later.slice(1);
  return archiving.some(({ coversStore }) => coversStore) ? "LTA" : "LT";
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

function levelOf({ format, cms, signerInfo }: CmsSubject, step: Step): SignatureLevel {
  if (format.kind === "document-timestamp" || cms === null || signerInfo === null) return "none";
  return format.isEtsi ? (`B-${step}` as const) : (`PKCS7-${step}` as const);
}

const ORDER: readonly string[] = ["B-B", "B-T", "B-LT", "B-LTA"];

/** Does the signature reach the level that the trust profile requires? Levels are those of PAdES: no PKCS #7 has one. */
export function checkLevel(facts: LevelFacts, required: string | null): Finding[] {
  const found = levelReached(facts);
  const isTimestamp = facts.subject.format.kind === "document-timestamp";
  if (required === null || isTimestamp) return [];
  const isEnough = ORDER.includes(found) && ORDER.indexOf(found) >= ORDER.indexOf(required);
  return isEnough ? [] : [finding("level-too-low", { required, found })];
}
