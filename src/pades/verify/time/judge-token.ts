import { timestampTokens } from "../../../cms/attributes.ts";
import { SIGNATURE_TIMESTAMP } from "../../../cms/oids.ts";
import type { Finding } from "../../../findings.ts";
import { type ImprintDigest, imprintOf } from "../../../tsp/examine-token.ts";
import { readTimestampToken, readTokenOf, type TimestampToken } from "../../../tsp/token.ts";
import { type TimestampVerdict, verifyTimestampToken } from "../../../tsp/verify-token.ts";
import { findPath } from "../../../x509/path-building.ts";
import type { CmsSubject } from "../../checks/subject.ts";
import { type ValidationData, withCommitment, withSignature } from "../evidence/validation-data.ts";
import { judgeRevocation } from "../judge-revocation.ts";
import { issuerQuestions, type OpenQuestion } from "../online/open-questions.ts";
import type { VerificationRequest } from "../request.ts";
import type { RevocationSummary } from "../verification.ts";
import { contentTimestampTokens } from "./content-timestamps.ts";

/** A timestamp token, judged: what it says, and whether that may be relied on at the time in question. */
export interface TokenJudgment extends TimestampVerdict {
  /** What keeps the authority's certificates from being known not revoked. */
  readonly revocationFindings: readonly Finding[];
  readonly revocation: readonly RevocationSummary[];
  /** What may be asked to settle it, if it can be settled. */
  readonly open: readonly OpenQuestion[];
  /** Whether it proves that what it covers was there at `notLaterThan`. */
  readonly passed: boolean;
}

/** When a token must hold, and what may serve to find out. */
export interface TokenContext {
  /** The time by which the token is proven to have been there; the time of validation where nothing proves one. */
  readonly time: Date;
  readonly isTimeProven: boolean;
  readonly data: ValidationData;
  readonly request: VerificationRequest;
}

/**
 * Validates a timestamp (EN 319 102-1, clause 5.4): the token for itself, a path to an anchor for timestamps, and that
 * none of the authority's certificates was revoked.
 *
 * @param token null where the octets are none, which the verdict on it then says
 */
async function judgeToken(
  der: Uint8Array,
  token: TimestampToken | null,
  imprint: ImprintDigest,
  signerKeys: readonly Uint8Array[],
  { time, isTimeProven, data, request }: TokenContext,
): Promise<TokenJudgment> {
  const { trust, policy, signatures, log } = request;
  const own = token === null ? data : withToken(data, token, { time, isTimeProven }, request);
  const pool = data.certificates;
  const { existence } = own;
  const input = { imprint, signerKeys, pool, trust, time, existence, caches: { signatures } };
  const verdict = await verifyTimestampToken(token ?? der, input);
  const { path, examination } = verdict;
  log.addTimestamp(der);
  log.addPath(path?.ok === true ? path.path : examination?.certificate ? [examination.certificate] : []);
  if (path === null || !path.ok || policy.waive.includes("revocation")) {
    const passed = verdict.verdict === "passed";
    return { ...verdict, revocationFindings: [], revocation: [], open: openPaths(verdict), passed };
  }
  const context = { ...request, time, isTimeProven, now: request.time, data: own };
  const status = await judgeRevocation(path.links, path.anchor, "tsa", context);
  const passed = verdict.verdict === "passed" && status.isGood;
  const open = [...openPaths(verdict), ...(verdict.verdict === "failed" ? [] : status.open)];
  return { ...verdict, revocationFindings: status.findings, revocation: status.revocation, open, passed };
}

/**
 * Whether a token that passed does so with this data alone: its path, and that nobody on it was revoked, at the time of
 * the context. Who has signed it, and what, makes no difference.
 */
export async function isSettledBy(
  { token, examination }: TokenJudgment,
  { time, isTimeProven, data, request }: TokenContext,
): Promise<boolean> {
  const certificate = examination?.certificate ?? null;
  if (token === null || certificate === null) return false;
  const { trust, policy, signatures } = request;
  const pool = [...token.certificates, ...data.certificates];
  const { existence } = data;
  const path = await findPath(certificate, { pool, trust, role: "tsa", time, existence, caches: { signatures } });
  if (!path.ok || policy.waive.includes("revocation")) return path.ok;
  const own = { ...data, certificates: pool };
  const context = { ...request, time, isTimeProven, now: request.time, data: own };
  return (await judgeRevocation(path.links, path.anchor, "tsa", context)).isGood;
}

/** A token that has failed is not helped by certificates. */
function openPaths({ verdict, path, pathAtGeneration }: TimestampVerdict): OpenQuestion[] {
  if (verdict === "failed") return [];
  return [path, pathAtGeneration].flatMap((one) => (one === null ? [] : issuerQuestions(one))).slice(0, 1);
}

/** A token brings certificates along, and names its authority's in what it signs. */
function withToken(
  data: ValidationData,
  token: TimestampToken,
  proven: Pick<TokenContext, "time" | "isTimeProven">,
  request: VerificationRequest,
): ValidationData {
  const own = { ...data, certificates: [...token.certificates, ...data.certificates] };
  return withCommitment(own, token, proven, request);
}

/**
 * The token that is a document timestamp, over the bytes that its byte range covers.
 *
 * @param signerKeys SubjectPublicKeyInfo of those whose signatures it covers
 */
export function judgeDocumentTimestamp(
  subject: CmsSubject,
  imprint: ImprintDigest,
  signerKeys: readonly Uint8Array[],
  context: TokenContext,
): Promise<TokenJudgment> {
  const signedData = subject.cms?.signedData ?? null;
  const token = signedData === null ? null : readTokenOf(signedData);
  return judgeToken(signedData?.raw ?? new Uint8Array(0), token, imprint, signerKeys, {
    ...context,
    data: withSignature(context.data, subject),
  });
}

/** The signature timestamps of a signature (EN 319 122-1, clause 5.3), over the octets of its value. */
export async function judgeSignatureTimestamps(
  subject: CmsSubject,
  context: TokenContext,
): Promise<readonly TokenJudgment[]> {
  const { signerInfo } = subject;
  if (signerInfo === null) return [];
  const tokens = timestampTokens(signerInfo.unsignedAttributes, SIGNATURE_TIMESTAMP);
  return judgeTokens(tokens, imprintOf(signerInfo.signature), subject, context);
}

/** The content timestamps of a signature (EN 319 122-1, clause 5.2.8), over what it signs. */
export function judgeContentTimestamps(
  subject: CmsSubject,
  imprint: ImprintDigest,
  context: TokenContext,
): Promise<readonly TokenJudgment[]> {
  return judgeTokens(contentTimestampTokens(subject.signerInfo), imprint, subject, context);
}

async function judgeTokens(
  tokens: readonly Uint8Array[],
  imprint: ImprintDigest,
  subject: CmsSubject,
  context: TokenContext,
): Promise<readonly TokenJudgment[]> {
  if (tokens.length === 0) return [];
  const { signer } = subject;
  const keys = signer === null ? [] : [signer.spki];
  const own = { ...context, data: withSignature(context.data, subject) };
  const judged: TokenJudgment[] = [];
  for (const der of tokens) {
    judged.push(await judgeToken(der, readTimestampToken(der), imprint, keys, own));
  }
  return judged;
}
