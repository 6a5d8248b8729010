import { encodeHex } from "../bytes/hex.ts";
import { perObject } from "../bytes/per-object.ts";
import type { DistinguishedName, NameAttribute } from "./name.ts";
import { ATTRIBUTE } from "./oids.ts";
import { maskPersonalNumber } from "./person.ts";

export interface NameTextOptions {
  /** Show personal numbers in full instead of their last three characters. */
  readonly unmasked?: boolean;
}

const SHORT_NAMES: ReadonlyMap<string, string> = new Map([
  [ATTRIBUTE.commonName, "CN"],
  [ATTRIBUTE.surname, "SN"],
  [ATTRIBUTE.serialNumber, "serialNumber"],
  [ATTRIBUTE.country, "C"],
  [ATTRIBUTE.locality, "L"],
  [ATTRIBUTE.stateOrProvince, "ST"],
  [ATTRIBUTE.street, "STREET"],
  [ATTRIBUTE.organization, "O"],
  [ATTRIBUTE.organizationalUnit, "OU"],
  [ATTRIBUTE.title, "T"],
  [ATTRIBUTE.givenName, "GN"],
  [ATTRIBUTE.pseudonym, "pseudonym"],
  [ATTRIBUTE.organizationIdentifier, "organizationIdentifier"],
  [ATTRIBUTE.userId, "UID"],
  [ATTRIBUTE.domainComponent, "DC"],
  [ATTRIBUTE.emailAddress, "E"],
]);

/**
 * A name for people to read, in the form of RFC 4514 (most specific part first), with a space after each comma.
 * Characters that could pass for syntax or steer a terminal are escaped; personal numbers are masked.
 */
export function nameToText(name: DistinguishedName, { unmasked = false }: NameTextOptions = {}): string {
  return unmasked ? textOf(name, true) : maskedText(name);
}

const maskedText = perObject((name: DistinguishedName) => textOf(name, false));

function textOf({ rdns }: DistinguishedName, unmasked: boolean): string {
  return [...rdns]
    .reverse()
    .map((rdn) => rdn.map((attribute) => attributeToText(attribute, unmasked)).join("+"))
    .join(", ");
}

function attributeToText(attribute: NameAttribute, unmasked: boolean): string {
  const type = SHORT_NAMES.get(attribute.oid) ?? attribute.oid;
  const text = attribute.text;
  if (text === null) return `${type}=#${encodeHex(attribute.value.raw)}`;
  return `${type}=${escapeText(unmasked ? text : maskPersonalNumber(attribute.oid, text))}`;
}

/** RFC 4514, 2.4, and beyond it: controls and direction overrides, which would let a name rewrite the line it stands in. */
function escapeText(text: string): string {
  return text
    .replace(/["+,;<>\\]/g, "\\$&")
    .replace(/^[ #]|(?<=.) $/g, "\\$&")
    .replace(/[\p{Cc}\p{Zl}\p{Zp}\p{Bidi_Control}]/gu, escapeBytes);
}

function escapeBytes(character: string): string {
  return [...new TextEncoder().encode(character)].map((byte) => `\\${byte.toString(16).padStart(2, "0")}`).join("");
}
