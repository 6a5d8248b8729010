/**
 * How often methods of a class are called while `run` runs: work, counted, where a time would depend on the machine.
 * @param prototype of the class; its methods are put back afterwards
 */
export function countCalls(prototype: object, methods: readonly string[], run: () => void): number {
  const counter = startCounting(prototype, methods);
  try {
    run();
  } finally {
    counter.stop();
  }
  return counter.count();
}

/** The same of what takes a while; nothing else that uses the class may run meanwhile. */
export async function countCallsDuring(
  prototype: object,
  methods: readonly string[],
  run: () => Promise<unknown>,
): Promise<number> {
  const counter = startCounting(prototype, methods);
  try {
    await run();
  } finally {
    counter.stop();
  }
  return counter.count();
}

function startCounting(prototype: object, methods: readonly string[]) {
  let count = 0;
  const originals = methods.map((method) => {
    const descriptor = Object.getOwnPropertyDescriptor(prototype, method);
    const original: unknown = descriptor?.value;
    if (descriptor === undefined || typeof original !== "function") throw new Error(`no method ${method}`);
    const counted = function (this: unknown, ...given: readonly unknown[]): unknown {
      count++;
      return Reflect.apply(original, this, given);
    };
    Object.defineProperty(prototype, method, { ...descriptor, value: counted });
    return [method, descriptor] as const;
  });
  return {
    count: () => count,
    stop: () => {
      for (const [method, descriptor] of originals) Object.defineProperty(prototype, method, descriptor);
    },
  };
}
