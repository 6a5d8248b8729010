import { encodeHex } from "../../bytes/hex.ts";
import { type ByteSource, isMemorySource, type SourceInput, toByteSource } from "../../bytes/source.ts";
import { type ByteView, openView } from "../../bytes/view.ts";
import type { SignatureObligation } from "../../changes/change-item.ts";
import type { DigestName } from "../../crypto/algorithms.ts";
import { PadesError } from "../../errors.ts";
import { type Finding, finding } from "../../findings.ts";
import type { JudgedSignature } from "./conclude-signature.ts";
import type { GivenEvidence } from "./evidence/evidence.ts";
import { describeEvidenceAge } from "./evidence/evidence-age.ts";
import { gatherValidationData } from "./evidence/validation-data.ts";
import { judgeChanges } from "./judge-changes.ts";
import { type CryptographyJudgment, judgeCryptography } from "./judge-cryptography.ts";
import { judgeSignature } from "./judge-signature.ts";
import { describeMissing, type Tried } from "./online/open-questions.ts";
import { settle } from "./online/settle.ts";
import { type SettledSignatures, unasked } from "./online/settled-signatures.ts";
import { type DigestedFile, type DigestRequest, digestRanges, SourceChangedError } from "./open/digest-ranges.ts";
import type { GatheredSignature } from "./open/gather.ts";
import { type OpenedSignature, openDocument } from "./open/open-document.ts";
import { describeInputs, resolveRequest, type VerificationRequest, type VerifyOptions } from "./request.ts";
import { proveExistence } from "./time/prove-existence.ts";
import { concludeFile } from "./verdict.ts";
import type { PdfVerification, SignatureVerification } from "./verification.ts";

/**
 * Verifies every signature of a PDF (ETSI EN 319 102-1, EN 319 142-1, ISO 32000-2) against a trust store. No call
 * leaves the machine, unless there is a fetcher: then certificates and status information that are missing are asked for,
 * only for signatures that have not failed, and status only of certificates that lead to an anchor.
 *
 * @param source the file: bytes, a Blob, or anything with `size` and `read(start, end)`; never changed
 * @returns the verdict with its reasons. Resolves for any bytes: what is wrong with them is a finding.
 * @throws PadesError ERR_INVALID_ARGUMENT on misuse; the signal's reason where it was aborted; whatever
 *   `source.read` rejected with
 */
export async function verifyPdf(source: SourceInput, options: VerifyOptions): Promise<PdfVerification> {
  const bytes = withMarkedErrors(toByteSource(source));
  const request = resolveRequest(options);
  request.signal?.throwIfAborted();
  try {
    return await verifySource(bytes, request);
  } catch (error) {
    if (error instanceof SourceReadError) throw error.cause;
    if (error instanceof PadesError || request.signal?.aborted === true) throw error;
    // A fault of ours must not take a batch down, and must never look like a verdict.
    const message = error instanceof Error ? error.message : String(error);
    return conclude(bytes, request, null, [finding("internal-error", { message })], unasked([], request.evidence));
  }
}

/** The order of EN 319 102-1, clause 5.3, for all signatures of a file, whose bytes are hashed once. */
async function verifySource(bytes: ByteSource, request: VerificationRequest): Promise<PdfVerification> {
  const view = openView(bytes);
  const { signatures: gathered, findings, store } = await openDocument(view, request);
  const hashed = await hashFile(bytes, view, gathered, request);
  if ("changed" in hashed) return conclude(bytes, request, null, [hashed.changed], unasked([], request.evidence));

  // All digests and values first: what a later revision may have added rests on whether it is a signature.
  const judged: CryptographicallyJudged[] = [];
  for (const [index, signature] of gathered.entries()) {
    request.signal?.throwIfAborted();
    const rangesDigest = hashed.digests[index] ?? null;
    const cryptography = await judgeCryptography(signature.subject, signature.binding, rangesDigest);
    const contentDigests = digestsOfContent(gathered, hashed.digests, index);
    judged.push({ ...signature, rangesDigest, contentDigests, cryptography });
  }
  const isSound = (obligation: SignatureObligation) => judged.some((each) => discharges(each, obligation));
  // All that is left depends on certificates and their status, of which more may be known after a look at the network.
  const judge = async (evidence: GivenEvidence): Promise<JudgedSignature[]> => {
    request.log.clear();
    const gatheredData = gatherValidationData(store, { ...request, evidence });
    const proven = await proveExistence(judged, gatheredData, request);
    const data = { ...gatheredData, existence: proven.existence };
    const signatures: JudgedSignature[] = [];
    for (const signature of proven.signatures) {
      request.signal?.throwIfAborted();
      const { cryptography, proof } = signature;
      const changes = judgeChanges(signature.changes, isSound);
      signatures.push(await judgeSignature(signature, cryptography, changes, proof, data, request));
    }
    return signatures;
  };
  const settled = await settle(await judge(request.evidence), judge, request);
  return conclude(bytes, request, hashed.sha256, findings, settled);
}

