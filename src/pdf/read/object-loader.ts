import type { ByteView } from "../../bytes/view.ts";
import { LEXED_FLOOR_BYTES, MAX_DECODED_BYTES, MAX_INFLATED_BYTES, MAX_LEXED_RATIO } from "../../limits.ts";
import { type Extent, type PdfDict, type PdfObject, PdfRef, PdfStream } from "../objects.ts";
import { isDigit } from "./characters.ts";
import { type Decryptor, decryptObject } from "./encryption.ts";
import { decodeStream, type Resolver } from "./filters.ts";
import { type IndirectObject, parseIndirectObject } from "./indirect-object.ts";
import { type ObjectStream, parseObjectStream, readFromObjectStream } from "./object-stream.ts";
import { PdfLimitError, PdfReadError } from "./read-error.ts";
import type { AddRemark } from "./remarks.ts";
import type { XrefEntry } from "./xref-section.ts";

/** What the documents of one file, as it was in each of its revisions, need not read twice. */
export interface SharedObjects {
  readonly decryptor: Decryptor | null;
  /** By where the entry points. */
  readonly parsed: Map<number, IndirectObject & { readonly extent: Extent }>;
  readonly decrypted: Map<IndirectObject, IndirectObject>;
  /** By the container, as loaded. */
  readonly streams: Map<IndirectObject, LoadedObjectStream>;
  readonly fileSize: number;
  decodedBytes: number;
  lexedBytes: number;
}

interface LoadedObjectStream extends ObjectStream {
  /** By index. */
  readonly objects: Map<number, IndirectObject>;
}

export function shareObjects(fileSize: number, decryptor: Decryptor | null): SharedObjects {
  const maps = { parsed: new Map(), decrypted: new Map(), streams: new Map() };
  return { decryptor, ...maps, fileSize, decodedBytes: 0, lexedBytes: 0 };
}

/** What the loader asks of its document. */
interface LoaderDocument extends Resolver {
  readonly view: ByteView;
  readonly headerOffset: number;
  readonly rootTrailer: PdfDict;
  entry(num: number): XrefEntry | undefined;
}

/** Objects that may be needed to load one: a compressed /Length needs its container, which has a /Length itself. */
const MAX_LOADING_DEPTH = 8;

/** Loads the objects of one document, each once, and fails for each only once. */
export class ObjectLoader {
  readonly #document: LoaderDocument;
  readonly #shared: SharedObjects;
  readonly #remark: AddRemark;
  readonly #loaded = new Map<number, IndirectObject>();
  readonly #failed = new Map<number, PdfReadError | PdfLimitError>();
  readonly #loading = new Set<number>();

  constructor(document: LoaderDocument, shared: SharedObjects, remark: AddRemark) {
    this.#document = document;
    this.#shared = shared;
    this.#remark = remark;
  }

