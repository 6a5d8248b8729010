import type { SignerAspect } from "../finding-params.ts";
import type { SignatureVerification } from "../pades/verify/verification.ts";
import { type Certificate, parseCertificate } from "../x509/certificate.ts";
import { nameToText } from "../x509/name-text.ts";
import { type PersonFields, personOf } from "../x509/person.ts";
import type { DossierManifest, DossierOrganization, DossierRole } from "./manifest.ts";

/** Whether whoever signed has a role. */
export type Authority =
  | { readonly has: "yes" }
  | { readonly has: "no"; readonly aspect: SignerAspect; readonly expected: string; readonly found: string }
  /** The organisation bore the name at some time in which the signature may have been made, and not at all of them. */
  | { readonly has: "unknown"; readonly organization: string };

const YES: Authority = { has: "yes" };

/** A signature with what its signer's certificate says. */
export interface NamedSignature {
  readonly signature: SignatureVerification;
  /** Null where no certificate was found. */
  readonly certificate: Certificate | null;
}

/** What of it says who signed, and when. */
interface HeldCertificate extends Pick<NamedSignature, "certificate"> {
  readonly signature: Pick<SignatureVerification, "chain" | "provenTime">;
}

/** The trust profile's tag for the anchor that a signer's path ends at; null where it ends at none, or one without. */
export function anchorTagOf({ chain }: Pick<SignatureVerification, "chain">): string | null {
  return chain.find(({ isAnchor }) => isAnchor)?.anchorTag ?? null;
}

export function nameSigner(signature: SignatureVerification): NamedSignature {
  const { signerCertificate } = signature;
  return { signature, certificate: signerCertificate === null ? null : parseCertificate(signerCertificate) };
}

/**
 * Holds a signer's certificate against a role. Nothing but the path to an anchor says whose certificate it is: where
 * none was found, the tag is taken for granted here, because the signature itself is undecided then.
 *
 * @param validationTime the latest time at which the signature can have been made
 */
export function identifySigner(
  { signature, certificate }: HeldCertificate,
  role: DossierRole,
  { organizations = {} }: DossierManifest,
  validationTime: Date,
): Authority {
  if (certificate === null) return no("certificate", "", "");
  const person = personOf(certificate.subject);
  const leadsToAnchor = signature.chain.some(({ isAnchor }) => isAnchor);
  const tag = anchorTagOf(signature);
  if (role.tag !== undefined && leadsToAnchor && !role.tag.some((one) => one === tag)) {
    return no("tag", role.tag.join(", "), tag ?? "–");
  }
  if (role.certificate !== undefined && !role.certificate.includes(certificate.sha256)) {
    return no("certificate", role.certificate.join(", "), certificate.sha256);
  }
  const text = TEXTS.find(({ aspect, of }) => !carriesOne(of(person), expectedOf(role, aspect)));
  if (text !== undefined) {
    const found = text.of(person).join(", ") || nameToText(certificate.subject);
    return no(text.aspect, expectedOf(role, text.aspect)?.join(", ") ?? "", found);
  }
  if (role.identifier !== undefined && !carriesIdentifier(person, role.identifier)) {
    // Personal numbers appear in no report, neither the one asked for nor the one found.
    return no("identifier", "", person.identifiers.map(({ kind, masked }) => `${kind}:${masked}`).join(", "));
  }
  if (role.organization === undefined) return YES;
  const period = { from: certificate.notBefore, until: validationTime, proven: signature.provenTime };
  const known = role.organization.flatMap((id) => (Object.hasOwn(organizations, id) ? (organizations[id] ?? []) : []));
  return identifyOrganization(person.organization, known, period);
}

/** When a signature can have been made: after its certificate was issued, and at the latest when it was validated. */
interface SigningPeriod {
  readonly from: Date;
  readonly until: Date;
  readonly proven: Date | null;
}

function identifyOrganization(
  found: string | null,
  organizations: readonly DossierOrganization[],
  period: SigningPeriod,
): Authority {
  const names = organizations.flatMap((each) => each.names);
  const borne = names.filter(({ name }) => found !== null && comparable(name) === comparable(found));
  const answers = borne.map(({ from, until }) => holdsThroughout(period, from, until));
  if (answers.includes("yes")) return YES;
  if (answers.includes("unknown")) return { has: "unknown", organization: found ?? "" };
  return no("organization", [...new Set(names.map(({ name }) => name))].join("; "), found ?? "–");
}

/** A name counts from its first moment until, and without, its last. */
function holdsThroughout(
  { from, until, proven }: SigningPeriod,
  nameFrom: string | undefined,
  nameUntil: string | undefined,
): Authority["has"] {
  const start = nameFrom === undefined ? -Infinity : Date.parse(nameFrom);
  const end = nameUntil === undefined ? Infinity : Date.parse(nameUntil);
  const holds = (time: number) => start <= time && time < end;
  if (proven !== null) return holds(proven.getTime()) ? "yes" : "no";
  if (holds(from.getTime()) && holds(until.getTime())) return "yes";
  return until.getTime() < start || from.getTime() >= end ? "no" : "unknown";
}

interface TextAspect {
  readonly aspect: "organizational-unit" | "title" | "common-name";
  readonly of: (person: PersonFields) => readonly string[];
}

const listed = (text: string | null) => (text === null ? [] : [text]);

const TEXTS: readonly TextAspect[] = [
  { aspect: "organizational-unit", of: (person) => person.organizationalUnits },
  { aspect: "title", of: ({ title }) => listed(title) },
  { aspect: "common-name", of: ({ commonName }) => listed(commonName) },
];

function expectedOf(role: DossierRole, aspect: TextAspect["aspect"]): readonly string[] | undefined {
  switch (aspect) {
    case "organizational-unit":
      return role.organizationalUnit;
    case "title":
      return role.title;
    case "common-name":
      return role.commonName;
  }
}

function carriesOne(found: readonly string[], expected: readonly string[] | undefined): boolean {
  if (expected === undefined) return true;
  const names = new Set(expected.map(comparable));
  return found.some((text) => names.has(comparable(text)));
}

function carriesIdentifier({ identifiers }: PersonFields, expected: readonly string[]): boolean {
  const carried = new Set(identifiers.map(({ kind, value }) => comparable(`${kind}:${value}`)));
  return expected.some((one) => carried.has(comparable(one)));
}

/** Texts of subjects are compared as RFC 5280, 7.1 compares names, in the main: without case, and runs of space as one. */
function comparable(text: string): string {
  return text.normalize("NFC").trim().replace(/\s+/gu, " ").toLowerCase();
}

function no(aspect: SignerAspect, expected: string, found: string): Authority {
  return { has: "no", aspect, expected, found };
}
