import { Asn1Error } from "../asn1/asn1-error.ts";
import { type Asn1Element, contentsOf } from "../asn1/cursor.ts";
import { contextConstructed, contextPrimitive, SEQUENCE } from "../asn1/tags.ts";
import { decodeBitString, decodeBoolean } from "../asn1/values.ts";
import { type DistributionPointName, parseDistributionPointName } from "../x509/distribution-points.ts";
import { ALL_REASONS, type ReasonMask, reasonMask } from "./revocation-reason.ts";

/** What a CRL covers, where that is less or more than all certificates of its issuer (RFC 5280, 5.2.5). */
export interface IssuingDistributionPoint {
  readonly name: DistributionPointName | null;
  readonly onlyUserCertificates: boolean;
  readonly onlyCaCertificates: boolean;
  readonly onlyAttributeCertificates: boolean;
  readonly reasons: ReasonMask;
  /** Whether entries may be of certificates of other issuers. */
  readonly isIndirect: boolean;
  /** As it stands: a delta CRL has the same as its base. */
  readonly raw: Uint8Array;
}

/** @throws Asn1Error */
export function parseIssuingDistributionPoint(element: Asn1Element): IssuingDistributionPoint {
  if (element.tag !== SEQUENCE) throw new Asn1Error("IssuingDistributionPoint is not a SEQUENCE");
  const cursor = contentsOf(element);
  if (!cursor.more) throw new Asn1Error("IssuingDistributionPoint without contents");
  const flag = (number: number) => {
    const field = cursor.optional(contextPrimitive(number));
    return field !== null && decodeBoolean(field);
  };
  const name = cursor.optional(contextConstructed(0));
  const onlyUserCertificates = flag(1);
  const onlyCaCertificates = flag(2);
  const reasons = cursor.optional(contextPrimitive(3));
  const isIndirect = flag(4);
  const onlyAttributeCertificates = flag(5);
  cursor.end();
  const kinds = [onlyUserCertificates, onlyCaCertificates, onlyAttributeCertificates].filter((only) => only);
  if (kinds.length > 1) throw new Asn1Error("IssuingDistributionPoint restricted to two kinds of certificates");
  return {
    name: name && parseDistributionPointName(name),
    onlyUserCertificates,
    onlyCaCertificates,
    onlyAttributeCertificates,
    reasons: reasons === null ? ALL_REASONS : reasonMask(decodeBitString(reasons)),
    isIndirect,
    raw: element.raw,
  };
}
