import {
  type Der,
  explicit,
  implicit,
  integerOf,
  objectIdentifier,
  octetString,
  sequence,
  setOf,
  smallInteger,
} from "../asn1/build.ts";
import { buildDigestAlgorithm, buildSignatureAlgorithm } from "../asn1/build-algorithms.ts";
import { readAsn1 } from "../asn1/cursor.ts";
import { parsePublicKey } from "../asn1/public-key.ts";
import { equalBytes } from "../bytes/equal.ts";
import { CURVES, EDWARDS_CURVES } from "../crypto/algorithms.ts";
import type { PublicKey } from "../crypto/public-key.ts";
import type { SignatureAlgorithm } from "../crypto/signature-algorithms.ts";
import { PadesError } from "../errors.ts";
import { parseCertificate } from "../x509/certificate.ts";
import { buildAttributes, type NewAttribute } from "./build-signed-attributes.ts";
import { DATA, SIGNED_DATA } from "./oids.ts";

export interface SignedDataInput {
  /** What `buildSignedAttributes` made: a SET OF in DER. */
  readonly signedAttributes: Uint8Array;
  /** Over `signedAttributes`; for ECDSA an Ecdsa-Sig-Value in DER. */
  readonly signatureValue: Uint8Array;
  /** Its `digest` is the SignerInfo's digestAlgorithm. */
  readonly signatureAlgorithm: SignatureAlgorithm;
  /** The signer's certificate first, then its whole chain; DER each. */
  readonly certificates: readonly Uint8Array[];
  readonly unsignedAttributes?: readonly NewAttribute[];
}

/**
 * The ContentInfo of a detached signature by one signer (RFC 5652; ETSI EN 319 142-1, clause 6.3), in DER. A pure
 * function: the same input gives the same octets.
 *
 * @throws PadesError ERR_INVALID_ARGUMENT where no certificate is given; ERR_UNSUPPORTED_ALGORITHM
 * @throws Asn1Error where the signer's certificate is malformed
 */
export function buildSignedData(input: SignedDataInput): Der {
  const [signer] = input.certificates;
  if (signer === undefined) throw noCertificate();
  const digestAlgorithm = buildDigestAlgorithm(input.signatureAlgorithm.digest);
  const signedData = sequence(
    smallInteger(1),
    setOf(digestAlgorithm),
    sequence(objectIdentifier(DATA)),
    // A set: who signed is said by the SignerInfo, not by the order.
    implicit(0, setOf(...distinct(input.certificates))),
    setOf(buildSignerInfo(input, signer, digestAlgorithm)),
  );
  return sequence(objectIdentifier(SIGNED_DATA), explicit(0, signedData));
}

/**
 * How many octets `buildSignedData` returns at most, once the signature value is there.
 *
 * @throws as buildSignedData does
 */
export function estimateSignedDataSize(input: Omit<SignedDataInput, "signatureValue">): number {
  const [signer] = input.certificates;
  if (signer === undefined) throw noCertificate();
  const publicKey = parsePublicKey(readAsn1(parseCertificate(signer).spki));
  return buildSignedData({ ...input, signatureValue: new Uint8Array(maxSignatureBytes(publicKey)) }).length;
}

/** The longest signature value of a key, as a CMS holds it. */
function maxSignatureBytes(key: PublicKey): number {
  switch (key.kind) {
    case "RSA":
    case "RSA-PSS":
      return key.modulus.length;
    case "EC":
      // A SEQUENCE, its length in up to two octets, of two INTEGERs with a sign octet each.
      return 3 + 2 * (2 + 1 + CURVES[key.curve].bytes);
    case "Ed25519":
    case "Ed448":
      return EDWARDS_CURVES[key.kind].signatureBytes;
    default:
      throw new PadesError("ERR_UNSUPPORTED_ALGORITHM", `signing with a key of kind ${key.name} is not supported`);
  }
}

function noCertificate(): PadesError {
  return new PadesError("ERR_INVALID_ARGUMENT", "certificates: expected the signer's first, found none");
}

/** RFC 5652, section 5.3; version 1 goes with issuerAndSerialNumber. */
function buildSignerInfo(input: SignedDataInput, signer: Uint8Array, digestAlgorithm: Uint8Array): Der {
  const { issuer, serialNumber } = parseCertificate(signer);
  const { unsignedAttributes = [] } = input;
  return sequence(
    smallInteger(1),
    sequence(issuer.raw, integerOf(serialNumber)),
    digestAlgorithm,
    implicit(0, input.signedAttributes),
    buildSignatureAlgorithm(input.signatureAlgorithm),
    octetString(input.signatureValue),
    ...(unsignedAttributes.length === 0 ? [] : [implicit(1, buildAttributes(unsignedAttributes))]),
  );
}

function distinct(certificates: readonly Uint8Array[]): Uint8Array[] {
  return certificates.filter((one, index) => !certificates.slice(0, index).some((earlier) => equalBytes(one, earlier)));
}
