import { Asn1Error } from "../../asn1/asn1-error.ts";
import type { Asn1Element } from "../../asn1/cursor.ts";
import { onlyValue } from "../../cms/attributes.ts";
import type { SignerInfo } from "../../cms/signed-data.ts";

/**
 * The value of a signed attribute; null where it is absent, given more than once or malformed. Those are faults of
 * their own (signed-attribute-count, cms-malformed), so that whoever asks here need not tell them apart.
 */
export function signedValue<T>(signerInfo: SignerInfo | null, oid: string, parse: (value: Asn1Element) => T): T | null {
  try {
    const value = onlyValue(signerInfo?.signedAttributes?.attributes ?? [], oid);
    return value === null ? null : parse(value);
  } catch (error) {
    if (error instanceof Asn1Error) return null;
    throw error;
  }
}
