import { execFileSync } from "node:child_process";
import { createHash } from "node:crypto";
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, beforeAll, describe, expect, inject, it } from "vitest";
import { composePage } from "../../../src/report/offline-page/compose-page.ts";
import { demoTrustProfile } from "../../support/demo-certs.ts";
import { repository } from "../../support/repository.ts";
import { buildScripts, bundleOf } from "./page-fixture.ts";

const { consumer } = inject("packed");

/** Bytes that a page with the demo's trust and evidence may have at most. */
const MAX_PAGE_BYTES = 400_000;

describe("building the offline page", () => {
  let folder: string;

  beforeAll(() => {
    folder = mkdtempSync(join(tmpdir(), "pades-page-"));
  });

  afterAll(() => {
    rmSync(folder, { recursive: true, force: true });
  });

  /** `pades page` of the packed package. */
  function pades(out: string, ...flags: readonly string[]): string {
    const main = join(consumer, "node_modules/pades-dossier/dist/cli/main.js");
    const trust = join(repository, "certs/demo.trust.json");
    const args = [main, "page", "--lang", "en", "--trust", trust, "-o", join(folder, out), ...flags];
    return execFileSync(process.execPath, args, { encoding: "utf8", cwd: folder });
  }

  it("gives the same bytes twice, prints their hash, and stays small", async () => {
    const bundle = join(folder, "bundle.json");
    writeFileSync(bundle, await bundleOf(1));
    const printed = [pades("one.html", "--evidence", bundle), pades("two.html", "--evidence", bundle)];
    const bytes = readFileSync(join(folder, "one.html"));
    expect(readFileSync(join(folder, "two.html")).equals(bytes)).toBe(true);
    const sha256 = createHash("sha256").update(bytes).digest("hex");
    for (const text of printed) expect(text).toContain(`SHA-256 of the page: ${sha256}`);
    expect(bytes.length).toBeLessThanOrEqual(MAX_PAGE_BYTES);
    console.log(`verify.html: ${bytes.length} bytes`);
  });

  it("gives the same bytes where its scripts are built anew, in another folder", async () => {
    const pages: string[] = [];
    for (const name of ["a", "b"]) {
      const scripts = await buildScripts(join(folder, name));
      pages.push(composePage({ scripts, data: { trust: demoTrustProfile() as object }, language: "en" }));
    }
    expect(pages[0]).toBe(pages[1]);
    pades("packed.html");
    expect(readFileSync(join(folder, "packed.html"), "utf8")).toBe(pages[0]);
  });

  it("replaces no file unless it is told to", () => {
    pades("kept.html");
    expect(() => pades("kept.html")).toThrow(/64|exists/);
    expect(pades("kept.html", "--force")).toContain("Wrote");
  });

  it("refuses a script that would end the element that it stands in", () => {
    const scripts = { boot: 'const a = "</script>";', app: "", worker: "" };
    expect(() => composePage({ scripts, data: { trust: {} }, language: "vi" })).toThrow(RangeError);
  });

  it("refuses evidence that is no bundle", () => {
    const file = join(folder, "none.json");
    writeFileSync(file, "{}");
    expect(() => pades("none.html", "--evidence", file)).toThrow(/bundle/i);
  });
});
