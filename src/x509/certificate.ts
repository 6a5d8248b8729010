import { type AlgorithmIdentifier, parseAlgorithmIdentifier } from "../asn1/algorithm-identifier.ts";
import { Asn1Error } from "../asn1/asn1-error.ts";
import { type Asn1Cursor, type Asn1Element, contentsOf, readAsn1 } from "../asn1/cursor.ts";
import { parsePublicKey } from "../asn1/public-key.ts";
import * as tag from "../asn1/tags.ts";
import { decodeTime } from "../asn1/time.ts";
import { decodeBitString, decodeBitStringOctets, decodeSmallInteger } from "../asn1/values.ts";
import { equalBytes } from "../bytes/equal.ts";
import { encodeHex } from "../bytes/hex.ts";
import { digestOf } from "../crypto/digest.ts";
import type { PublicKey } from "../crypto/public-key.ts";
import { decodeExtensions, type Extension, parseExtension, type StandardExtensions } from "./extensions.ts";
import { type DistinguishedName, parseName } from "./name.ts";

/**
 * What a certificate does that its standard rules out, although it can be read. Some of it no path may contain
 * (path-validation.ts), the rest only the strict profile refuses.
 */
export type CertificateProblem =
  | "version-unknown"
  | "extensions-below-version-3"
  | "unique-identifier-below-version-2"
  | "extension-duplicate"
  | "extensions-empty"
  | "signature-algorithm-mismatch"
  | "serial-number-negative"
  | "serial-number-zero"
  | "serial-number-too-long"
  | "serial-number-not-minimal"
  | "default-value-encoded"
  | "time-form";

/** A certificate (RFC 5280, 4.1), read but not judged. */
export interface Certificate {
  /** The whole certificate, as it stands. */
  readonly raw: Uint8Array;
  /** The TBSCertificate, as it stands: what the signature covers. */
  readonly tbs: Uint8Array;
  /** 1, 2 or 3; anything else is a problem. */
  readonly version: number;
  /** The two's complement octets of the serial number. */
  readonly serialNumber: Uint8Array;
  readonly serialHex: string;
  readonly issuer: DistinguishedName;
  readonly subject: DistinguishedName;
  /** First and last second of the validity period. */
  readonly notBefore: Date;
  readonly notAfter: Date;
  /** The SubjectPublicKeyInfo, as it stands. */
  readonly spki: Uint8Array;
  /** The subject's key, read when first asked for; null where it is malformed. */
  readonly publicKey: PublicKey | null;
  /** The algorithm that the signature is labelled with. */
  readonly signatureAlgorithm: AlgorithmIdentifier;
  readonly signature: Uint8Array;
  /** By OID; of an extension given twice, the first. */
  readonly extensions: ReadonlyMap<string, Extension>;
  /** The extensions that this library knows, decoded when first asked for. */
  readonly standardExtensions: StandardExtensions;
  readonly problems: readonly CertificateProblem[];
  /** SHA-256 of the certificate, lower-case hex. */
  readonly sha256: string;
  /** Whether issuer and subject are the same name (RFC 5280, 6.1), whoever signed. */
  readonly isSelfIssued: boolean;
}

interface CertificateFields {
  readonly version: number;
  readonly serialNumber: Uint8Array;
  readonly innerAlgorithm: Asn1Element;
  readonly issuer: DistinguishedName;
  readonly notBefore: Date;
  readonly notAfter: Date;
  readonly subject: DistinguishedName;
  readonly spki: Uint8Array;
  readonly extensions: ReadonlyMap<string, Extension>;
}

/**
 * Reads a DER certificate. Values of extensions are read when asked for.
 * @throws Asn1Error where the bytes are not exactly one DER certificate
 */
export function parseCertificate(der: Uint8Array): Certificate {
  const outer = readAsn1(der);
  if (outer.tag !== tag.SEQUENCE) throw new Asn1Error("Certificate is not a SEQUENCE");
  const cursor = contentsOf(outer);
  const tbs = cursor.take(tag.SEQUENCE);
  const algorithm = cursor.take(tag.SEQUENCE);
  const signature = decodeBitStringOctets(cursor.take(tag.BIT_STRING));
  cursor.end();

  const problems = new Set<CertificateProblem>();
  const fields = parseTbs(contentsOf(tbs), problems);
  if (!equalBytes(fields.innerAlgorithm.raw, algorithm.raw)) problems.add("signature-algorithm-mismatch");
  return new ParsedCertificate(der, tbs.raw, fields, parseAlgorithmIdentifier(algorithm), signature, [...problems]);
}

function parseTbs(cursor: Asn1Cursor, problems: Set<CertificateProblem>): CertificateFields {
  const version = parseVersion(cursor.optional(tag.contextConstructed(0)), problems);
  const serialNumber = parseSerialNumber(cursor.take(tag.INTEGER), problems);
  const innerAlgorithm = cursor.take(tag.SEQUENCE);
  const issuer = parseName(cursor.take());
  const validity = cursor.enter(tag.SEQUENCE);
  const notBefore = parseTime(validity.take(), problems);
  const notAfter = parseTime(validity.take(), problems);
  validity.end();
  const subject = parseName(cursor.take());
  const spki = cursor.take(tag.SEQUENCE).raw;
  for (const uniqueId of [cursor.optional(tag.contextPrimitive(1)), cursor.optional(tag.contextPrimitive(2))]) {
    if (uniqueId === null) continue;
    decodeBitString(uniqueId);
    if (version < 2) problems.add("unique-identifier-below-version-2");
  }
  const list = cursor.optional(tag.contextConstructed(3));
  if (list !== null && version < 3) problems.add("extensions-below-version-3");
  const extensions = list === null ? new Map<string, Extension>() : parseExtensions(contentsOf(list), problems);
  cursor.end();
  return { version, serialNumber, innerAlgorithm, issuer, notBefore, notAfter, subject, spki, extensions };
}

