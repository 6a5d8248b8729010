import {
  MAX_CERTIFICATES,
  MAX_DSS_BYTES,
  MAX_INFLATED_BYTES,
  MAX_REVOCATION_EVIDENCE,
  MAX_STORE_ITEMS,
} from "../../limits.ts";
import { isPdfArray, PdfDict, type PdfObject, PdfRef, PdfStream } from "../../pdf/objects.ts";
import type { PdfDocument } from "../../pdf/read/document.ts";
import { decodeStream } from "../../pdf/read/filters.ts";
import { PdfLimitError, PdfReadError } from "../../pdf/read/read-error.ts";

/** What a document security store holds (ETSI EN 319 142-1, clause 5.4; ISO 32000-2, 12.8.4.3), each piece as it stands. */
export interface SecurityStore {
  readonly certificates: readonly Uint8Array[];
  readonly crls: readonly Uint8Array[];
  readonly ocspResponses: readonly Uint8Array[];
}

export const EMPTY_STORE: SecurityStore = { certificates: [], crls: [], ocspResponses: [] };

/** What reading may cost: of one store, or of the stores of all revisions that document timestamps cover. */
export class StoreBudget {
  itemsLeft = MAX_STORE_ITEMS;
  bytesLeft = MAX_DSS_BYTES;
  /** Decoded already, which costs nothing again. */
  readonly paid = new Set<PdfStream>();
}

/**
 * The store of a document's newest revision: its own lists and those that relate pieces to single signatures (VRI), each piece
 * once. Whoever appends to a file may put anything here, so that nothing but the pieces' own signatures gives them
 * weight, and what is not as the standard has it is passed over: data that lacks shows where it is needed.
 *
 * @throws Suspension where bytes have to be fetched first (bytes/suspend.ts)
 */
export function readSecurityStore(document: PdfDocument, budget: StoreBudget = new StoreBudget()): SecurityStore {
  const store = orNothing(() => document.resolve(document.catalog.get("DSS")));
  if (!(store instanceof PdfDict)) return EMPTY_STORE;
  const reader = new StoreReader(document, budget);
  const related = orNothing(() => document.resolve(store.get("VRI")));
  const entries = related instanceof PdfDict ? [...related.entries.values()] : [];
  const vri = entries.flatMap((entry) => {
    const value = reader.take(entry);
    return value instanceof PdfDict ? [value] : [];
  });
  const lists = (key: string, relatedKey: string) => [store.get(key), ...vri.map((entry) => entry.get(relatedKey))];
  return {
    certificates: reader.pieces(lists("Certs", "Cert"), MAX_CERTIFICATES),
    crls: reader.pieces(lists("CRLs", "CRL"), MAX_REVOCATION_EVIDENCE),
    ocspResponses: reader.pieces(lists("OCSPs", "OCSP"), MAX_REVOCATION_EVIDENCE),
  };
}

/** What has been decoded, so that reading again, after a wait for bytes or as it was before, does not decode it all again. */
const decoded = new WeakMap<PdfStream, Uint8Array | null>();

class StoreReader {
  readonly #document: PdfDocument;
  readonly #budget: StoreBudget;

  constructor(document: PdfDocument, budget: StoreBudget) {
    this.#document = document;
    this.#budget = budget;
  }

  /** The object that a value stands for; null where it leads nowhere, as some producers leave it, or too far. */
  take(value: PdfObject | undefined): PdfObject {
    if (this.#budget.itemsLeft === 0) return null;
    this.#budget.itemsLeft--;
    return orNothing(() => this.#document.resolve(value));
  }

  pieces(lists: readonly (PdfObject | undefined)[], maximum: number): Uint8Array[] {
    const streams = new Set<PdfStream>();
    for (const list of lists) {
      const items = this.take(list);
      for (const item of isPdfArray(items) ? items : []) {
        const stream = this.take(item);
        if (stream instanceof PdfStream && streams.size < maximum) streams.add(stream);
      }
    }
    return [...streams].flatMap((stream) => this.#decode(stream) ?? []);
  }

  #decode(stream: PdfStream): Uint8Array | null {
    const budget = this.#budget;
    // What a filter's reference stands for may be another thing in another revision.
    const isAlwaysTheSame = ["Filter", "DecodeParms"].every((key) => holdsNoReference(stream.dict.get(key)));
    const known = isAlwaysTheSame ? decoded.get(stream) : undefined;
    const maxBytes = Math.min(MAX_INFLATED_BYTES, budget.bytesLeft);
    const bytes =
      known ?? (known === null ? null : orNothing(() => decodeStream(this.#document, stream, { maxBytes })));
    if (isAlwaysTheSame) decoded.set(stream, bytes);
    if (!isAlwaysTheSame || !budget.paid.has(stream)) budget.bytesLeft -= bytes?.length ?? 0;
    budget.paid.add(stream);
    return budget.bytesLeft < 0 ? null : bytes;
  }
}

function holdsNoReference(value: PdfObject = null): boolean {
  if (value instanceof PdfRef) return false;
  if (isPdfArray(value)) return value.every(holdsNoReference);
  return !(value instanceof PdfDict) || [...value.entries.values()].every(holdsNoReference);
}

function orNothing<T>(read: () => T): T | null {
  try {
    return read();
  } catch (thrown) {
    if (thrown instanceof PdfReadError || thrown instanceof PdfLimitError) return null;
    throw thrown;
  }
}
