import { onDemand } from "../../../bytes/on-demand.ts";
import { SIGNATURE_TIMESTAMP } from "../../../cms/oids.ts";
import type { Attribute } from "../../../cms/signed-data.ts";
import type { DigestName } from "../../../crypto/algorithms.ts";
import { FINDING_EFFECTS } from "../../../findings.ts";
import { earliestOf } from "../../../revocation/timing.ts";
import { checkDocumentTimestampMistyped } from "../../checks/document-timestamp-mistyped.ts";
import type { CmsSubject, SignatureSubject } from "../../checks/subject.ts";
import type { SecurityStore } from "../../ltv/security-store.ts";
import { checkFormat } from "../checklists.ts";
import type { ValidationData } from "../evidence/validation-data.ts";
import type { OpenQuestion } from "../online/open-questions.ts";
import type { ContentBinding } from "../open/content-binding.ts";
import type { VerificationRequest } from "../request.ts";
import { contentImprint, contentTimestampTokens } from "./content-timestamps.ts";
import { piecesOfCms, piecesOfStore } from "./covered-pieces.ts";
import type { TokenJudgment } from "./judge-token.ts";
import type { ProofsOfExistence } from "./proofs-of-existence.ts";

const loadTokens = onDemand(() => import("./judge-token.ts"));

/** What timestamps prove of one signature or document timestamp. */
export interface ExistenceProof {
  /** The best signature time: by when it is proven to have been there, or the time of validation. */
  readonly time: Date;
  readonly isTimeProven: boolean;
  /** The document timestamp itself, where this is one. */
  readonly documentTimestamp: TokenJudgment | null;
  /** In the order in which they stand in the signature. */
  readonly signatureTimestamps: readonly TokenJudgment[];
  /** Those among its signed attributes: by then the content was there, and it was not signed yet. */
  readonly contentTimestamps: readonly TokenJudgment[];
  /** Later document timestamps that passed and cover it, the oldest first. */
  readonly archives: readonly ArchiveProof[];
  /** All later document timestamps that are over it, whether or not they can be relied on. */
  readonly laterTimestamps: readonly LaterTimestamp[];
}

export interface TimestampRange {
  /** The document security store that it covers too; null where it covers none. */
  readonly coveredStore: SecurityStore | null;
  /** Everything before this offset is what it is over. */
  readonly coveredUntil: number;
}

export interface LaterTimestamp extends TimestampRange {
  /** What may be asked to settle whether it can be relied on. */
  readonly open: readonly OpenQuestion[];
}

/** One that passed: everything before `coveredUntil` was there at `time`. */
export interface ArchiveProof extends TimestampRange {
  readonly subject: SignatureSubject;
  readonly token: TokenJudgment;
  readonly time: Date;
}

export interface ProvenSignatures<Query extends ExistenceQuery> {
  /** In the order of the queries. */
  readonly signatures: readonly (Query & { readonly proof: ExistenceProof })[];
  /** What all document timestamps that passed prove of certificates and evidence. */
  readonly existence: ProofsOfExistence;
}

export interface ExistenceQuery {
  /** What is in the document security store of the revision that it covers; null where there is none. */
  readonly coveredStore: SecurityStore | null;
  readonly subject: SignatureSubject;
  readonly binding: ContentBinding | null;
  /** The digest of the bytes it covers, by the algorithm of `binding`; null where not at hand. */
  readonly rangesDigest: Uint8Array | null;
  /** Digests of those bytes by other algorithms, for content timestamps. */
  readonly contentDigests: ReadonlyMap<DigestName, Uint8Array>;
}

/**
 * Slides the time of validation back (EN 319 102-1, clauses 5.6.2.3 and 5.6.3): from the newest timestamp to the
 * oldest, each judged at the time that the ones after it prove, and proving something only once it has passed, and only
 * for the bytes in its range: those of earlier signatures, and of the certificates and evidence among them, which the
 * older ones are then judged with. Times that anybody merely claims play no part.
 *
 * @param queries in the order of what they cover
 */
export async function proveExistence<Query extends ExistenceQuery>(
  queries: readonly Query[],
  data: ValidationData,
  request: VerificationRequest,
): Promise<ProvenSignatures<Query>> {
  const proven: (Query & { readonly proof: ExistenceProof })[] = [];
  let { existence } = data;
  let archives: readonly ArchiveProof[] = [];
  let timestamps: readonly LaterTimestamp[] = [];
  for (const [index, query] of [...queries.entries()].reverse()) {
    request.signal?.throwIfAborted();
    const end = query.subject.byteRange.end ?? Number.POSITIVE_INFINITY;
    const covers = ({ coveredUntil }: TimestampRange) => end <= coveredUntil;
    const later = { archives: archives.filter(covers), laterTimestamps: timestamps.filter(covers) };
    const proof = await proveOne(query, later, signerKeysOf(queries.slice(0, index)), { ...data, existence }, request);
    proven.push({ ...query, proof });
    const layout = layoutOf(query);
    if (layout === null) continue;
    const { documentTimestamp } = proof;
    if (documentTimestamp?.examination?.imprint === "ok") {
      timestamps = [{ ...layout, open: documentTimestamp.open }, ...timestamps];
    }
    const [archive] = archiveOf(query, layout, proof);
    if (archive === undefined) continue;
    archives = [archive, ...archives];
    existence = existence.with(archive.time, () => coveredPieces(queries, query, archive));
  }
  return { signatures: proven.reverse(), existence };
}

