import type { FetchError } from "./fetcher.ts";

/** A signal that must be closed, for it keeps a timer. */
export interface Deadline {
  readonly signal: AbortSignal;
  close(): void;
}

/** A signal that ends when the caller's does, with its reason, or after a time, with `timeout`. */
export function openDeadline(outer: AbortSignal | undefined, timeoutMs: number, timeout: FetchError): Deadline {
  const controller = new AbortController();
  const abort = () => controller.abort(outer?.reason);
  if (outer?.aborted === true) abort();
  outer?.addEventListener("abort", abort, { once: true });
  const timer = setTimeout(() => controller.abort(timeout), timeoutMs);
  return {
    signal: controller.signal,
    close: () => {
      clearTimeout(timer);
      outer?.removeEventListener("abort", abort);
    },
  };
}
