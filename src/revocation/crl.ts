import { type AlgorithmIdentifier, parseAlgorithmIdentifier } from "../asn1/algorithm-identifier.ts";
import { Asn1Error } from "../asn1/asn1-error.ts";
import { type Asn1Cursor, type Asn1Element, contentsOf, readAsn1 } from "../asn1/cursor.ts";
import * as tag from "../asn1/tags.ts";
import { decodeTime } from "../asn1/time.ts";
import { decodeBitStringOctets, decodeInteger, decodeSmallInteger } from "../asn1/values.ts";
import { equalBytes } from "../bytes/equal.ts";
import { encodeHex } from "../bytes/hex.ts";
import { parseExtension } from "../x509/extensions.ts";
import { type DistinguishedName, parseName } from "../x509/name.ts";
import { CRL_EXTENSION, EXTENSION } from "../x509/oids.ts";
import { type CrlEntry, findCrlEntries } from "./crl-entries.ts";
import { type IssuingDistributionPoint, parseIssuingDistributionPoint } from "./issuing-distribution-point.ts";

/** What RFC 5280 forbids those who issue CRLs, although it leaves no doubt about what they say. */
export type CrlProblem =
  | "version-1"
  | "next-update-missing"
  | "number-missing"
  | "number-critical"
  | "authority-key-missing";

/** A certificate revocation list (RFC 5280, section 5), read but not judged. */
export interface Crl {
  /** The whole CRL, DER, as it stands. */
  readonly raw: Uint8Array;
  /** The TBSCertList, as it stands: what the signature covers. */
  readonly tbs: Uint8Array;
  readonly signatureAlgorithm: AlgorithmIdentifier;
  readonly signature: Uint8Array;
  readonly issuer: DistinguishedName;
  readonly thisUpdate: Date;
  readonly nextUpdate: Date | null;
  readonly number: bigint | null;
  /** For a delta CRL the number of the complete CRL that it starts from (5.2.4); null for a complete one. */
  readonly baseNumber: bigint | null;
  /** The value of authorityKeyIdentifier as it stands: a delta CRL has the same as its base. */
  readonly authorityKeyIdentifier: Uint8Array | null;
  readonly issuingDistributionPoint: IssuingDistributionPoint | null;
  /** Certificates that expired at this time or later stay on the list (ITU-T X.509, 9.5.2.8); null: none does. */
  readonly expiredCertsOnCrl: Date | null;
  /** Critical extensions that nothing here processes: whoever meets one must not use the CRL (5.2). */
  readonly unknownCritical: readonly string[];
  /** What only the strict profile refuses. */
  readonly problems: readonly CrlProblem[];
  /**
   * The entries for this serial number, by contents octets. Reads through all entries, once for each number.
   * @throws Asn1Error where any entry is malformed, or has an extension that forbids using the CRL
   */
  entriesFor(serialNumber: Uint8Array): readonly CrlEntry[];
}

/**
 * Reads a CRL in DER. Its entries are looked at when one is asked for, and never made into objects.
 * @throws Asn1Error where the bytes are not exactly one DER CRL
 */
export function parseCrl(der: Uint8Array): Crl {
  const outer = readAsn1(der);
  if (outer.tag !== tag.SEQUENCE) throw new Asn1Error("CertificateList is not a SEQUENCE");
  const cursor = contentsOf(outer);
  const tbs = cursor.take(tag.SEQUENCE);
  const algorithm = cursor.take(tag.SEQUENCE);
  const signature = decodeBitStringOctets(cursor.take(tag.BIT_STRING));
  cursor.end();
  const { innerAlgorithm, ...fields } = parseTbs(contentsOf(tbs));
  if (!equalBytes(innerAlgorithm, algorithm.raw)) throw new Asn1Error("CRL labelled with two signature algorithms");
  return new ParsedCrl({
    raw: der,
    tbs: tbs.raw,
    signatureAlgorithm: parseAlgorithmIdentifier(algorithm),
    signature,
    ...fields,
  });
}

