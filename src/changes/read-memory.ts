import { type PdfObject, PdfRef } from "../pdf/objects.ts";
import type { Resolver } from "../pdf/read/filters.ts";
import { PdfLimitError, PdfReadError } from "../pdf/read/read-error.ts";
import { type ObjectKey, refKey } from "./object-key.ts";

/** Ways in which one object has been read: in few files it leads to other objects in more than two revisions. */
const MAX_READINGS = 8;

interface Reading<T> {
  readonly result: T;
  /** Every reference that was followed to read it, and what was there. */
  readonly followed: ReadonlyMap<ObjectKey, { readonly ref: PdfRef; readonly value: PdfObject }>;
  /** What it was read with that is no object of the file. */
  readonly context: string;
}

/**
 * What was read from an object, remembered for other revisions of the file and other places in it: as long as each
 * reference that was followed on the way leads to the very same object there.
 */
export class ReadMemory<T> {
  readonly #readings = new WeakMap<object, Reading<T>[]>();

  /**
   * @param key of which all is the same when it is the same object, but for what its references lead to
   * @param context what else the reading depends on
   * @param read follows references by the resolver that it is given only
   */
  recall(key: object, context: string, resolver: Resolver, read: (resolver: Resolver) => T): T {
    const readings = this.#readings.get(key) ?? [];
    const known = readings.find((reading) => reading.context === context && leadsToTheSame(resolver, reading));
    if (known !== undefined) return known.result;
    const followed = new Map<ObjectKey, { ref: PdfRef; value: PdfObject }>();
    const result = read({
      resolve: (value) => {
        const target = resolver.resolve(value);
        if (value instanceof PdfRef) followed.set(refKey(value), { ref: value, value: target });
        return target;
      },
    });
    if (readings.length === MAX_READINGS) readings.shift();
    readings.push({ result, followed, context });
    this.#readings.set(key, readings);
    return result;
  }
}

function leadsToTheSame(resolver: Resolver, { followed }: Reading<unknown>): boolean {
  try {
    for (const { ref, value } of followed.values()) if (resolver.resolve(ref) !== value) return false;
    return true;
  } catch (thrown) {
    if (thrown instanceof PdfReadError || thrown instanceof PdfLimitError) return false;
    throw thrown;
  }
}
