import { Asn1Error } from "../asn1/asn1-error.ts";
import { type Asn1Cursor, type Asn1Element, contentsOf, readAsn1 } from "../asn1/cursor.ts";
import * as tag from "../asn1/tags.ts";
import { decodeBoolean, decodeOid, integerOctets } from "../asn1/values.ts";
import { type DistributionPoint, parseDistributionPoints } from "./distribution-points.ts";
import { type GeneralName, parseGeneralName, parseGeneralNames } from "./general-name.ts";
import { type KeyUsage, parseKeyUsage } from "./key-usage.ts";
import { type NameConstraints, parseNameConstraints } from "./name-constraints-extension.ts";
import { EXTENSION } from "./oids.ts";
import {
  decodeCount,
  type PolicyConstraints,
  type PolicyMapping,
  parseCertificatePolicies,
  parseInhibitAnyPolicy,
  parsePolicyConstraints,
  parsePolicyMappings,
} from "./policy-extensions.ts";

/** One extension as it stands (RFC 5280, 4.1.2.9). */
export interface Extension {
  readonly critical: boolean;
  /** The contents of extnValue: DER of the extension's own type. */
  readonly value: Uint8Array;
}

export interface BasicConstraints {
  readonly ca: boolean;
  /** CA certificates that may follow on a path, self-issued ones not counted; null: any number. */
  readonly pathLength: number | null;
}

export interface AuthorityKeyIdentifier {
  readonly keyIdentifier: Uint8Array | null;
  readonly issuer: readonly GeneralName[] | null;
  readonly serialNumber: Uint8Array | null;
}

/** One entry of AuthorityInfoAccess or SubjectInfoAccess (RFC 5280, 4.2.2). */
export interface AccessDescription {
  /** OID: 1.3.6.1.5.5.7.48.1 is OCSP, 1.3.6.1.5.5.7.48.2 the issuer's certificate. */
  readonly method: string;
  readonly location: GeneralName;
}

/** A known extension whose value is not what its standard says. */
export interface MalformedExtension {
  readonly oid: string;
  readonly critical: boolean;
  readonly detail: string;
}

/** The extensions that path validation, revocation and reports know. Null: absent, or malformed and listed so. */
export interface StandardExtensions {
  readonly basicConstraints: BasicConstraints | null;
  readonly keyUsage: ReadonlySet<KeyUsage> | null;
  readonly extendedKeyUsage: readonly string[] | null;
  readonly subjectKeyIdentifier: Uint8Array | null;
  readonly authorityKeyIdentifier: AuthorityKeyIdentifier | null;
  readonly subjectAltName: readonly GeneralName[] | null;
  readonly nameConstraints: NameConstraints | null;
  readonly certificatePolicies: readonly string[] | null;
  readonly policyMappings: readonly PolicyMapping[] | null;
  readonly policyConstraints: PolicyConstraints | null;
  readonly inhibitAnyPolicy: number | null;
  readonly crlDistributionPoints: readonly DistributionPoint[] | null;
  readonly freshestCrl: readonly DistributionPoint[] | null;
  readonly authorityInfoAccess: readonly AccessDescription[] | null;
  /** A responder's certificate that needs no status of its own (RFC 6960, 4.2.2.2.1). */
  readonly ocspNoCheck: boolean;
  /** The CA publishes no status for this certificate (RFC 9608). */
  readonly noRevAvail: boolean;
  /** Too short-lived to be revoked (ETSI EN 319 412-1, 5.2). */
  readonly validityAssured: boolean;
  /** The value of QCStatements, undecoded. */
  readonly qcStatements: Uint8Array | null;
  readonly malformed: readonly MalformedExtension[];
  /** Critical extensions that nothing here processes: whoever meets one must refuse the certificate (RFC 5280, 4.2). */
  readonly unknownCritical: readonly string[];
}

const KNOWN: ReadonlySet<string> = new Set(Object.values(EXTENSION));

