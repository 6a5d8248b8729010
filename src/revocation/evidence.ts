import { Asn1Error } from "../asn1/asn1-error.ts";
import { equalBytes } from "../bytes/equal.ts";
import { encodeHex } from "../bytes/hex.ts";
import { perObject } from "../bytes/per-object.ts";
import { MAX_REVOCATION_EVIDENCE } from "../limits.ts";
import type { DistinguishedName } from "../x509/name.ts";
import { type Crl, parseCrl } from "./crl.ts";
import { signOctets } from "./crl-entries.ts";
import { type OcspResponse, parseOcspResponse } from "./ocsp-response.ts";

/**
 * CRLs and OCSP responses from one place or several, found by whom they may be about. Where they came from makes no
 * difference: each counts for what its signature is worth.
 */
export class RevocationEvidence {
  readonly crls: readonly Crl[];
  readonly ocspResponses: readonly OcspResponse[];
  readonly #crlsByIssuer = new Map<string, Crl[]>();
  readonly #responsesBySerial = new Map<string, OcspResponse[]>();

  constructor(crls: readonly Crl[], ocspResponses: readonly OcspResponse[]) {
    this.crls = withoutDuplicates(crls);
    this.ocspResponses = withoutDuplicates(ocspResponses);
    for (const crl of this.crls) append(this.#crlsByIssuer, crl.issuer.comparisonKey, crl);
    for (const response of this.ocspResponses) {
      const serials = new Set(response.answers.map(({ certificateId }) => serialKey(certificateId.serialNumber)));
      for (const serial of serials) append(this.#responsesBySerial, serial, response);
    }
  }

  /** CRLs of this name: whether whoever bears it may speak about a certificate is judged elsewhere. */
  crlsOf(issuer: DistinguishedName): readonly Crl[] {
    return this.#crlsByIssuer.get(issuer.comparisonKey) ?? [];
  }

  /** Responses with an answer for this serial number, of whatever issuer. */
  responsesFor(serialNumber: Uint8Array): readonly OcspResponse[] {
    return this.#responsesBySerial.get(serialKey(serialNumber)) ?? [];
  }

  /** This evidence and more. */
  with(more: RevocationEvidence): RevocationEvidence {
    if (more.crls.length === 0 && more.ocspResponses.length === 0) return this;
    if (this.crls.length === 0 && this.ocspResponses.length === 0) return more;
    return new RevocationEvidence([...this.crls, ...more.crls], [...this.ocspResponses, ...more.ocspResponses]);
  }
}

export const NO_EVIDENCE = new RevocationEvidence([], []);

/** DER of each piece. */
interface EncodedEvidence {
  readonly crls: readonly Uint8Array[];
  readonly ocspResponses: readonly Uint8Array[];
}

/**
 * Reads evidence in DER. What cannot be read is passed over, and so is what a responder refused to answer: neither
 * says anything about a certificate. Beyond MAX_REVOCATION_EVIDENCE of a kind nothing is read.
 */
export function readEvidence(pieces: EncodedEvidence): RevocationEvidence {
  return evidenceOf(pieces, readCrl, readResponse);
}

/**
 * The same of octets that are the document's own, whose objects are made anew whenever it is opened: each is read once,
 * although asked for by every signature and timestamp that it may serve. Not for what a caller handed in and may change.
 */
export function readOwnEvidence(pieces: EncodedEvidence): RevocationEvidence {
  return evidenceOf(pieces, readOwnCrl, readOwnResponse);
}

function evidenceOf(
  pieces: EncodedEvidence,
  crl: (der: Uint8Array) => readonly Crl[],
  response: (der: Uint8Array) => readonly OcspResponse[],
): RevocationEvidence {
  const crls = pieces.crls.slice(0, MAX_REVOCATION_EVIDENCE).flatMap(crl);
  const responses = pieces.ocspResponses.slice(0, MAX_REVOCATION_EVIDENCE).flatMap(response);
  return crls.length + responses.length === 0 ? NO_EVIDENCE : new RevocationEvidence(crls, responses);
}

function readCrl(der: Uint8Array): readonly Crl[] {
  return orNothing(() => parseCrl(der));
}

function readResponse(der: Uint8Array): readonly OcspResponse[] {
  return orNothing(() => parseOcspResponse(der)).flatMap((reading) =>
    reading.status === "successful" ? [reading.response] : [],
  );
}

const readOwnCrl = perObject(readCrl);
const readOwnResponse = perObject(readResponse);

function orNothing<T>(parse: () => T): T[] {
  try {
    return [parse()];
  } catch (thrown) {
    if (thrown instanceof Asn1Error) return [];
    throw thrown;
  }
}

/** Files often hold the same CRL several times: in each signature, and in the security store. */
function withoutDuplicates<T extends { readonly raw: Uint8Array; readonly signature: Uint8Array }>(
  pieces: readonly T[],
): readonly T[] {
  if (pieces.length < 2) return pieces;
  const bySignature = new Map<string, T[]>();
  return pieces.filter((piece) => {
    const key = encodeHex(piece.signature.subarray(0, 64));
    if (bySignature.get(key)?.some(({ raw }) => equalBytes(raw, piece.raw)) === true) return false;
    append(bySignature, key, piece);
    return true;
  });
}

/** Equal for equal numbers, however many sign octets they are written with. */
export function serialKey(octets: Uint8Array): string {
  return encodeHex(octets.subarray(signOctets(octets, 0, octets.length)));
}

function append<T>(index: Map<string, T[]>, key: string, item: T): void {
  const group = index.get(key);
  if (group === undefined) index.set(key, [item]);
  else group.push(item);
}
