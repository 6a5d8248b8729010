import {
  MAX_FETCH_TIME_MS,
  MAX_FETCHED_BYTES_PER_FILE,
  MAX_FETCHED_ISSUERS,
  MAX_FETCHES,
  MAX_FETCHES_PER_HOST,
  MAX_ISSUER_FETCHES,
  MAX_ISSUER_FETCHES_PER_HOST,
} from "../../limits.ts";
import { boundedFetcher, countedFetcher } from "../../net/bounded-fetcher.ts";
import type { Fetcher } from "../../net/fetcher.ts";
import { readEvidence } from "../../revocation/evidence.ts";
import { fetchIssuers } from "../../revocation/fetch/fetch-evidence.ts";
import { fetchStatusByOcsp } from "../../revocation/fetch/fetch-status.ts";
import { issuerLocations, ocspLocations } from "../../revocation/fetch/locations.ts";
import type { RevocationStatus } from "../../revocation/revocation-status.ts";
import { SignerPaths } from "../../revocation/signer-paths.ts";
import type { Certificate } from "../../x509/certificate.ts";
import { existsSince } from "../../x509/existence.ts";
import { findPath, type PathFound, type PathResult } from "../../x509/path-building.ts";
import type { PathSignatures } from "../../x509/path-signatures.ts";
import type { PathLink } from "../../x509/path-validation.ts";
import { readCertificates } from "../../x509/read-certificates.ts";
import { TRUST_ROLES, type TrustRole } from "../../x509/trust-anchor.ts";
import { statusForSigner } from "../ltv/certificate-status.ts";
import { shortName } from "../verify/short-name.ts";
import type { EvidenceCollectionOptions, FetchOutcome, RefusalReason } from "./collect-evidence-bundle.ts";
import type { EvidencePiece } from "./encode-evidence-bundle.ts";

/** A certificate of a file, and what was got of its status by asking about it alone. */
export interface CertificateOutcome {
  readonly certificate: string;
  readonly outcomes: readonly FetchOutcome[];
}

export interface ChainEvidence {
  /** The certificates that lead to an anchor, those above them included. */
  readonly certificates: readonly Certificate[];
  /** Certificates that had to be fetched for that, and OCSP responses that count, with the CRLs about their signers. */
  readonly pieces: readonly EvidencePiece[];
  readonly outcomes: readonly CertificateOutcome[];
  /** Comparison keys of the issuers of whom a response counts. */
  readonly answered: ReadonlySet<string>;
}

/**
 * Completes the chains of certificates from files: issuers that are missing are fetched from where certificates say that
 * they are, within the caps that verification has too, and the OCSP responders of those on a chain to an anchor are asked. What a
 * responder says is judged as verification judges it.
 */
export async function collectChainEvidence(
  { certificates = [], trust, now, fetcher, signal }: EvidenceCollectionOptions,
  signatures: PathSignatures,
): Promise<ChainEvidence> {
  const bounds = { maxBytes: MAX_FETCHED_BYTES_PER_FILE, maxTimeMs: MAX_FETCH_TIME_MS, signal: signal ?? null };
  const bounded = boundedFetcher(fetcher, bounds);
  try {
    const counted = countedFetcher(bounded.fetcher, { maxRequests: MAX_FETCHES, maxPerHost: MAX_FETCHES_PER_HOST });
    const search = new ChainSearch(readCertificates(certificates).certificates, { trust, now, fetcher: counted });
    const paths = await search.run();
    const pieces: EvidencePiece[] = [...search.fetchedOn(paths)];
    const outcomes: CertificateOutcome[] = [];
    const answered = new Set<string>();
    for (const [link, path] of linksOf(paths)) {
      if (ocspLocations(link.certificate).length === 0) continue;
      const { troubles, ...fetched } = await fetchStatusByOcsp(link, counted, { signatures });
      const data = {
        certificates: path.path,
        evidence: readEvidence(fetched),
        adverse: null,
        signatures,
        signerPaths: new SignerPaths(),
        existence: existsSince(now),
      };
      const status = await statusForSigner(link, { anchor: path.anchor, trust, data, provenTime: null, now });
      const [url = ""] = ocspLocations(link.certificate).slice(troubles.length);
      const told = fetched.ocspResponses.length === 0 ? [] : [outcomeOf(status, url)];
      const failed = troubles.map(({ url: at, reason }): FetchOutcome => ({ is: "failed", url: at, reason }));
      outcomes.push({ certificate: shortName(link.certificate.subject), outcomes: [...failed, ...told] });
      if (told.every(({ is }) => is !== "verified")) continue;
      answered.add(link.certificate.issuer.comparisonKey);
      pieces.push(
        ...fetched.ocspResponses.map((der) => ({ kind: "ocsp" as const, der, source: url })),
        ...fetched.crls.map((der) => ({ kind: "crl" as const, der, source: null })),
      );
    }
    return { certificates: paths.flatMap(({ path }) => path), pieces, outcomes, answered };
  } finally {
    bounded.close();
  }
}

