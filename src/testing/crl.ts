import { signed } from "./certificate.ts";
import { context, type Der, enumerated, generalizedTime, integer, sequence, sequenceOf, time } from "./der.ts";
import { authorityKeyIdentifier, extension } from "./extensions.ts";
import type { TestIdentity } from "./test-identity.ts";
import { defaultScheme, signatureAlgorithm, type TestScheme } from "./test-signature.ts";

/** RFC 5280, 5.3.1. */
export const REASON_NUMBERS = {
  keyCompromise: 1,
  cACompromise: 2,
  affiliationChanged: 3,
  superseded: 4,
  cessationOfOperation: 5,
  certificateHold: 6,
  removeFromCRL: 8,
  privilegeWithdrawn: 9,
  aACompromise: 10,
} as const;
export type RevocationReason = keyof typeof REASON_NUMBERS;

export interface CrlEntry {
  /** Magnitude, most significant octet first. */
  readonly serialNumber: Uint8Array;
  readonly revokedAt: Date;
  readonly reason?: RevocationReason;
  readonly invalidityDate?: Date;
  /** Further encoded Extensions. */
  readonly extensions?: readonly Uint8Array[];
}

export interface CrlFields {
  readonly thisUpdate: Date;
  readonly nextUpdate?: Date;
  /** cRLNumber (RFC 5280, 5.2.3). */
  readonly number: number;
  readonly entries: readonly CrlEntry[];
  /** Encoded Extensions beside authorityKeyIdentifier and cRLNumber. */
  readonly extensions?: readonly Uint8Array[];
  readonly scheme?: TestScheme;
}

/** CertificateList (RFC 5280, 5.1), version 2, signed by `issuer`. */
export async function issueCrl(issuer: TestIdentity, fields: CrlFields): Promise<Der> {
  const scheme = fields.scheme ?? defaultScheme(issuer.key);
  const entries = fields.entries.map(encodeEntry);
  const tbsCertList = sequence(
    integer(1),
    signatureAlgorithm(scheme),
    issuer.subject,
    time(fields.thisUpdate),
    ...(fields.nextUpdate === undefined ? [] : [time(fields.nextUpdate)]),
    // An empty list is left out, not empty (RFC 5280, 5.1.2.6).
    ...(entries.length === 0 ? [] : [sequenceOf(entries)]),
    context(
      0,
      sequence(
        authorityKeyIdentifier(issuer.keyIdentifier),
        extension("2.5.29.20", false, integer(fields.number)),
        ...(fields.extensions ?? []),
      ),
    ),
  );
  return signed(tbsCertList, issuer.key, scheme);
}

function encodeEntry(entry: CrlEntry): Der {
  const extensions = [
    ...(entry.reason === undefined ? [] : [extension("2.5.29.21", false, enumerated(REASON_NUMBERS[entry.reason]))]),
    ...(entry.invalidityDate === undefined
      ? []
      : [extension("2.5.29.24", false, generalizedTime(entry.invalidityDate))]),
    ...(entry.extensions ?? []),
  ];
  return sequence(
    integer(entry.serialNumber),
    time(entry.revokedAt),
    ...(extensions.length === 0 ? [] : [sequence(...extensions)]),
  );
}
