import { Asn1Error } from "../../asn1/asn1-error.ts";
import { equalBytes } from "../../bytes/equal.ts";
import { CLOCK_TOLERANCE_MS, MAX_REVOCATION_SIGNATURE_CHECKS } from "../../limits.ts";
import { FetchError, type Fetcher } from "../../net/fetcher.ts";
import { sniffDer } from "../../net/sniff.ts";
import { type Crl, parseCrl } from "../../revocation/crl.ts";
import { crlLocations } from "../../revocation/fetch/locations.ts";
import { isAcceptable } from "../../x509/algorithm-policy.ts";
import type { Certificate } from "../../x509/certificate.ts";
import { PathBudget } from "../../x509/path-budget.ts";
import { PathSignatures } from "../../x509/path-signatures.ts";
import type { TrustStore } from "../../x509/trust-store.ts";
import { shortName } from "../verify/short-name.ts";
import { type CertificateOutcome, collectChainEvidence } from "./collect-chain-evidence.ts";
import type { EvidencePiece } from "./encode-evidence-bundle.ts";

export interface EvidenceCollectionOptions {
  readonly trust: TrustStore;
  readonly fetcher: Fetcher;
  /** The clock. */
  readonly now: Date;
  /**
   * Certificates from signed files, DER. Issuers that they lack are fetched; where they lead to an anchor, the lists that
   * they name, and what OCSP responders say of them.
   */
  readonly certificates?: readonly Uint8Array[];
  /** Further addresses of CRLs. */
  readonly crlUrls?: readonly string[];
  readonly signal?: AbortSignal;
}

/** What came from one address. */
export type FetchOutcome =
  | { readonly is: "verified"; readonly url: string; readonly thisUpdate: Date; readonly nextUpdate: Date | null }
  | { readonly is: "stale"; readonly url: string; readonly nextUpdate: Date }
  | { readonly is: "failed"; readonly url: string; readonly reason: string }
  | { readonly is: "refused"; readonly url: string; readonly reason: RefusalReason };

export type RefusalReason = "signature" | "unknown-issuer" | "not-allowed" | "from-the-future";

/** An authority, and what was got of its revocation lists. No outcome: nobody says where they are published, if they are. */
export interface AuthorityOutcome {
  readonly authority: string;
  readonly outcomes: readonly FetchOutcome[];
  readonly isCurrent: boolean;
}

export interface EvidenceCollection {
  /** For encodeEvidenceBundle: only lists and responses whose signature is good; those that are out of date are left out. */
  readonly pieces: readonly EvidencePiece[];
  readonly authorities: readonly AuthorityOutcome[];
  /** Those of files whose responders were asked. */
  readonly certificates: readonly CertificateOutcome[];
  /** Addresses from which came nothing that belongs to any of them. */
  readonly strays: readonly FetchOutcome[];
}

/**
 * Fetches the current CRLs of all authorities of a trust profile (its anchors and intermediates), and of those on the
 * chains of the certificates given: from where certificates say that lists about them are published. Each is checked:
 * signed by the authority's key, which may sign lists, by an algorithm in force, and not out of date. For the
 * certificates given, issuers and OCSP responses are fetched as well (collect-chain-evidence.ts).
 */
export async function collectEvidenceBundle(options: EvidenceCollectionOptions): Promise<EvidenceCollection> {
  const { trust, crlUrls = [] } = options;
  const signatures = new PathSignatures(new PathBudget(MAX_REVOCATION_SIGNATURE_CHECKS), null);
  const chains = await collectChainEvidence(options, signatures);
  const profile = [...trust.anchors.map(({ certificate }) => certificate), ...trust.intermediates];
  const all = [...new Map([...profile, ...chains.certificates].map((each) => [each.sha256, each])).values()];
  const authorities = distinctAuthorities(all);
  const namedBy = new Map<string, Set<string>>(crlUrls.map((url) => [url, new Set()]));
  for (const certificate of all) {
    for (const url of crlLocations(certificate)) {
      namedBy.set(url, (namedBy.get(url) ?? new Set()).add(certificate.issuer.comparisonKey));
    }
  }
  const fetched = await Promise.all(
    [...namedBy].map(async ([url, names]) => ({
      names,
      answers: await fetchFrom(url, { ...options, authorities, signatures }),
    })),
  );
  const answers = fetched.flatMap((one) => one.answers.map((answer) => ({ ...answer, names: one.names })));
  const outcomes = authorities.map((authority): AuthorityOutcome => {
    const name = authority.subject.comparisonKey;
    const own = answers.filter(({ signer, names }) => (signer === null ? names.has(name) : signer === authority));
    return {
      authority: shortName(authority.subject),
      outcomes: own.map(({ outcome }) => outcome),
      // Some authorities publish no lists, and answer for each certificate alone.
      isCurrent:
        own.some(({ outcome }) => outcome.is === "verified") || (own.length === 0 && chains.answered.has(name)),
    };
  });
  const told = new Set(outcomes.flatMap((each) => each.outcomes));
  return {
    pieces: [...answers.flatMap(({ piece }) => piece ?? []), ...chains.pieces],
    authorities: outcomes,
    certificates: chains.outcomes,
    strays: answers.map(({ outcome }) => outcome).filter((outcome) => !told.has(outcome)),
  };
}