type SearchOptions = Pick<EvidenceCollectionOptions, "trust" | "now" | "fetcher">;

class ChainSearch {
  readonly #options: SearchOptions;
  readonly #leaves: readonly Certificate[];
  readonly #issuerFetcher: Fetcher;
  #pool: readonly Certificate[];
  /** Where each came from. */
  readonly #fetched = new Map<Certificate, string>();
  readonly #asked = new Set<string>();

  constructor(leaves: readonly Certificate[], options: SearchOptions) {
    this.#options = options;
    this.#leaves = leaves;
    this.#pool = leaves;
    const caps = { maxRequests: MAX_ISSUER_FETCHES, maxPerHost: MAX_ISSUER_FETCHES_PER_HOST };
    this.#issuerFetcher = countedFetcher(options.fetcher, caps);
  }

  /** A path that is good but for validity periods says where to ask too. */
  async run(): Promise<(Pick<PathFound, "path" | "links"> & Pick<PathFound, "anchor">)[]> {
    const found = [];
    for (const leaf of this.#leaves) {
      for (const role of TRUST_ROLES) {
        const result = await this.#findPath(leaf, role);
        const { path, anchor, links } = result.ok ? result : result.nearest;
        const isExpired = !result.ok && (result.nearest.stop === "expired" || result.nearest.stop === "not-yet-valid");
        if ((result.ok || isExpired) && anchor !== null) found.push({ path, anchor, links });
      }
    }
    return found;
  }

  fetchedOn(paths: readonly Pick<PathFound, "path">[]): EvidencePiece[] {
    const used = new Set(paths.flatMap(({ path }) => path));
    return [...this.#fetched]
      .filter(([certificate]) => used.has(certificate))
      .map(([{ raw }, source]) => ({ kind: "certificate", der: raw, source }));
  }

  async #findPath(leaf: Certificate, role: TrustRole): Promise<PathResult> {
    const { trust, now } = this.#options;
    for (let fetches = 0; ; fetches++) {
      const result = await findPath(leaf, { pool: this.#pool, trust, role, time: now });
      if (result.ok || fetches === MAX_FETCHED_ISSUERS || result.nearest.stop !== "issuer-not-found") return result;
      if (!(await this.#fetchIssuersOf(result.nearest.at))) return result;
    }
  }

  /** Whether anything came. Each certificate is asked about once. */
  async #fetchIssuersOf(certificate: Certificate): Promise<boolean> {
    if (certificate.isSelfIssued || this.#asked.has(certificate.sha256)) return false;
    this.#asked.add(certificate.sha256);
    const { found, troubles } = await fetchIssuers(certificate, this.#issuerFetcher);
    const [source = ""] = issuerLocations(certificate).slice(troubles.length);
    const isNew = (one: Certificate) => !this.#pool.some(({ sha256 }) => sha256 === one.sha256);
    const news = found.filter(isNew);
    for (const one of news) this.#fetched.set(one, source);
    this.#pool = [...this.#pool, ...news];
    return news.length > 0;
  }
}

/** Each certificate below an anchor once, with the path that it was found on. */
function linksOf<Path extends Pick<PathFound, "links">>(
  paths: readonly Path[],
): readonly (readonly [PathLink, Path])[] {
  const links = paths.flatMap((path) => path.links.map((link) => [link, path] as const));
  return [...new Map(links.map((pair) => [pair[0].certificate.sha256, pair])).values()];
}

/** Revoked and unknown are answers too: evidence, though not what anybody hopes for. */
function outcomeOf(status: RevocationStatus, url: string): FetchOutcome {
  switch (status.status) {
    case "no-data":
    case "not-needed":
      return { is: "refused", url, reason: refusalOf(status) };
    case "not-fresh": {
      const { thisUpdate, nextUpdate } = status.source;
      return { is: "stale", url, nextUpdate: nextUpdate ?? thisUpdate };
    }
    default: {
      const { thisUpdate, nextUpdate } = status.source;
      return { is: "verified", url, thisUpdate, nextUpdate };
    }
  }
}

function refusalOf(status: RevocationStatus): RefusalReason {
  const faults = status.status === "no-data" ? status.faults : [];
  if (faults.includes("signature")) return "signature";
  return faults.includes("from-the-future") ? "from-the-future" : "not-allowed";
}
