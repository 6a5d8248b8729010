import type { XrefLink } from "./xref-chain.ts";
import type { XrefEntry } from "./xref-section.ts";

interface Dated {
  /** Position of the link in the chain, counted from the newest. */
  readonly position: number;
  readonly entry: XrefEntry;
}

/** With few sections, asking each of them is cheaper than building the index. */
const MAX_ASKED_SECTIONS = 8;

/**
 * Which entry of a chain counts for an object, seen from its newest section or from any older one: the document as
 * it was in each of a thousand revisions shares one index.
 */
export class XrefIndex {
  readonly links: readonly XrefLink[];
  #histories: Map<number, Dated[]> | null = null;

  constructor(links: readonly XrefLink[]) {
    this.links = links;
  }

  /** The entry for object `num` in the newest section at or after position `from` that has one. */
  find(num: number, from: number): XrefEntry | undefined {
    if (this.links.length <= MAX_ASKED_SECTIONS) {
      for (let position = from; position < this.links.length; position++) {
        const entry = entryOf(this.links[position], num);
        if (entry !== undefined) return entry;
      }
      return undefined;
    }
    const history = this.#index().get(num) ?? [];
    // The histories run from the newest entry to the oldest; the first one not newer than `from` counts.
    let low = 0;
    let high = history.length;
    while (low < high) {
      const middle = (low + high) >> 1;
      if ((history[middle]?.position ?? 0) < from) low = middle + 1;
      else high = middle;
    }
    return history[low]?.entry;
  }

  /** The numbers of all objects that have an entry at or after position `from`, each once. */
  *numbers(from: number): Iterable<number> {
    const seen = new Set<number>();
    for (const { main, hidden } of this.links.slice(from)) {
      for (const entries of [main.entries, hidden?.entries ?? []]) {
        for (const [num] of entries) {
          if (!seen.has(num)) yield num;
          seen.add(num);
        }
      }
    }
  }

  #index(): Map<number, Dated[]> {
    if (this.#histories !== null) return this.#histories;
    const histories = new Map<number, Dated[]>();
    this.links.forEach((link, position) => {
      const add = (num: number) => {
        const entry = entryOf(link, num);
        const history = histories.get(num);
        if (entry === undefined || history?.at(-1)?.position === position) return;
        if (history === undefined) histories.set(num, [{ position, entry }]);
        else history.push({ position, entry });
      };
      for (const num of link.main.entries.keys()) add(num);
      for (const num of link.hidden?.entries.keys() ?? []) add(num);
    });
    this.#histories = histories;
    return histories;
  }
}

/**
 * ISO 32000-2, 7.5.8.4: the table counts before the stream beside it, but an object hidden from old readers is free
 * in the table and in use in the stream.
 */
function entryOf(link: XrefLink | undefined, num: number): XrefEntry | undefined {
  const entry = link?.main.entries.get(num);
  if (entry !== undefined && entry.kind !== "free") return entry;
  return link?.hidden?.entries.get(num) ?? entry;
}
