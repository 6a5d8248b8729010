import { Asn1Error } from "../asn1/asn1-error.ts";
import { inheritDsaParameters } from "../asn1/dsa-parameters.ts";
import { equalBytes } from "../bytes/equal.ts";
import type { PublicKey } from "../crypto/public-key.ts";
import type { PathStop } from "../findings.ts";
import { MAX_PATH_LENGTH } from "../limits.ts";
import { type CandidateIssuer, CandidateIssuers } from "./candidate-issuers.ts";
import type { Certificate } from "./certificate.ts";
import { contentFault, issuerFault } from "./certificate-rules.ts";
import { type Existence, existsSince } from "./existence.ts";
import { nameToText } from "./name-text.ts";
import { PathBudget } from "./path-budget.ts";
import { type PathSettings, resolvePathSettings } from "./path-settings.ts";
import { type CertificateSignature, PathSignatures } from "./path-signatures.ts";
import {
  type PathFault,
  type PathLink,
  type PathRequest,
  validateAnchorAsLeaf,
  validatePath,
} from "./path-validation.ts";
import type { TrustAnchor, TrustRole } from "./trust-anchor.ts";
import { pathSettingsOf } from "./trust-policy.ts";
import type { TrustStore } from "./trust-store.ts";
import type { VerifiedSignatureCache } from "./verified-signature-cache.ts";

export interface PathQuery {
  /** Certificates that may help, in any order; none of them is trusted. */
  readonly pool: readonly Certificate[];
  readonly trust: TrustStore;
  readonly role: TrustRole;
  /** The time at which the path must be valid. */
  readonly time: Date;
  /** By when each certificate is proven to have been there; where nothing is said, at `time`. */
  readonly existence?: Existence;
  /** In place of what the trust profile's policy says, setting by setting. */
  readonly settings?: PathSettings;
  readonly caches?: { readonly signatures?: VerifiedSignatureCache };
}

export type PathResult = PathFound | PathNotFound;

export interface PathFound {
  readonly ok: true;
  /** Leaf first, anchor last; only the anchor where the leaf is one. */
  readonly path: readonly Certificate[];
  readonly anchor: TrustAnchor;
  /** Each certificate of the path but the anchor with its issuer: what a revocation check goes through. */
  readonly links: readonly PathLink[];
  /** The policies that hold for the whole path and that the settings accept (RFC 5280, 6.1.6). */
  readonly policies: ReadonlySet<string>;
}

export interface PathNotFound {
  readonly ok: false;
  readonly nearest: NearestPath;
}

/** The attempt that came closest, to be explained. */
export interface NearestPath {
  /**
   * "expired" and "not-yet-valid": the whole path is good but for the validity periods of one or more of its
   * certificates at that time.
   */
  readonly stop: PathStop;
  /** Leaf first; up to the anchor where one was reached. */
  readonly path: readonly Certificate[];
  /** Null where no anchor was reached. */
  readonly anchor: TrustAnchor | null;
  /** Where it stopped: its subject, personal numbers masked. */
  readonly certificate: string;
  readonly at: Certificate;
  /** As for a path that was found; empty where no anchor was reached. */
  readonly links: readonly PathLink[];
}

/**
 * Looks for a path from `leaf` to an anchor that has the role, valid at the given time (RFC 5280, section 6). The
 * order of the pool does not matter. What the leaf may be used for is judged by end-entity.ts.
 *
 * @throws PadesError ERR_INSECURE_CONTEXT where the runtime is a page without Web Crypto
 */
export async function findPath(leaf: Certificate, query: PathQuery): Promise<PathResult> {
  return new PathSearch(leaf, query).run();
}

/** How near an attempt came. */
type Nearness = "stopped" | "complete" | "complete-but-for-validity";

const NEARNESS: readonly Nearness[] = ["stopped", "complete", "complete-but-for-validity"];

