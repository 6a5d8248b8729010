import { mkdirSync, mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, beforeAll, describe, expect, inject, it } from "vitest";
import { demoPath } from "../support/demo-certs.ts";
import { overwrite } from "../support/pdf-surgery.ts";
import { type AuthorityLine, serveAuthorities, signArchive } from "../support/renewed-archive.ts";
import { signedSample, unsignedSample } from "../support/signed-samples.ts";
import { createRandom, killPoints, runInstalled } from "./killed-run.ts";

const { consumer } = inject("packed");
const KILLS = 50;
let folder = "";
const at = (name: string) => join(folder, name);
beforeAll(() => {
  folder = mkdtempSync(join(tmpdir(), "pades-kill-"));
});
afterAll(() => rmSync(folder, { recursive: true }));

const journalLines = (path: string) =>
  readFileSync(path, "utf8")
    .trimEnd()
    .split("\n")
    .map((line) => JSON.parse(line) as { readonly file: string; readonly result: { readonly outcome?: string } });

describe("a batch of 2,000 files, killed at 50 random moments and resumed each time", () => {
  const FILES = 2_000;

  beforeAll(async () => {
    mkdirSync(at("night"));
    const signed = await signedSample();
    const others = new Map([
      [7, overwrite(signed, 5, "2")],
      [700, unsignedSample()],
      [1_900, new TextEncoder().encode("rubbish")],
    ]);
    for (let i = 0; i < FILES; i++) writeFileSync(at(`night/hồ sơ ${i}.pdf`), others.get(i) ?? signed);
  });

  const flags = ["--trust", demoPath("demo.trust.json"), "--waive", "revocation", "--at", "2026-01-15", "--jobs", "2"];
  const verify = (...more: string[]) => ["verify", at("night"), ...flags, "--jsonl", ...more];
  const byPath = (stdout: string) =>
    stdout
      .trimEnd()
      .split("\n")
      .map((line) => JSON.parse(line) as { readonly path: string })
      .sort((a, b) => (a.path < b.path ? -1 : 1));

  it("comes to what an uninterrupted run comes to, with nothing lost and nothing done twice", async () => {
    const whole = await runInstalled(consumer, verify("--journal", at("whole.jsonl")));
    const journal = at("killed.jsonl");
    const resumed = verify("--journal", journal, "--resume");
    const lineBytes = readFileSync(at("whole.jsonl")).length / FILES;
    let killed = 0;
    for (const point of killPoints(journal, KILLS, { lines: FILES, lineBytes }, createRandom(1))) {
      if ((await runInstalled(consumer, resumed, point)).code === null) killed++;
    }
    // Runs that had come to their end before their moment do not count.
    console.log(`killed ${killed} of ${KILLS} runs`);
    expect(killed).toBeGreaterThan(KILLS / 2);
    const last = await runInstalled(consumer, resumed);
    expect([whole.code, last.code]).toEqual([1, 1]);
    expect(byPath(last.stdout)).toHaveLength(FILES);
    expect(byPath(last.stdout)).toEqual(byPath(whole.stdout));
    const written = journalLines(journal).map(({ file }) => file);
    expect([written.length, new Set(written).size]).toEqual([FILES, FILES]);
  }, 900_000);
});

describe("an archive of 200 files, whose renewal is killed at 50 random moments and resumed each time", () => {
  const FILES = 200;
  const YEAR = new Date().getUTCFullYear();
  let line: AuthorityLine;

  beforeAll(async () => {
    // The second outlasts the first, which signs.
    line = await serveAuthorities([YEAR - 2, YEAR - 1], 4, () => new Date());
    const names = Array.from({ length: FILES }, (_, i) => `tủ ${i % 3}/hồ sơ ${i}.pdf`);
    await signArchive({ names, folder: at("archive") }, line, new Date(Date.UTC(YEAR - 2, 6, 1)));
    writeFileSync(at("trust.json"), JSON.stringify(line.trustProfile));
  }, 300_000);
  afterAll(() => line.close());

  const outFiles = () => readdirSync(at("out"), { recursive: true, encoding: "utf8" });

  it("leaves no half of a file, loses none and renews none twice", async () => {
    mkdirSync(at("out"));
    const journal = at("out/pades-extend.jsonl");
    const services = ["--tsa", line.at(new Date()).tsaUrl, "--trust", at("trust.json"), "--allow-private", "127.0.0.1"];
    const renew = ["extend", at("archive"), "--due-within", "4y", "-o", at("out"), ...services, "--resume"];
    let killed = 0;
    const before = new Map<string, string>();
    for (const point of killPoints(journal, KILLS, { lines: FILES, lineBytes: 450 }, createRandom(2))) {
      if ((await runInstalled(consumer, renew, point)).code === null) killed++;
      for (const name of outFiles().filter((each) => each.endsWith(".pdf"))) {
        const bytes = readFileSync(at(`out/${name}`));
        const hex = bytes.toString("hex");
        expect(bytes.subarray(-6).toString()).toBe("%%EOF\n");
        // What is there stays as it is.
        expect(before.get(name) ?? hex).toBe(hex);
        before.set(name, hex);
      }
    }
    console.log(`killed ${killed} of ${KILLS} runs`);
    expect(killed).toBeGreaterThan(KILLS / 2);
    const last = await runInstalled(consumer, renew);
    expect(last.code, last.stdout).toBe(0);
    expect(outFiles().filter((name) => name.endsWith(".pdf"))).toHaveLength(FILES);
    expect(outFiles().filter((name) => name.endsWith(".tmp"))).toEqual([]);
    const renewed = journalLines(journal).filter(({ result }) => result.outcome === "renewed");
    expect([renewed.length, new Set(renewed.map(({ file }) => file)).size]).toEqual([FILES, FILES]);
    const online = ["--online", "--allow-private", "127.0.0.1", "--cache", at("cache")];
    const verified = await runInstalled(consumer, ["due", at("out"), "--trust", at("trust.json"), ...online, "--json"]);
    const { files } = JSON.parse(verified.stdout) as { readonly files: readonly { readonly provableUntil: string }[] };
    expect(new Set(files.map(({ provableUntil }) => provableUntil))).toEqual(
      new Set([`${YEAR + 3}-01-01T00:00:00.000Z`]),
    );
  }, 900_000);
});
