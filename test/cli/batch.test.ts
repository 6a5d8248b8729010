import {
  copyFileSync,
  existsSync,
  mkdirSync,
  mkdtempSync,
  readFileSync,
  rmSync,
  symlinkSync,
  writeFileSync,
} from "node:fs";
import { tmpdir } from "node:os";
import { basename, join, relative } from "node:path";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { displayWidth } from "../../src/report/wrap.ts";
import { demoCrl, demoPath } from "../support/demo-certs.ts";
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

  it.each([
    ["--journal", "files/good 0.pdf"],
    ["--journal", "files/good 0.pdf", "--resume"],
    ["--summary", "table.csv"],
    ["--metrics", "profile.json"],
    ["--metrics", "link to root.pem"],
    ["--journal", "evidence/a.crl", "--resume"],
  ])("refuses %s on %s, which it reads, and leaves it as it was", async (option, name, ...more) => {
    mkdirSync(at("evidence"), { recursive: true });
    writeFileSync(at("evidence/a.crl"), demoCrl("public-ca/root"));
    copyFileSync(demoPath("public-ca/root.pem"), at("root.pem"));
    rmSync(at("link to root.pem"), { force: true });
    symlinkSync(at("root.pem"), at("link to root.pem"));
    const anchors = [{ file: "root.pem", roles: ["signer"] }];
    writeFileSync(at("profile.json"), JSON.stringify({ schema: "pades-dossier/trust@1", id: "p", anchors }));
    writeFileSync(at("table.csv"), await signedSample());
    const inputs = ["files/good 0.pdf", "table.csv", "profile.json", "root.pem", "evidence/a.crl"].map(at);
    const before = inputs.map((path) => readFileSync(path, "hex"));
    const flags = ["--trust", at("profile.json"), "--evidence", at("evidence"), option, at(name), ...more];
    const { code, stdout, stderr } = await pades(["verify", at("files"), at("table.csv"), "--jobs", "1", ...flags]);
    expect([code, stdout]).toEqual([64, ""]);
    expect(stderr).toContain("là tệp đầu vào");
    expect(inputs.map((path) => readFileSync(path, "hex"))).toEqual(before);
  });

  it("refuses to write two results to one place", async () => {
    const flags = ["--summary", at("both.csv"), "--metrics", join(folder, "files", "..", "both.csv")];
    const { code, stderr } = await pades(["verify", at("files"), ...flags]);
    expect([code, stderr]).toEqual([64, expect.stringContaining("được nêu cho hai kết quả")]);
  });

  it("never goes on with a file that is no journal", async () => {
    writeFileSync(at("letter.txt"), "Kính gửi");
    const { code, stderr } = await pades(["verify", at("files"), ...FLAGS, "--journal", at("letter.txt"), "--resume"]);
    expect([code, stderr]).toEqual([64, expect.stringContaining("không phải là nhật ký")]);
    expect(readFileSync(at("letter.txt"), "utf8")).toBe("Kính gửi");
  });

  it("exits with 66 where the folder of its journal is not there", async () => {
    const { code, stderr } = await pades(["verify", at("files"), ...FLAGS, "--journal", at("none/j.jsonl")]);
    expect([code, stderr]).toEqual([66, expect.stringContaining("không tồn tại")]);
  });

  it("takes a file once, by whatever paths it is named", async () => {
    const { stdout } = await pades(["verify", at("files"), `${at("files")}/../files`, ...FLAGS, "--jsonl"]);
    expect(stdout.trimEnd().split("\n")).toHaveLength(7);
  });

  it("shares files out alike, however the folder is named", async () => {
    const part = async (path: string) => {
      const { stdout } = await pades(["verify", path, ...FLAGS, "--jsonl", "--shard", "1/2"]);
      const lines = stdout.split("\n").filter((line) => line !== "");
      return lines.map((line) => basename((JSON.parse(line) as { path: string }).path)).sort();
    };
    const absolute = await part(at("files"));
    expect(absolute.length).toBeGreaterThan(0);
    expect(await part(relative(process.cwd(), at("files")))).toEqual(absolute);
    expect(await part(join(at("files"), "..", "files"))).toEqual(absolute);
  });

  it("counts by the procedure that the manifest of a dossier names", async () => {
    mkdirSync(at("night/dossier 1"), { recursive: true });
    const component = { id: "to-khai", name: "Tờ khai", file: "a.pdf" };
    const manifest = {
      schema: "pades-dossier/manifest@1",
      id: "1",
      procedure: { name: "Khai sinh" },
      components: [component],
    };
    writeFileSync(at("night/dossier 1/hoso.json"), JSON.stringify(manifest));
    writeFileSync(at("night/dossier 1/a.pdf"), await signedSample());
    writeFileSync(at("night/b.pdf"), await signedSample());
    const { stdout } = await pades(["verify", at("night"), ...FLAGS, "--summary", at("p.csv")]);
    expect(stdout).toContain("Thủ tục hành chính\n  1  Khai sinh\n");
    expect(readFileSync(at("p.csv"), "utf8")).toContain("procedure,Khai sinh,valid,1\r\n");
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
    "--jobs 2 --online --offline",
    "--jobs 2 --context archive",
    "--jobs 2 --timeout 5",
    "--jobs 2 --allow-private localhost",
    "--jobs 2 --cache folder",
  ])("refuses %s before it opens a file", async (text) => {
    const flags = text.split(" ");
    const { code, stdout, stderr } = await pades(["verify", at("files"), ...flags]);
    expect([code, stdout]).toEqual([64, ""]);
    expect(stderr).toMatch(/^Lỗi: .*--/);
    expect(existsSync("out.html")).toBe(false);
  });
});