/** One for each key and name: cross-signed certificates are of one authority. */
function distinctAuthorities(certificates: readonly Certificate[]): Certificate[] {
  const found: Certificate[] = [];
  for (const certificate of certificates) {
    const { subject, spki, standardExtensions } = certificate;
    if (standardExtensions.basicConstraints?.ca !== true) continue;
    const isKnown = found.some((other) => other.subject.equals(subject) && equalBytes(other.spki, spki));
    if (!isKnown) found.push(certificate);
  }
  return found;
}

interface Answer {
  readonly outcome: FetchOutcome;
  readonly piece: EvidencePiece | null;
  /** Whose key signed it. */
  readonly signer: Certificate | null;
}

interface FetchContext extends EvidenceCollectionOptions {
  readonly authorities: readonly Certificate[];
  readonly signatures: PathSignatures;
}

async function fetchFrom(url: string, context: FetchContext): Promise<Answer[]> {
  const failed = (reason: string): Answer[] => [{ outcome: { is: "failed", url, reason }, piece: null, signer: null }];
  try {
    const request = { url, accept: "application/pkix-crl" };
    const signal = context.signal === undefined ? {} : { signal: context.signal };
    const { status, body } = await context.fetcher({ ...request, ...signal });
    if (status !== 200) return failed(`status ${status}`);
    const lists = sniffDer(body, ["X509 CRL", "CRL"]);
    if (lists === null) return failed("no CRL");
    const answers: Answer[] = [];
    for (const der of lists) answers.push(await judge(parseCrl(der), url, context));
    return answers;
  } catch (error) {
    if (error instanceof FetchError) return failed(error.reason);
    if (error instanceof Asn1Error) return failed("no CRL");
    throw error;
  }
}

async function judge(crl: Crl, url: string, { authorities, signatures, trust, now }: FetchContext): Promise<Answer> {
  const refused = (reason: RefusalReason, signer: Certificate | null): Answer => ({
    outcome: { is: "refused", url, reason },
    piece: null,
    signer,
  });
  const named = authorities.filter(({ subject }) => subject.equals(crl.issuer));
  if (named.length === 0) return refused("unknown-issuer", null);
  for (const signer of named) {
    const { publicKey, standardExtensions } = signer;
    if (publicKey === null) continue;
    const signature = await signatures.check(crl, publicKey);
    if (signature.verdict !== "valid") continue;
    const { keyUsage } = standardExtensions;
    const mayIssue = keyUsage === null || keyUsage.has("cRLSign");
    if (!mayIssue || !isAcceptable(trust.policy.algorithms, signature.algorithm, publicKey, now)) {
      return refused("not-allowed", signer);
    }
    if (crl.thisUpdate.getTime() > now.getTime() + CLOCK_TOLERANCE_MS) return refused("from-the-future", signer);
    const { thisUpdate, nextUpdate } = crl;
    if (nextUpdate !== null && nextUpdate < now) {
      return { outcome: { is: "stale", url, nextUpdate }, piece: null, signer };
    }
    const piece: EvidencePiece = { kind: "crl", der: crl.raw, source: url };
    return { outcome: { is: "verified", url, thisUpdate, nextUpdate }, piece, signer };
  }
  return refused("signature", null);
}
