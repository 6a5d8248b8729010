import { existsSync, mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { displayWidth } from "../../src/report/wrap.ts";
import { demoPath } from "../support/demo-certs.ts";
import { overwrite } from "../support/pdf-surgery.ts";
import { signedSample, unsignedSample } from "../support/signed-samples.ts";
import { pades } from "./test-terminal.ts";

let folder = "";
const at = (name: string) => join(folder, name);
const FLAGS = ["--trust", demoPath("demo.trust.json"), "--waive", "revocation", "--at", "2026-01-01"];

beforeAll(async () => {
  folder = mkdtempSync(join(tmpdir(), "pades-cli-batch-"));
  mkdirSync(at("files"));
  const signed = await signedSample();
  for (let i = 0; i < 5; i++) writeFileSync(at(`files/good ${i}.pdf`), signed);
  writeFileSync(at("files/sửa.pdf"), overwrite(signed, 5, "2"));
  writeFileSync(at("files/chưa ký.pdf"), unsignedSample());
});
afterAll(() => rmSync(folder, { recursive: true }));

describe("pades verify of many files", () => {
  it.each([
    ["vi", "Đã kiểm tra 7 tệp", "  5  hợp lệ", "Cơ quan, tổ chức ký"],
    ["en", "7 files checked", "  5  valid", "Organisations that signed"],
  ])("ends with a summary in %s, at 80 columns", async (lang, first, valid, organisations) => {
    const { code, stdout, stderr } = await pades(["verify", at("files"), ...FLAGS, "--jobs", "1", "--lang", lang]);
    const lines = stdout.split("\n");
    expect([code, stderr, lines[0]]).toEqual([1, "", first]);
    expect(lines).toContain(valid);
    expect(lines).toContain(organisations);
    for (const line of lines) expect(displayWidth(line)).toBeLessThanOrEqual(80);
  });

  it("prints a line of JSON for each file with --jsonl, and nothing else", async () => {
    const { code, stdout } = await pades(["verify", at("files"), ...FLAGS, "--jsonl"]);
    const lines = stdout
      .trimEnd()
      .split("\n")
      .map((line) => JSON.parse(line) as Record<string, unknown>);
    expect(code).toBe(1);
    expect(lines).toHaveLength(7);
    for (const line of lines) expect(line).toMatchObject({ schema: "pades-dossier/line@1", error: null });
    const altered = lines.find(({ path }) => path === at("files/sửa.pdf"));
    expect(altered).toMatchObject({
      verdict: "invalid",
      report: { schema: "pades-dossier/report@1", verdict: "invalid" },
    });
  });

  it("goes on with its journal, and says how many files had not changed", async () => {
    const flags = [...FLAGS, "--journal", at("j.jsonl"), "--lang", "en"];
    expect((await pades(["verify", at("files"), ...flags])).code).toBe(1);
    const again = await pades(["verify", at("files"), ...flags]);
    expect([again.code, again.stderr]).toEqual([64, expect.stringContaining("add --resume to go on")]);
    const resumed = await pades(["verify", at("files"), ...flags, "--resume"]);
    expect([resumed.code, resumed.stdout.split("\n")[0]]).toEqual([
      1,
      "7 files checked (7 of them unchanged, with the results that were written down)",
    ]);
  });

  it("exits with 75 when it is stopped, says how to go on, and loses nothing", async () => {
    const stop = new AbortController();
    const flags = ["verify", at("files"), ...FLAGS, "--journal", at("stopped.jsonl"), "--jsonl", "--lang", "en"];
    let lines = 0;
    const write = () => {
      if (++lines === 2) stop.abort(new Error("stopped by the user"));
    };
    const stopped = await pades(flags, { signal: stop.signal, write });
    expect(stopped.code).toBe(75);
    expect(stopped.stderr).toContain("--resume to go on");
    const resumed = await pades([...flags, "--resume"]);
    const paths = resumed.stdout
      .trimEnd()
      .split("\n")
      .map((line) => (JSON.parse(line) as { path: string }).path);
    expect([resumed.code, paths.length, new Set(paths).size]).toEqual([1, 7, 7]);
  });

  it("writes the table and the measures that are asked for", async () => {
    const flags = ["--summary", at("s.csv"), "--metrics", at("m.prom")];
    await pades(["verify", at("files"), ...FLAGS, ...flags]);
    expect(readFileSync(at("s.csv"), "utf8")).toContain("verdict,,valid,5\r\n");
    expect(readFileSync(at("m.prom"), "utf8")).toContain('pades_files_total{verdict="invalid"} 1\n');
  });

  it("shares files out by --shard", async () => {
    const parts = [];
    for (const part of ["1/2", "2/2"])
      parts.push(await pades(["verify", at("files"), ...FLAGS, "--jsonl", "--shard", part]));
    const paths = parts.flatMap(({ stdout }) =>
      stdout
        .trimEnd()
        .split("\n")
        .filter((line) => line !== ""),
    );
    expect(paths).toHaveLength(7);
  });

  it.each([
    "--jobs 0",
    "--jobs many",
    "--shard 3/2",
    "--resume",
    "--summary table.xlsx",
    "--jsonl --json",
    "--jobs 2 --report out.html",
    "--jobs 2 --online",
  ])("refuses %s before it opens a file", async (text) => {
    const flags = text.split(" ");
    const { code, stdout, stderr } = await pades(["verify", at("files"), ...flags]);
    expect([code, stdout]).toEqual([64, ""]);
    expect(stderr).toMatch(/^Lỗi: --/);
    expect(existsSync("out.html")).toBe(false);
  });
});
