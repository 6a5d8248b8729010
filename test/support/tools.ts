import { accessSync, constants, statSync } from "node:fs";
import { delimiter, join } from "node:path";
import { describe, it } from "vitest";
import { requireInCi } from "./missing.ts";

const known = new Map<string, string | null>();

/** Whether a program of this name is on the PATH. */
export function hasTool(name: string): boolean {
  return toolPath(name) !== null;
}

/** The full path of the program of this name, or null where none is on the PATH. */
export function toolPath(name: string): string | null {
  let found = known.get(name);
  if (found === undefined) {
    const folders = (process.env["PATH"] ?? "").split(delimiter).filter((folder) => folder !== "");
    found = folders.map((folder) => join(folder, name)).find(isProgram) ?? null;
    known.set(name, found);
  }
  return found;
}

/**
 * A block of tests that compares with other people's programs (pdfsig, qpdf, openssl). Where one is missing, one
 * skipped test names it; under CI=true that is an error.
 */
export function describeWithTools(names: readonly string[], title: string, body: () => void): void {
  const missing = names.filter((name) => !hasTool(name));
  if (missing.length === 0) {
    describe(title, body);
    return;
  }
  const reason = `not installed: ${missing.join(", ")}`;
  requireInCi(title, reason);
  describe(title, () => it.skip(reason));
}

function isProgram(path: string): boolean {
  try {
    accessSync(path, constants.X_OK);
    return statSync(path).isFile();
  } catch {
    return false;
  }
}
