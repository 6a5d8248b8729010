import { timestampTokens } from "../../cms/attributes.ts";
import { SIGNATURE_TIMESTAMP } from "../../cms/oids.ts";
import type { Finding, FindingCode } from "../../findings.ts";
import { type ImprintDigest, imprintOf } from "../../tsp/examine-token.ts";
import { type TimestampVerdict, verifyTimestampToken } from "../../tsp/verify-token.ts";
import type { PathFound } from "../../x509/path-building.ts";
import type { SignatureSubject } from "../checks/subject.ts";
import type { CertificateContext } from "./judge-certificate.ts";
import { judgeRevocation, type RevocationJudgment } from "./judge-revocation.ts";
import type { VerificationRequest } from "./request.ts";
import { type ValidationData, withSignature } from "./validation-data.ts";
import type { RevocationSummary } from "./verification.ts";

/** A timestamp token, judged: what it says, and whether that may be relied on at the time in question. */
export interface TokenJudgment extends TimestampVerdict {
  /** What keeps the authority's certificates from being known not revoked. */
  readonly revocationFindings: readonly Finding[];
  readonly revocation: readonly RevocationSummary[];
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
 */
async function judgeToken(
  der: Uint8Array,
  imprint: ImprintDigest,
  signerKeys: readonly Uint8Array[],
  { time, isTimeProven, data, request }: TokenContext,
): Promise<TokenJudgment> {
  const { trust, policy, signatures, log } = request;
  const pool = data.certificates;
  const verdict = await verifyTimestampToken(der, { imprint, signerKeys, pool, trust, time, caches: { signatures } });
  const { path, examination } = verdict;
  log.addTimestamp(der);
  log.addPath(path?.ok === true ? path.path : examination?.certificate ? [examination.certificate] : []);
  if (path === null || !path.ok || policy.waive.includes("revocation")) {
    return { ...verdict, revocationFindings: [], revocation: [], passed: verdict.verdict === "passed" };
  }
  const context = { ...request, time, isTimeProven, now: request.time, data };
  const status = await judgeAuthority(path, context);
  const passed = verdict.verdict === "passed" && status.isGood;
  return { ...verdict, revocationFindings: status.findings, revocation: status.revocation, passed };
}

/** What older evidence may make up for; that a certificate was revoked by then is none of it. */
const UNSETTLED: ReadonlySet<FindingCode> = new Set<FindingCode>(["revocation-not-fresh", "revocation-not-checked"]);

/**
 * Evidence about a timestamp is fetched before the next one covers both, so that it is a little older than its proof. It
 * then counts if it was current when that was made (EN 319 102-1, clause 5.6.2.2: the control time slides to when the
 * information was issued). What was revoked by then is revoked in either case.
 */
async function judgeAuthority({ links, anchor }: PathFound, context: CertificateContext): Promise<RevocationJudgment> {
  const status = await judgeRevocation(links, anchor, context);
  const isSettled = status.isGood || status.findings.some(({ code }) => !UNSETTLED.has(code));
  if (isSettled || !context.isTimeProven) return status;
  const atProof = await judgeRevocation(links, anchor, { ...context, isTimeProven: false, now: context.time });
  return atProof.isGood ? atProof : status;
}

/**
 * The token that is a document timestamp, over the bytes that its byte range covers.
 *
 * @param signerKeys SubjectPublicKeyInfo of those whose signatures it covers
 */
export function judgeDocumentTimestamp(
  subject: SignatureSubject,
  imprint: ImprintDigest,
  signerKeys: readonly Uint8Array[],
  context: TokenContext,
): Promise<TokenJudgment> {
  const der = subject.cms?.signedData.raw ?? new Uint8Array(0);
  return judgeToken(der, imprint, signerKeys, { ...context, data: withSignature(context.data, subject) });
}

/** The signature timestamps of a signature (EN 319 122-1, clause 5.3), over the octets of its value. */
export async function judgeSignatureTimestamps(
  subject: SignatureSubject,
  context: TokenContext,
): Promise<readonly TokenJudgment[]> {
  const { signerInfo, signer } = subject;
  if (signerInfo === null) return [];
  const imprint = imprintOf(signerInfo.signature);
  const keys = signer === null ? [] : [signer.spki];
  const own = { ...context, data: withSignature(context.data, subject) };
  const judged: TokenJudgment[] = [];
  for (const der of timestampTokens(signerInfo.unsignedAttributes, SIGNATURE_TIMESTAMP)) {
    judged.push(await judgeToken(der, imprint, keys, own));
  }
  return judged;
}
