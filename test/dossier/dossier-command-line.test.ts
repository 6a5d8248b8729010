import {
  copyFileSync,
  mkdirSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  rmSync,
  symlinkSync,
  writeFileSync,
} from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { zipSync } from "fflate";
import { afterAll, beforeAll, beforeEach, describe, expect, it } from "vitest";
import type { DossierManifest } from "../../src/dossier/manifest.ts";
import { parseManifest } from "../../src/dossier/parse-manifest.ts";
import { type Outcome, pades } from "../cli/test-terminal.ts";
import { DEMO_PASSWORD, demoPath } from "../support/demo-certs.ts";
import { page } from "./sample-dossier.ts";

const ID = "26-0007";
const SECRET = { env: { LANG: "vi_VN", SECRET: DEMO_PASSWORD } };
const TRUST = ["--trust", demoPath("demo.trust.json"), "--waive", "revocation"];
const SEALER = ["--sealer-tag", "cong-vu", "--sealer-organization", "ỦY BAN NHÂN DÂN XÃ DEMO"];
const HOSO = "hoso.json";
let base = "";
let folder = "";
let counter = 0;
const at = (name: string) => join(folder, name);
const key = (name: string) => ["--p12", demoPath(`${name}.p12`), "--password-env", "SECRET"];
const sign = (...args: readonly string[]) => pades(["sign", folder, ...args], SECRET);
const check = (...args: readonly string[]) => pades(["verify", ...args, ...TRUST]);
const firstLine = ({ stdout }: Outcome) => stdout.split("\n")[0] ?? "";
const manifest = (): DossierManifest => parseManifest(new Uint8Array(readFileSync(at(HOSO))));

function writeManifest(edit: (manifest: DossierManifest) => DossierManifest): void {
  writeFileSync(at(HOSO), JSON.stringify(edit(manifest()), null, 2));
}

/** What a clerk fills in: who must sign which file, the leader before the organisation. */
function completed(proposal: DossierManifest): DossierManifest {
  const organization = ["xa"];
  const signatures = new Map([
    ["to-khai.pdf", ["applicant"]],
    ["ket-qua.pdf", ["leader", "organisation"]],
    ["giay-to/phu-luc.pdf", ["leader"]],
  ]);
  return {
    ...proposal,
    organizations: { xa: { names: [{ name: "Ủy ban nhân dân xã Demo" }] } },
    roles: {
      applicant: { name: "người nộp", tag: ["public-ca"] },
      leader: { name: "Chủ tịch", tag: ["cong-vu"], organization, commonName: ["Trần Thị Bích (DEMO)"] },
      organisation: { name: "UBND xã", tag: ["cong-vu"], organization, commonName: ["Ủy ban nhân dân xã Demo"] },
    },
    components: proposal.components.map((component) => ({
      ...component,
      ...(component.file === "ket-qua.pdf" ? { binding: "reason" as const } : {}),
      signatures: (signatures.get(component.file) ?? []).map((role) => ({ role })),
    })),
  };
}

async function makeFolder(path: string): Promise<void> {
  mkdirSync(join(path, "giay-to"), { recursive: true });
  writeFileSync(join(path, "to-khai.pdf"), await page("Tờ khai"));
  writeFileSync(join(path, "ket-qua.pdf"), await page("Kết quả"));
  writeFileSync(join(path, "giay-to/phu-luc.pdf"), await page("Phụ lục"));
  writeFileSync(join(path, "giay-to/anh.jpg"), Uint8Array.of(0xff, 0xd8, 0xff));
}

function copyFolder(from: string, to: string): void {
  mkdirSync(to, { recursive: true });
  for (const entry of readdirSync(from, { withFileTypes: true })) {
    if (entry.isDirectory()) copyFolder(join(from, entry.name), join(to, entry.name));
    else copyFileSync(join(from, entry.name), join(to, entry.name));
  }
}

/** The folder with a completed manifest, and signed and sealed. */
const made = { prepared: "", sealed: "" };

beforeAll(async () => {
  base = mkdtempSync(join(tmpdir(), "pades-dossier-"));
  folder = join(base, "made");
  await makeFolder(folder);
  expect((await pades(["dossier", "init", folder, "--id", ID])).code).toBe(0);
  writeManifest(completed);
  made.prepared = join(base, "prepared");
  copyFolder(folder, made.prepared);
  for (const [role, name] of [
    ["applicant", "public-ca/citizen"],
    ["leader", "cong-vu/person"],
    ["organisation", "cong-vu/seal"],
  ] as const) {
    expect(await sign("--role", role, ...key(name), ...(role === "organisation" ? ["--seal"] : []))).toMatchObject({
      code: 0,
      stderr: "",
    });
  }
  made.sealed = folder;
});
afterAll(() => rmSync(base, { recursive: true }));

