import { equalBytes } from "../bytes/equal.ts";
import type { Certificate } from "./certificate.ts";
import { contentFault, issuerFault, validityFault } from "./certificate-rules.ts";
import type { PathRequest } from "./path-validation.ts";
import type { TrustAnchor } from "./trust-anchor.ts";
import type { TrustStore } from "./trust-store.ts";

/** What may have issued a certificate, by name: an anchor ends the path. */
export type CandidateIssuer =
  | { readonly certificate: Certificate; readonly anchor: TrustAnchor }
  | { readonly certificate: Certificate; readonly anchor: null };

/**
 * Candidates by name in an order that depends on what they are, never on where they stood: anchors first, then those
 * that could be on a valid path, then the rest, which at best explain why there is none.
 */
export class CandidateIssuers {
  readonly #trust: TrustStore;
  readonly #request: PathRequest;
  readonly #pool: readonly Certificate[];
  readonly #poolByName = new Map<string, Certificate[]>();
  readonly #ranked = new Map<string, readonly CandidateIssuer[]>();
  #distances: ReadonlyMap<string, number> | null = null;

  constructor(pool: readonly Certificate[], trust: TrustStore, request: PathRequest) {
    this.#trust = trust;
    this.#request = request;
    this.#pool = pool;
    for (const certificate of pool) {
      const name = certificate.subject.comparisonKey;
      const group = this.#poolByName.get(name);
      if (group === undefined) this.#poolByName.set(name, [certificate]);
      else group.push(certificate);
    }
  }

  /** Candidates for the issuer of `child`; key identifiers decide before all else, but rule nothing out (RFC 4158, 3.5.12). */
  of(child: Certificate): readonly CandidateIssuer[] {
    const ranked = this.#rankedByName(child.issuer.comparisonKey);
    const wanted = child.standardExtensions.authorityKeyIdentifier?.keyIdentifier ?? null;
    if (wanted === null || ranked.length < 2) return ranked;
    const groups: [CandidateIssuer[], CandidateIssuer[], CandidateIssuer[]] = [[], [], []];
    for (const candidate of ranked) {
      const found = candidate.certificate.standardExtensions.subjectKeyIdentifier;
      groups[found === null ? 1 : equalBytes(found, wanted) ? 0 : 2].push(candidate);
    }
    return groups.flat();
  }

  #rankedByName(name: string): readonly CandidateIssuer[] {
    const known = this.#ranked.get(name);
    if (known !== undefined) return known;
    const anchors = this.#trust.findAnchors(name);
    const pool = withoutDuplicates([
      ...this.#trust.findIntermediates(name),
      ...(this.#poolByName.get(name) ?? []),
    ]).filter(
      // A certificate for an anchor's name and key adds nothing to the anchor.
      (certificate) => !anchors.some((anchor) => equalBytes(anchor.certificate.spki, certificate.spki)),
    );
    const ranked = [
      ...inOrder(
        [...anchors],
        (anchor) => this.#rankAnchor(anchor),
        (anchor) => anchor.certificate.sha256,
      ).map((anchor) => ({
        certificate: anchor.certificate,
        anchor,
      })),
      ...inOrder(
        pool,
        (certificate) => this.#rank(certificate),
        (certificate) => certificate.sha256,
      ).map((certificate) => ({
        certificate,
        anchor: null,
      })),
    ];
    this.#ranked.set(name, ranked);
    return ranked;
  }

  #rankAnchor({ roles, trustFrom, trustUntil }: TrustAnchor): number[] {
    const { role, time } = this.#request;
    const isOutsidePeriod = (trustFrom !== null && time < trustFrom) || (trustUntil !== null && time > trustUntil);
    return [roles.has(role) ? 0 : 1, isOutsidePeriod ? 1 : 0];
  }

  #rank(certificate: Certificate): number[] {
    const { time, settings } = this.#request;
    const isUsable = contentFault(certificate) === null && issuerFault(certificate, settings.issuerPurposes) === null;
    return [
      isUsable ? 0 : 1,
      // What the user configured comes before what came with the document, which may be there to waste our time.
      this.#trust.isIntermediate(certificate) ? 0 : 1,
      validityFault(certificate, time) === null ? 0 : 1,
      this.#distance(certificate),
      -certificate.notAfter.getTime(),
    ];
  }

  /** Certificates between this one and the nearest anchor, by names alone. */
  #distance(certificate: Certificate): number {
    this.#distances ??= this.#measureDistances();
    return this.#distances.get(certificate.issuer.comparisonKey) ?? Number.POSITIVE_INFINITY;
  }

  /** Breadth first from the anchors' names down to the names that they, by name, have certified. */
  #measureDistances(): ReadonlyMap<string, number> {
    const issuedBy = new Map<string, Set<string>>();
    for (const { subject, issuer } of [...this.#trust.intermediates, ...this.#pool]) {
      const subjects = issuedBy.get(issuer.comparisonKey);
      if (subjects === undefined) issuedBy.set(issuer.comparisonKey, new Set([subject.comparisonKey]));
      else subjects.add(subject.comparisonKey);
    }
    const distances = new Map(this.#trust.anchors.map((anchor) => [anchor.certificate.subject.comparisonKey, 0]));
    // A Map hands out entries that are added while it is walked.
    for (const [name, distance] of distances) {
      for (const subject of issuedBy.get(name) ?? []) {
        if (!distances.has(subject)) distances.set(subject, distance + 1);
      }
    }
    return distances;
  }
}

function withoutDuplicates(certificates: readonly Certificate[]): Certificate[] {
  if (certificates.length < 2) return [...certificates];
  return [...new Map(certificates.map((certificate) => [certificate.sha256, certificate])).values()];
}

/** Sorted by ranks, compared one after another, and then by identity, so that the order is total. */
function inOrder<T>(items: readonly T[], rank: (item: T) => readonly number[], identity: (item: T) => string): T[] {
  if (items.length < 2) return [...items];
  return items
    .map((item) => ({ item, ranks: rank(item), identity: identity(item) }))
    .sort((a, b) => compareRanks(a.ranks, b.ranks) || (a.identity < b.identity ? -1 : 1))
    .map(({ item }) => item);
}

function compareRanks(a: readonly number[], b: readonly number[]): number {
  for (const [index, value] of a.entries()) {
    const other = b[index] ?? 0;
    if (value !== other) return value < other ? -1 : 1;
  }
  return 0;
}
