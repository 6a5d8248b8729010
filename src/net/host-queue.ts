/** Lets only so many exchanges with one host go on at once; the others wait in order. */
export class HostQueue {
  readonly #limit: number;
  readonly #hosts = new Map<string, { running: number; readonly waiting: (() => void)[] }>();

  constructor(limit: number) {
    this.#limit = limit;
  }

  /** Runs `task` when it is its turn. Rejects with the signal's reason where that is aborted before. */
  async run<T>(host: string, signal: AbortSignal, task: () => Promise<T>): Promise<T> {
    await this.#enter(host, signal);
    try {
      return await task();
    } finally {
      this.#leave(host);
    }
  }

  async #enter(host: string, signal: AbortSignal): Promise<void> {
    signal.throwIfAborted();
    const queue = this.#hosts.get(host) ?? { running: 0, waiting: [] };
    this.#hosts.set(host, queue);
    if (queue.running < this.#limit) {
      queue.running++;
      return;
    }
    await new Promise<void>((resolve, reject) => {
      const start = () => {
        signal.removeEventListener("abort", abort);
        resolve();
      };
      const abort = () => {
        queue.waiting.splice(queue.waiting.indexOf(start), 1);
        reject(signal.reason as Error);
      };
      queue.waiting.push(start);
      signal.addEventListener("abort", abort, { once: true });
    });
  }

  #leave(host: string): void {
    const queue = this.#hosts.get(host);
    if (queue === undefined) return;
    const next = queue.waiting.shift();
    // The place passes on to the next in line, so that nobody can slip in between.
    if (next !== undefined) next();
    else if (--queue.running === 0) this.#hosts.delete(host);
  }
}
