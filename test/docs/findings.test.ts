import { readFileSync } from "node:fs";
import { join } from "node:path";
import { describe, expect, it } from "vitest";
import { FINDING_EFFECTS } from "../../src/findings.ts";
import { repository } from "../support/repository.ts";
import { findingsPage } from "./findings-page.ts";

describe("docs/findings.md", () => {
  const page = readFileSync(join(repository, "docs/findings.md"), "utf8");

  it("is what `npm run docs:findings` writes", () => {
    expect(page).toBe(findingsPage());
  });

  it("has a section for every code, in the order of the table", () => {
    expect([...page.matchAll(/^## (.+)$/gm)].map(([, code]) => code)).toEqual(Object.keys(FINDING_EFFECTS));
  });
});
