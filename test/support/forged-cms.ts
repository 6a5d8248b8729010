import { CONTENT_TYPE, DATA, MESSAGE_DIGEST, SIGNED_DATA, SIGNING_CERTIFICATE_V2 } from "../../src/cms/oids.ts";
import {
  context,
  type Der,
  integer,
  nullValue,
  objectIdentifier,
  octetString,
  sequence,
  setOf,
  tlv,
} from "../../src/testing/der.ts";
import type { TestIdentity } from "../../src/testing/test-identity.ts";
import {
  defaultScheme,
  signatureAlgorithm,
  signWith,
  type TestHash,
  type TestScheme,
} from "../../src/testing/test-signature.ts";

/*
 * SignedData (RFC 5652) put together from parts by whoever owns the key, right or wrong. Written with the test
 * authority's DER writer, apart from src/cms.
 */

const HASH_OIDS: Record<TestHash, string> = {
  "SHA-1": "1.3.14.3.2.26",
  "SHA-256": "2.16.840.1.101.3.4.2.1",
  "SHA-384": "2.16.840.1.101.3.4.2.2",
  "SHA-512": "2.16.840.1.101.3.4.2.3",
};

/** What an honest signer would put in; a forger takes from it and changes the rest. */
export interface HonestAttributes {
  readonly contentType: Der;
  readonly messageDigest: Der;
  readonly signingCertificate: Der;
}

/** Signed attributes as a SET OF, or null for none. */
export type AttributesOf = (honest: HonestAttributes) => Der | null;

export interface CmsSpec {
  readonly identity: TestIdentity;
  readonly scheme?: TestScheme;
  /** Of the content, in message-digest and in digestAlgorithm; the scheme's where not given. */
  readonly hash?: TestHash;
  /** Signed attributes, which are signed and written as the SET OF they are given as; null for none. */
  readonly attributes?: AttributesOf;
  /** AlgorithmIdentifiers as written, whatever was signed. */
  readonly digestAlgorithm?: Der;
  readonly digestAlgorithms?: readonly Der[];
  readonly signatureAlgorithm?: Der;
  /** The signature value as written. */
  readonly signature?: (value: Der) => Uint8Array | Promise<Uint8Array>;
  readonly sid?: Der;
  readonly certificates?: readonly Uint8Array[];
  readonly contentType?: string;
  readonly content?: Uint8Array;
  /** The SET OF SignerInfo, made of the honest one. */
  readonly signerInfos?: (one: Der) => readonly Uint8Array[];
  /** Each an encoded Attribute. */
  readonly unsignedAttributes?: readonly Der[];
  /** The SignedData as a ContentInfo; definite lengths by default. */
  readonly frame?: (type: Der, signedData: Der) => Uint8Array;
}

/** A CMS over the bytes that a signature covers. */
export async function forgeCms(covered: Uint8Array, spec: CmsSpec): Promise<Uint8Array> {
  const signerInfo = await forgeSignerInfo(covered, spec);
  const signedData = sequence(
    integer(1),
    setOf(...(spec.digestAlgorithms ?? [digestAlgorithmOf(spec)])),
    sequence(
      objectIdentifier(spec.contentType ?? DATA),
      ...(spec.content === undefined ? [] : [context(0, octetString(spec.content))]),
    ),
    retagged(setOf(...(spec.certificates ?? spec.identity.chain)), 0xa0),
    setOf(...(spec.signerInfos?.(signerInfo) ?? [signerInfo])),
  );
  return (spec.frame ?? definiteFrame)(objectIdentifier(SIGNED_DATA), signedData);
}

/** The SignerInfo alone. */
export async function forgeSignerInfo(covered: Uint8Array, spec: CmsSpec): Promise<Der> {
  const { identity, scheme = defaultScheme(identity.key) } = spec;
  const honest = await honestAttributes(covered, identity, hashOf(spec));
  const attributes =
    spec.attributes === undefined
      ? setOf(honest.contentType, honest.messageDigest, honest.signingCertificate)
      : spec.attributes(honest);
  const signed = await signWith(identity.key, attributes ?? new Uint8Array(covered), scheme);
  const unsigned = spec.unsignedAttributes ?? [];
  return sequence(
    integer(1),
    spec.sid ?? issuerAndSerial(identity),
    digestAlgorithmOf(spec),
    ...(attributes === null ? [] : [retagged(attributes, 0xa0)]),
    spec.signatureAlgorithm ?? signatureAlgorithm(scheme),
    octetString((await spec.signature?.(signed)) ?? signed),
    ...(unsigned.length === 0 ? [] : [retagged(setOf(...unsigned), 0xa1)]),
  );
}

