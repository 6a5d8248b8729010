import { finding } from "../../findings.ts";
import type { Check } from "./check.ts";

/** Does the signature have what its field suggests (ISO 32000-2, table 237, where /Ff requires nothing)? A remark where not. */
export const checkSeedValueNotFollowed: Check = ({ field, seedViolations }) =>
  seedViolations
    .filter(({ isRequired }) => !isRequired)
    .map(({ key }) => finding("seed-value-not-followed", { field: field.name, key }));
