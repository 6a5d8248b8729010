import { execFile } from "node:child_process";
import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { promisify } from "node:util";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { chooseLanguage } from "../../src/cli/language.ts";
import { parseTime } from "../../src/cli/parse-time.ts";
import { FINDING_EFFECTS } from "../../src/findings.ts";
import { signPdf } from "../../src/pades/sign/sign-pdf.ts";
import { displayWidth } from "../../src/report/wrap.ts";
import { VERSION } from "../../src/version.ts";
import { ecSigner, NOW, rsaSigner, smallPdf } from "../pades/sign/small-pdf.ts";
import { pades } from "./test-terminal.ts";

let folder = "";
const at = (name: string) => join(folder, name);
beforeAll(async () => {
  folder = mkdtempSync(join(tmpdir(), "pades-line-"));
  const first = await signPdf(smallPdf(), { level: "B-B", signer: await ecSigner(), now: NOW, reason: "Phê\nduyệt" });
  writeFileSync(at("twice.pdf"), await signPdf(first, { level: "B-B", signer: await rsaSigner(), now: NOW }));
  writeFileSync(at("unsigned.pdf"), smallPdf());
  writeFileSync(at("rubbish.pdf"), "rubbish");
});
afterAll(() => rmSync(folder, { recursive: true }));

describe("the language", () => {
  const tag = (args: string[], env: Record<string, string>, system = "en-US") =>
    chooseLanguage(args, env, system).locale.tag;

  it("is that of --lang, then of LC_ALL, LC_MESSAGES and LANG, then of the system", () => {
    expect(tag(["verify", "--lang", "vi"], { LC_ALL: "en_US.UTF-8" })).toBe("vi");
    expect(tag(["verify", "--lang=en"], { LANG: "vi_VN" })).toBe("en");
    expect(tag([], { LC_ALL: "vi_VN.UTF-8", LANG: "en_US" })).toBe("vi");
    expect(tag([], { LC_ALL: "", LC_MESSAGES: "vi", LANG: "en_US" })).toBe("vi");
    expect(tag([], { LANG: "C" }, "vi-VN")).toBe("en");
    expect(tag([], {}, "vi-VN")).toBe("vi");
  });

  it("is English where it is neither", () => {
    expect(tag([], { LANG: "fr_FR" })).toBe("en");
    expect(tag([], { LANG: "vie" })).toBe("en");
    expect(tag(["verify", "--", "--lang", "vi"], {})).toBe("en");
  });

  it("must be one that is spoken", async () => {
    const outcome = await pades(["explain", "--lang", "fr"]);
    expect(outcome).toMatchObject({ code: 64, stdout: "" });
    expect(outcome.stderr).toContain("vi, en");
  });
});

describe("a time on the command line", () => {
  it("is a date, a time, or a time with its zone", () => {
    expect(parseTime("2025-03-01", "+07:00")?.toISOString()).toBe("2025-02-28T17:00:00.000Z");
    expect(parseTime("2025-03-01", "UTC")?.toISOString()).toBe("2025-03-01T00:00:00.000Z");
    expect(parseTime("2025-03-01T10:20", "+07:00")?.toISOString()).toBe("2025-03-01T03:20:00.000Z");
    expect(parseTime("2025-03-01 10:20:30-02:00", "+07:00")?.toISOString()).toBe("2025-03-01T12:20:30.000Z");
  });

  it("is nothing that could be read in two ways, or that does not exist", () => {
    for (const text of [
      "01/03/2025",
      "2025-3-1",
      "2025-02-30",
      "2025-13-01",
      "2025-03-01T24:00",
      "yesterday",
      "2025-03-01T10",
      "",
    ]) {
      expect(parseTime(text, "UTC"), text).toBeNull();
    }
  });
});

