import { SIGNATURE_TIMESTAMP } from "../../cms/oids.ts";
import type { Attribute } from "../../cms/signed-data.ts";
import { FINDING_EFFECTS } from "../../findings.ts";
import type { SignatureSubject } from "../checks/subject.ts";
import { checkFormat } from "./checklists.ts";
import type { ContentBinding } from "./content-binding.ts";
import type { TokenJudgment } from "./judge-token.ts";
import type { VerificationRequest } from "./request.ts";
import type { ValidationData } from "./validation-data.ts";

/** What timestamps prove of one signature or document timestamp. */
export interface ExistenceProof {
  /** The best signature time: by when it is proven to have been there, or the time of validation. */
  readonly time: Date;
  readonly isTimeProven: boolean;
  /** The document timestamp itself, where this is one. */
  readonly documentTimestamp: TokenJudgment | null;
  /** In the order in which they stand in the signature. */
  readonly signatureTimestamps: readonly TokenJudgment[];
  /** Later document timestamps that passed and cover it, the oldest first. */
  readonly archives: readonly ArchiveProof[];
}

export interface ArchiveProof {
  readonly subject: SignatureSubject;
  readonly token: TokenJudgment;
  /** Whether it covers a document security store too. */
  readonly coversStore: boolean;
  /** Everything before this offset was there at that time. */
  readonly coveredUntil: number;
  readonly time: Date;
}

export interface ExistenceQuery {
  readonly coversStore: boolean;
  readonly subject: SignatureSubject;
  readonly binding: ContentBinding | null;
  /** The digest of the bytes it covers, by the algorithm of `binding`; null where not at hand. */
  readonly rangesDigest: Uint8Array | null;
}

/**
 * Slides the time of validation back (EN 319 102-1, clauses 5.6.2.3 and 5.6.3): from the newest timestamp to the
 * oldest, each judged at the time that the ones after it prove, and proving something only once it has passed, and only
 * for the bytes in its range. Times that anybody merely claims play no part.
 *
 * @param queries in the order of what they cover
 */
export async function proveExistence(
  queries: readonly ExistenceQuery[],
  data: ValidationData,
  request: VerificationRequest,
): Promise<readonly ExistenceProof[]> {
  const proofs: ExistenceProof[] = [];
  let archives: readonly ArchiveProof[] = [];
  for (const query of [...queries].reverse()) {
    request.signal?.throwIfAborted();
    const end = query.subject.byteRange.end ?? Number.POSITIVE_INFINITY;
    const covering = archives.filter(({ coveredUntil }) => end <= coveredUntil);
    const proof = await proveOne(query, covering, data, request);
    proofs.push(proof);
    archives = [...archiveOf(query, proof), ...archives];
  }
  return proofs.reverse();
}

async function proveOne(
  { subject, binding, rangesDigest }: ExistenceQuery,
  archives: readonly ArchiveProof[],
  data: ValidationData,
  request: VerificationRequest,
): Promise<ExistenceProof> {
  const archived = earliest(archives.map(({ time }) => time));
  if (!hasTimestamp(subject)) {
    return { ...timesOf(archived, request), documentTimestamp: null, signatureTimestamps: [], archives };
  }
  // What validates timestamps is loaded where there is one.
  const { judgeDocumentTimestamp, judgeSignatureTimestamps } = await import("./judge-token.ts");
  const context = { time: archived ?? request.time, isTimeProven: archived !== null, data, request };
  if (subject.format.kind === "document-timestamp") {
    const imprint = (algorithm: string) => (binding?.algorithm === algorithm ? rangesDigest : null);
    const documentTimestamp = await judgeDocumentTimestamp(subject, imprint, context);
    return { ...timesOf(archived, request), documentTimestamp, signatureTimestamps: [], archives };
  }
  const signatureTimestamps = await judgeSignatureTimestamps(subject, context);
  const stamped = signatureTimestamps.flatMap(({ passed, notLaterThan }) =>
    passed && notLaterThan ? [notLaterThan] : [],
  );
  const proven = earliest([...stamped, ...(archived === null ? [] : [archived])]);
  return { ...timesOf(proven, request), documentTimestamp: null, signatureTimestamps, archives };
}

function hasTimestamp({ format, signerInfo }: SignatureSubject): boolean {
  return format.kind === "document-timestamp" || signerInfo?.unsignedAttributes.some(isSignatureTimestamp) === true;
}

function isSignatureTimestamp({ oid }: Attribute): boolean {
  return oid === SIGNATURE_TIMESTAMP;
}

function timesOf(proven: Date | null, { time }: VerificationRequest): Pick<ExistenceProof, "time" | "isTimeProven"> {
  // A timestamp from a clock that runs ahead proves nothing about what is yet to come.
  return proven !== null && proven <= time ? { time: proven, isTimeProven: true } : { time, isTimeProven: false };
}

/** What a document timestamp proves of what stands before it, if it passed and is laid out as it should be. */
function archiveOf({ subject, coversStore }: ExistenceQuery, { documentTimestamp }: ExistenceProof): ArchiveProof[] {
  const { gap, endsAtRevision } = subject.byteRange;
  if (documentTimestamp?.passed !== true || documentTimestamp.notLaterThan === null) return [];
  const isWellFormed = checkFormat(subject).every(({ code }) => FINDING_EFFECTS[code].indication === null);
  if (!isWellFormed || gap === null || endsAtRevision === null) return [];
  const { notLaterThan: time } = documentTimestamp;
  return [{ subject, coversStore, token: documentTimestamp, coveredUntil: gap.start, time }];
}

function earliest(times: readonly Date[]): Date | null {
  return times.reduce<Date | null>((first, time) => (first === null || time < first ? time : first), null);
}