interface CryptographicallyJudged extends OpenedSignature {
  readonly cryptography: CryptographyJudgment;
  /** The digest of the bytes it covers; null where not at hand. */
  readonly rangesDigest: Uint8Array | null;
  /** The same by each algorithm for which it was hashed. */
  readonly contentDigests: ReadonlyMap<DigestName, Uint8Array>;
}

/** What is to be hashed: for each signature, and behind all of them what content timestamps need besides. */
function digestRequestsOf(signatures: readonly GatheredSignature[]): readonly (DigestRequest | null)[] {
  return [
    ...signatures.map(({ digestRequest }) => digestRequest),
    ...signatures.flatMap(({ contentDigestRequests }) => contentDigestRequests),
  ];
}

function digestsOfContent(
  signatures: readonly GatheredSignature[],
  digests: DigestedFile["digests"],
  index: number,
): ReadonlyMap<DigestName, Uint8Array> {
  const own = signatures[index];
  if (own === undefined) return new Map();
  const { digestRequest, contentDigestRequests } = own;
  const before = signatures.slice(0, index).reduce((sum, each) => sum + each.contentDigestRequests.length, 0);
  const further = contentDigestRequests.map(
    ({ algorithm }, at) => [algorithm, digests[signatures.length + before + at] ?? null] as const,
  );
  const all = [
    ...(digestRequest === null ? [] : [[digestRequest.algorithm, digests[index] ?? null] as const]),
    ...further,
  ];
  return new Map(all.flatMap(([algorithm, digest]) => (digest === null ? [] : [[algorithm, digest] as const])));
}

/** Whether this is the signature that a later revision was allowed for: the one that it added, and sound. */
function discharges({ subject, cryptography }: CryptographicallyJudged, obligation: SignatureObligation): boolean {
  const { field, format, byteRange } = subject;
  return (
    field.name === obligation.field &&
    format.kind === obligation.kind &&
    byteRange.endsAtRevision?.index === obligation.revision - 1 &&
    cryptography.digest === "ok" &&
    cryptography.signature === "ok"
  );
}

async function hashFile(
  source: ByteSource,
  view: ByteView,
  signatures: readonly GatheredSignature[],
  { signal }: VerificationRequest,
): Promise<DigestedFile | { readonly changed: Finding }> {
  try {
    return await digestRanges(source, view, digestRequestsOf(signatures), signal);
  } catch (error) {
    if (!(error instanceof SourceChangedError)) throw error;
    return { changed: finding("source-changed", { offset: error.offset }) };
  }
}

function conclude(
  source: ByteSource,
  request: VerificationRequest,
  sha256: Uint8Array | null,
  fileFindings: readonly Finding[],
  settled: SettledSignatures,
): PdfVerification {
  const signatures = settled.signatures.map((judged) => completeSignature(judged, settled.tried));
  const verdict = concludeFile(fileFindings, signatures);
  return {
    verdict,
    validationTime: request.time,
    validationTimeSource: request.timeSource,
    waived: request.policy.waive,
    inputs: describeInputs(request, settled.evidence),
    path: request.path,
    sha256: sha256 === null ? null : encodeHex(sha256),
    size: source.size,
    findings: verdict === "unsigned" ? [finding("not-signed", {}), ...fileFindings] : fileFindings,
    signatures,
    evidenceAge: describeEvidenceAge(settled.evidence.revocation, request.log, request.time),
    evidenceUsed: request.log.withGiven(settled.evidence),
  };
}

function completeSignature({ verification, open }: JudgedSignature, tried: Tried): SignatureVerification {
  const isUndecided = verification.indication === "INDETERMINATE";
  return { ...verification, missingEvidence: isUndecided ? describeMissing(open, tried) : [] };
}

/** What the caller's source rejected with: a matter between them, and none of the document's. */
class SourceReadError extends Error {
  override readonly name = "SourceReadError";
}

function withMarkedErrors(source: ByteSource): ByteSource {
  if (isMemorySource(source)) return source;
  return {
    size: source.size,
    read: async (start, end) => {
      try {
        return await source.read(start, end);
      } catch (cause) {
        throw new SourceReadError("source.read rejected", { cause });
      }
    },
  };
}
