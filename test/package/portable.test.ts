import { execFileSync, spawnSync } from "node:child_process";
import { cpSync, mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, beforeAll, expect, inject, it } from "vitest";
import { archivedSample } from "../support/archived-sample.ts";
import { demoPath } from "../support/demo-certs.ts";
import { repository } from "../support/repository.ts";
import { describeWithTools } from "../support/tools.ts";

const { consumer } = inject("packed");
const scripts = readdirSync(join(repository, ".config/portable")).filter((name) => /\.(cmd|sh)$/.test(name));

it.each(scripts)("hands no name of a file to the shell: %s", (name) => {
  const script = readFileSync(join(repository, ".config/portable", name), "utf8");
  // %1, %*, %~1 of cmd, in which a file could be called "a&calc.pdf"; $1, $*, $@ of sh.
  expect(script).not.toMatch(/%(~\w*)?[1-9*]|\$[{]?[1-9*@]/);
});

it("starts a script of Windows as Windows wants it: with CRLF at the end of each line", () => {
  const script = readFileSync(join(repository, ".config/portable/kiem-tra.cmd"), "latin1");
  expect(script.split("\n").every((line) => line === "" || line.endsWith("\r"))).toBe(true);
});

describeWithTools(["unzip"], "the portable ZIP", () => {
  const folder = mkdtempSync(join(tmpdir(), "pades-portable-"));
  let desk = "";

  beforeAll(() => {
    const build = join(repository, ".config/build-portable.mjs");
    execFileSync(process.execPath, [build, "--out", folder, "--package", join(consumer, "node_modules/pades-dossier")]);
    const [archive = ""] = readdirSync(folder).filter((name) => name.endsWith(".zip"));
    execFileSync("unzip", ["-q", join(folder, archive), "-d", folder]);
    desk = join(folder, archive.replace(/\.zip$/, ""));
  });
  afterAll(() => rmSync(folder, { recursive: true }));

  /** Started as by a double click, where nothing is installed. */
  const start = () => {
    const { status, stdout, stderr } = spawnSync(join(desk, "kiem-tra.sh"), [], {
      cwd: "/",
      env: { PATH: "" },
      encoding: "utf8",
    });
    return { status, stdout, stderr };
  };

  it("tells what to do while nothing lies in its folders", () => {
    const { status, stdout } = start();
    expect(status).toBe(0);
    expect(stdout).toContain("HO-SO");
    expect(stdout).toContain("TIN-CAY chưa có chứng thư gốc nào");
  });

  it("verifies what lies in HO-SO, whatever its name, with an empty PATH and no network", async () => {
    const names = ["Quyết định số 12 & phụ lục 100%.pdf", "$(touch x);`y`.pdf"];
    const sample = await archivedSample(new Date());
    for (const name of names) writeFileSync(join(desk, "HO-SO", name), sample);
    cpSync(demoPath(""), join(desk, "TIN-CAY"), { recursive: true });
    const { status, stdout } = start();
    expect(stdout.match(/✓ HỢP LỆ tại thời điểm ký/g)).toHaveLength(2);
    expect(status).toBe(0);
    const pages = readdirSync(join(desk, "KET-QUA")).filter((name) => name.endsWith(".html"));
    expect(pages).toHaveLength(2);
    expect(pages.some((name) => name.startsWith("Quyết định số 12 _ phụ lục 100_-"))).toBe(true);

    // Nobody is trusted: the same files are undecided.
    rmSync(join(desk, "TIN-CAY"), { recursive: true });
    expect(start().status).toBe(2);
  });
});
