import { finding } from "../../findings.ts";
import type { Check } from "./check.ts";

/** Is the field's full name its own (ISO 32000-2, 12.7.4.2)? Locks name fields by it, and so do people. */
export const checkFieldNameDuplicate: Check = ({ field, form }) =>
  form.duplicateNames.includes(field.name) ? [finding("field-name-duplicate", { field: field.name })] : [];
