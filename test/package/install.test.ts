import { spawnSync } from "node:child_process";
import { copyFileSync, existsSync, mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { dirname, join } from "node:path";
import { afterEach, beforeEach, describe, expect, it } from "vitest";
import { repository } from "../support/repository.ts";

const lock = {
  packages: {
    "": { dependencies: { one: "1.0.0" } },
    "node_modules/one": { version: "1.0.0", integrity: "sha512-a" },
    "node_modules/other-os": { version: "2.0.0", integrity: "sha512-b", optional: true },
  },
};

describe("installing before npm start and npm test", () => {
  let folder: string;

  const write = (path: string, content: unknown): void => {
    mkdirSync(dirname(join(folder, path)), { recursive: true });
    writeFileSync(join(folder, path), typeof content === "string" ? content : JSON.stringify(content));
  };

  /** The arguments that npm got, or null where it was not called; npm is a script that writes them down. */
  const run = (): string[] | null => {
    const env = { ...process.env, npm_execpath: join(folder, "npm-cli.js") };
    const { status, stderr } = spawnSync(process.execPath, [join(folder, ".config/install.mjs")], {
      env,
      encoding: "utf8",
    });
    expect(status, stderr).toBe(0);
    const called = join(folder, "called.json");
    return existsSync(called) ? (JSON.parse(readFileSync(called, "utf8")) as string[]) : null;
  };

  beforeEach(() => {
    folder = mkdtempSync(join(tmpdir(), "pades-install-"));
    mkdirSync(join(folder, ".config"));
    copyFileSync(join(repository, ".config/install.mjs"), join(folder, ".config/install.mjs"));
    write(
      "npm-cli.js",
      "require('fs').writeFileSync(__dirname + '/called.json', JSON.stringify(process.argv.slice(2)))",
    );
    write("package.json", { dependencies: { one: "1.0.0" } });
    write("package-lock.json", lock);
    // As npm ci leaves it on another system: the optional package is not there.
    write("node_modules/.package-lock.json", { packages: { "node_modules/one": lock.packages["node_modules/one"] } });
    write("node_modules/one/package.json", { name: "one" });
  });

  afterEach(() => rmSync(folder, { recursive: true, force: true }));

  it("calls nobody where node_modules is what the lock file describes", () => {
    expect(run()).toBeNull();
  });

  it("runs npm ci in a fresh clone, tools included", () => {
    rmSync(join(folder, "node_modules"), { recursive: true });
    expect(run()).toEqual(expect.arrayContaining(["ci", "--include=dev"]));
  });

  it("runs npm ci where the lock file names another version", () => {
    const one = { version: "1.0.1", integrity: "sha512-c" };
    write("package-lock.json", { packages: { ...lock.packages, "node_modules/one": one } });
    expect(run()).toContain("ci");
  });

  it("runs npm ci where a package's folder was deleted", () => {
    rmSync(join(folder, "node_modules/one"), { recursive: true });
    expect(run()).toContain("ci");
  });

  it("runs npm ci where package.json and the lock file differ, so that npm names the difference", () => {
    write("package.json", { dependencies: { one: "1.0.0", two: "1.0.0" } });
    expect(run()).toContain("ci");
  });

  it("runs npm ci where node_modules holds a package that the lock file does not", () => {
    const stray = { version: "3.0.0", integrity: "sha512-d" };
    const installed = { "node_modules/one": lock.packages["node_modules/one"], "node_modules/stray": stray };
    write("node_modules/.package-lock.json", { packages: installed });
    expect(run()).toContain("ci");
  });
});
