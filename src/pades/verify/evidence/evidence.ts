import { parsePem } from "../../../bytes/pem.ts";
import { decodeLatin1 } from "../../../bytes/text.ts";
import { PadesError } from "../../../errors.ts";
import { NO_EVIDENCE, type RevocationEvidence, readEvidence } from "../../../revocation/evidence.ts";
import type { Certificate } from "../../../x509/certificate.ts";
import { readCertificates } from "../../../x509/read-certificates.ts";
import { inOrder, nameOfPiece } from "./piece-name.ts";

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
  /** DER of each, by kind: each once, in the order of their names. */
  readonly pieces: { readonly [K in keyof EvidenceInput]-?: readonly Uint8Array[] };
  /** "sha256:…" of the DER of each piece, sorted. */
  readonly sha256: readonly string[];
}

const NONE: GivenEvidence = {
  revocation: NO_EVIDENCE,
  certificates: [],
  pieces: { crls: [], ocspResponses: [], certificates: [] },
  sha256: [],
};

const read = new WeakMap<EvidenceInput, GivenEvidence>();

/** @throws PadesError ERR_INVALID_ARGUMENT where it is not made of lists of bytes; what these hold is not judged here */
export function resolveEvidence(input: EvidenceInput | undefined): GivenEvidence {
  if (input === undefined) return NONE;
  if (typeof input !== "object" || input === null) fail("expected an object with crls, ocspResponses, certificates");
  const known = read.get(input);
  if (known !== undefined) return known;
  // In one order, so that a verdict does not depend on the one in which evidence is handed in: it may come from a store.
  const crls = inOrder(piecesOf("crls", input.crls).flatMap((piece) => derOf(piece, "X509 CRL")));
  const responses = piecesOf("ocspResponses", input.ocspResponses);
  const ocspResponses = inOrder(responses.flatMap((piece) => derOf(piece, "OCSP RESPONSE")));
  const given = piecesOf("certificates", input.certificates);
  const certificates = inOrder(given.flatMap((piece) => derOf(piece, "CERTIFICATE")));
  const evidence = {
    revocation: readEvidence({ crls, ocspResponses }),
    certificates: readCertificates(certificates).certificates,
    pieces: { crls, ocspResponses, certificates },
    sha256: [...crls, ...ocspResponses, ...certificates].map(nameOfPiece).sort(),
  };
  read.set(input, evidence);
  return evidence;
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
