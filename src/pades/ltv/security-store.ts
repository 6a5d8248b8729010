import {
  MAX_CERTIFICATES,
  MAX_DSS_BYTES,
  MAX_INFLATED_BYTES,
  MAX_REVOCATION_EVIDENCE,
  MAX_STORE_ITEMS,
} from "../../limits.ts";
import { isPdfArray, PdfDict, type PdfObject, PdfStream } from "../../pdf/objects.ts";
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

/**
 * The store of the newest revision: its own lists and those that relate pieces to single signatures (VRI), each piece
 * once. Whoever appends to a file may put anything here, so that nothing but the pieces' own signatures gives them
 * weight, and what is not as the standard has it is passed over: data that lacks shows where it is needed.
 *
 * @throws Suspension where bytes have to be fetched first (bytes/suspend.ts)
 */
export function readSecurityStore(document: PdfDocument): SecurityStore {
  const store = orNothing(() => document.resolve(document.catalog.get("DSS")));
  if (!(store instanceof PdfDict)) return EMPTY_STORE;
  const reader = new StoreReader(document);
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

/** What has been decoded, so that reading again after a wait for bytes does not decode it all again. */
const decoded = new WeakMap<PdfStream, Uint8Array | null>();

class StoreReader {
  readonly #document: PdfDocument;
  #itemsLeft = MAX_STORE_ITEMS;
  #bytesLeft = MAX_DSS_BYTES;

  constructor(document: PdfDocument) {
    this.#document = document;
  }

  /** The object that a value stands for; null where it leads nowhere, as some producers leave it, or too far. */
  take(value: PdfObject | undefined): PdfObject {
    if (this.#itemsLeft === 0) return null;
    this.#itemsLeft--;
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
    const known = decoded.get(stream);
    const maxBytes = Math.min(MAX_INFLATED_BYTES, this.#bytesLeft);
    const bytes =
      known ?? (known === null ? null : orNothing(() => decodeStream(this.#document, stream, { maxBytes })));
    decoded.set(stream, bytes);
    this.#bytesLeft -= bytes?.length ?? 0;
    return this.#bytesLeft < 0 ? null : bytes;
  }
}

function orNothing<T>(read: () => T): T | null {
  try {
    return read();
  } catch (thrown) {
    if (thrown instanceof PdfReadError || thrown instanceof PdfLimitError) return null;
    throw thrown;
  }
}
