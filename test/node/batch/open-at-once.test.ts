import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { equalBytes } from "../../../src/bytes/equal.ts";
import { isMemorySource } from "../../../src/bytes/source.ts";
import { MAX_FILE_READ_AT_ONCE } from "../../../src/limits.ts";
import { openAtOnce } from "../../../src/node/batch/open-at-once.ts";

let folder = "";
const at = (name: string) => join(folder, name);
beforeAll(() => {
  folder = mkdtempSync(join(tmpdir(), "pades-at-once-"));
});
afterAll(() => rmSync(folder, { recursive: true }));

describe("openAtOnce", () => {
  it.each([0, 1, 70_000, MAX_FILE_READ_AT_ONCE, MAX_FILE_READ_AT_ONCE + 1])(
    "reads a file of %i bytes",
    async (size) => {
      const bytes = Uint8Array.from({ length: size }, (_, index) => (index * 7) & 0xff);
      writeFileSync(at("file"), bytes);
      const source = await openAtOnce(at("file"));
      try {
        expect([source.size, isMemorySource(source)]).toEqual([size, size <= MAX_FILE_READ_AT_ONCE]);
        expect(equalBytes(await source.read(0, size), bytes)).toBe(true);
      } finally {
        await source.close();
      }
    },
  );

  it("rejects as a file source does where there is none, or a folder", async () => {
    mkdirSync(at("folder"));
    await expect(openAtOnce(at("missing"))).rejects.toMatchObject({ code: "ENOENT" });
    await expect(openAtOnce(at("folder"))).rejects.toMatchObject({ code: "EISDIR" });
  });
});
