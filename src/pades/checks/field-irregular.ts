import { finding } from "../../findings.ts";
import type { Check } from "./check.ts";

/** Is the field laid out as ISO 32000-2, 12.7.4, has it? Deviations that all readers share tolerance for: a remark. */
export const checkFieldIrregular: Check = ({ field }) =>
  field.anomalies.map((irregularity) => finding("field-irregular", { field: field.name, irregularity }));
