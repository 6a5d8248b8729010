import { readdirSync, readFileSync } from "node:fs";
import { fileURLToPath } from "node:url";
import { expect, it } from "vitest";
import { FINDING_EFFECTS } from "../../../src/findings.ts";

const SOURCES = fileURLToPath(new URL("../../../src/pades/checks/", import.meta.url));
const TESTS = fileURLToPath(new URL(".", import.meta.url));

/** Files that hold no check: what checks share. */
const SHARED = ["check", "signature-format", "signed-value", "subject"];

const checks = readdirSync(SOURCES)
  .map((file) => file.replace(/\.ts$/, ""))
  .filter((name) => !SHARED.includes(name));

it.each(checks)("%s has a test of its own, is named after its code, and is asked", (name) => {
  expect(Object.keys(FINDING_EFFECTS)).toContain(name);
  expect(readdirSync(TESTS)).toContain(`${name}.test.ts`);
  const checklist = readFileSync(
    fileURLToPath(new URL("../../../src/pades/verify/checklists.ts", import.meta.url)),
    "utf8",
  );
  expect(checklist).toContain(`/checks/${name}.ts"`);
});
