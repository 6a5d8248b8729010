import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterEach, describe, expect, it, vi } from "vitest";
import { corpusFolder } from "./corpus.ts";
import { requireInCi } from "./missing.ts";

afterEach(() => {
  vi.unstubAllEnvs();
  vi.restoreAllMocks();
});

describe("looking for the corpus", () => {
  it("takes the folder that PADES_CORPUS names", () => {
    const folder = mkdtempSync(join(tmpdir(), "pades-corpus-"));
    writeFileSync(join(folder, "README.md"), "");
    vi.stubEnv("PADES_CORPUS", folder);
    expect(corpusFolder()).toBe(folder);
    rmSync(folder, { recursive: true });
    expect(corpusFolder()).toBeNull();
  });

  it("finds none where PADES_CORPUS says none", () => {
    vi.stubEnv("PADES_CORPUS", "none");
    expect(corpusFolder()).toBeNull();
  });
});

describe("what tests do without something they need", () => {
  it("say why they are skipped", () => {
    vi.stubEnv("CI", "");
    const warn = vi.spyOn(console, "warn").mockImplementation(() => {});
    requireInCi("compares with others", "no corpus");
    expect(warn).toHaveBeenCalledWith("skipped: compares with others: no corpus");
  });

  it("fail under CI=true", () => {
    vi.stubEnv("CI", "true");
    expect(() => requireInCi("compares with others", "no corpus")).toThrow("no corpus");
  });
});
