import { finding } from "../../findings.ts";
import type { Check } from "./check.ts";

/**
 * Has the field one widget at most? ISO 32000-2, 12.7.5.5: a signature field has one, so that a signature is shown
 * at one place.
 */
export const checkSignatureSeveralWidgets: Check = ({ field }) =>
  field.widgets.length > 1 ? [finding("signature-several-widgets", { field: field.name })] : [];
