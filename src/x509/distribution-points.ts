import { Asn1Error } from "../asn1/asn1-error.ts";
import { type Asn1Element, contentsOf } from "../asn1/cursor.ts";
import { contextConstructed, contextPrimitive, SEQUENCE } from "../asn1/tags.ts";
import { type BitString, decodeBitString } from "../asn1/values.ts";
import { type GeneralName, parseGeneralNames } from "./general-name.ts";
import { parseRelativeName, type RelativeName } from "./name.ts";

/** Where a CRL is published: full names, or a name below that of the CRL issuer (RFC 5280, 4.2.1.13). */
export type DistributionPointName =
  | { readonly kind: "full"; readonly names: readonly GeneralName[] }
  | { readonly kind: "relative"; readonly rdn: RelativeName };

export interface DistributionPoint {
  readonly name: DistributionPointName | null;
  /** ReasonFlags; null: all reasons. */
  readonly reasons: BitString | null;
  /** Null: the certificate's issuer issues the CRL itself. */
  readonly crlIssuer: readonly GeneralName[] | null;
}

/** CRLDistributionPoints, and FreshestCRL, which has the same form. @throws Asn1Error */
export function parseDistributionPoints(element: Asn1Element): readonly DistributionPoint[] {
  if (element.tag !== SEQUENCE) throw new Asn1Error("CRLDistributionPoints is not a SEQUENCE");
  const points = contentsOf(element).rest().map(parseDistributionPoint);
  if (points.length === 0) throw new Asn1Error("CRLDistributionPoints without a point");
  return points;
}

function parseDistributionPoint(element: Asn1Element): DistributionPoint {
  if (element.tag !== SEQUENCE) throw new Asn1Error("DistributionPoint is not a SEQUENCE");
  const cursor = contentsOf(element);
  const name = cursor.optional(contextConstructed(0));
  const reasons = cursor.optional(contextPrimitive(1));
  const crlIssuer = cursor.optional(contextConstructed(2));
  cursor.end();
  if (name === null && crlIssuer === null) throw new Asn1Error("DistributionPoint names nothing");
  return {
    name: name && parseDistributionPointName(name),
    reasons: reasons && decodeBitString(reasons),
    crlIssuer: crlIssuer && parseGeneralNames(crlIssuer),
  };
}

/** `element` holds the CHOICE: `[0] DistributionPointName` of a certificate or of an issuing distribution point. @throws Asn1Error */
export function parseDistributionPointName(element: Asn1Element): DistributionPointName {
  const cursor = contentsOf(element);
  const choice = cursor.take();
  cursor.end();
  if (choice.tag === contextConstructed(0)) return { kind: "full", names: parseGeneralNames(choice) };
  if (choice.tag === contextConstructed(1)) return { kind: "relative", rdn: parseRelativeName(contentsOf(choice)) };
  throw new Asn1Error("DistributionPointName of no known form");
}
