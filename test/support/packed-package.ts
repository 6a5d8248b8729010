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

let folder: string | null = null;
let packed: PackedPackage | null = null;

/** Builds, packs and installs the package once a run, away from dist/, for the projects that test what users get. */
export function setup(project: TestProject): void {
  packed ??= pack();
  project.provide("packed", packed);
}

export function teardown(): void {
  if (folder !== null) rmSync(folder, { recursive: true, force: true });
  folder = null;
  packed = null;
}

function pack(): PackedPackage {
  folder = mkdtempSync(join(tmpdir(), "pades-packed-"));
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
  return { tarball, consumer, files: files.map(({ path }) => path) };
}

function run(program: string, args: readonly string[], cwd: string): string {
  return execFileSync(program, args, { cwd, encoding: "utf8", stdio: ["ignore", "pipe", "pipe"] });
}
