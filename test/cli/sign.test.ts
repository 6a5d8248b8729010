import { mkdtempSync, openSync, readdirSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterEach, beforeEach, describe, expect, it } from "vitest";
import { smallPdf } from "../pades/sign/small-pdf.ts";
import { DEMO_PASSWORD, demoPath } from "../support/demo-certs.ts";
import { pades } from "./test-terminal.ts";

const p12 = ["--p12", demoPath("cong-vu/person.p12")];
const byEnvironment = { env: { LANG: "vi_VN", SECRET: DEMO_PASSWORD } };
let folder = "";
const at = (name: string) => join(folder, name);

beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), "pades-sign-"));
  writeFileSync(at("letter.pdf"), smallPdf());
});
afterEach(() => rmSync(folder, { recursive: true }));

const report = async (name: string) => {
  const { stdout } = await pades([
    "verify",
    at(name),
    "--trust",
    demoPath("demo.trust.json"),
    "--waive",
    "revocation",
    "--json",
  ]);
  return JSON.parse(stdout);
};

describe("pades sign", () => {
  it("writes a signed copy beside the input, which verifies and begins with the input", async () => {
    const outcome = await pades(
      [
        "sign",
        at("letter.pdf"),
        ...p12,
        "--password-env",
        "SECRET",
        "--reason",
        "Phê duyệt",
        "--location",
        "Xã Demo",
        "--field",
        "Chu_tich",
      ],
      byEnvironment,
    );
    expect(outcome).toMatchObject({ code: 0, stderr: "" });
    expect(outcome.stdout).toContain(`Đã ký: ${at("letter.signed.pdf")}`);
    expect(outcome.stdout.replace(/\s+/g, " ")).toContain("Người ký TRẦN THỊ BÍCH (DEMO), ỦY BAN NHÂN DÂN XÃ DEMO");
    const signed = new Uint8Array(readFileSync(at("letter.signed.pdf")));
    expect(signed.subarray(0, smallPdf().length)).toEqual(smallPdf());
    const { verdict, files } = await report("letter.signed.pdf");
    expect(verdict).toBe("valid");
    expect(files[0].signatures[0]).toMatchObject({
      field: "Chu_tich",
      reason: "Phê duyệt",
      location: "Xã Demo",
      level: "B-B",
    });
  });

  it("asks for the password where none is named, and stops where nobody answers", async () => {
    const prompts: string[] = [];
    const readSecret = async (prompt: string) => {
      prompts.push(prompt);
      return DEMO_PASSWORD;
    };
    expect((await pades(["sign", at("letter.pdf"), ...p12, "--certify", "2"], { readSecret })).code).toBe(0);
    expect(prompts).toEqual([`Mật khẩu của ${demoPath("cong-vu/person.p12")}: `]);
    expect((await report("letter.signed.pdf")).files[0].signatures[0].docMdp).toBe(2);
    const alone = await pades(["sign", at("letter.pdf"), ...p12, "--out", at("other.pdf")]);
    expect(alone).toMatchObject({ code: 64, stderr: expect.stringContaining("cần mật khẩu") });
  });

  it("reads the password from a file descriptor, without its line end", async () => {
    writeFileSync(at("secret"), `${DEMO_PASSWORD}\r\n`);
    const descriptor = openSync(at("secret"), "r");
    const outcome = await pades(["sign", at("letter.pdf"), ...p12, "--password-fd", String(descriptor)]);
    expect(outcome).toMatchObject({ code: 0, stderr: "" });
  });

  it.each([
    ["a wrong password", ["--password-env", "WRONG"], 64, /mật khẩu của tệp PKCS#12 không đúng/],
    ["a variable that is not set", ["--password-env", "UNSET"], 64, /UNSET chưa được đặt/],
    ["a descriptor that is none", ["--password-fd", "x"], 64, /bộ mô tả tệp/],
    ["a descriptor that is not open", ["--password-fd", "9999"], 64, /bộ mô tả tệp/],
    ["two ways to get the password", ["--password-env", "SECRET", "--password-fd", "0"], 64, /chỉ dùng một/],
    ["a permission that does not exist", ["--certify", "4"], 64, /“4” không dùng được cho --certify/],
    ["a password on the command line", ["--password", "demo"], 64, /không có tùy chọn --password/],
  ])("is refused with %s, and writes nothing", async (_, flags, code, message) => {
    const env = { ...byEnvironment.env, WRONG: "wrong" };
    const outcome = await pades(["sign", at("letter.pdf"), ...p12, ...flags], { env });
    expect(outcome).toMatchObject({ code, stdout: "", stderr: expect.stringMatching(message) });
    expect(outcome.stderr).not.toContain("wrong\n");
    expect(readdirSync(folder).filter((name) => name.includes("signed"))).toEqual([]);
  });

  it("does not replace a file unless told to, and the input never", async () => {
    const signTo = (...flags: string[]) =>
      pades(["sign", at("letter.pdf"), ...p12, "--password-env", "SECRET", ...flags], byEnvironment);
    writeFileSync(at("out.pdf"), "kept");
    expect(await signTo("--out", at("out.pdf"))).toMatchObject({ code: 64, stderr: expect.stringContaining("đã có") });
    expect(readFileSync(at("out.pdf"), "utf8")).toBe("kept");
    expect(await signTo("--out", at("letter.pdf"))).toMatchObject({
      code: 64,
      stderr: expect.stringContaining("tệp đầu vào"),
    });
    expect(new Uint8Array(readFileSync(at("letter.pdf")))).toEqual(smallPdf());
    expect((await signTo("--out", at("letter.pdf"), "--force")).code).toBe(64);
    expect(new Uint8Array(readFileSync(at("letter.pdf")))).toEqual(smallPdf());
    expect((await signTo("--out", at("out.pdf"), "--force")).code).toBe(0);
    expect((await report("out.pdf")).verdict).toBe("valid");
  });

  it("tells a file that cannot be signed from a wrong command", async () => {
    writeFileSync(at("rubbish.pdf"), "rubbish");
    const outcome = await pades(
      ["sign", at("rubbish.pdf"), ...p12, "--password-env", "SECRET", "--lang", "en"],
      byEnvironment,
    );
    expect(outcome).toMatchObject({
      code: 1,
      stdout: "",
      stderr: expect.stringContaining("Error: the PDF cannot be read"),
    });
    expect(outcome.stderr).toContain("ERR_PDF_UNREADABLE");
    expect((await pades(["sign", at("none.pdf"), ...p12, "--password-env", "SECRET"], byEnvironment)).code).toBe(66);
    expect(
      (await pades(["sign", at("letter.pdf"), "--p12", at("none.p12"), "--password-env", "SECRET"], byEnvironment))
        .code,
    ).toBe(66);
  });
});
