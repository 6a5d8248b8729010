import { PadesError } from "../../errors.ts";
import { MAX_REFERENCE_CHAIN } from "../../limits.ts";
import { PdfDict, type PdfObject, PdfRef } from "../objects.ts";
import type { NewObject } from "./incremental-update.ts";

/** Where the editor finds the objects of the file: PdfDocument. */
export interface ObjectReader {
  /** Object `num` as the file has it; null where it is free or missing. */
  load(num: number): NewObject | null;
}

/**
 * A place that holds a value: an indirect object, or an entry of one at any depth. Writing to it changes the object
 * in which the value really stands, and no other.
 */
export interface Slot {
  /** The value now, with changes made so far; null where there is none. */
  read(): PdfObject;
  write(value: PdfObject): void;
}

/** Collects new versions of a file's objects, to be written as an incremental update. The file itself is not touched. */
export class DocumentEditor {
  readonly #reader: ObjectReader;
  readonly #changes = new Map<number, NewObject>();
  #nextNumber: number;

  /** @param nextNumber the first object number to give away */
  constructor(reader: ObjectReader, nextNumber: number) {
    this.#reader = reader;
    this.#nextNumber = nextNumber;
  }

  /** Every object changed or added so far. */
  get changes(): ReadonlyMap<number, NewObject> {
    return this.#changes;
  }

  /** One more than the highest number given away. */
  get nextNumber(): number {
    return this.#nextNumber;
  }

  /** Adds an indirect object. */
  add(value: PdfObject): PdfRef {
    const ref = new PdfRef(this.#nextNumber++, 0);
    this.#changes.set(ref.num, { gen: 0, value });
    return ref;
  }

  /** What `value` stands for: itself, or the current version of the object that it refers to. */
  resolve(value: PdfObject | undefined): PdfObject {
    const { value: found } = this.#follow(value ?? null);
    return found;
  }

  /** The indirect object `ref`. */
  object(ref: PdfRef): Slot {
    return {
      read: () => this.resolve(ref),
      write: (value) => {
        const holder = this.#follow(ref).holder ?? ref;
        this.#changes.set(holder.num, { gen: holder.gen, value });
      },
    };
  }

  /**
   * The entry `key` of the dictionary in `parent`. Where it is a reference, writing changes the object referred to;
   * where it is direct, absent or refers to nothing, `parent`.
   *
   * @throws PadesError ERR_PDF_UNREADABLE on writing, where the parent is not a dictionary that can be rewritten
   */
  entry(parent: Slot, key: string): Slot {
    const raw = (): PdfObject => {
      const dict = parent.read();
      return dict instanceof PdfDict ? (dict.get(key) ?? null) : null;
    };
    return {
      read: () => this.resolve(raw()),
      write: (value) => {
        const { value: before, holder } = this.#follow(raw());
        if (holder !== null && before !== null) this.#changes.set(holder.num, { gen: holder.gen, value });
        else parent.write(withEntry(parent.read(), key, value));
      },
    };
  }

  /** Follows references; `holder` is the indirect object that holds the value itself, null for a direct value. */
  #follow(start: PdfObject): { value: PdfObject; holder: PdfRef | null } {
    let value = start;
    let holder: PdfRef | null = null;
    for (let steps = 0; value instanceof PdfRef; steps++) {
      if (steps > MAX_REFERENCE_CHAIN) {
        throw new PadesError("ERR_PDF_UNREADABLE", `object ${value.num} is reached by too many references in a row`);
      }
      holder = value;
      value = this.#current(value);
    }
    return { value, holder };
  }

  #current(ref: PdfRef): PdfObject {
    const object = this.#changes.get(ref.num) ?? this.#reader.load(ref.num);
    // A reference with another generation refers to nothing (ISO 32000-2, 7.3.10).
    return object !== null && object.gen === ref.gen ? object.value : null;
  }
}

/**
 * A dictionary with one entry set.
 * @throws PadesError ERR_PDF_UNREADABLE where `dict` is not a dictionary or gives a key twice: writing it again would
 * settle what readers may take either way
 */
export function withEntry(dict: PdfObject, key: string, value: PdfObject): PdfDict {
  if (!(dict instanceof PdfDict)) {
    throw new PadesError("ERR_PDF_UNREADABLE", `the object to receive /${key} is not a dictionary`);
  }
  if (dict.duplicateKeys.length > 0) {
    throw new PadesError("ERR_PDF_UNREADABLE", `the dictionary to receive /${key} has /${dict.duplicateKeys[0]} twice`);
  }
  return new PdfDict(new Map(dict.entries).set(key, value));
}
