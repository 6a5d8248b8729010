import { describe, expect, it } from "vitest";
import { analyseChanges } from "../../src/changes/analyse-changes.ts";
import { NO_PERMISSIONS } from "../../src/changes/permissions.ts";
import { RoleMap } from "../../src/changes/role-map.ts";
import { PdfDocument } from "../../src/pdf/read/document.ts";
import { countCalls } from "../support/count-calls.ts";
import { open } from "./base.ts";
import { LARGE_FILES, type LargeFile } from "./large-files.ts";

const SINCE = { permissions: NO_PERMISSIONS, defaultPermission: 2 } as const;

function ask({ since, level }: LargeFile, document: PdfDocument): void {
  const changes = analyseChanges(document);
  const signed = since === "each" ? document.revisions.slice(0, -1).map(({ index }) => index) : [since];
  for (const revision of signed) expect(changes.since(revision, SINCE).level).toBe(level);
}

/** Objects looked up, references followed and uses asked for. */
function workOf(file: LargeFile, count: number): number {
  const document = open(file.build(count));
  const looked = () => countCalls(PdfDocument.prototype, ["load", "resolve"], () => ask(file, document));
  let lookUps = 0;
  const uses = countCalls(RoleMap.prototype, ["uses", "roles"], () => {
    lookUps = looked();
  });
  return uses + lookUps;
}

// Times are for the bench (npm run bench), which prints the same ratios of them.
describe("the work of comparing revisions grows no faster than the number of", () => {
  it.each(LARGE_FILES.map((file) => [file.title, file] as const))("%s", (_, file) => {
    const perUnit = workOf(file, file.large) / file.large / (workOf(file, file.small) / file.small);
    // Each signature's revision lists all fields again.
    expect(perUnit).toBeLessThan(2);
  });
});
