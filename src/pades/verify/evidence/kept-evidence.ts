import { SignerPaths } from "../../../revocation/signer-paths.ts";
import { earliestOf } from "../../../revocation/timing.ts";
import type { CmsSubject } from "../../checks/subject.ts";
import type { SecurityStore } from "../../ltv/security-store.ts";
import { judgeCertificate } from "../judge-certificate.ts";
import type { VerificationRequest } from "../request.ts";
import { piecesOfStore } from "../time/covered-pieces.ts";
import { isSettledBy, type TokenJudgment } from "../time/judge-token.ts";
import type { ArchiveProof, ExistenceProof } from "../time/prove-existence.ts";
import { nameOfPiece } from "./piece-name.ts";
import { EvidenceLog } from "./used-evidence.ts";
import { type DocumentData, readStored, type StoredData, withCommitment, withSignature } from "./validation-data.ts";

/** A signature that has a timestamp and status information, and what it was judged with. */
export interface KeptQuery {
  readonly subject: CmsSubject;
  readonly proof: ExistenceProof;
  readonly data: DocumentData;
  readonly request: VerificationRequest;
}

/** The timestamps that passed, by what they do for the signature. */
export interface TimestampRoles {
  /** Any of them gives it its time. */
  readonly timing: readonly Timing[];
  /** Those that archive it, the oldest first. */
  readonly archiving: readonly ArchiveProof[];
}

interface Timing {
  /** What holds the token. */
  readonly subject: CmsSubject;
  readonly token: TokenJudgment;
}

/**
 * The level of a signature by what the document keeps (EN 319 142-1, clause 6.3): B-LT where the certificates and status
 * information in it are enough for its signer and for the timestamp that gives its time; B-LTA where a later timestamp
 * covers these. What was handed in or fetched besides is left out: it is not there for whoever gets the document next.
 */
export async function stepKept(roles: TimestampRoles, query: KeptQuery): Promise<"T" | "LT" | "LTA"> {
  const { stored, isDocumentAlone } = query.data;
  // What was judged with nothing else has been found to be enough.
  if (!isDocumentAlone && !(await isEnough(stored, roles, null, query))) return "T";
  // The newest covers the most.
  const archive = roles.archiving.findLast(({ coveredStore }) => coveredStore !== null);
  const covered = archive?.coveredStore ?? null;
  if (covered === null) return "LT";
  if (isDocumentAlone && holdsAllOf(covered, stored.pieces)) return "LTA";
  const archivedAt = earliestOf(roles.archiving.map(({ time }) => time));
  return (await isEnough(readStored(covered), roles, archivedAt, query)) ? "LTA" : "LT";
}

/** @param archivedAt when the timestamp that gives the time had to hold still; null for its own time */
async function isEnough(
  { certificates, evidence }: StoredData,
  { timing }: TimestampRoles,
  archivedAt: Date | null,
  { subject, proof, data, request }: KeptQuery,
): Promise<boolean> {
  const { signer } = subject;
  if (signer === null) return false;
  const alone = { ...data, certificates, evidence, adverse: null, signerPaths: new SignerPaths() };
  const quiet = { ...request, log: new EvidenceLog() };
  const { time, isTimeProven } = proof;
  const own = withCommitment(withSignature(alone, subject), subject, proof, request);
  const context = { ...quiet, time, isTimeProven, now: request.time, data: own };
  const { found, findings } = await judgeCertificate(signer, context);
  if (found === null || findings.some(({ severity }) => severity !== "info")) return false;
  for (const { subject: holder, token } of timing) {
    const at = archivedAt ?? token.notLaterThan;
    if (at === null) continue;
    const around = { time: at, isTimeProven: true, data: withSignature(alone, holder), request: quiet };
    if (await isSettledBy(token, around)) return true;
  }
  return false;
}

/** Most archives cover the very store that the document ends with. */
function holdsAllOf(store: SecurityStore, pieces: SecurityStore): boolean {
  const names = new Set([...piecesOfStore(store)].map(nameOfPiece));
  return [...piecesOfStore(pieces)].every((piece) => names.has(nameOfPiece(piece)));
}
