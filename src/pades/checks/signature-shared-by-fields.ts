import { finding } from "../../findings.ts";
import type { Check } from "./check.ts";

/**
 * Is the signature the value of one field only? A second field could show it at another place, as if that had been
 * signed too.
 */
export const checkSignatureSharedByFields: Check = ({ field, form }) => {
  const value = field.value?.ref ?? null;
  const shared = value === null ? undefined : form.sharedValues.find(({ ref }) => ref.num === value.num);
  return shared === undefined ? [] : [finding("signature-shared-by-fields", { fields: shared.names.join(", ") })];
};
