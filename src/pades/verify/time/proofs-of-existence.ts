import { encodeHex } from "../../../bytes/hex.ts";
import { digestOf } from "../../../crypto/digest.ts";
import type { Existence } from "../../../x509/existence.ts";

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
  readonly #digests: WeakMap<Proven, ReadonlySet<string>>;

  private constructor(now: Date, proven: readonly Proven[], digests: WeakMap<Proven, ReadonlySet<string>>) {
    this.#now = now;
    this.#proven = proven;
    this.#digests = digests;
  }

  static none(now: Date): ProofsOfExistence {
    return new ProofsOfExistence(now, [], new WeakMap());
  }

  /** These and what a timestamp proves. The pieces are listed only once something depends on their age. */
  with(time: Date, pieces: () => Iterable<Uint8Array>): ProofsOfExistence {
    return new ProofsOfExistence(this.#now, [...this.#proven, { time, pieces }], this.#digests);
  }

  provenSince(der: Uint8Array): Date {
    let since = this.#now;
    const candidates = this.#proven.filter(({ time }) => time < since);
    if (candidates.length === 0) return since;
    const digest = keyOf(der);
    for (const proven of candidates) {
      if (proven.time < since && this.#digestsOf(proven).has(digest)) since = proven.time;
    }
    return since;
  }

  #digestsOf(proven: Proven): ReadonlySet<string> {
    const known = this.#digests.get(proven);
    if (known !== undefined) return known;
    const digests = new Set([...proven.pieces()].map(keyOf));
    this.#digests.set(proven, digests);
    return digests;
  }
}

const keys = new WeakMap<Uint8Array, string>();

function keyOf(der: Uint8Array): string {
  const known = keys.get(der);
  if (known !== undefined) return known;
  const key = encodeHex(digestOf("SHA-256", der));
  keys.set(der, key);
  return key;
}