/** Certificates and evidence in the range of a document timestamp: in its store, and in the signatures before it. */
function coveredPieces(
  queries: readonly ExistenceQuery[],
  { coveredStore }: ExistenceQuery,
  { coveredUntil }: ArchiveProof,
): Uint8Array[] {
  // Where the octets stand counts, not what range a signature claims: it may have been added since.
  const before = queries.filter(({ subject: { dictionary } }) => {
    const end = dictionary.contents?.extent?.end ?? Number.POSITIVE_INFINITY;
    return end <= coveredUntil;
  });
  const stored = coveredStore === null ? [] : piecesOfStore(coveredStore);
  return [
    ...stored,
    ...before.flatMap(({ subject: { cms, signerInfo } }) =>
      cms === null ? [] : [...piecesOfCms(cms.signedData, signerInfo)],
    ),
  ];
}

/** The same for one signature that stands beside what it signs: its own timestamps are all there is. */
export function proveDetached(
  query: DetachedQuery,
  data: ValidationData,
  request: VerificationRequest,
): Promise<ExistenceProof> {
  return proveOne(query, { archives: [], laterTimestamps: [] }, [], data, request);
}

type DetachedQuery = Pick<ExistenceQuery, "binding" | "rangesDigest" | "contentDigests"> & {
  readonly subject: CmsSubject;
};

async function proveOne(
  { subject, binding, rangesDigest, contentDigests }: DetachedQuery,
  later: Pick<ExistenceProof, "archives" | "laterTimestamps">,
  signerKeys: readonly Uint8Array[],
  data: ValidationData,
  request: VerificationRequest,
): Promise<ExistenceProof> {
  const archived = earliestOf(later.archives.map(({ time }) => time));
  if (!hasTimestamp(subject)) {
    return { ...timesOf(archived, request), documentTimestamp: null, ...NO_TOKENS, ...later };
  }
  // What validates timestamps is loaded where there is one.
  const { judgeContentTimestamps, judgeDocumentTimestamp, judgeSignatureTimestamps } = await loadTokens();
  const context = { ...timesOf(archived, request), data, request };
  if (subject.format.kind === "document-timestamp") {
    const imprint = (algorithm: string) => (binding?.algorithm === algorithm ? rangesDigest : null);
    const documentTimestamp = await judgeDocumentTimestamp(subject, imprint, signerKeys, context);
    return { ...timesOf(archived, request), documentTimestamp, ...NO_TOKENS, ...later };
  }
  const signatureTimestamps = await judgeSignatureTimestamps(subject, context);
  const stamped = signatureTimestamps.flatMap(({ passed, notLaterThan }) =>
    passed && notLaterThan ? [notLaterThan] : [],
  );
  const proven = earliestOf([...stamped, ...(archived === null ? [] : [archived])]);
  // What is signed is as old as the signature is proven to be.
  const times = timesOf(proven, request);
  const imprint = contentImprint(binding, contentDigests);
  const contentTimestamps = await judgeContentTimestamps(subject, imprint, { ...times, data, request });
  return { ...times, documentTimestamp: null, signatureTimestamps, contentTimestamps, ...later };
}

const NO_TOKENS = { signatureTimestamps: [], contentTimestamps: [] };

/** Of those who signed what comes before: none of them can vouch for when that was. */
function signerKeysOf(queries: readonly ExistenceQuery[]): Uint8Array[] {
  return queries.flatMap(({ subject: { format, signer } }) =>
    format.kind === "signature" && signer !== null ? [signer.spki] : [],
  );
}

function hasTimestamp({ format, signerInfo }: CmsSubject): boolean {
  if (format.kind === "document-timestamp" || contentTimestampTokens(signerInfo).length > 0) return true;
  return signerInfo?.unsignedAttributes.some(isSignatureTimestamp) === true;
}

function isSignatureTimestamp({ oid }: Attribute): boolean {
  return oid === SIGNATURE_TIMESTAMP;
}

function timesOf(proven: Date | null, { time }: VerificationRequest): Pick<ExistenceProof, "time" | "isTimeProven"> {
  // A timestamp from a clock that runs ahead proves nothing about what is yet to come.
  return proven !== null && proven <= time ? { time: proven, isTimeProven: true } : { time, isTimeProven: false };
}

/** What a document timestamp is over; null where this is none, or not laid out as one should be. */
function layoutOf({ subject, coveredStore }: ExistenceQuery): TimestampRange | null {
  const { gap, endsAtRevision } = subject.byteRange;
  if (subject.format.kind !== "document-timestamp" || gap === null || endsAtRevision === null) return null;
  // What readers may take for something else proves nothing.
  if (checkDocumentTimestampMistyped(subject).length > 0) return null;
  const isWellFormed = checkFormat(subject).every(({ code }) => FINDING_EFFECTS[code].indication === null);
  return isWellFormed ? { coveredStore, coveredUntil: gap.start } : null;
}

/** What it proves of what stands before it, if it passed. */
function archiveOf(
  { subject }: ExistenceQuery,
  layout: TimestampRange,
  { documentTimestamp }: ExistenceProof,
): ArchiveProof[] {
  if (documentTimestamp?.passed !== true || documentTimestamp.notLaterThan === null) return [];
  return [{ ...layout, subject, token: documentTimestamp, time: documentTimestamp.notLaterThan }];
}
