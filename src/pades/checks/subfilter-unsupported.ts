import { finding } from "../../findings.ts";
import type { Check } from "./check.ts";

/** Is the /SubFilter one whose rules are all checked here? What is not understood is never valid. */
export const checkSubfilterUnsupported: Check = ({ format, dictionary }) =>
  format.isSupported ? [] : [finding("subfilter-unsupported", { subFilter: dictionary.subFilter ?? "" })];
