import { SIGNATURE_TIMESTAMP } from "../../cms/oids.ts";
import { type Finding, finding } from "../../findings.ts";
import type { SignatureSubject } from "../checks/subject.ts";
import type { ExistenceProof, LaterTimestamp } from "./prove-existence.ts";
import type { SignatureLevel } from "./verification.ts";

/** What a level depends on (EN 319 142-1, clause 6). */
export interface LevelFacts {
  readonly subject: SignatureSubject;
  readonly proof: ExistenceProof;
  /** Whether the document has a security store with status information. */
  readonly hasStore: boolean;
}

type Step = "B" | "T" | "LT" | "LTA";

/** The level whose structure is there, whether or not it is valid. */
export function levelFound({ subject, proof, hasStore }: LevelFacts): SignatureLevel {
  const hasToken = subject.signerInfo?.unsignedAttributes.some(({ oid }) => oid === SIGNATURE_TIMESTAMP) === true;
  return levelOf(subject, stepOf(hasToken, proof.laterTimestamps, hasStore));
}

/** The level of a signature that passed: what is there and has passed too. */
export function levelReached({ subject, proof, hasStore }: LevelFacts): SignatureLevel {
  const hasToken = proof.signatureTimestamps.some(({ passed }) => passed);
  return levelOf(subject, stepOf(hasToken, proof.archives, hasStore));
}

/** A document timestamp gives a signature its time too; one that covers the store archives it. */
function stepOf(hasSignatureTimestamp: boolean, later: readonly LaterTimestamp[], hasStore: boolean): Step {
  if (!hasSignatureTimestamp && later.length === 0) return "B";
  if (!hasStore) return "T";
  return later.some(({ coversStore }) => coversStore) ? "LTA" : "LT";
}

function levelOf({ format, cms, signerInfo }: SignatureSubject, step: Step): SignatureLevel {
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
