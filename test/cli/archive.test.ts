import { cpSync, mkdirSync, mkdtempSync, readdirSync, readFileSync, rmSync, symlinkSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, beforeAll, beforeEach, describe, expect, it } from "vitest";
import { displayWidth } from "../../src/report/wrap.ts";
import { overwrite } from "../support/pdf-surgery.ts";
import { type AuthorityLine, serveAuthorities, signArchive } from "../support/renewed-archive.ts";
import { unsignedSample } from "../support/signed-samples.ts";
import { pades } from "./test-terminal.ts";

// Of an authority that ends in a year or two.
const YEAR = new Date().getUTCFullYear();
const NAMES = ["tủ 1/hồ sơ 1.pdf", "tủ 1/hồ sơ 2.pdf", "hồ sơ & 100%.pdf"];

let line: AuthorityLine;
let folder = "";
const at = (name: string) => join(folder, name);

beforeAll(async () => {
  folder = mkdtempSync(join(tmpdir(), "pades-cli-archive-"));
  line = await serveAuthorities([YEAR - 1], 3, () => new Date());
  await signArchive({ names: NAMES, folder: at("signed") }, line, new Date());
  writeFileSync(at("trust.json"), JSON.stringify(line.trustProfile));
});
afterAll(async () => {
  await line.close();
  rmSync(folder, { recursive: true });
});
beforeEach(() => {
  for (const name of ["archive", "out"]) rmSync(at(name), { recursive: true, force: true });
  cpSync(at("signed"), at("archive"), { recursive: true });
});

const trust = () => ["--trust", at("trust.json")];
const due = (...flags: string[]) => pades(["due", at("archive"), ...trust(), ...flags]);
const extend = (...flags: string[]) => {
  const { tsaUrl } = line.at(new Date());
  const services = ["--tsa", tsaUrl, "--allow-private", "127.0.0.1"];
  return pades(["extend", at("archive"), "-o", at("out"), ...trust(), ...services, ...flags]);
};
const outFiles = () =>
  readdirSync(at("out"), { recursive: true, encoding: "utf8" }).filter((name) => /\.(pdf|tmp)$/.test(name));

describe("pades due", () => {
  it("lists files by the date until which they stay provable, at 80 columns in both languages", async () => {
    writeFileSync(at("archive/sửa.pdf"), overwrite(new Uint8Array(readFileSync(at(`archive/${NAMES[0]}`))), 5, "2"));
    writeFileSync(at("archive/chưa ký.pdf"), unsignedSample());
    writeFileSync(at("archive/hỏng.pdf"), "rubbish");
    for (const [lang, ...expected] of [
      ["vi", "Sắp đến hạn: 3", "Không hợp lệ hoặc chưa kết luận được: không gia hạn: 3", `01/01/${YEAR + 2} 07:00:00`],
      ["en", "Due: 3", "Not valid, or undecided: not renewed: 3", `${YEAR + 2}-01-01 00:00:00 UTC`],
    ] as const) {
      const { code, stdout, stderr } = await due("--within", "3y", "--lang", lang);
      expect([code, stderr]).toEqual([1, ""]);
      for (const text of expected) expect(stdout).toContain(text);
      expect(stdout).toContain("hồ sơ & 100%.pdf");
      for (const each of stdout.split("\n")) expect(displayWidth(each)).toBeLessThanOrEqual(80);
    }
  });

  it("exits with 2 where something is due, and with 0 where nothing is", async () => {
    expect((await due("--within", "3y")).code).toBe(2);
    expect((await due("--within", "1d")).code).toBe(0);
  });

  it("prints JSON and CSV that spreadsheets read", async () => {
    const { stdout } = await due("--within", "3y", "--json");
    const { schema, files } = JSON.parse(stdout);
    expect(schema).toBe("pades-dossier/due@1");
    expect(files.map(({ state, provableUntil }: Record<string, unknown>) => [state, provableUntil])).toEqual(
      NAMES.map(() => ["due", `${YEAR + 2}-01-01T00:00:00.000Z`]),
    );
    const csv = (await due("--within", "3y", "--csv")).stdout;
    expect(csv.startsWith("\ufeffpath,state,provableUntil,verdict,reasons,sha256\r\n")).toBe(true);
    expect(csv).toContain(`hồ sơ & 100%.pdf,due,${YEAR + 2}-01-01T00:00:00.000Z,valid,,`);
  });

  it.each([
    ["--within", "soon"],
    ["--within", "0m"],
    ["--json", "--csv"],
    ["--jobs", "0"],
  ])("refuses %s %s", async (...flags) => expect(await due(...flags)).toMatchObject({ code: 64, stdout: "" }));
});

