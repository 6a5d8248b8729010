import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from "node:fs";
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
const FLAGS = ["--trust", demoPath("demo.trust.json"), "--waive", "revocation", "--at", "2026-01-15T10:00:00+07:00"];
/** Composed and decomposed accents, and what shells and Windows make something of. */
const NAMES = ["hồ sơ.pdf".normalize("NFC"), "tờ khai.pdf".normalize("NFD"), "a & b.pdf", "100%.pdf", "%1 %PATH%.pdf"];

beforeAll(async () => {
  folder = mkdtempSync(join(tmpdir(), "pades-captures-"));
  mkdirSync(at("đêm"));
  const signed = await signedSample();
  for (const name of NAMES) writeFileSync(at(`đêm/${name}`), signed);
  writeFileSync(at("đêm/sửa.pdf"), overwrite(signed, 5, "2"));
  writeFileSync(at("đêm/chưa ký.pdf"), unsignedSample());
  writeFileSync(at("profile.json"), "{}");
  writeFileSync(at("key.p12"), "no key");
});
afterAll(() => rmSync(folder, { recursive: true }));

const batch = (lang: string, ...more: string[]) =>
  pades(["verify", at("đêm"), ...FLAGS, "--jobs", "1", "--lang", lang, ...more]);

describe("what a batch prints at 80 columns", () => {
  it("in Vietnamese", async () => {
    const { stdout } = await batch("vi");
    expect(stdout.replace(/^Mất .*$/m, "Mất … giây.")).toBe(`Đã kiểm tra 7 tệp
Thời điểm kiểm tra: 15/01/2026 10:00:00 +07:00
Bỏ qua kiểm tra thu hồi: “hợp lệ” trong bảng này không tính đến việc chứng thư
bị thu hồi.
  1  không hợp lệ
  1  chưa ký số
  5  hợp lệ

Lý do gặp nhiều nhất (pades explain MÃ để xem nghĩa)
  1  digest-mismatch

Cơ quan, tổ chức ký
  6  ỦY BAN NHÂN DÂN XÃ DEMO

Tổ chức cấp chứng thư chữ ký số
  6  CN=DEMO Official-Duty Sub CA, O=DEMO Chứng thực công vụ, C=VN

Mất … giây.
`);
  });

  it("in English", async () => {
    const { stdout } = await batch("en");
    expect(stdout.split("\n").slice(0, 9)).toEqual([
      "7 files checked",
      "Checked at: 2026-01-15 03:00:00 UTC",
      "Revocation was waived: “valid” in these tables takes no account of revoked",
      "certificates.",
      "  1  invalid",
      "  1  not signed",
      "  5  valid",
      "",
      "Most frequent reasons (pades explain CODE says what they mean)",
    ]);
    for (const line of stdout.split("\n")) expect(displayWidth(line)).toBeLessThanOrEqual(80);
  });

  it.each([
    ["vi", /^7\/7 tệp, [\d.]+ tệp\/giây$/],
    ["en", /^7\/7 files, [\d.]+ a second$/],
  ])("of its progress, where errors go to a terminal: %s", async (lang, last) => {
    let stderr = "";
    const writeError = (text: string) => {
      stderr += text;
    };
    const flags = ["verify", at("đêm"), ...FLAGS, "--jobs", "1", "--lang", lang];
    await pades(flags, { errorIsTerminal: true, writeError });
    const drawn = stderr.split("\r\u001b[K");
    // In the end the line is taken away.
    expect(drawn.at(-1)).toBe("");
    expect(drawn.at(-2)).toMatch(last);
    for (const line of drawn) expect(displayWidth(line)).toBeLessThan(80);
  });

  it("is nothing with --quiet, but for errors and what programs read", async () => {
    expect(await batch("vi", "--quiet")).toEqual({ code: 1, stdout: "", stderr: "" });
    expect((await batch("vi", "--quiet", "--jsonl")).stdout.trimEnd().split("\n")).toHaveLength(7);
    expect(await pades(["verify", at(`đêm/${NAMES[0]}`), ...FLAGS, "-q"])).toEqual({ code: 0, stdout: "", stderr: "" });
    const gone = await pades(["verify", at("none"), "--jobs", "1", "--quiet"]);
    expect(gone).toMatchObject({ code: 66, stdout: "", stderr: expect.stringContaining("không tìm thấy") });
  });

  it("has every name as the file system has it", async () => {
    const { stdout } = await batch("vi", "--jsonl");
    const paths = stdout
      .trimEnd()
      .split("\n")
      .map((line) => (JSON.parse(line) as { path: string }).path);
    for (const name of NAMES) expect(paths).toContain(at(`đêm/${name}`));
  });
});

describe("what is wrong is said in one line, and the exit code says whose matter it is", () => {
  it.each([
    ["a file that is not there", 66, ["verify", "none.pdf"], "không tìm thấy", "none.pdf was not found"],
    ["a profile that is not there", 66, ["due", "đêm", "--trust", "none.json"], "cấu hình tin cậy", "trust profile"],
    ["a profile that is none", 64, ["verify", "đêm", "--jobs", "1", "--trust", "profile.json"], "cấu hình", "profile"],
    ["a key file that is none", 1, ["sign", "đêm/100%.pdf", "--p12", "key.p12", "-o", "x.pdf"], "PKCS#12", "PKCS#12"],
    ["a folder without PDF files", 66, ["due", ".", "--trust", "none.json"], "", ""],
  ])("%s", async (what, code, args, vietnamese, english) => {
    if (what.startsWith("a folder")) mkdirSync(at("empty"), { recursive: true });
    const names = new Set(["none.pdf", "none.json", "profile.json", "key.p12", "đêm", "đêm/100%.pdf", "x.pdf"]);
    const own = args.map((word) => (names.has(word) ? at(word) : word === "." ? at("empty") : word));
    for (const [lang, prefix, message] of [
      ["vi", "Lỗi: ", vietnamese],
      ["en", "Error: ", english],
    ] as const) {
      const secret = own[0] === "sign" ? ["--password-env", "SECRET"] : [];
      const outcome = await pades([...own, ...secret, "--lang", lang], { env: { SECRET: "secret" } });
      expect(outcome).toMatchObject({ code, stdout: "" });
      const [first = "", ...more] = outcome.stderr.trimEnd().split("\n");
      expect(first.startsWith(prefix), first).toBe(true);
      expect(first).toContain(message);
      expect(more.length).toBeLessThanOrEqual(1);
    }
  });
});