function start(from: "prepared" | "sealed"): void {
  folder = join(base, `case-${counter++}`);
  copyFolder(made[from], folder);
}

describe("a dossier from init to seal", () => {
  beforeEach(() => start("sealed"));

  it("is valid by the manifest inside, for whoever names its sealer, in both languages", async () => {
    const vi = await check(folder, ...SEALER);
    const en = await check(folder, ...SEALER, "--lang", "en");
    expect([vi.code, en.code]).toEqual([0, 0]);
    expect(firstLine(vi)).toMatch(/^✓ HỢP LỆ/);
    expect(firstLine(en)).toMatch(/^✓ VALID/);
  });

  it("is valid as a ZIP too, and as a list of files with the manifest handed in from elsewhere", async () => {
    const names = ["to-khai.pdf", "ket-qua.pdf", "giay-to/phu-luc.pdf", "giay-to/anh.jpg", HOSO, "hoso.json.p7s"];
    writeFileSync(
      join(base, "a.zip"),
      zipSync(Object.fromEntries(names.map((name) => [name, new Uint8Array(readFileSync(at(name)))]))),
    );
    expect((await check(join(base, "a.zip"), ...SEALER)).code).toBe(0);
    copyFileSync(at(HOSO), join(base, "elsewhere.json"));
    const files = ["to-khai.pdf", "ket-qua.pdf", "giay-to"].map(at);
    expect((await check(...files, "--manifest", join(base, "elsewhere.json"))).code).toBe(0);
  });

  it("is judged again from what was stored with its report, as a folder and as a ZIP, and what differs is said", async () => {
    const report = join(folder, "..", `${counter}.json`);
    const store = join(folder, "..", `evidence-${counter}`);
    expect((await check(folder, ...SEALER, "--report", report, "--save-evidence", store)).code).toBe(0);
    const replay = (...args: readonly string[]) => pades(["replay", report, ...args, "--evidence", store]);
    expect(await replay(folder)).toMatchObject({ code: 0, stderr: "", stdout: expect.stringMatching(/^✓ Giống/) });
    writeFileSync(at("giay-to/anh.jpg"), "khác");
    const vi = await replay(folder);
    expect([vi.code, vi.stdout]).toEqual([1, expect.stringContaining("các tệp: nội dung khác giay-to/anh.jpg")]);
    expect(vi.stdout).toContain("câu hỏi “Đủ”: trước là Có, nay là Không");
    const en = await replay(folder, "--lang", "en");
    expect(en.stdout).toContain("question “Complete”: Yes then, No now");
  });

  it("counts only with its seal where the manifest that is named lies beside the files", async () => {
    const files = ["to-khai.pdf", "ket-qua.pdf", "giay-to"].map(at);
    expect((await check(...files, "--manifest", at(HOSO))).code).toBe(2);
    expect((await check(...files, "--manifest", at(HOSO), ...SEALER)).code).toBe(0);
  });

  it("is written as JSON and HTML", async () => {
    const { code, stdout } = await check(folder, ...SEALER, "--json", "--report", join(base, "out.html"));
    expect([code, JSON.parse(stdout).verdict]).toEqual([0, "valid"]);
    expect(readFileSync(join(base, "out.html"), "utf8")).toContain("<html");
  });

  it("is undecided where nobody is named who may seal, also where the manifest inside is named itself", async () => {
    for (const args of [[folder], [folder, "--manifest", at(HOSO)]]) {
      const vi = await check(...args);
      const en = await check(...args, "--lang", "en");
      expect([vi.code, en.code]).toEqual([2, 2]);
      expect(firstLine(vi)).toMatch(/CHƯA ĐỦ CĂN CỨ/);
      expect(firstLine(en)).toMatch(/UNDECIDED|CANNOT BE CONFIRMED/i);
    }
  });

  it.each<[string, () => void, readonly string[], number, RegExp, RegExp]>([
    [
      "a missing file",
      () => rmSync(at("giay-to/phu-luc.pdf")),
      SEALER,
      1,
      /^✗ KHÔNG HỢP LỆ/,
      /^✗ (?:INVALID|NOT VALID)/,
    ],
    [
      "a file too many",
      () => writeFileSync(at(".hidden"), "1"),
      SEALER,
      1,
      /^✗ KHÔNG HỢP LỆ/,
      /^✗ (?:INVALID|NOT VALID)/,
    ],
    [
      "a manifest edited after sealing",
      () => writeFileSync(at(HOSO), `${readFileSync(at(HOSO), "utf8")}\n`),
      SEALER,
      1,
      /^✗ KHÔNG HỢP LỆ/,
      /^✗ (?:INVALID|NOT VALID)/,
    ],
    [
      "a sealer of another PKI",
      () => {},
      ["--sealer-tag", "public-ca"],
      1,
      /^✗ KHÔNG HỢP LỆ/,
      /^✗ (?:INVALID|NOT VALID)/,
    ],
    ["no seal", () => rmSync(at("hoso.json.p7s")), SEALER, 2, /CHƯA ĐỦ CĂN CỨ/, /./],
  ])("tells %s by exit code and first line", async (_, change, sealer, code, vi, en) => {
    change();
    const inVietnamese = await check(folder, ...sealer);
    const inEnglish = await check(folder, ...sealer, "--lang", "en");
    expect([inVietnamese.code, inEnglish.code]).toEqual([code, code]);
    expect(firstLine(inVietnamese)).toMatch(vi);
    expect(firstLine(inEnglish)).toMatch(en);
  });

  it("passes over what desktops leave behind, and refuses links", async () => {
    writeFileSync(at(".DS_Store"), "\x00\x00\x00\x01Bud1");
    mkdirSync(at("__MACOSX"));
    writeFileSync(at("__MACOSX/._ket-qua.pdf"), "\x00\x05\x16\x07");
    const passed = await check(folder, ...SEALER);
    expect([passed.code, passed.stdout]).toEqual([0, expect.stringContaining("._ket-qua.pdf")]);
    symlinkSync("/etc/hostname", at("link.pdf"));
    const refused = await check(folder, ...SEALER);
    expect([refused.code, refused.stderr]).toEqual([64, expect.stringContaining("link.pdf")]);
  });

  it.each([
    ["a manifest inside under another name", () => [folder, "--manifest", at("khac.json")]],
    ["an organisation that may seal, and no tag", () => [folder, "--sealer-organization", "A"]],
    ["a sealer where there is no dossier", () => [at("to-khai.pdf"), "--sealer-tag", "a"]],
    ["a manifest where files are judged one by one", () => [folder, "--manifest", join(base, "x.json"), "--jobs", "2"]],
    ["a password", () => [folder, "--password-env", "SECRET"]],
  ])("refuses %s", async (_, args) => {
    copyFileSync(at(HOSO), at("khac.json"));
    expect((await check(...args())).code).toBe(64);
  });
});

