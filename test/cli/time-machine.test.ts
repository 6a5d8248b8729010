import { mkdirSync, mkdtempSync, readdirSync, readFileSync, renameSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { dirname, join } from "node:path";
import { afterAll, beforeAll, describe, expect, it, vi } from "vitest";
import { type AuthorityLine, serveAuthorities, signArchive } from "../support/renewed-archive.ts";
import { pades } from "./test-terminal.ts";

const FILES = 200;
/** Every twentieth is left behind once, when its turn has come. */
const isMissed = (path: string) => Number(/(\d+)\.pdf$/.exec(path)?.[1]) % 20 === 0;
const START = new Date("2026-06-01T00:00:00Z");
const END_YEAR = 2046;

let line: AuthorityLine;
let folder = "";
const at = (name: string) => join(folder, name);

beforeAll(async () => {
  folder = mkdtempSync(join(tmpdir(), "pades-time-machine-"));
  vi.useFakeTimers({ toFake: ["Date"], now: START });
  // Each authority lives for seven years; its successor begins before it ends.
  line = await serveAuthorities([2026, 2031, 2036, 2041, 2046], 7, () => new Date());
  writeFileSync(at("trust.json"), JSON.stringify(line.trustProfile));
  const names = Array.from({ length: FILES }, (_, i) => `tủ ${i % 4}/hồ sơ ${i}.pdf`);
  mkdirSync(at("archive"));
  await signArchive({ names, folder: at("archive") }, line, new Date());
}, 300_000);
afterAll(async () => {
  vi.useRealTimers();
  await line.close();
  rmSync(folder, { recursive: true });
});

interface DueFile {
  readonly path: string;
  readonly state: string;
}

async function due(): Promise<readonly DueFile[]> {
  const { stdout } = await pades([
    "due",
    at("archive"),
    "--trust",
    at("trust.json"),
    ...online(),
    "--within",
    "2y",
    "--json",
  ]);
  return (JSON.parse(stdout) as { readonly files: readonly DueFile[] }).files;
}

const online = () => ["--online", "--allow-private", "127.0.0.1", "--cache", at("cache")];

const pathsIn = (files: readonly DueFile[], state: string) =>
  files.filter((file) => file.state === state).map(({ path }) => path);

describe("an archive of 200 files over twenty years, renewed by due and extend alone", () => {
  it("is valid in the end, and what was missed is listed as lost", { timeout: 1_800_000 }, async () => {
    let renewals = 0;
    for (const year of [2028, 2032, 2037, 2042, END_YEAR]) {
      vi.setSystemTime(new Date(Date.UTC(year, 6, 1)));
      const listed = await due();
      expect(listed).toHaveLength(FILES);
      const before = pathsIn(listed, "due").filter((path) => renewals > 0 || !isMissed(path));
      if (before.length === 0) continue;
      renewals++;
      // What is missed is out of sight when its turn comes, and is found again too late.
      const missed = pathsIn(listed, "due").filter((path) => !before.includes(path));
      for (const path of missed) renameSync(path, `${path}.forgotten`);
      const authority = line.at(new Date());
      const services = ["--tsa", authority.tsaUrl, "--trust", at("trust.json"), "--allow-private", "127.0.0.1"];
      const out = at(`renewed-${year}`);
      const { code, stderr } = await pades(["extend", at("archive"), "--due-within", "2y", "-o", out, ...services]);
      for (const path of missed) renameSync(`${path}.forgotten`, path);
      // Those that are lost by now are refused, and nothing else.
      expect([stderr, code]).toEqual(["", pathsIn(listed, "lost").length > 0 ? 1 : 0]);
      const renewed = readdirSync(out, { recursive: true, encoding: "utf8" }).filter((name) => name.endsWith(".pdf"));
      expect(renewed.map((name) => join(at("archive"), name)).sort()).toEqual([...before].sort());
      for (const name of renewed) {
        const place = join(at("archive"), name);
        const old = readFileSync(place);
        expect(readFileSync(join(out, name)).subarray(0, old.length).equals(old)).toBe(true);
        mkdirSync(dirname(place), { recursive: true });
        renameSync(join(out, name), place);
      }
    }
    expect(renewals).toBeGreaterThanOrEqual(3);

    vi.setSystemTime(new Date(Date.UTC(END_YEAR, 11, 1)));
    const listed = await due();
    const lost = pathsIn(listed, "lost");
    expect(lost).toHaveLength(FILES / 20);
    expect(lost.every(isMissed)).toBe(true);
    expect([...pathsIn(listed, "later"), ...pathsIn(listed, "due")]).toHaveLength(FILES - lost.length);
    const { stdout } = await pades(["verify", at("archive"), "--trust", at("trust.json"), ...online(), "--jobs", "1"]);
    expect(stdout).toMatch(new RegExp(`^ *${FILES - lost.length}  hợp lệ$`, "m"));
  });
});