interface Attempt extends PathFault {
  readonly nearness: Nearness;
  readonly path: readonly Certificate[];
  readonly anchor: TrustAnchor | null;
  readonly links: readonly PathLink[];
}

class PathSearch {
  readonly #leaf: Certificate;
  readonly #query: PathQuery;
  readonly #budget = new PathBudget();
  readonly #request: PathRequest;
  readonly #candidates: CandidateIssuers;
  readonly #signatures: PathSignatures;
  #best: Attempt | null = null;

  constructor(leaf: Certificate, query: PathQuery) {
    const { role, time, trust, pool, existence = existsSince(time) } = query;
    const settings = resolvePathSettings(role, { ...pathSettingsOf(trust.policy, role), ...query.settings });
    this.#leaf = leaf;
    this.#query = query;
    this.#request = { role, time, existence, settings, budget: this.#budget };
    this.#candidates = new CandidateIssuers(pool, trust, this.#request);
    this.#signatures = new PathSignatures(this.#budget, query.caches?.signatures ?? null);
  }

  async run(): Promise<PathResult> {
    return this.#tryLeafAsAnchor() ?? (await this.#extend([this.#leaf])) ?? { ok: false, nearest: this.#nearest() };
  }

  #tryLeafAsAnchor(): PathFound | null {
    for (const anchor of this.#query.trust.findAnchors(this.#leaf.subject.comparisonKey)) {
      if (!equalBytes(anchor.certificate.raw, this.#leaf.raw)) continue;
      const { faults, policies } = validateAnchorAsLeaf(anchor, this.#request);
      if (faults.length === 0) return { ok: true, path: [this.#leaf], anchor, links: [], policies };
      this.#keepFaults(faults, [this.#leaf], anchor, []);
    }
    return null;
  }

  /** Depth first: the certificates so far, leaf first, each signed by the next. Resolves with a valid path or null. */
  async #extend(path: readonly Certificate[]): Promise<PathFound | null> {
    const child = path.at(-1);
    if (child === undefined) return null;
    let wentOn = false;
    const stops: PathStop[] = [];
    for (const candidate of this.#candidates.of(child)) {
      if (!this.#budget.takeStep()) break;
      if (this.#isOn(path, candidate.certificate)) continue;
      const stop = await this.#signatureStop(child, candidate.certificate);
      if (this.#budget.exhausted) break;
      if (stop !== null) {
        stops.push(stop);
        continue;
      }
      wentOn = true;
      const found = await this.#follow(path, candidate);
      if (found !== null || this.#budget.exhausted) return found;
    }
    // A signature that cannot be checked says more than one by a stranger of the same name.
    const stop = stops.find((each) => each === "algorithm-unsupported") ?? stops[0] ?? "issuer-not-found";
    if (!wentOn) this.#keep("stopped", path, child, stop);
    return null;
  }

  async #follow(path: readonly Certificate[], { certificate, anchor }: CandidateIssuer): Promise<PathFound | null> {
    const longer = [...path, certificate];
    if (anchor !== null) return this.#conclude(longer, anchor);
    const child = path.at(-1) ?? certificate;
    const fault = issuerFault(certificate, this.#request.settings.issuerPurposes);
    if (fault !== null) this.#keep("stopped", path, child, fault);
    const content = contentFault(certificate);
    if (content !== null) this.#keep("stopped", longer, certificate, content);
    if (fault !== null || content !== null) return null;
    if (longer.length >= MAX_PATH_LENGTH) {
      this.#keep("stopped", longer, certificate, "limit");
      return null;
    }
    return this.#extend(longer);
  }

  /** The same name and key again leads nowhere that the first did not (RFC 4158, 2.4.2). */
  #isOn(path: readonly Certificate[], candidate: Certificate): boolean {
    return path.some(({ spki, subject }) => equalBytes(spki, candidate.spki) && subject.equals(candidate.subject));
  }

  /** Null where the signature on `child` is by the candidate's key, or can only be checked once the path is complete. */
  async #signatureStop(child: Certificate, candidate: Certificate): Promise<PathStop | null> {
    const { publicKey } = candidate;
    if (publicKey === null) return "malformed";
    if (publicKey.kind === "DSA" && publicKey.parameters === null) return null;
    const { verdict } = await this.#signatures.check(child, publicKey);
    return verdict === "valid" ? null : SIGNATURE_STOPS[verdict];
  }

  /** An anchor is reached: all keys are known, and the path is judged as a whole. */
  async #conclude(path: readonly Certificate[], anchor: TrustAnchor): Promise<PathFound | null> {
    const links: PathLink[] = [];
    let issuer = anchor.certificate;
    let issuerKey = issuer.publicKey;
    for (const certificate of path.slice(0, -1).reverse()) {
      const signature = issuerKey === null ? INVALID : await this.#signatures.check(certificate, issuerKey);
      if (issuerKey === null || signature.verdict !== "valid") {
        const verdict = signature.verdict === "valid" ? "invalid" : signature.verdict;
        this.#keep("stopped", path, certificate, SIGNATURE_STOPS[verdict]);
        return null;
      }
      links.unshift({ certificate, issuer, issuerKey, algorithm: signature.algorithm });
      issuerKey = workingKey(certificate, issuerKey);
      issuer = certificate;
    }
    const { faults, policies } = validatePath(links, anchor, this.#request);
    if (faults.length === 0) return { ok: true, path, anchor, links, policies };
    this.#keepFaults(faults, path, anchor, links);
    return null;
  }

  #keepFaults(
    faults: readonly PathFault[],
    path: readonly Certificate[],
    anchor: TrustAnchor,
    links: readonly PathLink[],
  ): void {
    const worse = faults.find(({ stop }) => stop !== "expired" && stop !== "not-yet-valid");
    // Of certificates outside their validity the one nearest to the leaf is named: of most interest to a reader.
    const fault = worse ?? faults.at(-1);
    if (fault === undefined) return;
    this.#keepIfNearer({
      nearness: worse === undefined ? "complete-but-for-validity" : "complete",
      path,
      anchor,
      links,
      ...fault,
    });
  }

  #keep(nearness: Nearness, path: readonly Certificate[], certificate: Certificate, stop: PathStop): void {
    this.#keepIfNearer({ nearness, path, anchor: null, links: [], certificate, stop });
  }

  /** The first of equally near attempts stays: candidates come best first. */
  #keepIfNearer(attempt: Attempt): void {
    const best = this.#best;
    const isNearer =
      best === null ||
      NEARNESS.indexOf(attempt.nearness) > NEARNESS.indexOf(best.nearness) ||
      (attempt.nearness === "stopped" && best.nearness === "stopped" && attempt.path.length > best.path.length);
    if (isNearer) this.#best = attempt;
  }

  #nearest(): NearestPath {
    const { nearness, path, anchor, links, certificate, stop } = this.#best ?? {
      nearness: "stopped",
      path: [this.#leaf],
      anchor: null,
      links: [],
      certificate: this.#leaf,
      stop: "issuer-not-found",
    };
    const isCut = this.#budget.exhausted && nearness === "stopped";
    return {
      stop: isCut ? "limit" : stop,
      path,
      anchor,
      certificate: nameToText(certificate.subject),
      at: certificate,
      links,
    };
  }
}

const INVALID: CertificateSignature = { verdict: "invalid" };

const SIGNATURE_STOPS = {
  unsupported: "algorithm-unsupported",
  invalid: "issuer-signature",
  limit: "limit",
} as const;

/** The key for what `certificate` issued (RFC 5280, 6.1.4 d to f); null where there is none. */
function workingKey(certificate: Certificate, issuerKey: PublicKey): PublicKey | null {
  try {
    return certificate.publicKey && inheritDsaParameters(certificate.publicKey, issuerKey);
  } catch (thrown) {
    if (thrown instanceof Asn1Error) return null;
    throw thrown;
  }
}
