/** The outcomes of `run` over `items`, as they come, with at most `limit` under way. */
export async function* inAnyOrder<Item, Outcome>(
  items: readonly Item[],
  run: (item: Item) => Promise<Outcome>,
  limit: number,
  signal: AbortSignal | null,
): AsyncGenerator<Outcome> {
  const underWay = new Map<number, Promise<{ readonly index: number; readonly outcome: Outcome }>>();
  try {
    for (const [index, item] of items.entries()) {
      signal?.throwIfAborted();
      underWay.set(
        index,
        run(item).then((outcome) => ({ index, outcome })),
      );
      if (underWay.size >= limit) yield await next();
    }
    while (underWay.size > 0) yield await next();
  } finally {
    // Whoever stops listening does not stop what is under way, whose end must not go unheard.
    await Promise.allSettled(underWay.values());
  }

  async function next(): Promise<Outcome> {
    const { index, outcome } = await Promise.race(underWay.values());
    underWay.delete(index);
    return outcome;
  }
}
