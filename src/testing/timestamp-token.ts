import {
  boolean,
  context,
  type Der,
  generalizedTime,
  integer,
  nullValue,
  objectIdentifier,
  octetString,
  sequence,
  setOf,
  tlv,
} from "./der.ts";
import type { TestIdentity } from "./test-identity.ts";
import { defaultScheme, signatureAlgorithm, signWith, type TestHash, type TestScheme } from "./test-signature.ts";

export interface TimestampTokenFields {
  /** What was hashed: the octets of the imprint and the OID of what made them. */
  readonly imprint: { readonly algorithm: string; readonly digest: Uint8Array };
  readonly genTime: Date;
  /** Dotted OID; one of our own by default. */
  readonly policy?: string;
  /** Magnitude, most significant octet first. */
  readonly serialNumber: Uint8Array;
  /** Contents octets of the nonce. */
  readonly nonce?: Uint8Array;
  readonly accuracySeconds?: number;
  readonly ordering?: boolean;
  /** Of the TSTInfo, encoded Extensions. */
  readonly extensions?: readonly Uint8Array[];
  /** Certificates in the token; the authority's and its chain without the root by default. */
  readonly certificates?: readonly Uint8Array[];
  /** The attribute that names the authority's certificate: RFC 5816 (v2, the default), RFC 2634 (v1), or none. */
  readonly ess?: "v1" | "v2" | "none";
  /** The certificate that the attribute names, in place of the authority's. */
  readonly essCertificate?: Uint8Array;
  readonly scheme?: TestScheme;
}

const TEST_POLICY = "1.3.6.1.4.1.99999.1";
const HASHES: Record<TestHash, string> = {
  "SHA-1": "1.3.14.3.2.26",
  "SHA-256": "2.16.840.1.101.3.4.2.1",
  "SHA-384": "2.16.840.1.101.3.4.2.2",
  "SHA-512": "2.16.840.1.101.3.4.2.3",
};

/** A timestamp token (RFC 3161, 2.4.2) signed by `authority`, exactly as asked: nothing is checked. */
export async function issueTimestampToken(authority: TestIdentity, fields: TimestampTokenFields): Promise<Der> {
  const tstInfo = encodeTstInfo(fields);
  const scheme = fields.scheme ?? defaultScheme(authority.key);
  // RFC 8419: Ed25519 goes with SHA-512.
  const hash = scheme.name === "Ed25519" ? "SHA-512" : scheme.hash;
  const signedAttributes = setOf(
    attribute("1.2.840.113549.1.9.3", objectIdentifier(TST_INFO)),
    attribute("1.2.840.113549.1.9.4", octetString(await digest(hash, tstInfo))),
    ...(await signingCertificate(fields, authority.certificate)),
  );
  const signerInfo = sequence(
    integer(1),
    sequence(authority.issuer, integer(authority.serialNumber)),
    algorithm(HASHES[hash]),
    context(0, signedAttributes.subarray(headerLength(signedAttributes))),
    signatureAlgorithm(scheme),
    octetString(await signWith(authority.key, signedAttributes, scheme)),
  );
  const { certificates = authority.chain.length > 1 ? authority.chain.slice(0, -1) : authority.chain } = fields;
  const signedData = sequence(
    integer(3),
    setOf(algorithm(HASHES[hash])),
    sequence(objectIdentifier(TST_INFO), context(0, octetString(tstInfo))),
    ...(certificates.length === 0 ? [] : [context(0, ...certificates)]),
    setOf(signerInfo),
  );
  return sequence(objectIdentifier("1.2.840.113549.1.7.2"), context(0, signedData));
}

const TST_INFO = "1.2.840.113549.1.9.16.1.4";

function encodeTstInfo(fields: TimestampTokenFields): Der {
  const { imprint, accuracySeconds, nonce, extensions = [] } = fields;
  return sequence(
    integer(1),
    objectIdentifier(fields.policy ?? TEST_POLICY),
    sequence(algorithm(imprint.algorithm), octetString(imprint.digest)),
    integer(fields.serialNumber),
    generalizedTime(fields.genTime),
    ...(accuracySeconds === undefined ? [] : [sequence(integer(accuracySeconds))]),
    ...(fields.ordering === true ? [boolean(true)] : []),
    ...(nonce === undefined ? [] : [tlv(0x02, nonce)]),
    ...(extensions.length === 0 ? [] : [context(1, ...extensions)]),
  );
}

async function signingCertificate(fields: TimestampTokenFields, own: Uint8Array): Promise<Der[]> {
  const certificate = fields.essCertificate ?? own;
  switch (fields.ess ?? "v2") {
    case "none":
      return [];
    case "v1": {
      const id = sequence(octetString(await digest("SHA-1", certificate)));
      return [attribute("1.2.840.113549.1.9.16.2.12", sequence(sequence(id)))];
    }
    case "v2": {
      const id = sequence(octetString(await digest("SHA-256", certificate)));
      return [attribute("1.2.840.113549.1.9.16.2.47", sequence(sequence(id)))];
    }
  }
}

export interface TimestampReplyFields {
  /** PKIStatus; 0 is granted. */
  readonly status: number;
  /** Bits of PKIFailureInfo. */
  readonly failures?: readonly number[];
  readonly token?: Uint8Array;
}

/** TimeStampResp (RFC 3161, 2.4.2). */
export function encodeTimestampReply({ status, failures = [], token }: TimestampReplyFields): Der {
  const bits = new Uint8Array(4);
  for (const bit of failures) bits[bit >> 3] = (bits[bit >> 3] ?? 0) | (0x80 >> (bit & 7));
  const info = sequence(integer(status), ...(failures.length === 0 ? [] : [tlv(0x03, Uint8Array.of(0), bits)]));
  return sequence(info, ...(token === undefined ? [] : [token]));
}

function attribute(oid: string, value: Uint8Array): Der {
  return sequence(objectIdentifier(oid), setOf(value));
}

function algorithm(oid: string): Der {
  return sequence(objectIdentifier(oid), nullValue());
}

async function digest(hash: TestHash, bytes: Uint8Array): Promise<Der> {
  return new Uint8Array(await crypto.subtle.digest(hash, new Uint8Array(bytes)));
}

/** Identifier and length octets of a value. */
function headerLength(value: Uint8Array): number {
  const first = value[1] ?? 0;
  return first < 0x80 ? 2 : 2 + (first & 0x7f);
}
