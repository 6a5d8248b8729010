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
  /** Caps of limits.ts that kept it from being read whole: what was left out may speak against a signature. */
  readonly exceeded: readonly ExceededLimit[];
}

export type ExceededLimit = Pick<PdfLimitError, "limit" | "maximum">;

export const EMPTY_STORE: SecurityStore = { certificates: [], crls: [], ocspResponses: [], exceeded: [] };

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
 * weight, and what is not as the standard has it is passed over: data that lacks shows where it is needed. What is
 * too much is told.
 *
 * @throws Suspension where bytes have to be fetched first (bytes/suspend.ts)
 */
export function readSecurityStore(document: PdfDocument, budget: StoreBudget = new StoreBudget()): SecurityStore {
  const reader = new StoreReader(document, budget);
  const store = reader.take(document.catalog.get("DSS"));
  if (!(store instanceof PdfDict)) return { ...EMPTY_STORE, exceeded: reader.exceeded };
  const related = reader.take(store.get("VRI"));
  const entries = related instanceof PdfDict ? [...related.entries.values()] : [];
  const vri = entries.flatMap((entry) => {
    const value = reader.take(entry);
    return value instanceof PdfDict ? [value] : [];
  });
  const lists = (key: string, relatedKey: string) => [store.get(key), ...vri.map((entry) => entry.get(relatedKey))];
  return {
    certificates: reader.pieces(lists("Certs", "Cert"), CERTIFICATES),
    crls: reader.pieces(lists("CRLs", "CRL"), REVOCATION_EVIDENCE),
    ocspResponses: reader.pieces(lists("OCSPs", "OCSP"), REVOCATION_EVIDENCE),
    exceeded: reader.exceeded,
  };
}

const ITEMS: ExceededLimit = { limit: "MAX_STORE_ITEMS", maximum: MAX_STORE_ITEMS };
const BYTES: ExceededLimit = { limit: "MAX_DSS_BYTES", maximum: MAX_DSS_BYTES };
const PIECE_BYTES: ExceededLimit = { limit: "MAX_INFLATED_BYTES", maximum: MAX_INFLATED_BYTES };
const CERTIFICATES: ExceededLimit = { limit: "MAX_CERTIFICATES", maximum: MAX_CERTIFICATES };
const REVOCATION_EVIDENCE: ExceededLimit = { limit: "MAX_REVOCATION_EVIDENCE", maximum: MAX_REVOCATION_EVIDENCE };

/** What has been decoded, so that reading again, after a wait for bytes or as it was before, does not decode it all again. */
const decoded = new WeakMap<PdfStream, Uint8Array | ExceededLimit | null>();

class StoreReader {
  readonly #document: PdfDocument;
  readonly #budget: StoreBudget;
  readonly #exceeded = new Map<string, ExceededLimit>();

  constructor(document: PdfDocument, budget: StoreBudget) {
    this.#document = document;
    this.#budget = budget;
  }

  get exceeded(): readonly ExceededLimit[] {
    return [...this.#exceeded.values()];
  }

  /** The object that a value stands for; null where it leads nowhere, as some producers leave it, or too far. */
  take(value: PdfObject | undefined): PdfObject {
    if (this.#budget.itemsLeft === 0) return this.#tooMuch(ITEMS);
    this.#budget.itemsLeft--;
    const result = orLimit(() => this.#document.resolve(value));
    return result instanceof PdfLimitError ? this.#tooMuch(result) : result;
  }

  pieces(lists: readonly (PdfObject | undefined)[], cap: ExceededLimit): Uint8Array[] {
    const streams = new Set<PdfStream>();
    for (const list of lists) {
      const items = this.take(list);
      for (const item of isPdfArray(items) ? items : []) {
        const stream = this.take(item);
        if (!(stream instanceof PdfStream) || streams.has(stream)) continue;
        if (streams.size < cap.maximum) streams.add(stream);
        else this.#tooMuch(cap);
      }
    }
    return [...streams].flatMap((stream) => this.#decode(stream) ?? []);
  }

  #decode(stream: PdfStream): Uint8Array | null {
    const budget = this.#budget;
    // What a filter's reference stands for may be another thing in another revision.
    const isAlwaysTheSame = ["Filter", "DecodeParms"].every((key) => holdsNoReference(stream.dict.get(key)));
    const known = isAlwaysTheSame ? decoded.get(stream) : undefined;
    const result = known === undefined ? this.#tryDecode(stream) : known;
    // What the budget alone ruled out is no fact about the stream: another document has a budget of its own.
    if (isAlwaysTheSame && result !== BYTES) decoded.set(stream, result);
    if (result === null) return null;
    if (!(result instanceof Uint8Array)) return this.#tooMuch(result);
    if (isAlwaysTheSame && budget.paid.has(stream)) return result;
    if (result.length > budget.bytesLeft) return this.#tooMuch(BYTES);
    budget.bytesLeft -= result.length;
    budget.paid.add(stream);
    return result;
  }

  #tryDecode(stream: PdfStream): Uint8Array | ExceededLimit | null {
    const budget = this.#budget;
    const maxBytes = Math.min(MAX_INFLATED_BYTES, budget.bytesLeft);
    const result = orLimit(() => decodeStream(this.#document, stream, { maxBytes }));
    if (!(result instanceof PdfLimitError)) return result;
    // It was decoded that far all the same.
    budget.bytesLeft -= maxBytes;
    if (result.limit !== "maxBytes") return { limit: result.limit, maximum: result.maximum };
    return maxBytes < MAX_INFLATED_BYTES ? BYTES : PIECE_BYTES;
  }

  #tooMuch({ limit, maximum }: ExceededLimit): null {
    this.#exceeded.set(limit, { limit, maximum });
    return null;
  }
}

/** Null for what cannot be read. */
function orLimit<T>(read: () => T): T | PdfLimitError | null {
  try {
    return read();
  } catch (thrown) {
    if (thrown instanceof PdfReadError) return null;
    if (thrown instanceof PdfLimitError) return thrown;
    throw thrown;
  }
}

function holdsNoReference(value: PdfObject = null): boolean {
  if (value instanceof PdfRef) return false;
  if (isPdfArray(value)) return value.every(holdsNoReference);
  return !(value instanceof PdfDict) || [...value.entries.values()].every(holdsNoReference);
}
