import { Asn1Error } from "../asn1/asn1-error.ts";
import { type Asn1Element, contentsOf } from "../asn1/cursor.ts";
import { contextPrimitive, INTEGER, OBJECT_IDENTIFIER, SEQUENCE } from "../asn1/tags.ts";
import { decodeOid, decodeSmallInteger } from "../asn1/values.ts";

/** One entry of PolicyMappings (RFC 5280, 4.2.1.5). */
export interface PolicyMapping {
  readonly issuerDomainPolicy: string;
  readonly subjectDomainPolicy: string;
}

/** PolicyConstraints (RFC 5280, 4.2.1.11): certificates that may follow before the constraint bites; null: no such constraint. */
export interface PolicyConstraints {
  readonly requireExplicitPolicy: number | null;
  readonly inhibitPolicyMapping: number | null;
}

/**
 * CertificatePolicies (RFC 5280, 4.2.1.4): the policies, each once. Qualifiers are not processed: they are advice to
 * people, and no verdict here depends on them.
 * @throws Asn1Error
 */
export function parseCertificatePolicies(element: Asn1Element): readonly string[] {
  const policies = new Set<string>();
  for (const information of sequenceOf(element)) {
    const cursor = contentsOf(information);
    const policy = decodeOid(cursor.take(OBJECT_IDENTIFIER));
    if (cursor.more)
      for (const qualifier of sequenceOf(cursor.take(SEQUENCE))) contentsOf(qualifier).take(OBJECT_IDENTIFIER);
    cursor.end();
    if (policies.has(policy)) throw new Asn1Error(`policy ${policy} given twice`);
    policies.add(policy);
  }
  return [...policies];
}

/** @throws Asn1Error */
export function parsePolicyMappings(element: Asn1Element): readonly PolicyMapping[] {
  return sequenceOf(element).map((pair) => {
    const cursor = contentsOf(pair);
    const mapping = {
      issuerDomainPolicy: decodeOid(cursor.take(OBJECT_IDENTIFIER)),
      subjectDomainPolicy: decodeOid(cursor.take(OBJECT_IDENTIFIER)),
    };
    cursor.end();
    return mapping;
  });
}

/** @throws Asn1Error */
export function parsePolicyConstraints(element: Asn1Element): PolicyConstraints {
  if (element.tag !== SEQUENCE) throw new Asn1Error("PolicyConstraints is not a SEQUENCE");
  const cursor = contentsOf(element);
  const requireExplicitPolicy = cursor.optional(contextPrimitive(0));
  const inhibitPolicyMapping = cursor.optional(contextPrimitive(1));
  cursor.end();
  if (requireExplicitPolicy === null && inhibitPolicyMapping === null) {
    throw new Asn1Error("PolicyConstraints without a constraint");
  }
  return {
    requireExplicitPolicy: requireExplicitPolicy && decodeCount(requireExplicitPolicy),
    inhibitPolicyMapping: inhibitPolicyMapping && decodeCount(inhibitPolicyMapping),
  };
}

/** InhibitAnyPolicy (RFC 5280, 4.2.1.14). @throws Asn1Error */
export function parseInhibitAnyPolicy(element: Asn1Element): number {
  if (element.tag !== INTEGER) throw new Asn1Error("InhibitAnyPolicy is not an INTEGER");
  return decodeCount(element);
}

/** SkipCerts, path lengths: INTEGER (0..MAX). @throws Asn1Error */
export function decodeCount(element: Asn1Element): number {
  const count = decodeSmallInteger(element);
  if (count < 0) throw new Asn1Error("count below zero");
  return count;
}

/** SEQUENCE SIZE (1..MAX) OF SEQUENCE. */
function sequenceOf(element: Asn1Element): Asn1Element[] {
  if (element.tag !== SEQUENCE) throw new Asn1Error("list is not a SEQUENCE");
  const items = contentsOf(element).rest();
  if (items.length === 0 || items.some((item) => item.tag !== SEQUENCE))
    throw new Asn1Error("list is empty or malformed");
  return items;
}