type Fields = Omit<Crl, "entriesFor"> & {
  readonly isVersion2: boolean;
  /** The contents of revokedCertificates. */
  readonly entries: Uint8Array;
};

function parseTbs(
  cursor: Asn1Cursor,
): Omit<Fields, "raw" | "tbs" | "signatureAlgorithm" | "signature"> & { readonly innerAlgorithm: Uint8Array } {
  const version = cursor.optional(tag.INTEGER);
  // RFC 5280, 5.1.2.1: the only version that is written is 2.
  if (version !== null && decodeSmallInteger(version) !== 1) throw new Asn1Error("CRL of no known version");
  const isVersion2 = version !== null;
  const innerAlgorithm = cursor.take(tag.SEQUENCE).raw;
  const issuer = parseName(cursor.take());
  const thisUpdate = decodeTime(cursor.take());
  const hasNextUpdate = cursor.nextTag === tag.UTC_TIME || cursor.nextTag === tag.GENERALIZED_TIME;
  const nextUpdate = hasNextUpdate ? decodeTime(cursor.take()) : null;
  const entries = cursor.optional(tag.SEQUENCE)?.content ?? NOTHING;
  const wrapper = cursor.optional(tag.contextConstructed(0));
  cursor.end();
  if (wrapper !== null && !isVersion2) throw new Asn1Error("extensions in a CRL of version 1");
  const { isNumberCritical, ...extensions } = parseExtensions(wrapper);
  const problems = [
    ...problemIf(!isVersion2, "version-1"),
    ...problemIf(nextUpdate === null, "next-update-missing"),
    ...problemIf(extensions.number === null, "number-missing"),
    ...problemIf(isNumberCritical, "number-critical"),
    ...problemIf(extensions.authorityKeyIdentifier === null, "authority-key-missing"),
  ];
  return { isVersion2, innerAlgorithm, issuer, thisUpdate, nextUpdate, entries, problems, ...extensions };
}

/** RFC 5280, 5.1.2.1, 5.1.2.5, 5.2.1 and 5.2.3. */
function problemIf(isSo: boolean, problem: CrlProblem): CrlProblem[] {
  return isSo ? [problem] : [];
}

const NOTHING = new Uint8Array(0);

type Extensions = Pick<
  Fields,
  | "number"
  | "baseNumber"
  | "authorityKeyIdentifier"
  | "issuingDistributionPoint"
  | "expiredCertsOnCrl"
  | "unknownCritical"
>;

function parseExtensions(wrapper: Asn1Element | null): Extensions & { readonly isNumberCritical: boolean } {
  const values = new Map<string, Uint8Array>();
  const unknownCritical: string[] = [];
  let isNumberCritical = false;
  if (wrapper !== null) {
    const explicit = contentsOf(wrapper);
    const list = explicit.enter(tag.SEQUENCE);
    explicit.end();
    while (list.more) {
      const { oid, extension } = parseExtension(list);
      if (values.has(oid)) throw new Asn1Error(`CRL extension ${oid} given twice`);
      values.set(oid, extension.value);
      if (extension.critical && !PROCESSED.has(oid)) unknownCritical.push(oid);
      if (oid === CRL_EXTENSION.crlNumber) isNumberCritical = extension.critical;
    }
  }
  const decode = <T>(oid: string, parse: (element: Asn1Element) => T): T | null => {
    const value = values.get(oid);
    return value === undefined ? null : parse(readAsn1(value));
  };
  return {
    number: decode(CRL_EXTENSION.crlNumber, parseCrlNumber),
    baseNumber: decode(CRL_EXTENSION.deltaCrlIndicator, parseCrlNumber),
    authorityKeyIdentifier: values.get(EXTENSION.authorityKeyIdentifier) ?? null,
    issuingDistributionPoint: decode(CRL_EXTENSION.issuingDistributionPoint, parseIssuingDistributionPoint),
    expiredCertsOnCrl: decode(CRL_EXTENSION.expiredCertsOnCrl, parseGeneralizedTime),
    unknownCritical,
    isNumberCritical,
  };
}

