import { Asn1Cursor, type Asn1Element, contentsOf } from "../asn1/cursor.ts";
import {
  BIT_STRING,
  BOOLEAN,
  contextConstructed,
  INTEGER,
  OBJECT_IDENTIFIER,
  OCTET_STRING,
  SEQUENCE,
} from "../asn1/tags.ts";
import { decodeBitStringOctets, decodeOid, integerOctets } from "../asn1/values.ts";
import type { Der } from "./der.ts";
import { openTestKey, type TestKey } from "./test-key.ts";

/** Where an authority's certificate, status service and CRL would be found; put into what it issues. */
export interface PublicationUrls {
  readonly caIssuers?: string;
  readonly ocsp?: string;
  readonly crl?: string;
}

/** A certificate with its private key: a signer, a service or an authority. */
export interface TestIdentity {
  readonly certificate: Der;
  /** This certificate, then its issuer's, up to and including the root. */
  readonly chain: readonly Der[];
  readonly key: TestKey;
  /** The subject, as encoded in the certificate. */
  readonly subject: Uint8Array;
  /** The issuer, as encoded in the certificate. */
  readonly issuer: Uint8Array;
  /** Magnitude, most significant octet first. */
  readonly serialNumber: Uint8Array;
  /** subjectKeyIdentifier, which certificates issued by it name in authorityKeyIdentifier. */
  readonly keyIdentifier: Uint8Array;
  readonly publication: PublicationUrls;
}

/**
 * The identity of stored material.
 *
 * @param chain certificates as DER, the identity's own first, then its issuer's, up to and including the root
 * @param pkcs8 its private key, DER, in the clear
 */
export async function openTestIdentity(
  chain: readonly Der[],
  pkcs8: Der,
  publication: PublicationUrls = {},
): Promise<TestIdentity> {
  return identityOf(chain, await openTestKey(pkcs8), publication);
}

/** As openTestIdentity, with a key that is already open. */
export async function identityOf(
  chain: readonly Der[],
  key: TestKey,
  publication: PublicationUrls,
): Promise<TestIdentity> {
  const [certificate] = chain;
  if (certificate === undefined) throw new RangeError("an identity needs a certificate");
  const { keyIdentifier, ...names } = readCertificate(certificate);
  return {
    certificate,
    chain,
    key,
    ...names,
    keyIdentifier: keyIdentifier ?? (await keyIdentifierOf(key.spki)),
    publication,
  };
}

/** Method (1) of RFC 5280, 4.2.1.2: SHA-1 of the contents of the public key's BIT STRING. */
export async function keyIdentifierOf(spki: Uint8Array): Promise<Uint8Array> {
  return new Uint8Array(await crypto.subtle.digest("SHA-1", publicKeyOf(spki)));
}

/** Contents of the public key's BIT STRING in a SubjectPublicKeyInfo. */
export function publicKeyOf(spki: Uint8Array): Der {
  const info = new Asn1Cursor(spki).enter(SEQUENCE);
  info.take(SEQUENCE);
  return new Uint8Array(decodeBitStringOctets(info.take(BIT_STRING)));
}

interface CertificateParts {
  readonly subject: Uint8Array;
  readonly issuer: Uint8Array;
  readonly serialNumber: Uint8Array;
  readonly keyIdentifier: Uint8Array | null;
}

/** TBSCertificate (RFC 5280, 4.1), as far as issuing needs it. */
function readCertificate(certificate: Uint8Array): CertificateParts {
  const tbs = new Asn1Cursor(certificate).enter(SEQUENCE).enter(SEQUENCE);
  tbs.optional(contextConstructed(0));
  const serialNumber = integerOctets(tbs.take(INTEGER));
  tbs.take(SEQUENCE);
  const issuer = tbs.take(SEQUENCE).raw;
  tbs.take(SEQUENCE);
  const subject = tbs.take(SEQUENCE).raw;
  tbs.take(SEQUENCE);
  const extensions = tbs.optional(contextConstructed(3));
  return { subject, issuer, serialNumber, keyIdentifier: extensions && readKeyIdentifier(extensions) };
}

function readKeyIdentifier(explicit: Asn1Element): Uint8Array | null {
  const extensions = contentsOf(explicit).enter(SEQUENCE);
  while (extensions.more) {
    const extension = extensions.enter(SEQUENCE);
    const oid = decodeOid(extension.take(OBJECT_IDENTIFIER));
    extension.optional(BOOLEAN);
    const value = extension.take(OCTET_STRING).content;
    if (oid === "2.5.29.14") return new Asn1Cursor(value).take(OCTET_STRING).content;
  }
  return null;
}
