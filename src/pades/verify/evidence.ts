import { encodeHex } from "../../bytes/hex.ts";
import { parsePem } from "../../bytes/pem.ts";
import { decodeLatin1 } from "../../bytes/text.ts";
import { digestOf } from "../../crypto/digest.ts";
import { PadesError } from "../../errors.ts";
import { NO_EVIDENCE, type RevocationEvidence, readEvidence } from "../../revocation/evidence.ts";
import type { Certificate } from "../../x509/certificate.ts";
import { readCertificates } from "./read-certificates.ts";

/**
 * Status information and certificates from elsewhere than the document, each in DER or PEM. Nothing of it is trusted:
 * each piece counts for what its signature is worth. Share one object between verifications, and leave it as it is:
 * it is read once.
 */
export interface EvidenceInput {
  readonly crls?: readonly Uint8Array[];
  readonly ocspResponses?: readonly Uint8Array[];
  readonly certificates?: readonly Uint8Array[];
}

/** Evidence that the caller gave, read. */
export interface GivenEvidence {
  readonly revocation: RevocationEvidence;
  readonly certificates: readonly Certificate[];
  /** "sha256:…" of each piece as it was handed in, sorted. */
  readonly sha256: readonly string[];
}

const NONE: GivenEvidence = { revocation: NO_EVIDENCE, certificates: [], sha256: [] };

const read = new WeakMap<EvidenceInput, GivenEvidence>();

/** @throws PadesError ERR_INVALID_ARGUMENT where it is not made of lists of bytes; what these hold is not judged here */
export function resolveEvidence(input: EvidenceInput | undefined): GivenEvidence {
  if (input === undefined) return NONE;
  if (typeof input !== "object" || input === null) fail("expected an object with crls, ocspResponses, certificates");
  const known = read.get(input);
  if (known !== undefined) return known;
  const crls = piecesOf("crls", input.crls);
  const ocspResponses = piecesOf("ocspResponses", input.ocspResponses);
  const certificates = piecesOf("certificates", input.certificates);
  const given = {
    revocation: readEvidence({
      crls: crls.flatMap((piece) => derOf(piece, "X509 CRL")),
      ocspResponses: ocspResponses.flatMap((piece) => derOf(piece, "OCSP RESPONSE")),
    }),
    certificates: readCertificates(certificates.flatMap((piece) => derOf(piece, "CERTIFICATE"))).certificates,
    sha256: [...crls, ...ocspResponses, ...certificates]
      .map((piece) => `sha256:${encodeHex(digestOf("SHA-256", piece))}`)
      .sort(),
  };
  read.set(input, given);
  return given;
}

function piecesOf(name: string, list: readonly Uint8Array[] = []): readonly Uint8Array[] {
  const isList: boolean = Array.isArray(list);
  if (!isList) fail(`${name}: expected a list of Uint8Array`);
  const index = list.findIndex((piece) => !(piece instanceof Uint8Array));
  if (index >= 0) fail(`${name}[${index}]: expected a Uint8Array`);
  return list;
}

function fail(message: string): never {
  throw new PadesError("ERR_INVALID_ARGUMENT", `options.evidence: ${message}`);
}

/** Values of DER that are evidence are all SEQUENCEs, and no PEM file begins like one. */
function derOf(piece: Uint8Array, label: string): Uint8Array[] {
  if (piece[0] === 0x30) return [piece];
  return parsePem(decodeLatin1(piece))
    .filter((block) => block.label === label)
    .map(({ bytes }) => bytes);
}
