import { Asn1Error } from "../../asn1/asn1-error.ts";
import { readAsn1 } from "../../asn1/cursor.ts";
import { parsePublicKey } from "../../asn1/public-key.ts";
import { buildSignedAttributes, type NewSignaturePolicy } from "../../cms/build-signed-attributes.ts";
import { estimateSignedDataSize } from "../../cms/build-signed-data.ts";
import { SIGNATURE_TIMESTAMP } from "../../cms/oids.ts";
import { DIGESTS, type DigestName } from "../../crypto/algorithms.ts";
import { keyFits } from "../../crypto/key-fits.ts";
import type { SignatureAlgorithm } from "../../crypto/signature-algorithms.ts";
import { PadesError } from "../../errors.ts";
import { MAX_CMS_BYTES } from "../../limits.ts";
import { parseCertificate } from "../../x509/certificate.ts";
import type { PrepareOptions } from "./options.ts";

/** Digests that a new signature may use (ETSI TS 119 312, clause 5.2); SHAKE256 goes with Ed448 only. */
const SIGNING_DIGESTS: ReadonlySet<DigestName> = new Set([
  "SHA-256",
  "SHA-384",
  "SHA-512",
  "SHA3-256",
  "SHA3-384",
  "SHA3-512",
  "SHAKE256",
]);

/** The parts of a signature that are known before there is anything to sign. */
export interface SignerIdentity {
  readonly algorithm: SignatureAlgorithm;
  /** DER: the signer's certificate, then its chain. */
  readonly certificates: readonly [Uint8Array, ...Uint8Array[]];
  readonly commitmentType: string | undefined;
  readonly claimedRoles: readonly string[] | undefined;
  readonly signaturePolicy: NewSignaturePolicy | undefined;
  /** DER of Adobe's attribute with the status of the chain; null for none. */
  readonly revocationArchive: Uint8Array | null;
}

export interface SignerFacts extends SignerIdentity {
  /** Bytes that the CMS takes at most. */
  readonly roomBytes: number;
}

/**
 * @throws PadesError ERR_CERTIFICATE where a certificate is malformed or its key does not go with the algorithm;
 * ERR_UNSUPPORTED_ALGORITHM where new signatures must not use the algorithm; ERR_INVALID_ARGUMENT where the status
 * information makes the signature larger than any may be
 *
 * @param timestampBytes room for the token of a signature timestamp; 0 for none
 */
export function describeSigner(
  {
    signer,
    commitmentType,
    claimedRoles,
    signaturePolicy,
  }: Pick<PrepareOptions, "signer" | "commitmentType" | "claimedRoles" | "signaturePolicy">,
  timestampBytes: number,
  revocationArchive: Uint8Array | null = null,
): SignerFacts {
  const { algorithm, certificate, chain } = signer;
  if (!SIGNING_DIGESTS.has(algorithm.digest) || algorithm.scheme === "DSA") {
    throw new PadesError("ERR_UNSUPPORTED_ALGORITHM", `signer: ${algorithm.name} is not used for new signatures`);
  }
  requireFit(algorithm, certificate);
  for (const [index, issuer] of chain.entries()) readCertificate(issuer, `chain[${index}]`, parseCertificate);
  const claims = { commitmentType, claimedRoles, signaturePolicy };
  const identity = { algorithm, certificates: [certificate, ...chain], ...claims, revocationArchive } as const;
  // As long as the real ones: only the digest's octets differ.
  const signedAttributes = signedAttributesFor(identity, new Uint8Array(DIGESTS[algorithm.digest].bytes));
  const { certificates } = identity;
  const unsignedAttributes =
    timestampBytes === 0 ? [] : [{ oid: SIGNATURE_TIMESTAMP, values: [new Uint8Array(timestampBytes)] }];
  const parts = { signedAttributes, signatureAlgorithm: algorithm, certificates, unsignedAttributes };
  const roomBytes = estimateSignedDataSize(parts);
  if (revocationArchive !== null && roomBytes > MAX_CMS_BYTES) {
    const size = `the status information makes a signature of ${roomBytes} bytes, and ${MAX_CMS_BYTES} are the most`;
    throw new PadesError("ERR_INVALID_ARGUMENT", `revocationAttribute: ${size}`);
  }
  return { ...identity, roomBytes };
}

/** What must be signed, once the document's digest is known: DER. @param signingTime where no PDF says it */
export function signedAttributesFor(
  { algorithm, certificates, commitmentType, claimedRoles, signaturePolicy, revocationArchive }: SignerIdentity,
  messageDigest: Uint8Array,
  signingTime?: Date,
): Uint8Array<ArrayBuffer> {
  return buildSignedAttributes({
    messageDigest,
    digestAlgorithm: algorithm.digest,
    certificate: certificates[0],
    ...(commitmentType === undefined ? {} : { commitmentType }),
    ...(claimedRoles === undefined ? {} : { claimedRoles }),
    ...(signaturePolicy === undefined ? {} : { signaturePolicy }),
    ...(signingTime === undefined ? {} : { signingTime }),
    ...(revocationArchive === null ? {} : { revocationArchive }),
  });
}

function requireFit(algorithm: SignatureAlgorithm, certificate: Uint8Array): void {
  const key = readCertificate(certificate, "certificate", (der) =>
    parsePublicKey(readAsn1(parseCertificate(der).spki)),
  );
  if (keyFits(algorithm, key)) return;
  throw new PadesError("ERR_CERTIFICATE", `signer: a key of kind ${key.name} does not go with ${algorithm.name}`);
}

function readCertificate<T>(der: Uint8Array, name: string, read: (der: Uint8Array) => T): T {
  try {
    return read(der);
  } catch (error) {
    if (!(error instanceof Asn1Error)) throw error;
    throw new PadesError("ERR_CERTIFICATE", `signer: ${name} is malformed: ${error.message}`, { cause: error });
  }
}
