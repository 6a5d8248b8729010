/** A few batches' worth of issuing CAs and time-stamping authorities; an imported key takes some kilobytes. */
const MAX_IMPORTED_KEYS = 256;

/** Keys imported lately: importing one costs more than a signature check, and the same CAs return with every file. */
export class KeyCache<Imported> {
  readonly #imported = new Map<string, Imported>();
  readonly #limit: number;

  constructor(limit = MAX_IMPORTED_KEYS) {
    this.#limit = limit;
  }

  /** The key with this id, importing it where it is not held. What the import throws is thrown on and not kept. */
  get(id: string, importKey: () => Imported): Imported {
    const held = this.#imported.get(id);
    if (held !== undefined) {
      // A Map iterates in order of insertion: taking an entry out and in again makes it the youngest.
      this.#imported.delete(id);
      this.#imported.set(id, held);
      return held;
    }
    const key = importKey();
    this.#imported.set(id, key);
    if (this.#imported.size > this.#limit) this.#dropOldest();
    return key;
  }

  #dropOldest(): void {
    for (const oldest of this.#imported.keys()) {
      this.#imported.delete(oldest);
      return;
    }
  }
}
