import { Asn1Error } from "../asn1/asn1-error.ts";
import { type Asn1Element, contentsOf } from "../asn1/cursor.ts";
import { contextConstructed, contextPrimitive, SEQUENCE } from "../asn1/tags.ts";
import { type GeneralName, parseGeneralName } from "./general-name.ts";

/** NameConstraints (RFC 5280, 4.2.1.10). Null: the field is absent. */
export interface NameConstraints {
  readonly permitted: readonly GeneralName[] | null;
  readonly excluded: readonly GeneralName[] | null;
}

/** @throws Asn1Error */
export function parseNameConstraints(element: Asn1Element): NameConstraints {
  if (element.tag !== SEQUENCE) throw new Asn1Error("NameConstraints is not a SEQUENCE");
  const cursor = contentsOf(element);
  const permitted = cursor.optional(contextConstructed(0));
  const excluded = cursor.optional(contextConstructed(1));
  cursor.end();
  if (permitted === null && excluded === null) throw new Asn1Error("NameConstraints without a subtree");
  return { permitted: permitted && parseSubtrees(permitted), excluded: excluded && parseSubtrees(excluded) };
}

function parseSubtrees(element: Asn1Element): GeneralName[] {
  const subtrees = contentsOf(element).rest().map(parseSubtree);
  if (subtrees.length === 0) throw new Asn1Error("GeneralSubtrees without a subtree");
  return subtrees;
}

/** In this profile `minimum` is its default 0 and `maximum` is absent, so that DER leaves nothing but the base. */
function parseSubtree(element: Asn1Element): GeneralName {
  if (element.tag !== SEQUENCE) throw new Asn1Error("GeneralSubtree is not a SEQUENCE");
  const cursor = contentsOf(element);
  const base = cursor.take();
  if (cursor.nextTag === contextPrimitive(0) || cursor.nextTag === contextPrimitive(1)) {
    throw new Asn1Error("GeneralSubtree with a minimum or maximum");
  }
  cursor.end();
  return parseGeneralName(base);
}