/** [0] EXPLICIT INTEGER DEFAULT v1, counted from zero. */
function parseVersion(field: Asn1Element | null, problems: Set<CertificateProblem>): number {
  if (field === null) return 1;
  const cursor = contentsOf(field);
  const version = decodeSmallInteger(cursor.take(tag.INTEGER)) + 1;
  cursor.end();
  if (version === 1) problems.add("default-value-encoded");
  if (version < 1 || version > 3) problems.add("version-unknown");
  return version;
}

/**
 * RFC 5280, 4.1.2.2: positive, and at most 20 octets. Read even where it has octets too many (X.690, 8.3.2): CAs
 * have issued such numbers, and status answers then quote them as they stand.
 */
function parseSerialNumber(element: Asn1Element, problems: Set<CertificateProblem>): Uint8Array {
  const octets = element.content;
  const [first, second] = octets;
  if (first === undefined) throw new Asn1Error("serial number without contents");
  if (second !== undefined && (first === 0x00 ? second < 0x80 : first === 0xff && second >= 0x80)) {
    problems.add("serial-number-not-minimal");
  }
  if (first >= 0x80) problems.add("serial-number-negative");
  if (octets.every((octet) => octet === 0)) problems.add("serial-number-zero");
  if (octets.length > 20) problems.add("serial-number-too-long");
  return octets;
}

/** RFC 5280, 4.1.2.5: UTCTime through 2049, GeneralizedTime from 2050 on, whole seconds. */
function parseTime(element: Asn1Element, problems: Set<CertificateProblem>): Date {
  const time = decodeTime(element);
  const isProfiled = (element.tag === tag.UTC_TIME) === time.getUTCFullYear() < 2050 && time.getUTCMilliseconds() === 0;
  if (!isProfiled) problems.add("time-form");
  return time;
}

function parseExtensions(wrapper: Asn1Cursor, problems: Set<CertificateProblem>): ReadonlyMap<string, Extension> {
  const list = wrapper.enter(tag.SEQUENCE);
  wrapper.end();
  if (!list.more) problems.add("extensions-empty");
  const extensions = new Map<string, Extension>();
  while (list.more) {
    const { oid, extension, defaultEncoded } = parseExtension(list);
    if (defaultEncoded) problems.add("default-value-encoded");
    if (extensions.has(oid)) problems.add("extension-duplicate");
    else extensions.set(oid, extension);
  }
  return extensions;
}

class ParsedCertificate implements Certificate {
  readonly raw: Uint8Array;
  readonly tbs: Uint8Array;
  readonly version: number;
  readonly serialNumber: Uint8Array;
  readonly issuer: DistinguishedName;
  readonly subject: DistinguishedName;
  readonly spki: Uint8Array;
  readonly signatureAlgorithm: AlgorithmIdentifier;
  readonly signature: Uint8Array;
  readonly extensions: ReadonlyMap<string, Extension>;
  readonly problems: readonly CertificateProblem[];
  readonly #notBeforeMs: number;
  readonly #notAfterMs: number;
  #standardExtensions: StandardExtensions | null = null;
  #publicKey: PublicKey | null | undefined = undefined;
  #sha256: string | null = null;
  #isSelfIssued: boolean | null = null;

  constructor(
    raw: Uint8Array,
    tbs: Uint8Array,
    fields: CertificateFields,
    signatureAlgorithm: AlgorithmIdentifier,
    signature: Uint8Array,
    problems: readonly CertificateProblem[],
  ) {
    this.raw = raw;
    this.tbs = tbs;
    this.version = fields.version;
    this.serialNumber = fields.serialNumber;
    this.issuer = fields.issuer;
    this.subject = fields.subject;
    this.#notBeforeMs = fields.notBefore.getTime();
    this.#notAfterMs = fields.notAfter.getTime();
    this.spki = fields.spki;
    this.extensions = fields.extensions;
    this.signatureAlgorithm = signatureAlgorithm;
    this.signature = signature;
    this.problems = problems;
  }

  /** A new object each time: they go into results, whose holders may change them. */
  get notBefore(): Date {
    return new Date(this.#notBeforeMs);
  }

  get notAfter(): Date {
    return new Date(this.#notAfterMs);
  }

  get serialHex(): string {
    return encodeHex(this.serialNumber);
  }

  get standardExtensions(): StandardExtensions {
    this.#standardExtensions ??= decodeExtensions(this.extensions);
    return this.#standardExtensions;
  }

  get publicKey(): PublicKey | null {
    if (this.#publicKey === undefined) this.#publicKey = readPublicKey(this.spki);
    return this.#publicKey;
  }

  get sha256(): string {
    this.#sha256 ??= encodeHex(digestOf("SHA-256", this.raw));
    return this.#sha256;
  }

  get isSelfIssued(): boolean {
    this.#isSelfIssued ??= this.issuer.equals(this.subject);
    return this.#isSelfIssued;
  }
}

function readPublicKey(spki: Uint8Array): PublicKey | null {
  try {
    return parsePublicKey(readAsn1(spki));
  } catch (thrown) {
    if (thrown instanceof Asn1Error) return null;
    throw thrown;
  }
}