describe("pades sign FOLDER", () => {
  beforeEach(() => start("prepared"));
  const leader = ["--role", "leader", ...key("cong-vu/person")];

  it("signs what the role must sign, names the dossier where that binds, and goes on where it was stopped", async () => {
    const before = readFileSync(at("giay-to/phu-luc.pdf"));
    expect((await sign(...leader)).code).toBe(0);
    const first = readFileSync(at("ket-qua.pdf"));
    expect((await pades(["inspect", at("ket-qua.pdf")])).stdout).toContain(`lý do: Hồ sơ ${ID}`);
    // As if it had been stopped before the second file.
    writeFileSync(at("giay-to/phu-luc.pdf"), before);
    const again = await sign(...leader);
    expect(again).toMatchObject({ code: 0, stderr: "" });
    expect(again.stdout).toContain("Đã có chữ ký: ket-qua.pdf");
    expect(again.stdout).toContain("Đã ký: giay-to/phu-luc.pdf");
    expect(readFileSync(at("ket-qua.pdf"))).toEqual(first);
    expect(readFileSync(at("giay-to/phu-luc.pdf")).subarray(0, before.length)).toEqual(before);
    expect(readdirSync(folder).filter((name) => name.endsWith(".tmp"))).toEqual([]);
  });

  it.each<[string, readonly string[], RegExp]>([
    [
      "to sign before whoever signs earlier",
      ["--role", "organisation", ...key("cong-vu/seal")],
      /Chủ tịch phải ký trước/,
    ],
    ["a key that is not the role's", ["--role", "leader", ...key("cong-vu/seal")], /không phù hợp vai trò Chủ tịch/],
    ["a role that nobody described", ["--role", "khac", ...key("cong-vu/person")], /applicant, leader, organisation/],
    ["to seal what is not signed yet", ["--seal", ...key("cong-vu/seal")], /chưa ký xác nhận/],
    ["neither role nor seal", key("cong-vu/seal"), /--role .* --seal/],
    ["a name for the result", ["--role", "leader", "--out", "a.pdf", ...key("cong-vu/person")], /--out/],
  ])("refuses %s, and touches no file", async (_, args, message) => {
    const files = ["to-khai.pdf", "ket-qua.pdf", "giay-to/phu-luc.pdf", HOSO];
    const before = files.map((name) => readFileSync(at(name)));
    const { code, stderr } = await sign(...args);
    expect([code === 0, stderr]).toEqual([false, expect.stringMatching(message)]);
    expect(files.map((name) => readFileSync(at(name)))).toEqual(before);
  });

  it("refuses a file that is not the one that the manifest names, before it signs any", async () => {
    const original = readFileSync(at("ket-qua.pdf"));
    writeFileSync(at("giay-to/phu-luc.pdf"), await page("Khác"));
    const { code, stderr } = await sign(...leader);
    expect([code, stderr]).toEqual([1, expect.stringContaining("không phải là tệp ghi trong danh mục")]);
    expect(readFileSync(at("ket-qua.pdf"))).toEqual(original);
  });

  it.each<[string, (judged: Buffer) => Promise<Uint8Array>]>([
    ["another stands in its place", () => page("Khác")],
    ["something was added to it", async (judged) => Buffer.concat([judged, Buffer.from("\n% thêm\n")])],
  ])("does not sign a file where, since it was judged, %s", async (_, change) => {
    const file = at("ket-qua.pdf");
    const changed = await change(readFileSync(file));
    const write = (text: string): void => {
      if (text.includes("Đã ký: giay-to/phu-luc.pdf")) writeFileSync(file, changed);
    };
    const { code, stderr } = await pades(["sign", folder, ...leader], { ...SECRET, write });
    expect([code, stderr]).toEqual([1, expect.stringMatching(/ket-qua\.pdf\) đã thay đổi trong lúc ký/)]);
    expect(new Uint8Array(readFileSync(file))).toEqual(new Uint8Array(changed));
  });

  it("refuses a level below the one that is asked for", async () => {
    writeManifest((each) => ({
      ...each,
      components: each.components.map((one) => ({
        ...one,
        signatures: (one.signatures ?? []).map((s) => ({ ...s, level: "B-T" as const })),
      })),
    }));
    expect(await sign(...leader, "--level", "B-B")).toMatchObject({ code: 64, stderr: expect.stringContaining("B-T") });
    expect(await sign(...leader)).toMatchObject({ code: 64, stderr: expect.stringContaining("--tsa") });
  });
});

