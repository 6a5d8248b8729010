/** Packs dist as npm would publish it and asks publint and attw about that tarball. Build first. */
import { spawnSync } from "node:child_process";
import { mkdtempSync, readdirSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";

/** Scripts that a page loads, not a program: they have no types. */
const scriptsForPages = ["--exclude-entrypoints", "pades-verify.js", "pades-verify-worker.js"];

const root = join(import.meta.dirname, "..");
const folder = mkdtempSync(join(tmpdir(), "pades-check-"));
let status = run("npm", "pack", "--ignore-scripts", "--silent", "--pack-destination", folder);
if (status === 0) {
  const tarball = join(folder, readdirSync(folder)[0]);
  const publint = run("npx", "--no-install", "publint", "run", tarball, "--strict");
  // ESM only, on purpose: attw's older kinds of resolution are passed over.
  const attw = run("npx", "--no-install", "attw", tarball, "--profile", "esm-only", ...scriptsForPages);
  status = publint || attw;
}
rmSync(folder, { recursive: true, force: true });
process.exit(status);

function run(program, ...args) {
  return spawnSync(program, args, { cwd: root, stdio: "inherit", shell: process.platform === "win32" }).status ?? 1;
}