export function decodeExtensions(extensions: ReadonlyMap<string, Extension>): StandardExtensions {
  const malformed: MalformedExtension[] = [];
  const unknownCritical = [...extensions]
    .filter(([oid, { critical }]) => critical && !KNOWN.has(oid))
    .map(([oid]) => oid);

  const decode = <T>(oid: string, parse: (element: Asn1Element) => T): T | null => {
    const extension = extensions.get(oid);
    if (extension === undefined) return null;
    try {
      return parse(readAsn1(extension.value));
    } catch (thrown) {
      if (!(thrown instanceof Asn1Error)) throw thrown;
      malformed.push({ oid, critical: extension.critical, detail: thrown.message });
      return null;
    }
  };

  // Only their form matters here: nothing acts on what they say.
  decode(EXTENSION.issuerAltName, parseGeneralNames);
  decode(EXTENSION.subjectInfoAccess, parseAccessDescriptions);
  const statements = decode(EXTENSION.qcStatements, parseQcStatementIds);
  if (
    extensions.get(EXTENSION.qcStatements)?.critical === true &&
    statements?.some((id) => !isKnownStatement(id)) === true
  ) {
    unknownCritical.push(EXTENSION.qcStatements);
  }
  return {
    basicConstraints: decode(EXTENSION.basicConstraints, parseBasicConstraints),
    keyUsage: decode(EXTENSION.keyUsage, parseKeyUsage),
    extendedKeyUsage: decode(EXTENSION.extendedKeyUsage, parseExtendedKeyUsage),
    subjectKeyIdentifier: decode(EXTENSION.subjectKeyIdentifier, octetString),
    authorityKeyIdentifier: decode(EXTENSION.authorityKeyIdentifier, parseAuthorityKeyIdentifier),
    subjectAltName: decode(EXTENSION.subjectAltName, (element) => parseGeneralNames(expect(element, tag.SEQUENCE))),
    nameConstraints: decode(EXTENSION.nameConstraints, parseNameConstraints),
    certificatePolicies: decode(EXTENSION.certificatePolicies, parseCertificatePolicies),
    policyMappings: decode(EXTENSION.policyMappings, parsePolicyMappings),
    policyConstraints: decode(EXTENSION.policyConstraints, parsePolicyConstraints),
    inhibitAnyPolicy: decode(EXTENSION.inhibitAnyPolicy, parseInhibitAnyPolicy),
    crlDistributionPoints: decode(EXTENSION.crlDistributionPoints, parseDistributionPoints),
    freshestCrl: decode(EXTENSION.freshestCrl, parseDistributionPoints),
    authorityInfoAccess: decode(EXTENSION.authorityInfoAccess, parseAccessDescriptions),
    ocspNoCheck: decode(EXTENSION.ocspNoCheck, isNull) ?? false,
    noRevAvail: decode(EXTENSION.noRevAvail, isNull) ?? false,
    validityAssured: decode(EXTENSION.validityAssured, isNull) ?? false,
    qcStatements: extensions.get(EXTENSION.qcStatements)?.value ?? null,
    malformed,
    unknownCritical,
  };
}

/** Extension ::= SEQUENCE { extnID, critical DEFAULT FALSE, extnValue }. @throws Asn1Error */
export function parseExtension(cursor: Asn1Cursor): { oid: string; extension: Extension; defaultEncoded: boolean } {
  const fields = cursor.enter(tag.SEQUENCE);
  const oid = decodeOid(fields.take(tag.OBJECT_IDENTIFIER));
  const flag = fields.optional(tag.BOOLEAN);
  const critical = flag !== null && decodeBoolean(flag);
  const value = fields.take(tag.OCTET_STRING).content;
  fields.end();
  return { oid, extension: { critical, value }, defaultEncoded: flag !== null && !critical };
}

function parseBasicConstraints(element: Asn1Element): BasicConstraints {
  const cursor = contentsOf(expect(element, tag.SEQUENCE));
  const flag = cursor.optional(tag.BOOLEAN);
  const ca = flag !== null && decodeBoolean(flag);
  const length = cursor.optional(tag.INTEGER);
  cursor.end();
  return { ca, pathLength: length && decodeCount(length) };
}

function parseExtendedKeyUsage(element: Asn1Element): readonly string[] {
  const purposes = contentsOf(expect(element, tag.SEQUENCE)).rest();
  if (purposes.length === 0) throw new Asn1Error("ExtendedKeyUsage without a purpose");
  return purposes.map((purpose) => decodeOid(expect(purpose, tag.OBJECT_IDENTIFIER)));
}

function parseAuthorityKeyIdentifier(element: Asn1Element): AuthorityKeyIdentifier {
  const cursor = contentsOf(expect(element, tag.SEQUENCE));
  const keyIdentifier = cursor.optional(tag.contextPrimitive(0));
  const issuer = cursor.optional(tag.contextConstructed(1));
  const serialNumber = cursor.optional(tag.contextPrimitive(2));
  cursor.end();
  return {
    keyIdentifier: keyIdentifier?.content ?? null,
    issuer: issuer && parseGeneralNames(issuer),
    serialNumber: serialNumber && integerOctets(serialNumber),
  };
}

function parseAccessDescriptions(element: Asn1Element): readonly AccessDescription[] {
  const descriptions = contentsOf(expect(element, tag.SEQUENCE)).rest();
  if (descriptions.length === 0) throw new Asn1Error("access description list is empty");
  return descriptions.map((description) => {
    const cursor = contentsOf(expect(description, tag.SEQUENCE));
    const method = decodeOid(cursor.take(tag.OBJECT_IDENTIFIER));
    const location = parseGeneralName(cursor.take());
    cursor.end();
    return { method, location };
  });
}

/** RFC 3739, 3.2.6: QCStatements ::= SEQUENCE OF SEQUENCE { statementId, statementInfo OPTIONAL }. */
function parseQcStatementIds(element: Asn1Element): string[] {
  return contentsOf(expect(element, tag.SEQUENCE))
    .rest()
    .map((statement) => decodeOid(contentsOf(expect(statement, tag.SEQUENCE)).take(tag.OBJECT_IDENTIFIER)));
}

/** ETSI EN 319 412-5 (0.4.0.1862.1) and RFC 3739 (1.3.6.1.5.5.7.11): declarations, none of which limits a path. */
function isKnownStatement(id: string): boolean {
  return id.startsWith("0.4.0.1862.1.") || id.startsWith("1.3.6.1.5.5.7.11.");
}

function octetString(element: Asn1Element): Uint8Array {
  return expect(element, tag.OCTET_STRING).content;
}

function isNull(element: Asn1Element): true {
  if (expect(element, tag.NULL).content.length > 0) throw new Asn1Error("NULL with contents");
  return true;
}

function expect(element: Asn1Element, expected: number): Asn1Element {
  if (element.tag !== expected) throw new Asn1Error(`extension value has tag ${element.tag}, expected ${expected}`);
  return element;
}
