import { finding } from "../../findings.ts";
import type { Check } from "./check.ts";

/** Does the field have the signature as its own /V? Inherited from a parent, it would sign every field below. */
export const checkSignatureValueInherited: Check = ({ field }) =>
  field.value?.inherited === true ? [finding("signature-value-inherited", { field: field.name })] : [];
