import { finding } from "../../findings.ts";
import type { Check } from "./check.ts";

/** Is the signed revision the last one? What a later one changed is not classified yet, and so not known to be allowed. */
export const checkChangesNotClassified: Check = ({ byteRange, revisions }) => {
  const signed = byteRange.endsAtRevision;
  return signed !== null && signed.index + 1 < revisions
    ? [finding("changes-not-classified", { revision: signed.index + 1, revisions })]
    : [];
};
