import type { PdfDocument } from "../document.ts";
import type { Revision } from "../revisions.ts";
import { accountBytes } from "./account-bytes.ts";
import { type EntryAnomaly, findEntryAnomalies } from "./entry-anomalies.ts";
import type { ByteAnomaly } from "./segment.ts";
import { findUnlistedMembers } from "./unlisted-members.ts";

/** What does not add up outside of a signed revision. */
export interface LaterAnomalies {
  readonly bytes: readonly ByteAnomaly[];
  readonly entries: readonly EntryAnomaly[];
}

const NONE: LaterAnomalies = { bytes: [], entries: [] };

/** Found once for all signatures of a file. */
const accounts = new WeakMap<PdfDocument, LaterAnomalies>();

/**
 * Accounts for the bytes that follow a signed revision, and for where later revisions point. What was signed is as its
 * signer made it: unclaimed bytes there mean nothing until a later section points to them, which is looked for. So a
 * file that is signed to its end, however large, costs nothing.
 * @throws Suspension where bytes have to be fetched first; it may be called again
 */
export function laterAnomalies(document: PdfDocument, signed: Revision): LaterAnomalies {
  const { index, end } = signed;
  if (end === document.view.size) return NONE;
  const all = accounts.get(document) ?? accountAfterFirst(document);
  accounts.set(document, all);
  if (all.bytes.length === 0 && all.entries.length === 0) return NONE;
  return {
    bytes: all.bytes.filter(({ start }) => start >= end),
    entries: all.entries.filter(({ code, revision, offset }) =>
      code === "entry-beyond-revision" ? revision <= index && offset >= end : revision > index && offset < end,
    ),
  };
}

function accountAfterFirst(document: PdfDocument): LaterAnomalies {
  const from = document.revisions[0]?.end ?? 0;
  return {
    bytes: [...accountBytes(document, from).anomalies, ...findUnlistedMembers(document)],
    entries: findEntryAnomalies(document),
  };
}
