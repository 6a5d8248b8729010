import { join } from "node:path";
import { ESLint } from "eslint";
import { describe, expect, it } from "vitest";
import { repository } from "../support/repository.ts";

const eslint = new ESLint({ cwd: repository, overrideConfigFile: join(repository, ".config/eslint.config.mjs") });

/** The rules that report `code` as if it stood in `file`, which must exist for its types to be known. */
async function rulesAgainst(code: string, file: string): Promise<(string | null)[]> {
  const results = await eslint.lintText(`${code}\n`, { filePath: join(repository, file) });
  return results.flatMap(({ messages }) => messages.map(({ ruleId }) => ruleId));
}

describe("the rules about what code may touch", () => {
  it.each([
    ["the network", "export const get = () => fetch('https://example.org');", "no-restricted-globals"],
    ["the network by another name", "export const get = globalThis.fetch;", "no-restricted-properties"],
    ["the DOM", "export const title = () => document.title;", "no-restricted-globals"],
    ["Node's globals", "export const bytes = Buffer.from('a');", "no-restricted-globals"],
    ["the clock", "export const now = () => Date.now();", "no-restricted-syntax"],
    ["the clock by constructor", "export const now = () => new Date();", "no-restricted-syntax"],
    ["an enum", "export enum Verdict { Valid }", "no-restricted-syntax"],
    ["a default export", "export default 1;", "no-restricted-syntax"],
    ["a star export", "export * from './concat.ts';", "no-restricted-syntax"],
    ["any", "export const x: any = 1;", "@typescript-eslint/no-explicit-any"],
    ["a non-null assertion", "export const f = (x?: string) => x!.length;", "@typescript-eslint/no-non-null-assertion"],
    [
      "a forgotten promise",
      "export const f = (p: () => Promise<void>) => { p(); };",
      "@typescript-eslint/no-floating-promises",
    ],
    [
      "a switch that misses a case",
      "export const f = (x: 'a' | 'b') => { switch (x) { case 'a': return 1; } return 0; };",
      "@typescript-eslint/switch-exhaustiveness-check",
    ],
    ["a file of more than 400 lines", "\n".repeat(401), "max-lines"],
  ])("refuse %s in src/bytes", async (_what, code, rule) => {
    expect(await rulesAgainst(code, "src/bytes/concat.ts")).toContain(rule);
  });

  it("let a date be made from a given time", async () => {
    expect(await rulesAgainst("export const epoch = new Date(0);", "src/bytes/concat.ts")).toEqual([]);
  });

  it("let the platform code for Node use what Node has", async () => {
    const code = "export const bytes = Buffer.from('a');";
    expect(await rulesAgainst(code, "src/platform/node.ts")).toEqual([]);
    expect(await rulesAgainst(code, "src/platform/web.ts")).toContain("no-restricted-globals");
  });
});
