import { finding } from "../../findings.ts";
import type { Check } from "./check.ts";

/**
 * Does the signature have what its field requires? ISO 32000-2, 12.7.5.5 and table 237: the author of a form says who may
 * sign there and how, and /Ff makes it binding. A signature of another kind, made by another certificate or for another
 * reason, is not the one that the form was made for.
 */
export const checkSeedValueNotMet: Check = ({ field, seedViolations }) =>
  seedViolations
    .filter(({ isRequired }) => isRequired)
    .map(({ key }) => finding("seed-value-not-met", { field: field.name, key }));
