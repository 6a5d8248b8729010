import { Asn1Error } from "../asn1/asn1-error.ts";
import { decodeBase64 } from "../bytes/base64.ts";
import { encodeHex } from "../bytes/hex.ts";
import { parsePem } from "../bytes/pem.ts";
import { encodeUtf8 } from "../bytes/text.ts";
import { digestOf } from "../crypto/digest.ts";
import { type Certificate, parseCertificate } from "./certificate.ts";
import { ProfileValue } from "./profile-reader.ts";
import { TRUST_ROLES, type TrustAnchor } from "./trust-anchor.ts";
import { readTrustPolicy, sortKeys, type TrustPolicy } from "./trust-policy.ts";

/** A trust profile, checked and indexed. Immutable: share one between all verifications. */
export interface TrustStore {
  readonly id: string;
  /** SHA-256 of the profile's canonical form, lower-case hex: what a report names, so that a verdict can be repeated. */
  readonly sha256: string;
  readonly anchors: readonly TrustAnchor[];
  readonly intermediates: readonly Certificate[];
  readonly policy: TrustPolicy;
  /** Anchors of this subject, by DistinguishedName.comparisonKey. A name alone is no match: the key must verify too. */
  findAnchors(subjectKey: string): readonly TrustAnchor[];
  /** Anchors with this subject key identifier: a hint like the name. */
  findAnchorsByKeyIdentifier(identifier: Uint8Array): readonly TrustAnchor[];
  /** Configured intermediates of this subject, by DistinguishedName.comparisonKey. */
  findIntermediates(subjectKey: string): readonly Certificate[];
  /** Whether this very certificate is among the configured intermediates. */
  isIntermediate(certificate: Certificate): boolean;
}

/**
 * @param profile a TrustProfile (trust-profile.ts), typically what JSON.parse made of a file: everything about it is checked
 * @throws PadesError ERR_TRUST_PROFILE, naming the path inside the profile, what was expected and what was found
 */
export function createTrustStore(profile: unknown): TrustStore {
  const { schema, id, anchors, intermediates, policy } = new ProfileValue(profile, "trust profile").fields(
    "schema",
    "id",
    "anchors",
    "intermediates",
    "policy",
  );
  schema.oneOf("pades-dossier/trust@1");
  const readAnchors = anchors.list().map(readAnchor);
  const readIntermediates = intermediates.isAbsent ? [] : intermediates.list().map(readCertificate);
  const canonical = canonicalForm(id.string(), readAnchors, readIntermediates, policy.value);
  return new IndexedTrustStore(id.string(), canonical, readAnchors, readIntermediates, readTrustPolicy(policy));
}

function readAnchor(value: ProfileValue): TrustAnchor {
  const { certificate, roles, tag, trustFrom, trustUntil } = value.fields(
    "certificate",
    "roles",
    "tag",
    "trustFrom",
    "trustUntil",
  );
  const anchor = {
    certificate: readCertificate(certificate),
    roles: new Set(roles.list().map((role) => role.oneOf(...TRUST_ROLES))),
    tag: tag.isAbsent ? null : tag.string(),
    trustFrom: trustFrom.isAbsent ? null : trustFrom.time(),
    trustUntil: trustUntil.isAbsent ? null : trustUntil.time(),
  };
  if (anchor.roles.size === 0) roles.fail(`at least one of ${TRUST_ROLES.join(", ")}`);
  if (anchor.trustFrom !== null && anchor.trustUntil !== null && anchor.trustUntil < anchor.trustFrom) {
    trustUntil.fail("a time not before trustFrom");
  }
  return anchor;
}

function readCertificate(value: ProfileValue): Certificate {
  const der = certificateBytes(value);
  try {
    const certificate = parseCertificate(der);
    return certificate.publicKey === null ? value.fail("a certificate with a well-formed key") : certificate;
  } catch (thrown) {
    if (!(thrown instanceof Asn1Error)) throw thrown;
    return value.fail(`one X.509 certificate (${thrown.message})`);
  }
}

function certificateBytes(value: ProfileValue): Uint8Array {
  if (value.value instanceof Uint8Array) return value.value.slice();
  const text = value.string();
  if (!text.includes("-----BEGIN")) return decodeBase64(text) ?? value.fail("a certificate as PEM, or DER in base64");
  const [block, second] = parsePem(text);
  if (block?.label !== "CERTIFICATE") return value.fail("a PEM block CERTIFICATE");
  return second === undefined ? block.bytes : value.fail("one PEM block");
}

/** What trust depends on, in one order: neither keys of the profile's objects nor places in its lists change it. */
function canonicalForm(
  id: string,
  anchors: readonly TrustAnchor[],
  intermediates: readonly Certificate[],
  policy: unknown,
): string {
  const anchorLines = anchors.map(({ certificate, roles, tag, trustFrom, trustUntil }) =>
    JSON.stringify([
      certificate.sha256,
      [...roles].sort(),
      tag,
      trustFrom?.toISOString() ?? null,
      trustUntil?.toISOString() ?? null,
    ]),
  );
  return JSON.stringify([
    id,
    anchorLines.sort(),
    intermediates.map(({ sha256 }) => sha256).sort(),
    sortKeys(policy ?? null),
  ]);
}

class IndexedTrustStore implements TrustStore {
  readonly id: string;
  readonly sha256: string;
  readonly anchors: readonly TrustAnchor[];
  readonly intermediates: readonly Certificate[];
  readonly policy: TrustPolicy;
  readonly #bySubject = new Map<string, TrustAnchor[]>();
  readonly #byKeyIdentifier = new Map<string, TrustAnchor[]>();
  readonly #intermediatesBySubject = new Map<string, Certificate[]>();
  readonly #intermediateHashes: ReadonlySet<string>;

  constructor(
    id: string,
    canonical: string,
    anchors: readonly TrustAnchor[],
    intermediates: readonly Certificate[],
    policy: TrustPolicy,
  ) {
    this.id = id;
    this.sha256 = encodeHex(digestOf("SHA-256", encodeUtf8(canonical)));
    this.anchors = anchors;
    this.intermediates = intermediates;
    this.policy = policy;
    this.#intermediateHashes = new Set(intermediates.map(({ sha256 }) => sha256));
    for (const certificate of intermediates)
      append(this.#intermediatesBySubject, certificate.subject.comparisonKey, certificate);
    for (const anchor of anchors) {
      const { subject, standardExtensions } = anchor.certificate;
      append(this.#bySubject, subject.comparisonKey, anchor);
      if (standardExtensions.subjectKeyIdentifier !== null) {
        append(this.#byKeyIdentifier, encodeHex(standardExtensions.subjectKeyIdentifier), anchor);
      }
    }
  }

  findAnchors(subjectKey: string): readonly TrustAnchor[] {
    return this.#bySubject.get(subjectKey) ?? [];
  }

  findAnchorsByKeyIdentifier(identifier: Uint8Array): readonly TrustAnchor[] {
    return this.#byKeyIdentifier.get(encodeHex(identifier)) ?? [];
  }

  findIntermediates(subjectKey: string): readonly Certificate[] {
    return this.#intermediatesBySubject.get(subjectKey) ?? [];
  }

  isIntermediate(certificate: Certificate): boolean {
    return this.#intermediateHashes.has(certificate.sha256);
  }
}

function append<T>(index: Map<string, T[]>, key: string, item: T): void {
  const group = index.get(key);
  if (group === undefined) index.set(key, [item]);
  else group.push(item);
}