function digestAlgorithmOf(spec: CmsSpec): Der {
  return spec.digestAlgorithm ?? algorithmOf(hashOf(spec));
}

function hashOf({ identity, scheme = defaultScheme(identity.key), hash }: CmsSpec): TestHash {
  return hash ?? (scheme.name === "Ed25519" ? "SHA-512" : scheme.hash);
}

function definiteFrame(type: Der, signedData: Der): Der {
  return sequence(type, context(0, signedData));
}

/** The BER that stream-oriented producers write: indefinite lengths around the SignedData. */
export function indefiniteFrame(type: Der, signedData: Der): Uint8Array {
  return Uint8Array.of(0x30, 0x80, ...type, 0xa0, 0x80, ...signedData, 0, 0, 0, 0);
}

export function attribute(oid: string, ...values: readonly Uint8Array[]): Der {
  return sequence(objectIdentifier(oid), setOf(...values));
}

/** The elements one after another as they are given, under the tag of SET: setOf would sort them. */
export function unsortedSet(...elements: readonly Uint8Array[]): Der {
  return tlv(0x31, ...elements);
}

export function algorithmOf(hash: TestHash): Der {
  return sequence(objectIdentifier(HASH_OIDS[hash]));
}

export function messageDigestAttribute(digest: Uint8Array): Der {
  return attribute(MESSAGE_DIGEST, octetString(digest));
}

/** signing-certificate-v2 (RFC 5035, section 3) that names `certificate`. */
export async function signingCertificateV2(certificate: Uint8Array, hash: TestHash = "SHA-256"): Promise<Der> {
  const digest = octetString(await digestWith(hash, certificate));
  const algorithm = hash === "SHA-256" ? [] : [algorithmOf(hash)];
  return attribute(SIGNING_CERTIFICATE_V2, sequence(sequence(sequence(...algorithm, digest))));
}

/** signing-certificate, the older form with SHA-1 (RFC 2634, section 5.4). */
export async function signingCertificateV1(certificate: Uint8Array): Promise<Der> {
  const digest = octetString(await digestWith("SHA-1", certificate));
  return attribute("1.2.840.113549.1.9.16.2.12", sequence(sequence(sequence(digest))));
}

export function issuerAndSerial({ issuer, serialNumber }: Pick<TestIdentity, "issuer" | "serialNumber">): Der {
  return sequence(issuer, integer(serialNumber));
}

export async function digestWith(hash: TestHash, data: Uint8Array): Promise<Der> {
  return new Uint8Array(await crypto.subtle.digest(hash, new Uint8Array(data)));
}

/** RSASSA-PSS-params (RFC 4055, section 3.1) of any content. */
export function pssAlgorithm(hash: TestHash, mgfHash: TestHash, saltLength: number, trailer?: number): Der {
  const withNull = (one: TestHash) => sequence(objectIdentifier(HASH_OIDS[one]), nullValue());
  return sequence(
    objectIdentifier("1.2.840.113549.1.1.10"),
    sequence(
      context(0, withNull(hash)),
      context(1, sequence(objectIdentifier("1.2.840.113549.1.1.8"), withNull(mgfHash))),
      context(2, integer(saltLength)),
      ...(trailer === undefined ? [] : [context(3, integer(trailer))]),
    ),
  );
}

async function honestAttributes(
  covered: Uint8Array,
  { certificate }: TestIdentity,
  hash: TestHash,
): Promise<HonestAttributes> {
  return {
    contentType: attribute(CONTENT_TYPE, objectIdentifier(DATA)),
    messageDigest: messageDigestAttribute(await digestWith(hash, covered)),
    signingCertificate: await signingCertificateV2(certificate),
  };
}

/** IMPLICIT tagging: another identifier octet before the same length and contents. */
function retagged(element: Der, tag: number): Der {
  const copy = new Uint8Array(element);
  copy[0] = tag;
  return copy;
}
