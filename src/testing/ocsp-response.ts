import { REASON_NUMBERS, type RevocationReason } from "./crl.ts";
import {
  bitString,
  context,
  contextPrimitive,
  type Der,
  enumerated,
  generalizedTime,
  integer,
  nullValue,
  objectIdentifier,
  octetString,
  sequence,
} from "./der.ts";
import { keyIdentifierOf, publicKeyOf, type TestIdentity } from "./test-identity.ts";
import { defaultScheme, signatureAlgorithm, signWith, type TestHash, type TestScheme } from "./test-signature.ts";

export type OcspStatus = "good" | "unknown" | { readonly revokedAt: Date; readonly reason?: RevocationReason };

/** One answer (RFC 6960, 4.2.1). */
export interface OcspAnswerFields {
  /** The certificate, by magnitude of its serial number, or by a whole encoded CertID. */
  readonly certificate: { readonly serialNumber: Uint8Array } | { readonly certificateId: Uint8Array };
  readonly status: OcspStatus;
  readonly thisUpdate: Date;
  readonly nextUpdate?: Date;
  /** Encoded Extensions. */
  readonly extensions?: readonly Uint8Array[];
}

export interface OcspResponseFields {
  /** Issuer of the certificates in question. */
  readonly issuer: TestIdentity;
  /** Who signs; the issuer itself by default. */
  readonly responder?: TestIdentity;
  readonly producedAt: Date;
  readonly answers: readonly OcspAnswerFields[];
  /** Hash of CertIDs that are made from serial numbers; SHA-1 by default, as everyone has it. */
  readonly hash?: TestHash;
  /** How the responder names itself; by key by default. */
  readonly responderId?: "key" | "name";
  /** Certificates in the response; that of a delegated responder by default. */
  readonly certificates?: readonly Uint8Array[];
  /** Encoded Extensions of the response. */
  readonly extensions?: readonly Uint8Array[];
  readonly scheme?: TestScheme;
}

const HASHES: Record<TestHash, string> = {
  "SHA-1": "1.3.14.3.2.26",
  "SHA-256": "2.16.840.1.101.3.4.2.1",
  "SHA-384": "2.16.840.1.101.3.4.2.2",
  "SHA-512": "2.16.840.1.101.3.4.2.3",
};

/** A successful OCSPResponse (RFC 6960, 4.2.1), exactly as asked: nothing is checked. */
export async function issueOcspResponse(fields: OcspResponseFields): Promise<Der> {
  const { issuer, responder = issuer, producedAt, extensions = [] } = fields;
  const scheme = fields.scheme ?? defaultScheme(responder.key);
  const name =
    fields.responderId === "name"
      ? context(1, responder.subject)
      : context(2, octetString(await keyIdentifierOf(responder.key.spki)));
  const answers = await Promise.all(fields.answers.map((answer) => encodeAnswer(answer, fields)));
  const data = sequence(
    name,
    generalizedTime(producedAt),
    sequence(...answers),
    ...(extensions.length === 0 ? [] : [context(1, sequence(...extensions))]),
  );
  const certificates = fields.certificates ?? (responder === issuer ? [] : [responder.certificate]);
  const basic = sequence(
    data,
    signatureAlgorithm(scheme),
    bitString(await signWith(responder.key, data, scheme)),
    ...(certificates.length === 0 ? [] : [context(0, sequence(...certificates))]),
  );
  const responseBytes = sequence(objectIdentifier("1.3.6.1.5.5.7.48.1.1"), octetString(basic));
  return sequence(enumerated(0), context(0, responseBytes));
}

/** OCSPResponseStatus by its number, other than successful: a responder that does not answer. */
export function encodeOcspRefusal(status: number): Der {
  return sequence(enumerated(status));
}

async function encodeAnswer(
  { certificate, status, thisUpdate, nextUpdate, extensions = [] }: OcspAnswerFields,
  { issuer, hash = "SHA-1" }: OcspResponseFields,
): Promise<Der> {
  const certificateId =
    "certificateId" in certificate
      ? certificate.certificateId
      : await encodeCertificateId(issuer, certificate.serialNumber, hash);
  return sequence(
    certificateId,
    encodeStatus(status),
    generalizedTime(thisUpdate),
    ...(nextUpdate === undefined ? [] : [context(0, generalizedTime(nextUpdate))]),
    ...(extensions.length === 0 ? [] : [context(1, sequence(...extensions))]),
  );
}

/** CertID (RFC 6960, 4.1.1). */
export async function encodeCertificateId(
  issuer: TestIdentity,
  serialNumber: Uint8Array,
  hash: TestHash = "SHA-1",
): Promise<Der> {
  return sequence(
    sequence(objectIdentifier(HASHES[hash]), nullValue()),
    octetString(await digest(hash, issuer.subject)),
    octetString(await digest(hash, publicKeyOf(issuer.key.spki))),
    integer(serialNumber),
  );
}

function encodeStatus(status: OcspStatus): Der {
  if (status === "good") return contextPrimitive(0, new Uint8Array(0));
  if (status === "unknown") return contextPrimitive(2, new Uint8Array(0));
  const { revokedAt, reason } = status;
  const given = reason === undefined ? [] : [context(0, enumerated(REASON_NUMBERS[reason]))];
  return context(1, generalizedTime(revokedAt), ...given);
}

async function digest(hash: TestHash, bytes: Uint8Array): Promise<Uint8Array> {
  return new Uint8Array(await crypto.subtle.digest(hash, new Uint8Array(bytes)));
}
