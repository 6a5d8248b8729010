import { analyseChanges } from "../../src/changes/analyse-changes.ts";
import { NO_PERMISSIONS } from "../../src/changes/permissions.ts";
import { open } from "../changes/base.ts";
import { LARGE_FILES, type LargeFile } from "../changes/large-files.ts";

const ROUNDS = 5;
/** Small files are done so often that a round compares as many units as the large one has. */
const MAX_REPEATS = 100;

/**
 * What comparing revisions costs for each revision, signature, changed object or object of a large file, as a multiple of
 * what it costs in a small one: about 1 where cost is linear. Time of the processor, for what else the machine does would
 * weigh on short runs; the best of some rounds, since a collector comes by in each.
 */
export function linearCosts(): readonly { readonly name: string; readonly ratio: number }[] {
  return LARGE_FILES.map((file) => {
    const repeats = Math.min(MAX_REPEATS, Math.round(file.large / file.small));
    const small = bestMicroseconds(file, file.build(file.small), repeats) / (file.small * repeats);
    const large = bestMicroseconds(file, file.build(file.large), 1) / file.large;
    return { name: `linear-${file.title.replace(" ", "-")}`, ratio: large / small };
  });
}

function bestMicroseconds({ since }: LargeFile, bytes: Uint8Array, repeats: number): number {
  const times = Array.from({ length: ROUNDS }, () => {
    const documents = Array.from({ length: repeats }, () => open(bytes));
    const start = process.cpuUsage();
    for (const document of documents) {
      const changes = analyseChanges(document);
      const signed = since === "each" ? document.revisions.slice(0, -1).map(({ index }) => index) : [since];
      for (const revision of signed) changes.since(revision, { permissions: NO_PERMISSIONS, defaultPermission: 2 });
    }
    const { user, system } = process.cpuUsage(start);
    return user + system;
  });
  return Math.min(...times);
}
