import { Asn1Cursor } from "../asn1/cursor.ts";
import { BIT_STRING, contextConstructed, INTEGER, SEQUENCE } from "../asn1/tags.ts";
import { decodeBitStringOctets, integerOctets } from "../asn1/values.ts";
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
  /** What certificates issued by it name in authorityKeyIdentifier: SHA-1 of its public key (RFC 5280, 4.2.1.2). */
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
  const keyIdentifier = await keyIdentifierOf(key.spki);
  return { certificate, chain, key, ...readNames(certificate), keyIdentifier, publication };
}

/** Method (1) of RFC 5280, 4.2.1.2: SHA-1 of the contents of the public key's BIT STRING. */
export async function keyIdentifierOf(spki: Uint8Array): Promise<Uint8Array> {
  const info = new Asn1Cursor(spki).enter(SEQUENCE);
  info.take(SEQUENCE);
  const publicKey = new Uint8Array(decodeBitStringOctets(info.take(BIT_STRING)));
  return new Uint8Array(await crypto.subtle.digest("SHA-1", publicKey));
}

function readNames(certificate: Uint8Array): Pick<TestIdentity, "subject" | "issuer" | "serialNumber"> {
  const tbs = new Asn1Cursor(certificate).enter(SEQUENCE).enter(SEQUENCE);
  tbs.optional(contextConstructed(0));
  const serialNumber = integerOctets(tbs.take(INTEGER));
  tbs.take(SEQUENCE);
  const issuer = tbs.take(SEQUENCE).raw;
  tbs.take(SEQUENCE);
  const subject = tbs.take(SEQUENCE).raw;
  return { subject, issuer, serialNumber };
}
