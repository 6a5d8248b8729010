import type { PublicKey } from "../crypto/public-key.ts";
import type { SignatureAlgorithm } from "../crypto/signature-algorithms.ts";
import type { PathStop } from "../findings.ts";
import type { Certificate } from "./certificate.ts";
import { anchorIssuerFault, contentFault, issuerFault, validityFault } from "./certificate-rules.ts";
import { type Existence, isReliable } from "./existence.ts";
import { checkNameConstraints } from "./name-constraints.ts";
import type { NameConstraints } from "./name-constraints-extension.ts";
import type { PathBudget } from "./path-budget.ts";
import type { ResolvedPathSettings } from "./path-settings.ts";
import { PolicyState } from "./policy-state.ts";
import { isOutsideProfile } from "./strict-profile.ts";
import type { TrustAnchor, TrustRole } from "./trust-anchor.ts";

/** A certificate and what issued it. The signature between them has been verified (path-building.ts). */
export interface PathLink {
  readonly certificate: Certificate;
  readonly issuer: Certificate;
  /** The issuer's key, with the parameters that it inherits. */
  readonly issuerKey: PublicKey;
  readonly algorithm: SignatureAlgorithm;
}

/** One rule that a path breaks, and the certificate to name with it. */
export interface PathFault {
  readonly stop: PathStop;
  readonly certificate: Certificate;
}

export interface PathJudgment {
  /** From the anchor down; empty for a valid path. */
  readonly faults: readonly PathFault[];
  /** The policies that hold for the path and that the caller accepts (RFC 5280, 6.1.6). */
  readonly policies: ReadonlySet<string>;
}

export interface PathRequest {
  readonly role: TrustRole;
  readonly time: Date;
  /** By when each certificate is proven to have been there: when what signed it must have held. */
  readonly existence: Existence;
  readonly settings: ResolvedPathSettings;
  readonly budget: PathBudget;
}

/**
 * RFC 5280, section 6.1, for one path at one time, but for signatures, which building the path verified, and
 * revocation, which is judged link by link elsewhere. Pure; every fault is listed.
 *
 * @param links leaf first; the last one's issuer is the anchor
 */
export function validatePath(links: readonly PathLink[], anchor: TrustAnchor, request: PathRequest): PathJudgment {
  const { time, existence, settings, budget } = request;
  const faults = anchorFaults(anchor, request);
  const fault = (stop: PathStop | null, certificate: Certificate) => {
    if (stop !== null) faults.push({ stop, certificate });
  };

  // 6.1.2. An anchor's own constraints hold (RFC 5937): who configured it has read them.
  const anchorExtensions = anchor.certificate.standardExtensions;
  const constraints: NameConstraints[] =
    anchorExtensions.nameConstraints === null ? [] : [anchorExtensions.nameConstraints];
  let intermediatesLeft = Math.min(
    settings.maxIntermediates,
    anchorExtensions.basicConstraints?.pathLength ?? Number.POSITIVE_INFINITY,
  );
  const policies = new PolicyState(links.length, settings, budget);

  for (const [index, { certificate, issuer, issuerKey, algorithm }] of [...links.entries()].reverse()) {
    const below = links[index - 1]?.certificate;
    const isLeaf = below === undefined;
    const extensions = certificate.standardExtensions;

    // 6.1.3: the certificate itself.
    fault(contentFault(certificate), certificate);
    fault(validityFault(certificate, time), certificate);
    const provenSince = () => existence.provenSince(certificate.raw);
    if (!isReliable(settings.algorithms, algorithm, issuerKey, provenSince)) fault("weak-algorithm", certificate);
    if (!certificate.issuer.equals(issuer.subject)) fault("issuer-not-found", certificate);
    if (isLeaf || !certificate.isSelfIssued) {
      fault(NAME_CONSTRAINT_STOPS[checkNameConstraints(certificate, constraints, budget)], certificate);
    }
    fault(policies.enter(certificate, isLeaf), certificate);
    if (settings.strict && isOutsideProfile(certificate, isLeaf ? "leaf" : "ca")) fault("malformed", certificate);
    if (isLeaf) break;

    // 6.1.4: the certificate as an issuer. The sentences of these stops name the certificate that it issued.
    fault(issuerFault(certificate, settings.issuerPurposes), below);
    fault(policies.descend(certificate), certificate);
    if (extensions.nameConstraints !== null) constraints.push(extensions.nameConstraints);
    if (!certificate.isSelfIssued && --intermediatesLeft < 0) fault("path-length", certificate);
    intermediatesLeft = Math.min(intermediatesLeft, extensions.basicConstraints?.pathLength ?? intermediatesLeft);
  }

  // 6.1.5.
  const leaf = links[0]?.certificate ?? anchor.certificate;
  fault(policies.conclude(leaf), leaf);
  return { faults, policies: policies.accepted };
}

/** A leaf that is an anchor itself (path of one): trust stands in for an issuer, and for nothing else. */
export function validateAnchorAsLeaf(anchor: TrustAnchor, request: PathRequest): PathJudgment {
  const { certificate } = anchor;
  const stops = [contentFault(certificate), validityFault(certificate, request.time), ...anchorStops(anchor, request)];
  const position = certificate.standardExtensions.basicConstraints?.ca === true ? "anchor" : "leaf";
  if (request.settings.strict && isOutsideProfile(certificate, position)) stops.push("malformed");
  const faults = stops.flatMap((stop) => (stop === null ? [] : [{ stop, certificate }]));
  return { faults, policies: new Set(request.settings.initialPolicies) };
}

const NAME_CONSTRAINT_STOPS = { permitted: null, violated: "name-constraints", limit: "limit" } as const;

function anchorFaults(anchor: TrustAnchor, request: PathRequest): PathFault[] {
  const { certificate } = anchor;
  const { strict } = request.settings;
  const stops = [anchorIssuerFault(certificate), ...anchorStops(anchor, request)];
  // The standard trusts an anchor's name and key and reads nothing else of it; the strict profile does.
  if (strict) stops.push(contentFault(certificate), validityFault(certificate, request.time));
  if (strict && isOutsideProfile(certificate, "anchor")) stops.push("malformed");
  return stops.flatMap((stop) => (stop === null ? [] : [{ stop, certificate }]));
}

function anchorStops(
  { roles, tag, trustFrom, trustUntil }: TrustAnchor,
  { role, time, settings }: PathRequest,
): (PathStop | null)[] {
  const hasTag = settings.anchorTags === null || (tag !== null && settings.anchorTags.includes(tag));
  const isInPeriod = (trustFrom === null || time >= trustFrom) && (trustUntil === null || time <= trustUntil);
  return [roles.has(role) && hasTag ? null : "anchor-role", isInPeriod ? null : "anchor-period"];
}
