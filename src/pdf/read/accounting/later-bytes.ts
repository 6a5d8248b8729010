import type { PdfDocument } from "../document.ts";
import type { Revision } from "../revisions.ts";
import { accountBytes } from "./account-bytes.ts";
import { type EntryAnomaly, findEntryAnomalies } from "./entry-anomalies.ts";
import type { ByteAnomaly } from "./segment.ts";

/** What does not add up outside of a signed revision. */
export interface LaterAnomalies {
  readonly bytes: readonly ByteAnomaly[];
  readonly entries: readonly EntryAnomaly[];
}

/** The anomalies of a file, found once for all its signatures. */
export interface LaterAccount {
  /** Those that a signature of this revision has to answer for. */
  since(signed: Revision): LaterAnomalies;
}

/**
 * Accounts for the bytes that follow the earliest of the signed revisions. What was signed is as its signer made it:
 * unclaimed bytes there mean nothing until a later section points to them, which is looked for. So a file that is
 * signed to its end, however large, costs nothing.
 * @throws Suspension where bytes have to be fetched first; it may be called again
 */
export function accountForLaterBytes(document: PdfDocument, earliest: Revision): LaterAccount {
  const { anomalies } = accountBytes(document, earliest.end);
  const entries = findEntryAnomalies(document, earliest.index);
  return {
    since: ({ index, end }) => ({
      bytes: anomalies.filter(({ start }) => start >= end),
      entries: entries.filter(({ code, revision, offset }) =>
        code === "entry-beyond-revision" ? revision <= index && offset >= end : revision > index && offset < end,
      ),
    }),
  };
}
