/** Settles as `promise` does; rejects with the signal's reason as soon as that is aborted, whether or not `promise` heeds it. */
export async function abortable<T>(promise: Promise<T>, signal: AbortSignal | undefined): Promise<T> {
  if (signal === undefined) return promise;
  let abort: (() => void) | undefined;
  const end = new Promise<never>((_, reject) => {
    abort = () => reject(signal.reason as Error);
    if (signal.aborted) abort();
    else signal.addEventListener("abort", abort, { once: true });
  });
  try {
    return await Promise.race([promise, end]);
  } finally {
    if (abort !== undefined) signal.removeEventListener("abort", abort);
  }
}
