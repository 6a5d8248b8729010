/** How well a signature serves a requirement; higher is better, 0 is not at all. */
export type Fitness = (requirement: number, signature: number) => number;

/**
 * Which signature stands for which requirement, each for one at the most, so that as much as possible is met. In the
 * order of the lists: what comes later in one comes later in the other (the longest common subsequence, weighed).
 *
 * @returns for each requirement the index of its signature, null where none is left for it
 */
export function assignInOrder(requirements: number, signatures: number, fitness: Fitness): (number | null)[] {
  const best: number[][] = Array.from({ length: requirements + 1 }, () => new Array<number>(signatures + 1).fill(0));
  const at = (i: number, j: number): number => best[i]?.[j] ?? 0;
  for (let i = requirements - 1; i >= 0; i--) {
    const row = best[i] ?? [];
    for (let j = signatures - 1; j >= 0; j--) {
      const fit = fitness(i, j);
      const taken = fit > 0 ? fit + at(i + 1, j + 1) : 0;
      row[j] = Math.max(taken, at(i + 1, j), at(i, j + 1));
    }
  }
  const assigned: (number | null)[] = [];
  for (let i = 0, j = 0; i < requirements; i++) {
    // Passing over signatures that the best outcome does without.
    while (j < signatures && at(i, j) === at(i, j + 1)) j++;
    const isTaken = j < signatures && at(i, j) !== at(i + 1, j);
    assigned.push(isTaken ? j++ : null);
  }
  return assigned;
}

/** The same in any order: the best are given out first, and a requirement makes room where another signature serves it too. */
export function assignInAnyOrder(requirements: number, signatures: number, fitness: Fitness): (number | null)[] {
  const holder = new Array<number | null>(signatures).fill(null);
  const assigned = new Array<number | null>(requirements).fill(null);
  const tiers = new Set<number>();
  for (let i = 0; i < requirements; i++) for (let j = 0; j < signatures; j++) tiers.add(fitness(i, j));
  tiers.delete(0);

  for (const tier of [...tiers].sort((a, b) => b - a)) {
    for (let i = 0; i < requirements; i++) {
      if (assigned[i] === null) augment(i, (a, b) => fitness(a, b) >= tier, new Set());
    }
  }
  return assigned;

  function augment(requirement: number, fits: (i: number, j: number) => boolean, tried: Set<number>): boolean {
    for (let j = 0; j < signatures; j++) {
      if (tried.has(j) || !fits(requirement, j)) continue;
      tried.add(j);
      const before = holder[j] ?? null;
      if (before !== null && !augment(before, fits, tried)) continue;
      holder[j] = requirement;
      assigned[requirement] = j;
      return true;
    }
    return false;
  }
}
