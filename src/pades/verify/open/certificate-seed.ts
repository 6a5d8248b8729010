import { equalBytes } from "../../../bytes/equal.ts";
import { perObject } from "../../../bytes/per-object.ts";
import { MAX_PATH_LENGTH } from "../../../limits.ts";
import type { CertificateSeed, CertificateSeedKey } from "../../../pdf/read/seed-values.ts";
import type { Certificate } from "../../../x509/certificate.ts";
import { KEY_USAGES } from "../../../x509/key-usage.ts";
import type { DistinguishedName } from "../../../x509/name.ts";
import { ATTRIBUTE } from "../../../x509/oids.ts";
import { readCertificates } from "../../../x509/read-certificates.ts";
import { prepareForComparison } from "../../../x509/string-preparation.ts";
import type { SeedViolation, SignatureSubject } from "../../checks/subject.ts";

/** Short names of attributes (RFC 4519), as seed values have them. */
const ATTRIBUTE_NAMES: ReadonlyMap<string, string> = new Map([
  ["cn", ATTRIBUTE.commonName],
  ["sn", ATTRIBUTE.surname],
  ["serialnumber", ATTRIBUTE.serialNumber],
  ["c", ATTRIBUTE.country],
  ["l", ATTRIBUTE.locality],
  ["st", ATTRIBUTE.stateOrProvince],
  ["street", ATTRIBUTE.street],
  ["o", ATTRIBUTE.organization],
  ["ou", ATTRIBUTE.organizationalUnit],
  ["title", ATTRIBUTE.title],
  ["givenname", ATTRIBUTE.givenName],
  ["uid", ATTRIBUTE.userId],
  ["dc", ATTRIBUTE.domainComponent],
  ["e", ATTRIBUTE.emailAddress],
  ["email", ATTRIBUTE.emailAddress],
  ["emailaddress", ATTRIBUTE.emailAddress],
]);

/** What the seed values ask of the signer's certificate (ISO 32000-2, table 238) and it does not have. */
export function certificateViolations(seed: CertificateSeed | null, subject: SignatureSubject): SeedViolation[] {
  if (seed === null) return [];
  const { signer } = subject;
  const violates = (key: Exclude<CertificateSeedKey, "URL">): boolean =>
    signer === null || !TESTS[key](seed, signer, subject);
  return (["Subject", "Issuer", "OID", "SubjectDN", "KeyUsage"] as const).flatMap((key) =>
    isSaid(seed, key) && violates(key) ? [{ key: `/Cert /${key}`, isRequired: seed.required.has(key) }] : [],
  );
}

function isSaid(seed: CertificateSeed, key: Exclude<CertificateSeedKey, "URL">): boolean {
  const values = {
    Subject: seed.subjects,
    Issuer: seed.issuers,
    OID: seed.policies,
    SubjectDN: seed.subjectNames,
    KeyUsage: seed.keyUsages,
  };
  return values[key] !== null;
}

type Test = (seed: CertificateSeed, signer: Certificate, subject: SignatureSubject) => boolean;

const TESTS: { readonly [Key in Exclude<CertificateSeedKey, "URL">]: Test } = {
  Subject: ({ subjects }, signer) => (subjects ?? []).some((one) => equalBytes(one, signer.raw)),
  Issuer: ({ issuers }, signer, subject) => standsAbove(readCertificates(issuers ?? []).certificates, signer, subject),
  OID: ({ policies }, { standardExtensions }) =>
    (policies ?? []).some((policy) => standardExtensions.certificatePolicies?.includes(policy) ?? false),
  SubjectDN: ({ subjectNames }, signer) => (subjectNames ?? []).some((wanted) => hasAttributes(signer, wanted)),
  KeyUsage: ({ keyUsages }, signer) => (keyUsages ?? []).some((pattern) => fitsUsage(signer, pattern)),
};

/**
 * Whether the way up from the signer's certificate, by names and key identifiers, meets one of these. That each was really
 * issued by the next is for the path to show, without which no signature is valid.
 */
function standsAbove(issuers: readonly Certificate[], signer: Certificate, { cms }: SignatureSubject): boolean {
  let at: Certificate | undefined = signer;
  for (let step = 0; at !== undefined && step < MAX_PATH_LENGTH; step++) {
    const below: Certificate = at;
    if (issuers.some((issuer) => mayHaveIssued(issuer, below))) return true;
    if (below.isSelfIssued) return false;
    at = cms?.certificates.find((candidate) => candidate !== below && mayHaveIssued(candidate, below));
  }
  return false;
}

function mayHaveIssued(issuer: Certificate, below: Certificate): boolean {
  if (issuer.subject.comparisonKey !== below.issuer.comparisonKey) return false;
  const named = below.standardExtensions.authorityKeyIdentifier?.keyIdentifier ?? null;
  const own = issuer.standardExtensions.subjectKeyIdentifier;
  return named === null || own === null || equalBytes(named, own);
}

/** Attributes in one comparable form, by their types: a certificate is held against many subjects, and these against it. */
const attributesHeld = perObject(({ rdns }: DistinguishedName): ReadonlySet<string> => {
  return new Set(rdns.flat().flatMap(({ oid, text }) => (text === null ? [] : [comparable(oid, text)])));
});

const attributesAsked = perObject((wanted: ReadonlyMap<string, string>): readonly string[] =>
  [...wanted].map(([name, text]) => comparable(ATTRIBUTE_NAMES.get(name) ?? name, text)),
);

function comparable(oid: string, text: string): string {
  return `${oid}=${prepareForComparison(text)}`;
}

function hasAttributes({ subject }: Certificate, wanted: ReadonlyMap<string, string>): boolean {
  const held = attributesHeld(subject);
  return attributesAsked(wanted).every((one) => held.has(one));
}

/** A character for each usage, in the order of its bit: 1 for one that must be there, 0 for one that must not. */
function fitsUsage({ standardExtensions }: Certificate, pattern: string): boolean {
  const usages = standardExtensions.keyUsage;
  // Nothing has a usage that does not exist.
  if (pattern.length > KEY_USAGES.length) return false;
  if (usages === null) return !pattern.includes("1");
  return Array.from(pattern).every((wanted, bit) => {
    const usage = KEY_USAGES[bit];
    const has = usage !== undefined && usages.has(usage);
    return wanted === "1" ? has : wanted !== "0" || !has;
  });
}
