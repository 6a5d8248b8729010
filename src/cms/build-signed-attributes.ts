import { type Der, explicit, objectIdentifier, octetString, sequence, setOf } from "../asn1/build.ts";
import { buildDigestAlgorithm } from "../asn1/build-algorithms.ts";
import { GENERALIZED_TIME, IA5_STRING, UTC_TIME, UTF8_STRING } from "../asn1/tags.ts";
import { encodeLatin1, encodeUtf8 } from "../bytes/text.ts";
import type { DigestName } from "../crypto/algorithms.ts";
import { digestOf } from "../crypto/digest.ts";
import * as oid from "./oids.ts";

/** An attribute to be put into a CMS. */
export interface NewAttribute {
  readonly oid: string;
  /** DER of each value. */
  readonly values: readonly Uint8Array[];
}

/** A signature policy that the signer declares (ETSI EN 319 122-1, clause 5.2.9). */
export interface NewSignaturePolicy {
  readonly oid: string;
  readonly hash: { readonly digest: DigestName; readonly value: Uint8Array };
  /** Where the policy can be read; ASCII. */
  readonly uri?: string;
}

export interface SignedAttributesInput {
  /** Digest of the bytes in the signature's byte range. */
  readonly messageDigest: Uint8Array;
  /** What made `messageDigest`; the certificate is named by the same digest. */
  readonly digestAlgorithm: DigestName;
  /** The signer's certificate, DER. */
  readonly certificate: Uint8Array;
  /** OID of the commitment that the signature makes (ETSI EN 319 122-1, clause 5.2.3). */
  readonly commitmentType?: string;
  readonly signaturePolicy?: NewSignaturePolicy;
  /** Titles that the signer claims to sign under (clause 5.2.6.1), which nobody certifies. */
  readonly claimedRoles?: readonly string[];
  /** What the signer says, to the second (clause 5.2.1): for a CMS beside its content; a PDF has /M instead. */
  readonly signingTime?: Date;
  /** A timestamp token over the same bytes, made before signing (clause 5.2.8). */
  readonly contentTimestamp?: Uint8Array;
  /** Adobe's RevocationInfoArchival (ISO 32000-2, 12.8.3.3.2), DER: what is known of the chain when it is signed. */
  readonly revocationArchive?: Uint8Array;
}

/**
 * The signed attributes of a baseline signature: content-type, message-digest, signing-certificate-v2; of PAdES (ETSI
 * EN 319 142-1, clause 6.3) without signing-time, of CAdES (EN 319 122-1, clause 6.3) with it. In DER as SET OF: the
 * octets to be signed.
 */
export function buildSignedAttributes(input: SignedAttributesInput): Der {
  const attributes: NewAttribute[] = [
    { oid: oid.CONTENT_TYPE, values: [objectIdentifier(oid.DATA)] },
    { oid: oid.MESSAGE_DIGEST, values: [octetString(input.messageDigest)] },
    { oid: oid.SIGNING_CERTIFICATE_V2, values: [signingCertificateV2(input.certificate, input.digestAlgorithm)] },
  ];
  if (input.commitmentType !== undefined) {
    const value = sequence(objectIdentifier(input.commitmentType));
    attributes.push({ oid: oid.COMMITMENT_TYPE_INDICATION, values: [value] });
  }
  if (input.signaturePolicy !== undefined) {
    attributes.push({ oid: oid.SIGNATURE_POLICY_IDENTIFIER, values: [signaturePolicyId(input.signaturePolicy)] });
  }
  if (input.claimedRoles !== undefined && input.claimedRoles.length > 0) {
    attributes.push({ oid: oid.SIGNER_ATTRIBUTES_V2, values: [signerAttributes(input.claimedRoles)] });
  }
  if (input.signingTime !== undefined) {
    attributes.push({ oid: oid.SIGNING_TIME, values: [timeOf(input.signingTime)] });
  }
  if (input.contentTimestamp !== undefined) {
    attributes.push({ oid: oid.CONTENT_TIMESTAMP, values: [input.contentTimestamp] });
  }
  if (input.revocationArchive !== undefined) {
    attributes.push({ oid: oid.REVOCATION_INFO_ARCHIVAL, values: [input.revocationArchive] });
  }
  return buildAttributes(attributes);
}

/** Attributes as a SET OF in DER order. */
export function buildAttributes(attributes: readonly NewAttribute[]): Der {
  return setOf(...attributes.map(({ oid, values }) => sequence(objectIdentifier(oid), setOf(...values))));
}

/** RFC 5035, section 3. Without issuerSerial, as ETSI EN 319 122-1, clause 5.2.2.3, and clause 6.3 advise. */
function signingCertificateV2(certificate: Uint8Array, digest: DigestName): Der {
  const hash = octetString(digestOf(digest, certificate));
  // SHA-256 is the DEFAULT, which DER leaves out.
  const id = digest === "SHA-256" ? sequence(hash) : sequence(buildDigestAlgorithm(digest), hash);
  return sequence(sequence(id));
}

function signaturePolicyId({ oid: policy, hash, uri }: NewSignaturePolicy): Der {
  const parts = [objectIdentifier(policy), sequence(buildDigestAlgorithm(hash.digest), octetString(hash.value))];
  if (uri !== undefined) {
    const ia5 = octetString(encodeLatin1(uri));
    ia5[0] = IA5_STRING;
    parts.push(sequence(sequence(objectIdentifier(oid.SP_URI), ia5)));
  }
  return sequence(...parts);
}

/** SignerAttributeV2 with claimedAttributes alone: one attribute, title (X.520, 6.4.3), as UTF8String. */
function signerAttributes(roles: readonly string[]): Der {
  const titles = roles.map((role) => {
    const text = octetString(encodeUtf8(role));
    text[0] = UTF8_STRING;
    return text;
  });
  return sequence(explicit(0, sequence(sequence(objectIdentifier(oid.TITLE), setOf(...titles)))));
}

/** RFC 5652, section 11.3: UTCTime through 2049, GeneralizedTime from 2050, whole seconds. */
function timeOf(date: Date): Der {
  const digits = date.toISOString().slice(0, 19).replace(/[-:T]/g, "");
  const isShort = date.getUTCFullYear() < 2050;
  const time = octetString(encodeLatin1(`${isShort ? digits.slice(2) : digits}Z`));
  time[0] = isShort ? UTC_TIME : GENERALIZED_TIME;
  return time;
}
