import type { Existence } from "../../../x509/existence.ts";
import { nameOfPiece } from "../evidence/piece-name.ts";

/** Octets that a validated timestamp is over, and by when they were there. */
interface Proven {
  readonly time: Date;
  readonly pieces: () => Iterable<Uint8Array>;
}

/**
 * The proofs of existence that validated timestamps give for certificates and evidence (EN 319 102-1, clause 5.6.2.3),
 * by what these are made of: a piece that a timestamp covers is as old wherever else it turns up. What has none exists
 * since now.
 */
export class ProofsOfExistence implements Existence {
  readonly #now: Date;
  readonly #proven: readonly Proven[];
  readonly #names: WeakMap<Proven, ReadonlySet<string>>;

  private constructor(now: Date, proven: readonly Proven[], names: WeakMap<Proven, ReadonlySet<string>>) {
    this.#now = now;
    this.#proven = proven;
    this.#names = names;
  }

  static none(now: Date): ProofsOfExistence {
    return new ProofsOfExistence(now, [], new WeakMap());
  }

  /** These and what a timestamp proves. The pieces are listed only once something depends on their age. */
  with(time: Date, pieces: () => Iterable<Uint8Array>): ProofsOfExistence {
    return new ProofsOfExistence(this.#now, [...this.#proven, { time, pieces }], this.#names);
  }

  provenSince(der: Uint8Array): Date {
    let since = this.#now;
    const candidates = this.#proven.filter(({ time }) => time < since);
    if (candidates.length === 0) return since;
    const name = nameOfPiece(der);
    for (const proven of candidates) {
      if (proven.time < since && this.#namesIn(proven).has(name)) since = proven.time;
    }
    return since;
  }

  #namesIn(proven: Proven): ReadonlySet<string> {
    const known = this.#names.get(proven);
    if (known !== undefined) return known;
    const names = new Set([...proven.pieces()].map(nameOfPiece));
    this.#names.set(proven, names);
    return names;
  }
}
