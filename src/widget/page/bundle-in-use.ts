import { encodeUtf8 } from "../../bytes/text.ts";
import { type EvidenceBundle, parseEvidenceBundle } from "../../pades/evidence/parse-evidence-bundle.ts";
import { earliestOf } from "../../revocation/timing.ts";

/** An evidence bundle with what there is to tell of its age. */
export interface BundleInUse {
  readonly bytes: Uint8Array;
  readonly pieces: number;
  /** When the oldest and the newest of its dated pieces were issued, as these say themselves; null where none is dated. */
  readonly oldest: Date | null;
  readonly newest: Date | null;
  /** When the first of them was to be replaced. */
  readonly due: Date | null;
}

/** @throws PadesError ERR_EVIDENCE_BUNDLE */
export function openBundle(content: string | Uint8Array): BundleInUse {
  const bytes = typeof content === "string" ? encodeUtf8(content) : content;
  const { items }: EvidenceBundle = parseEvidenceBundle(bytes);
  const issued = items.flatMap(({ thisUpdate }) => (thisUpdate === null ? [] : [thisUpdate]));
  const newest = issued.reduce<Date | null>((last, time) => (last === null || time > last ? time : last), null);
  return {
    bytes,
    pieces: items.length,
    oldest: earliestOf(issued),
    newest,
    due: earliestOf(items.map(({ nextUpdate }) => nextUpdate)),
  };
}

/**
 * Whether to go over to another bundle: never to an older one, by which a revocation that is known would be forgotten.
 * The dates are those that pieces claim, before their signatures are looked at; a bundle that lies about them can only
 * leave signatures undecided, since each piece counts for what its own signature is worth.
 */
export function isNewer(bundle: BundleInUse, inUse: BundleInUse | null): boolean {
  if (bundle.oldest === null || bundle.newest === null) return false;
  if (inUse?.oldest == null || inUse.newest === null) return true;
  return bundle.oldest >= inUse.oldest && bundle.newest > inUse.newest;
}
