import { execFileSync } from "node:child_process";
import { copyFileSync, mkdirSync, mkdtempSync, readFileSync, rmSync, symlinkSync } from "node:fs";
import { tmpdir } from "node:os";
import { dirname, join } from "node:path";
import type { TestProject } from "vitest/node";
import { repository } from "./repository.ts";

export interface PackedPackage {
  /** The tarball as npm would publish it. */
  readonly tarball: string;
  /** A project that has it installed: its own folder in node_modules, its dependencies as links to ours. */
  readonly consumer: string;
  /** Paths inside the tarball. */
  readonly files: readonly string[];
}

declare module "vitest" {
  interface ProvidedContext {
    packed: PackedPackage;
  }
}

const packedKey = Symbol.for("pades-dossier.packed");

/** Each project of a run loads this file anew; the package is built once for all of them. */
const shared = globalThis as { [packedKey]?: { folder: string; packed: PackedPackage } };

/** Builds, packs and installs the package, away from dist/, for the projects that test what users get. */
export function setup(project: TestProject): void {
  shared[packedKey] ??= pack();
  project.provide("packed", shared[packedKey].packed);
}

export function teardown(): void {
  const folder = shared[packedKey]?.folder;
  if (folder !== undefined) rmSync(folder, { recursive: true, force: true });
  delete shared[packedKey];
}

function pack(): { folder: string; packed: PackedPackage } {
  const folder = mkdtempSync(join(tmpdir(), "pades-packed-"));
  const staging = join(folder, "staging");
  mkdirSync(staging);
  for (const name of ["package.json", "README.md", "LICENSE", "CHANGELOG.md"]) {
    copyFileSync(join(repository, name), join(staging, name));
  }
  const tsup = join(repository, "node_modules/tsup/dist/cli-default.js");
  run(process.execPath, [tsup, "--silent", "--out-dir", join(staging, "dist")], repository);
  const printed = run("npm", ["pack", "--ignore-scripts", "--json", "--pack-destination", folder], staging);
  const [{ filename, files }] = JSON.parse(printed) as [{ filename: string; files: { path: string }[] }];

  const consumer = join(folder, "consumer");
  const installed = join(consumer, "node_modules/pades-dossier");
  mkdirSync(installed, { recursive: true });
  const tarball = join(folder, filename);
  run("tar", ["-xzf", tarball, "--strip-components=1", "-C", installed], folder);
  const manifest = JSON.parse(readFileSync(join(installed, "package.json"), "utf8")) as {
    dependencies: Readonly<Record<string, string>>;
  };
  for (const name of Object.keys(manifest.dependencies)) {
    mkdirSync(dirname(join(consumer, "node_modules", name)), { recursive: true });
    symlinkSync(join(repository, "node_modules", name), join(consumer, "node_modules", name));
  }
  return { folder, packed: { tarball, consumer, files: files.map(({ path }) => path) } };
}

function run(program: string, args: readonly string[], cwd: string): string {
  return execFileSync(program, args, { cwd, encoding: "utf8", stdio: ["ignore", "pipe", "pipe"] });
}