/** The critical extensions whose meaning is kept to; the others here are never critical, or only say where more is found. */
const PROCESSED: ReadonlySet<string> = new Set([
  CRL_EXTENSION.crlNumber,
  CRL_EXTENSION.deltaCrlIndicator,
  CRL_EXTENSION.issuingDistributionPoint,
  CRL_EXTENSION.expiredCertsOnCrl,
  EXTENSION.authorityKeyIdentifier,
  EXTENSION.freshestCrl,
  EXTENSION.authorityInfoAccess,
  EXTENSION.issuerAltName,
]);

/** RFC 5280, 5.2.3: at most 20 octets. */
function parseCrlNumber(element: Asn1Element): bigint {
  if (element.tag !== tag.INTEGER || element.content.length > 21) throw new Asn1Error("CRLNumber is no such number");
  return decodeInteger(element);
}

function parseGeneralizedTime(element: Asn1Element): Date {
  if (element.tag !== tag.GENERALIZED_TIME) throw new Asn1Error("ExpiredCertsOnCRL is not a GeneralizedTime");
  return decodeTime(element);
}

class ParsedCrl implements Crl {
  readonly raw: Uint8Array;
  readonly tbs: Uint8Array;
  readonly signatureAlgorithm: AlgorithmIdentifier;
  readonly signature: Uint8Array;
  readonly issuer: DistinguishedName;
  readonly thisUpdate: Date;
  readonly nextUpdate: Date | null;
  readonly number: bigint | null;
  readonly baseNumber: bigint | null;
  readonly authorityKeyIdentifier: Uint8Array | null;
  readonly issuingDistributionPoint: IssuingDistributionPoint | null;
  readonly expiredCertsOnCrl: Date | null;
  readonly unknownCritical: readonly string[];
  readonly problems: readonly CrlProblem[];
  readonly #isVersion2: boolean;
  readonly #entries: Uint8Array;
  /** A file of many signatures asks for the same few numbers. */
  readonly #found = new Map<string, readonly CrlEntry[]>();
  /** Kept, so that a large CRL that cannot be used is not read through again for each certificate. */
  #malformed: Asn1Error | null = null;

  constructor(fields: Fields) {
    this.raw = fields.raw;
    this.tbs = fields.tbs;
    this.signatureAlgorithm = fields.signatureAlgorithm;
    this.signature = fields.signature;
    this.issuer = fields.issuer;
    this.thisUpdate = fields.thisUpdate;
    this.nextUpdate = fields.nextUpdate;
    this.number = fields.number;
    this.baseNumber = fields.baseNumber;
    this.authorityKeyIdentifier = fields.authorityKeyIdentifier;
    this.issuingDistributionPoint = fields.issuingDistributionPoint;
    this.expiredCertsOnCrl = fields.expiredCertsOnCrl;
    this.unknownCritical = fields.unknownCritical;
    this.problems = fields.problems;
    this.#isVersion2 = fields.isVersion2;
    this.#entries = fields.entries;
  }

  entriesFor(serialNumber: Uint8Array): readonly CrlEntry[] {
    if (this.#malformed !== null) throw this.#malformed;
    const key = encodeHex(serialNumber);
    const known = this.#found.get(key);
    if (known !== undefined) return known;
    const isIndirect = this.issuingDistributionPoint?.isIndirect ?? false;
    try {
      const found = findCrlEntries(this.#entries, serialNumber, { isVersion2: this.#isVersion2, isIndirect });
      this.#found.set(key, found);
      return found;
    } catch (thrown) {
      if (thrown instanceof Asn1Error) this.#malformed = thrown;
      throw thrown;
    }
  }
}
