import type { PathStop } from "../../findings.ts";
import { keyAcceptedUntil } from "../../x509/algorithm-policy.ts";
import type { Certificate } from "../../x509/certificate.ts";
import { anchorIssuerFault, validityFault } from "../../x509/certificate-rules.ts";
import { findPath, type NearestPath } from "../../x509/path-building.ts";
import { TRUST_ROLES } from "../../x509/trust-anchor.ts";
import type { TrustStore } from "../../x509/trust-store.ts";

/** What is the matter with a trust profile; `certificate` is null where it is none's in particular. */
export type TrustProblem = {
  /** Whether something in it does not do what it is there for; otherwise it is worth knowing. */
  readonly isProblem: boolean;
} & (
  | {
      readonly kind: "expired" | "expires-soon" | "not-yet-valid" | "trust-ended";
      readonly certificate: Certificate;
      readonly time: Date;
    }
  | { readonly kind: "weak" | "not-ca" | "duplicate" | "same-name"; readonly certificate: Certificate }
  | { readonly kind: "no-path"; readonly certificate: Certificate; readonly at: Certificate; readonly stop: PathStop }
  | { readonly kind: "no-signer-anchor"; readonly certificate: null; readonly tags: readonly string[] | null }
  | { readonly kind: "no-tsa-anchor"; readonly certificate: null }
);

/** A new certificate takes an office weeks to come by. */
const SOON_MS = 90 * 24 * 3_600_000;

/** Problems first, each in the order of the profile. */
export async function findTrustProblems(store: TrustStore, now: Date): Promise<TrustProblem[]> {
  const anchors = store.anchors.map(({ certificate }) => certificate);
  const all = [...anchors, ...store.intermediates];
  const problems: TrustProblem[] = [
    ...roleProblems(store),
    ...store.anchors.flatMap(({ certificate, trustUntil }): TrustProblem[] =>
      trustUntil === null || trustUntil >= now
        ? []
        : [{ kind: "trust-ended", isProblem: false, certificate, time: trustUntil }],
    ),
    ...anchors.flatMap((certificate): TrustProblem[] =>
      anchorIssuerFault(certificate) === null ? [] : [{ kind: "not-ca", isProblem: false, certificate }],
    ),
    ...all.flatMap((certificate, index) => [
      ...periodProblems(certificate, now),
      ...keyProblems(certificate, store, now),
      ...likenessProblems(certificate, all.slice(0, index)),
    ]),
  ];
  for (const certificate of store.intermediates) {
    const nearest = await pathProblem(certificate, store, now);
    if (nearest === null) continue;
    problems.push({ kind: "no-path", isProblem: true, certificate, at: nearest.at, stop: nearest.stop });
  }
  return [...problems.filter(({ isProblem }) => isProblem), ...problems.filter(({ isProblem }) => !isProblem)];
}

function roleProblems({ anchors, policy }: TrustStore): TrustProblem[] {
  const counts = (role: "signer" | "tsa"): boolean => {
    const tags = policy.tags.get(role);
    return anchors.some(
      ({ roles, tag }) => roles.has(role) && (tags === undefined || (tag !== null && tags.includes(tag))),
    );
  };
  const tags = anchors.some(({ roles }) => roles.has("signer")) ? (policy.tags.get("signer") ?? null) : null;
  return [
    ...(counts("signer") ? [] : [{ kind: "no-signer-anchor", isProblem: true, certificate: null, tags } as const]),
    ...(counts("tsa") ? [] : [{ kind: "no-tsa-anchor", isProblem: false, certificate: null } as const]),
  ];
}

function periodProblems(certificate: Certificate, now: Date): TrustProblem[] {
  const { notBefore, notAfter } = certificate;
  const fault = validityFault(certificate, now);
  if (fault === "expired") return [{ kind: "expired", isProblem: false, certificate, time: notAfter }];
  if (fault === "not-yet-valid") return [{ kind: "not-yet-valid", isProblem: false, certificate, time: notBefore }];
  if (notAfter.getTime() - now.getTime() > SOON_MS) return [];
  return [{ kind: "expires-soon", isProblem: false, certificate, time: notAfter }];
}

function keyProblems(certificate: Certificate, { policy }: TrustStore, now: Date): TrustProblem[] {
  const { publicKey } = certificate;
  const until = publicKey === null ? now : keyAcceptedUntil(policy.algorithms, publicKey);
  return until === null || until > now ? [] : [{ kind: "weak", isProblem: true, certificate }];
}

function likenessProblems(certificate: Certificate, before: readonly Certificate[]): TrustProblem[] {
  if (before.some(({ sha256 }) => sha256 === certificate.sha256))
    return [{ kind: "duplicate", isProblem: true, certificate }];
  const isNameKnown = before.some(
    ({ subject, spki }) => subject.equals(certificate.subject) && !isSame(spki, certificate.spki),
  );
  return isNameKnown ? [{ kind: "same-name", isProblem: false, certificate }] : [];
}

function isSame(a: Uint8Array, b: Uint8Array): boolean {
  return a.length === b.length && a.every((byte, index) => byte === b[index]);
}

/** Null where the intermediate leads to an anchor in some role, at a time within its own validity. */
async function pathProblem(certificate: Certificate, trust: TrustStore, now: Date): Promise<NearestPath | null> {
  const time = new Date(
    Math.min(Math.max(now.getTime(), certificate.notBefore.getTime()), certificate.notAfter.getTime()),
  );
  let first: NearestPath | null = null;
  for (const role of TRUST_ROLES) {
    const result = await findPath(certificate, { pool: [], trust, role, time, settings: { issuerPurposes: null } });
    if (result.ok || isAboutTime(result.nearest.stop)) return null;
    first ??= result.nearest;
  }
  return first;
}

/** What has run out above it is told of the certificate that has. */
function isAboutTime(stop: PathStop): boolean {
  return stop === "expired" || stop === "not-yet-valid" || stop === "anchor-period";
}
