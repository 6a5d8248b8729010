import { analyseChanges } from "../../src/changes/analyse-changes.ts";
import { NO_PERMISSIONS } from "../../src/changes/permissions.ts";
import { open } from "../changes/base.ts";
import { LARGE_FILES, type LargeFile } from "../changes/large-files.ts";

const ROUNDS = 5;

/**
 * What comparing revisions costs for each revision, signature, changed object or object of a large file, as a multiple of
 * what it costs in a small one: about 1 where cost is linear. The best of some rounds, since a collector comes by in each.
 */
export function linearCosts(): readonly { readonly name: string; readonly ratio: number }[] {
  return LARGE_FILES.map((file) => {
    const [small, large] = [file.small, file.large].map((count) => bestMs(file, file.build(count)) / count);
    return { name: `linear-${file.title.replace(" ", "-")}`, ratio: (large ?? Number.NaN) / (small ?? Number.NaN) };
  });
}

function bestMs({ since }: LargeFile, bytes: Uint8Array): number {
  const times = Array.from({ length: ROUNDS }, () => {
    const document = open(bytes);
    const start = performance.now();
    const changes = analyseChanges(document);
    const signed = since === "each" ? document.revisions.slice(0, -1).map(({ index }) => index) : [since];
    for (const revision of signed) changes.since(revision, { permissions: NO_PERMISSIONS, defaultPermission: 2 });
    return performance.now() - start;
  });
  return Math.min(...times);
}