describe("pades extend of a folder", () => {
  it("refuses what is not valid, says why, and leaves the archive as it is", async () => {
    rmSync(at("archive/tủ 1"), { recursive: true });
    writeFileSync(at("archive/sửa.pdf"), overwrite(new Uint8Array(readFileSync(at(`archive/${NAMES[2]}`))), 5, "2"));
    writeFileSync(at("archive/chưa ký.pdf"), unsignedSample());
    const before = readdirSync(at("archive")).map((name) => readFileSync(join(at("archive"), name), "hex"));
    const { code, stdout } = await extend("--due-within", "1d");
    expect(code).toBe(1);
    expect(stdout).toContain("Đã xét 3 tệp\n  1  chưa đến hạn, giữ nguyên\n  2  không hợp lệ nên không gia hạn\n");
    expect(stdout.replace(/\s+/g, " ")).toMatch(/chưa ký\.pdf chưa ký số .*sửa\.pdf không hợp lệ: .*digest-mismatch/);
    for (const each of stdout.split("\n")) if (!each.includes("/")) expect(displayWidth(each)).toBeLessThanOrEqual(80);
    expect(outFiles()).toEqual([]);
    expect(readdirSync(at("archive")).map((name) => readFileSync(join(at("archive"), name), "hex"))).toEqual(before);
  });

  it("does not add a timestamp that proves a file no longer than the last one", async () => {
    const { code, stdout } = await extend("--due-within", "3y");
    expect([code, outFiles()]).toEqual([1, []]);
    expect(stdout).toContain("dấu thời gian mới không giữ được lâu hơn");
  });

  it.each([
    ["without -o", ["--due-within", "12m"], /-o/],
    ["into the folder itself", ["-o", "archive"], /trùng hoặc nằm trong/],
    ["into a folder inside it", ["-o", "archive/out"], /trùng hoặc nằm trong/],
    ["into it by a link", ["-o", "link"], /trùng hoặc nằm trong/],
    ["with --to B-T", ["-o", "out", "--to", "B-T"], /--to/],
    ["with --force", ["-o", "out", "--force"], /--force/],
    [
      "with a journal on a file of the archive",
      ["-o", "out", "--journal", "archive/hồ sơ & 100%.pdf", "--resume"],
      /đầu vào/,
    ],
    ["with --jobs 17", ["-o", "out", "--jobs", "17"], /--jobs/],
    ["with --due-within soon", ["-o", "out", "--due-within", "soon"], /--due-within/],
  ])("is refused %s", async (_, flags, message) => {
    rmSync(at("link"), { force: true });
    symlinkSync(at("archive"), at("link"));
    const own = flags.map((flag, index) => (["-o", "--journal"].includes(flags[index - 1] ?? "") ? at(flag) : flag));
    const outcome = await pades(["extend", at("archive"), ...trust(), "--tsa", "http://tsa.test/", ...own]);
    expect(outcome).toMatchObject({ code: 64, stdout: "", stderr: expect.stringMatching(message) });
    expect(readFileSync(at("archive/hồ sơ & 100%.pdf")).equals(readFileSync(at("signed/hồ sơ & 100%.pdf")))).toBe(true);
  });

  it("refuses the options of folders for a file", async () => {
    mkdirSync(at("out"), { recursive: true });
    const flags = ["--to", "B-LTA", "--tsa", "http://tsa.test/", ...trust(), "--resume"];
    const { code, stderr } = await pades(["extend", at("archive/hồ sơ & 100%.pdf"), ...flags]);
    expect([code, stderr]).toEqual([64, expect.stringContaining("--resume")]);
  });
});