describe("pades dossier init", () => {
  it("writes a manifest that can be read, with hashes, and says what must be filled in", async () => {
    folder = join(base, `case-${counter++}`);
    await makeFolder(folder);
    const { code, stdout } = await pades(["dossier", "init", folder, "--lang", "en"]);
    expect([code, stdout]).toEqual([
      0,
      expect.stringMatching(/To be completed by hand[\s\S]*id:[\s\S]*roles and signatures/),
    ]);
    const { components } = manifest();
    expect(components.map(({ id, file }) => [id, file])).toEqual([
      ["giay-to-anh", "giay-to/anh.jpg"],
      ["giay-to-phu-luc", "giay-to/phu-luc.pdf"],
      ["ket-qua", "ket-qua.pdf"],
      ["to-khai", "to-khai.pdf"],
    ]);
    expect(components.map(({ sha256, original }) => [sha256 !== undefined, original !== undefined])).toEqual([
      [true, false],
      [false, true],
      [false, true],
      [false, true],
    ]);
  });

  it("proposes the roles of those who have signed, with tag and fingerprint, and replaces nothing without --force", async () => {
    start("sealed");
    const before = readFileSync(at(HOSO));
    expect(await pades(["dossier", "init", folder])).toMatchObject({
      code: 64,
      stderr: expect.stringContaining("--force"),
    });
    expect(readFileSync(at(HOSO))).toEqual(before);
    const { code, stdout } = await pades([
      "dossier",
      "init",
      folder,
      "--force",
      "--trust",
      demoPath("demo.trust.json"),
    ]);
    expect([code, stdout]).toEqual([0, expect.stringContaining("TRẦN THỊ BÍCH (DEMO)")]);
    const { roles = {}, components } = manifest();
    expect(Object.values(roles).map(({ tag, certificate }) => [tag, certificate?.length])).toEqual([
      [["cong-vu"], 1],
      [["cong-vu"], 1],
      [["public-ca"], 1],
    ]);
    expect(components.find(({ file }) => file === "ket-qua.pdf")?.signatures).toHaveLength(2);
  });

  it("says so where the folder is empty", async () => {
    folder = join(base, `case-${counter++}`);
    mkdirSync(folder);
    expect((await pades(["dossier", "init", folder])).code).toBe(66);
  });
});
