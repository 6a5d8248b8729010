/** Median of a list that is not empty. */
export function median(values: readonly number[]): number {
  const sorted = [...values].sort((a, b) => a - b);
  return sorted[Math.floor(sorted.length / 2)] ?? Number.NaN;
}

/** Milliseconds that `task` takes once. */
async function milliseconds(task: () => unknown): Promise<number> {
  const start = performance.now();
  await task();
  return performance.now() - start;
}

/**
 * How many times as long as `floor` `task` takes: the median over rounds in which each runs once, so that whatever
 * else the machine does meets both.
 */
export async function ratioToFloor(
  task: () => unknown,
  floor: () => unknown,
  rounds: number,
): Promise<{ readonly ratio: number; readonly ms: number }> {
  for (let i = 0; i < 3; i++) {
    await task();
    await floor();
  }
  const taskTimes: number[] = [];
  const floorTimes: number[] = [];
  for (let round = 0; round < rounds; round++) {
    floorTimes.push(await milliseconds(floor));
    taskTimes.push(await milliseconds(task));
  }
  return { ratio: median(taskTimes) / median(floorTimes), ms: median(taskTimes) };
}

/** Runs a second: the median of `rounds` of `batch` runs each, after a warm-up of the same length. */
export async function runsPerSecond(task: () => Promise<unknown>, batch: number, rounds: number): Promise<number> {
  const rates: number[] = [];
  for (let round = 0; round <= rounds; round++) {
    const elapsed = await milliseconds(async () => {
      for (let i = 0; i < batch; i++) await task();
    });
    if (round > 0) rates.push((batch * 1000) / elapsed);
  }
  return median(rates);
}

/** The median time of one run, after a warm-up of the same length. */
export async function medianMs(task: () => Promise<unknown>, rounds: number): Promise<number> {
  for (let i = 0; i < rounds; i++) await task();
  const times: number[] = [];
  for (let round = 0; round < rounds; round++) times.push(await milliseconds(task));
  return median(times);
}