  load(num: number): IndirectObject | null {
    const known = this.#loaded.get(num);
    if (known !== undefined) return known;
    const entry = this.#document.entry(num);
    if (entry === undefined || entry.kind === "free") return null;
    const failure = this.#failed.get(num);
    if (failure !== undefined) throw failure;
    if (this.#loading.has(num)) throw new PdfReadError("object-malformed", `object ${num} is needed to load itself`);
    if (this.#loading.size >= MAX_LOADING_DEPTH) {
      throw new PdfReadError("object-malformed", `object ${num} is needed by a long chain of others to be loaded`);
    }
    this.#loading.add(num);
    try {
      const object =
        entry.kind === "in-file" ? this.#loadInFile(num, entry.offset, entry.gen) : this.#loadInStream(num, entry);
      if (object !== null) this.#loaded.set(num, object);
      return object;
    } catch (thrown) {
      if (thrown instanceof PdfReadError || thrown instanceof PdfLimitError) this.#failed.set(num, thrown);
      throw thrown;
    } finally {
      this.#loading.delete(num);
    }
  }

  #loadInFile(num: number, offset: number, gen: number): IndirectObject | null {
    const { view, headerOffset, rootTrailer } = this.#document;
    if (offset === 0 || offset === headerOffset) {
      this.#remark("entry-offset-zero", offset);
      return null;
    }
    if (offset >= view.size)
      throw new PdfReadError("xref-out-of-file", `the entry of object ${num} points after the file`, offset);
    const before = view.slice(offset - 1, offset)[0];
    const object = this.parseAt(offset);
    if (object.num !== num || object.gen !== gen || (before !== undefined && isDigit(before))) {
      throw new PdfReadError(
        "object-mismatch",
        `expected object ${num} ${gen}, found ${object.num} ${object.gen}`,
        offset,
      );
    }
    const encrypt = rootTrailer.get("Encrypt");
    if (this.#shared.decryptor === null || (encrypt instanceof PdfRef && encrypt.num === num)) return object;
    const known = this.#shared.decrypted.get(object);
    if (known !== undefined) return known;
    const decrypted = decryptObject(object, this.#shared.decryptor, this.#document);
    this.#shared.decrypted.set(object, decrypted);
    return decrypted;
  }

  parseAt(offset: number): IndirectObject & { readonly extent: Extent } {
    const { view } = this.#document;
    const lengthOf = (value: PdfObject | undefined): number | null => {
      const length = this.#document.resolve(value);
      return typeof length === "number" ? length : null;
    };
    const known = this.#shared.parsed.get(offset);
    if (known !== undefined && known.extent.end <= view.size && sameLength(known.value, lengthOf)) return known;
    this.#countLexed(0);
    const object = parseIndirectObject({ view, lengthOf, remark: this.#remark, lexed: this.#countLexed }, offset);
    this.#shared.parsed.set(offset, object);
    return object;
  }

  #loadInStream(num: number, { container, index }: XrefEntry & { readonly kind: "in-stream" }): IndirectObject {
    if (this.#document.entry(container)?.kind !== "in-file") {
      throw new PdfReadError("object-stream-malformed", `object ${num} is in an object stream that is not in the file`);
    }
    const holder = this.load(container);
    if (holder === null)
      throw new PdfReadError("object-stream-malformed", `object ${num} is in a missing object stream`);
    const stream = this.#openStream(holder);
    const known = stream.objects.get(index);
    if (known?.num === num) return known;
    this.#countLexed(0);
    const value = readFromObjectStream(stream, num, index, this.#countLexed);
    const object: IndirectObject = { num, gen: 0, value, extent: null, container };
    stream.objects.set(index, object);
    return object;
  }

  /** Once the cap is exceeded nothing more is read. */
  readonly #countLexed = (bytes: number): void => {
    const shared = this.#shared;
    shared.lexedBytes += bytes;
    if (shared.lexedBytes > LEXED_FLOOR_BYTES + MAX_LEXED_RATIO * (shared.fileSize + shared.decodedBytes)) {
      throw new PdfLimitError("MAX_LEXED_RATIO", MAX_LEXED_RATIO);
    }
  };

  #openStream(holder: IndirectObject): LoadedObjectStream {
    const known = this.#shared.streams.get(holder);
    if (known !== undefined) return known;
    const parsed = parseObjectStream(holder.value, (stream) => {
      const data = decodeStream(this.#document, stream, { maxBytes: MAX_INFLATED_BYTES });
      this.#shared.decodedBytes += data.length;
      if (this.#shared.decodedBytes > MAX_DECODED_BYTES)
        throw new PdfLimitError("MAX_DECODED_BYTES", MAX_DECODED_BYTES);
      return data;
    });
    const opened = { ...parsed, objects: new Map<number, IndirectObject>() };
    this.#shared.streams.set(holder, opened);
    return opened;
  }
}

/** Whether a stream that was parsed for another revision is the same in this one, where its /Length may differ. */
function sameLength(value: PdfObject, lengthOf: (value: PdfObject | undefined) => number | null): boolean {
  if (!(value instanceof PdfStream) || value.extent === null) return true;
  const length = value.dict.get("Length");
  return !(length instanceof PdfRef) || lengthOf(length) === value.extent.end - value.extent.start;
}
