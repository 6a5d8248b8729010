import { Asn1Error } from "../../../asn1/asn1-error.ts";
import { parseRevocationInfoArchival, timestampTokens } from "../../../cms/attributes.ts";
import { findByEssId } from "../../../cms/find-signer.ts";
import {
  CONTENT_TIMESTAMP,
  REVOCATION_INFO_ARCHIVAL,
  SIGNATURE_TIMESTAMP,
  SIGNING_CERTIFICATE_V2,
} from "../../../cms/oids.ts";
import { type Attribute, attributesOf, type SignedData, type SignerInfo } from "../../../cms/signed-data.ts";
import { type EssCertificateId, parseSigningCertificateV2 } from "../../../cms/signing-certificate.ts";
import { digestByOid } from "../../../crypto/algorithms.ts";
import { readTimestampToken } from "../../../tsp/token.ts";
import { type AlgorithmPolicy, isDigestAcceptable } from "../../../x509/algorithm-policy.ts";
import type { Certificate } from "../../../x509/certificate.ts";
import type { SecurityStore } from "../../ltv/security-store.ts";

/** Certificates, CRLs and OCSP responses that something holds, as they stand. */
type Pieces = Iterable<Uint8Array>;

export function piecesOfStore({ certificates, crls, ocspResponses }: SecurityStore): Pieces {
  return [...certificates, ...crls, ...ocspResponses];
}

/** All that a CMS holds, its timestamps included: what a document timestamp that covers it proves the age of. */
export function piecesOfCms(signedData: SignedData, signerInfo: SignerInfo | null): Pieces {
  const signed = signerInfo?.signedAttributes?.attributes ?? [];
  const unsigned = signerInfo?.unsignedAttributes ?? [];
  return [
    ...piecesOfSignedData(signedData),
    ...archivedPieces([...signed, ...unsigned]),
    ...timestampTokens(unsigned, SIGNATURE_TIMESTAMP).flatMap(piecesOfToken),
    ...timestampTokens(signed, CONTENT_TIMESTAMP).flatMap(piecesOfToken),
  ];
}

function piecesOfSignedData({ certificates, crls, ocspResponses }: SignedData): Uint8Array[] {
  return [...certificates, ...crls, ...ocspResponses];
}

function piecesOfToken(der: Uint8Array): Uint8Array[] {
  const token = readTimestampToken(der);
  return token === null ? [] : piecesOfSignedData(token.signedData);
}

function archivedPieces(attributes: readonly Attribute[]): Uint8Array[] {
  const { crls, ocspResponses } = archivedRevocation(attributes);
  return [...crls, ...ocspResponses];
}

/**
 * What a signature value commits to, so that a timestamp over the value alone proves its age too: what the signed
 * attributes hold, and certificates that they name by a digest which still holds. The certificates and unsigned
 * attributes of a CMS are not among it: they can be exchanged at any time.
 */
export function committedPieces(
  { signedAttributes }: SignerInfo,
  certificates: readonly Certificate[],
  { algorithms, now }: { readonly algorithms: AlgorithmPolicy; readonly now: Date },
): Pieces {
  const attributes = signedAttributes?.attributes ?? [];
  const names = attributesOf(attributes, SIGNING_CERTIFICATE_V2)
    .flatMap(({ values }) => values)
    .flatMap((value) => orNothing(() => [...parseSigningCertificateV2(value)]));
  const holds = ({ digestOid }: EssCertificateId) => {
    const digest = digestByOid(digestOid);
    return digest !== null && isDigestAcceptable(algorithms, digest, now);
  };
  const named = names.filter(holds).flatMap((id) => findByEssId(certificates, id) ?? []);
  const tokens = timestampTokens(attributes, CONTENT_TIMESTAMP);
  return [...named.map(({ raw }) => raw), ...archivedPieces(attributes), ...tokens.flatMap(piecesOfToken)];
}

/** Adobe's attribute (ISO 32000-2, 12.8.3.3.2), signed as it should be or not: its contents speak for themselves. */
export function archivedRevocation(attributes: readonly Attribute[]): {
  readonly crls: readonly Uint8Array[];
  readonly ocspResponses: readonly Uint8Array[];
} {
  const values = attributesOf(attributes, REVOCATION_INFO_ARCHIVAL).flatMap((attribute) => attribute.values);
  const archives = values.flatMap((value) => orNothing(() => [parseRevocationInfoArchival(value)]));
  return {
    crls: archives.flatMap(({ crls }) => crls),
    ocspResponses: archives.flatMap(({ ocspResponses }) => ocspResponses),
  };
}

function orNothing<T>(parse: () => T[]): T[] {
  try {
    return parse();
  } catch (thrown) {
    if (thrown instanceof Asn1Error) return [];
    throw thrown;
  }
}
