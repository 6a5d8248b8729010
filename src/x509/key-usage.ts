import { Asn1Error } from "../asn1/asn1-error.ts";
import type { Asn1Element } from "../asn1/cursor.ts";
import { BIT_STRING } from "../asn1/tags.ts";
import { decodeBitString, hasBit } from "../asn1/values.ts";

/** In the order of their bits (RFC 5280, 4.2.1.3). */
export const KEY_USAGES = [
  "digitalSignature",
  "nonRepudiation",
  "keyEncipherment",
  "dataEncipherment",
  "keyAgreement",
  "keyCertSign",
  "cRLSign",
  "encipherOnly",
  "decipherOnly",
] as const;

export type KeyUsage = (typeof KEY_USAGES)[number];

/** @throws Asn1Error, also where no usage is granted at all, which the standard rules out */
export function parseKeyUsage(element: Asn1Element): ReadonlySet<KeyUsage> {
  if (element.tag !== BIT_STRING) throw new Asn1Error("KeyUsage is not a BIT STRING");
  const bits = decodeBitString(element);
  const usages = new Set(KEY_USAGES.filter((_, index) => hasBit(bits, index)));
  if (usages.size === 0) throw new Asn1Error("KeyUsage grants nothing");
  return usages;
}
