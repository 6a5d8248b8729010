import { Asn1Error } from "./asn1-error.ts";
import { type Asn1Element, contentsOf } from "./cursor.ts";
import { NULL, OBJECT_IDENTIFIER, SEQUENCE } from "./tags.ts";
import { decodeOid } from "./values.ts";

/** AlgorithmIdentifier (RFC 5280, 4.1.1.2). */
export interface AlgorithmIdentifier {
  readonly oid: string;
  /** Null where they are absent, which is not the same as an ASN.1 NULL. */
  readonly parameters: Asn1Element | null;
  /** The whole value as it stands. */
  readonly raw: Uint8Array;
}

/** @throws Asn1Error */
export function parseAlgorithmIdentifier(element: Asn1Element): AlgorithmIdentifier {
  if (element.tag !== SEQUENCE) throw new Asn1Error("AlgorithmIdentifier is not a SEQUENCE");
  const cursor = contentsOf(element);
  const oid = decodeOid(cursor.take(OBJECT_IDENTIFIER));
  const parameters = cursor.more ? cursor.take() : null;
  cursor.end();
  return { oid, parameters, raw: element.raw };
}

/** Whether parameters are NULL or absent: older algorithms wrote NULL, and readers take both (RFC 5754, section 2). */
export function isNullOrAbsent(parameters: Asn1Element | null): boolean {
  return parameters === null || (parameters.tag === NULL && parameters.content.length === 0);
}
