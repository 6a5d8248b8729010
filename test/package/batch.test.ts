import { spawn } from "node:child_process";
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, beforeAll, expect, inject, it } from "vitest";
import { demoPath } from "../support/demo-certs.ts";
import { signedSample } from "../support/signed-samples.ts";

const { consumer } = inject("packed");
const FILES = 300;
const KILLS = 12;
let folder = "";

beforeAll(async () => {
  folder = mkdtempSync(join(tmpdir(), "pades-kill-"));
  const signed = await signedSample();
  for (let i = 0; i < FILES; i++) writeFileSync(join(folder, `${i}.pdf`), signed);
});
afterAll(() => rmSync(folder, { recursive: true }));

/** Runs the installed command over the folder; killed outright after a while where one is given. */
function verify(
  journal: string,
  killAfterMs: number | null,
): Promise<{ readonly code: number | null; readonly stdout: string }> {
  const bin = join(consumer, "node_modules", "pades-dossier", "dist", "cli", "main.js");
  const flags = ["--trust", demoPath("demo.trust.json"), "--waive", "revocation", "--jsonl", "--jobs", "2"];
  const args = [bin, "verify", folder, ...flags, "--journal", journal, "--resume"];
  return new Promise((resolve, reject) => {
    const child = spawn(process.execPath, args, { stdio: ["ignore", "pipe", "inherit"] });
    let stdout = "";
    child.stdout.on("data", (piece: Buffer) => {
      stdout += piece.toString();
    });
    const timer = killAfterMs === null ? null : setTimeout(() => child.kill("SIGKILL"), killAfterMs);
    child.on("error", reject);
    child.on("close", (code) => {
      if (timer !== null) clearTimeout(timer);
      resolve({ code, stdout });
    });
  });
}

it("loses nothing and does nothing twice, whenever the installed command is killed", async () => {
  const journal = join(folder, "journal.jsonl");
  // Later and later, so that some kills meet the start of threads and others the middle of the work.
  for (let kill = 0; kill < KILLS; kill++) await verify(journal, 250 + kill * 60);
  const { code, stdout } = await verify(journal, null);
  const paths = stdout
    .trimEnd()
    .split("\n")
    .map((line) => (JSON.parse(line) as { path: string; verdict: string }).path);
  expect([code, paths.length, new Set(paths).size]).toEqual([0, FILES, FILES]);
  const written = readFileSync(journal, "utf8").trimEnd().split("\n");
  const journalled = written.map((line) => (JSON.parse(line) as { result: { path: string } }).result.path);
  expect([journalled.length, new Set(journalled).size]).toEqual([FILES, FILES]);
}, 300_000);