describe("help", () => {
  it.each(["verify", "sign", "dossier", "extend", "due", "inspect", "explain"])(
    "teaches %s by example in both languages",
    async (command) => {
      const vietnamese = await pades([command, "--help"]);
      const english = await pades([command, "--help", "--lang", "en"]);
      for (const { code, stderr, stdout } of [vietnamese, english]) {
        expect([code, stderr]).toEqual([0, ""]);
        expect(stdout).toMatch(new RegExp(`^ {2}pades ${command} `, "m"));
        for (const line of stdout.split("\n")) expect(displayWidth(line)).toBeLessThanOrEqual(80);
      }
      expect(vietnamese.stdout).toMatch(/^Cách dùng: pades[\s\S]*^Ví dụ:$/m);
      expect(vietnamese.stdout).not.toMatch(/Usage|Options:|Examples/);
      expect(english.stdout).toMatch(/^Usage: pades[\s\S]*^Examples:$/m);
    },
  );

  it("lists commands and exit codes", async () => {
    const { stdout, code } = await pades(["--help"]);
    expect(code).toBe(0);
    for (const words of [
      "verify",
      "sign",
      "dossier",
      "extend",
      "due",
      "inspect",
      "trust",
      "explain",
      "  66  không tìm thấy tệp",
    ])
      expect(stdout).toContain(words);
  });

  it("is shown, as an error, where no command is given", async () => {
    const outcome = await pades([]);
    expect(outcome).toMatchObject({ code: 64, stdout: "" });
    expect(outcome.stderr).toContain("Cách dùng: pades");
  });

  it("tells the version", async () => {
    expect(await pades(["--version"])).toEqual({ code: 0, stdout: `${VERSION}\n`, stderr: "" });
  });
});

describe("a wrong command line", () => {
  it.each([
    [["frob"], "không có lệnh frob."],
    [["verify"], "thiếu tham số paths."],
    [["verify", "a.pdf", "--manifset", "x"], "không có tùy chọn --manifset."],
    [["verify", "a.pdf", "--trust"], "tùy chọn --trust <profile> cần có giá trị."],
    [["verify", "a.pdf", "--waive", "digest"], "giá trị “digest” không dùng được cho --waive."],
    [["verify", "a.pdf", "--context", "court"], "giá trị “court” không dùng được cho --context."],
    [["sign", "a.pdf"], "cần đúng một trong --p12, --pkcs11 và --csc."],
    [["inspect", "a.pdf", "b.pdf"], "thừa tham số."],
    [["\u001b[2J"], "không có lệnh �[2J."],
  ])("%j is told in the user's language", async (args, message) => {
    const outcome = await pades(args);
    expect(outcome).toMatchObject({ code: 64, stdout: "" });
    expect(outcome.stderr).toContain(`Lỗi: ${message}\n`);
  });
});

describe("pades explain", () => {
  it.each(Object.keys(FINDING_EFFECTS))("explains %s in both languages", async (code) => {
    for (const language of ["vi", "en"]) {
      const outcome = await pades(["explain", code, "--lang", language]);
      expect(outcome).toMatchObject({ code: 0, stderr: "" });
      expect(outcome.stdout.startsWith(`${code}\n`)).toBe(true);
      for (const line of outcome.stdout.split("\n")) expect(displayWidth(line)).toBeLessThanOrEqual(80);
    }
  });

  it("says what a code does to the verdict and what to do in each place", async () => {
    const { stdout } = await pades(["explain", "digest-mismatch"]);
    const flowing = stdout.replace(/\s+/g, " ");
    expect(flowing).toContain("Ảnh hưởng chữ ký không hợp lệ (TOTAL-FAILED / HASH_FAILURE)");
    for (const place of ["(văn thư)", "(một cửa)", "(lưu trữ)"]) expect(flowing).toContain(place);
  });

  it("lists every code where none is given", async () => {
    const { stdout } = await pades(["explain", "--lang", "en"]);
    for (const code of Object.keys(FINDING_EFFECTS)) expect(stdout).toMatch(new RegExp(`^${code} +\\S`, "m"));
  });

  it("names near codes for one that does not exist", async () => {
    const outcome = await pades(["explain", "digest-mismach", "--lang", "en"]);
    expect(outcome).toMatchObject({ code: 64, stdout: "" });
    expect(outcome.stderr).toContain("Did you mean: digest-");
    expect((await pades(["explain", "__proto__"])).code).toBe(64);
  });
});

describe("the program", () => {
  const run = promisify(execFile);
  const node = ["--import", "tsx", "--conditions=pades-source", join(import.meta.dirname, "../../src/cli/main.ts")];

  it("runs as a process of its own, with its exit code", async () => {
    const { stdout } = await run(process.execPath, [...node, "explain", "not-signed", "--lang", "en"]);
    expect(stdout).toMatch(/^not-signed\nNo digital signature\./);
    const failed = run(process.execPath, [...node, "verify", at("unsigned.pdf"), "--json"]);
    await expect(failed).rejects.toMatchObject({ code: 3, stderr: "" });
  });
});
