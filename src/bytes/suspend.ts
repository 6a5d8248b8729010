/**
 * Parsing is plain synchronous code, although its bytes may have to be fetched: code that lacks something throws
 * a Suspension, and `resumable` waits for it and runs the same code again. That keeps `await` out of every loop
 * of the reader, and costs nothing where the bytes are in memory. Code run this way must be safe to run again;
 * what it has parsed so far it may keep.
 */
export class Suspension {
  readonly ready: () => Promise<void>;

  constructor(ready: () => Promise<void>) {
    this.ready = ready;
  }
}

/** Runs `compute`, again after each suspension, until it returns or throws something else. */
export async function resumable<T>(compute: () => T): Promise<T> {
  for (;;) {
    try {
      return compute();
    } catch (thrown) {
      if (!(thrown instanceof Suspension)) throw thrown;
      await thrown.ready();
    }
  }
}
