import { perObject } from "../bytes/per-object.ts";
import type { DistinguishedName } from "./name.ts";
import { ATTRIBUTE } from "./oids.ts";

/**
 * Numbers that Vietnamese certificates carry in UID attributes, by prefix: tax code, citizen identity card, former
 * identity card, passport, budget unit code.
 */
export type PersonIdentifierKind = "MST" | "CCCD" | "CMND" | "HC" | "MNS";

export interface PersonIdentifier {
  readonly kind: PersonIdentifierKind;
  /** In full; show `masked` unless asked. */
  readonly value: string;
  /** All but the last three characters hidden where the number is a person's. */
  readonly masked: string;
}

/** Whom a subject name names. The first attribute of each type counts, where there are several. */
export interface PersonFields {
  readonly commonName: string | null;
  readonly organization: string | null;
  readonly organizationalUnits: readonly string[];
  /** The office held. */
  readonly title: string | null;
  readonly email: string | null;
  readonly identifiers: readonly PersonIdentifier[];
}

export const personOf = perObject((name: DistinguishedName): PersonFields => {
  const first = (oid: string) => name.textsOf(oid)[0] ?? null;
  return {
    commonName: first(ATTRIBUTE.commonName),
    organization: first(ATTRIBUTE.organization),
    organizationalUnits: name.textsOf(ATTRIBUTE.organizationalUnit),
    title: first(ATTRIBUTE.title),
    email: first(ATTRIBUTE.emailAddress),
    identifiers: name.textsOf(ATTRIBUTE.userId).flatMap(readIdentifier),
  };
});

const IDENTIFIER = /^\s*(MST|CCCD|CMND|HC|MNS)\s*:\s*(\S.*)$/is;

function readIdentifier(text: string): PersonIdentifier[] {
  const match = IDENTIFIER.exec(text);
  const value = match?.[2]?.trimEnd();
  const kind = KINDS.find((candidate) => candidate === match?.[1]?.toUpperCase());
  if (kind === undefined || value === undefined) return [];
  return [{ kind, value, masked: isPersonal(kind, value) ? maskAllButThree(value) : value }];
}

const KINDS: readonly PersonIdentifierKind[] = ["MST", "CCCD", "CMND", "HC", "MNS"];

/** A tax code of twelve digits is the identity number of a person; those of organisations have ten, or ten and three. */
function isPersonal(kind: PersonIdentifierKind, value: string): boolean {
  return kind === "CCCD" || kind === "CMND" || kind === "HC" || (kind === "MST" && /^\d{12}$/.test(value));
}

/** ETSI EN 319 412-1, 5.1.3: personal number, identity card, passport, tax number, each with a country. */
const NATURAL_PERSON = /^((?:PNO|IDC|PAS|TIN)[A-Z]{2}-)(.+)$/s;

/** The text of an attribute of a subject, with the digits of a personal number hidden. */
export function maskPersonalNumber(oid: string, text: string): string {
  if (oid === ATTRIBUTE.userId) {
    const [identifier] = readIdentifier(text);
    return identifier === undefined ? text : `${identifier.kind}:${identifier.masked}`;
  }
  const match = oid === ATTRIBUTE.serialNumber ? NATURAL_PERSON.exec(text) : null;
  return match === null ? text : `${match[1] ?? ""}${maskAllButThree(match[2] ?? "")}`;
}

/** A short number keeps nothing: three of four digits would not be a mask. */
function maskAllButThree(value: string): string {
  const characters = Array.from(value);
  const shown = characters.length > 6 ? 3 : 0;
  return "*".repeat(characters.length - shown) + characters.slice(characters.length - shown).join("");
}
