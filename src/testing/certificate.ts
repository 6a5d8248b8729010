import { bitString, context, type Der, integer, sequence, time } from "./der.ts";
import { encodeName, type TestName } from "./distinguished-name.ts";
import type { TestKey } from "./test-key.ts";
import { defaultScheme, signatureAlgorithm, signWith, type TestScheme } from "./test-signature.ts";

export interface CertificateFields {
  /** A name, or an encoded one. */
  readonly subject: TestName | Uint8Array;
  /** SubjectPublicKeyInfo of the subject, DER. */
  readonly publicKey: Uint8Array;
  readonly issuer: TestName | Uint8Array;
  readonly issuerKey: TestKey;
  /** Magnitude, most significant octet first. */
  readonly serialNumber: Uint8Array;
  readonly notBefore: Date;
  readonly notAfter: Date;
  /** Encoded Extensions (extensions.ts), in this order. */
  readonly extensions: readonly Uint8Array[];
  readonly scheme?: TestScheme;
}

/** Certificate (RFC 5280, 4.1), version 3, exactly as asked: nothing is added and nothing is checked. */
export async function issueCertificate(fields: CertificateFields): Promise<Der> {
  const scheme = fields.scheme ?? defaultScheme(fields.issuerKey);
  const tbsCertificate = sequence(
    context(0, integer(2)),
    integer(fields.serialNumber),
    signatureAlgorithm(scheme),
    toName(fields.issuer),
    sequence(time(fields.notBefore), time(fields.notAfter)),
    toName(fields.subject),
    fields.publicKey,
    ...(fields.extensions.length === 0 ? [] : [context(3, sequence(...fields.extensions))]),
  );
  return signed(tbsCertificate, fields.issuerKey, scheme);
}

/** SIGNED { ToBeSigned }: what certificates and CRLs have in common. */
export async function signed(toBeSigned: Der, key: TestKey, scheme: TestScheme): Promise<Der> {
  return sequence(toBeSigned, signatureAlgorithm(scheme), bitString(await signWith(key, toBeSigned, scheme)));
}

/** A random serial number of 16 octets, positive in DER without a sign octet (RFC 5280, 4.1.2.2). */
export function randomSerialNumber(): Der {
  const octets = crypto.getRandomValues(new Uint8Array(16));
  octets[0] = ((octets[0] ?? 0) & 0x7f) | 0x40;
  return octets;
}

function toName(name: TestName | Uint8Array): Uint8Array {
  return name instanceof Uint8Array ? name : encodeName(name);
}
