import { Asn1Error } from "../asn1/asn1-error.ts";
import type { Asn1Element } from "../asn1/cursor.ts";
import { ENUMERATED } from "../asn1/tags.ts";
import { type BitString, decodeSmallInteger, hasBit } from "../asn1/values.ts";
import type { RevocationReason } from "../findings.ts";

/** CRLReason by its number (RFC 5280, 5.3.1); 7 is not used. */
const REASONS = [
  "unspecified",
  "keyCompromise",
  "cACompromise",
  "affiliationChanged",
  "superseded",
  "cessationOfOperation",
  "certificateHold",
  null,
  "removeFromCRL",
  "privilegeWithdrawn",
  "aACompromise",
] as const satisfies readonly (RevocationReason | null)[];

/** CRLReason. @throws Asn1Error */
export function parseReason(element: Asn1Element): RevocationReason {
  if (element.tag !== ENUMERATED) throw new Asn1Error("CRLReason is not ENUMERATED");
  const number = decodeSmallInteger(element);
  const reason = REASONS[number];
  if (reason === undefined || reason === null) throw new Asn1Error(`CRLReason ${number} is not defined`);
  return reason;
}

/** A set of ReasonFlags (RFC 5280, 4.2.1.13) as bits of a number. */
export type ReasonMask = number;

/** keyCompromise (bit 1) to aACompromise (bit 8). */
export const ALL_REASONS: ReasonMask = 0b1_1111_1110;

/** The reasons that a bit list names; null stands for all. */
export function reasonMask(flags: BitString | null): ReasonMask {
  if (flags === null) return ALL_REASONS;
  let mask = 0;
  for (let bit = 1; bit <= 8; bit++) if (hasBit(flags, bit)) mask |= 1 << bit;
  return mask;
}
