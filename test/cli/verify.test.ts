import { mkdirSync, mkdtempSync, readdirSync, readFileSync, rmSync, symlinkSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { signPdf } from "../../src/pades/sign/sign-pdf.ts";
import { displayWidth } from "../../src/report/wrap.ts";
import { ecSigner, NOW, smallPdf } from "../pades/sign/small-pdf.ts";
import { demoPath } from "../support/demo-certs.ts";
import { pades } from "./test-terminal.ts";

const trust = demoPath("demo.trust.json");
let folder = "";
const at = (name: string) => join(folder, name);

beforeAll(async () => {
  folder = mkdtempSync(join(tmpdir(), "pades-cli-"));
  const signed = await signPdf(smallPdf(), { level: "B-B", signer: await ecSigner(), now: NOW });
  const altered = signed.slice();
  // Inside the header's comment: signed, and of no consequence to reading.
  altered[5] = 0x32;
  writeFileSync(at("signed.pdf"), signed);
  writeFileSync(at("altered.pdf"), altered);
  writeFileSync(at("unsigned.pdf"), smallPdf());
  writeFileSync(at("rubbish.pdf"), "rubbish");
  mkdirSync(at("dossier/inner"), { recursive: true });
  writeFileSync(at("dossier/b.pdf"), signed);
  writeFileSync(at("dossier/inner/a.pdf"), smallPdf());
  mkdirSync(at("empty"));
});
afterAll(() => rmSync(folder, { recursive: true }));

const waived = ["--trust", trust, "--waive", "revocation"];

describe("pades verify exits with what it found", () => {
  it.each([
    ["0 for a valid file", "signed.pdf", waived, 0, /^✓ HỢP LỆ \(bỏ qua thu hồi\) tại thời điểm kiểm tra\.$/m],
    [
      "1 for an altered file",
      "altered.pdf",
      waived,
      1,
      /^✗ KHÔNG HỢP LỆ \(bỏ qua thu hồi\): chữ ký số không khớp với tài liệu\.$/m,
    ],
    ["1 for a file that cannot be read", "rubbish.pdf", waived, 1, /^! KHÔNG ĐỌC ĐƯỢC TỆP/],
    [
      "2 where revocation is not checked",
      "signed.pdf",
      ["--trust", trust],
      2,
      /^\? CHƯA ĐỦ CĂN CỨ KẾT LUẬN: chưa kiểm tra được tình trạng thu hồi\.$/m,
    ],
    ["2 without anchors", "signed.pdf", [], 2, /^\? CHƯA ĐỦ CĂN CỨ KẾT LUẬN: chưa cấu hình chứng thư gốc tin cậy\.$/m],
    ["3 for an unsigned file", "unsigned.pdf", [], 3, /^– CHƯA KÝ SỐ/],
  ])("%s", async (_, name, flags, code, first) => {
    const outcome = await pades(["verify", at(name), ...flags]);
    expect(outcome.stderr).toBe("");
    expect(outcome.code).toBe(code);
    expect(outcome.stdout).toMatch(first);
    for (const line of outcome.stdout.split("\n")) expect(displayWidth(line)).toBeLessThanOrEqual(80);
  });

  it("66 where there is no such file, or none in the folder", async () => {
    expect(await pades(["verify", at("gone.pdf")])).toMatchObject({
      code: 66,
      stdout: "",
      stderr: `Lỗi: không tìm thấy ${at("gone.pdf")}.\n`,
    });
    expect(await pades(["verify", at("empty"), "--lang", "en"])).toMatchObject({
      code: 66,
      stderr: `Error: the folder ${at("empty")} holds no PDF file.\n`,
    });
    expect(await pades(["verify", at("signed.pdf"), "--trust", at("none.json")])).toMatchObject({
      code: 66,
      stdout: "",
    });
  });

  it("75 where the user stops it", async () => {
    const signal = AbortSignal.abort();
    const outcome = await pades(["verify", at("signed.pdf"), "--report", at("stopped.html")], { signal });
    expect(outcome).toMatchObject({ code: 75, stdout: "" });
    expect(outcome.stderr).toContain("đã dừng theo yêu cầu");
    expect(readdirSync(folder)).not.toContain("stopped.html");
  });
});

describe("pades verify of a folder", () => {
  it("checks every PDF in it and takes the worst verdict", async () => {
    const outcome = await pades(["verify", at("dossier"), at("dossier/b.pdf"), ...waived]);
    expect(outcome.code).toBe(3);
    expect(outcome.stdout).toMatch(/^– CHƯA KÝ SỐ \(bỏ qua thu hồi\): 1\/2 tệp\.$/m);
    const listed = outcome.stdout.replace(/\n {2}/g, " ");
    expect(listed).toContain(`✓ ${at("dossier/b.pdf")}: Hợp lệ tại thời điểm kiểm tra`);
  });

  it("shows how far it is on a terminal, and only there", async () => {
    const shown = await pades(["verify", at("dossier")], { errorIsTerminal: true });
    expect(shown.stderr).toContain("Đang kiểm tra 2/2 tệp");
    expect((await pades(["verify", at("dossier")])).stderr).toBe("");
  });
});

describe("the report of pades verify", () => {
  it("is alone on standard output with --json", async () => {
    const { stdout, stderr, code } = await pades(["verify", at("signed.pdf"), "--json", ...waived]);
    expect(JSON.parse(stdout)).toMatchObject({
      schema: "pades-dossier/report@1",
      verdict: "valid",
      waived: ["revocation"],
    });
    expect([stderr, code]).toEqual(["", 0]);
  });

  it.each([
    ["html", "<!doctype html>"],
    ["json", '{\n  "schema"'],
    ["txt", "– CHƯA KÝ SỐ."],
  ])("is written to a .%s file", async (extension, start) => {
    const path = at(`report.${extension}`);
    const outcome = await pades(["verify", at("unsigned.pdf"), "--report", path]);
    expect(outcome).toMatchObject({ code: 3, stderr: `Đã ghi báo cáo: ${path}\n` });
    expect(readFileSync(path, "utf8").startsWith(start)).toBe(true);
    expect((await pades(["verify", at("unsigned.pdf"), "--report", path])).code).toBe(3);
  });

  it("never replaces an input, by whatever name", async () => {
    writeFileSync(at("input.txt"), smallPdf());
    symlinkSync(at("input.txt"), at("alias.txt"));
    for (const path of [at("input.txt"), at("alias.txt"), join(folder, "dossier", "..", "input.txt")]) {
      expect(await pades(["verify", at("input.txt"), "--report", path])).toMatchObject({ code: 64, stdout: "" });
    }
    expect(new Uint8Array(readFileSync(at("input.txt")))).toEqual(smallPdf());
  });

  it("is refused in a form that the name does not tell", async () => {
    const outcome = await pades(["verify", at("signed.pdf"), "--report", at("report.doc")]);
    expect(outcome).toMatchObject({ code: 64, stderr: expect.stringContaining(".html, .json") });
  });

  it("says in its first line that the time was given, in the language's zone unless another is named", async () => {
    const first = async (...flags: string[]) =>
      (await pades(["verify", at("signed.pdf"), ...flags])).stdout.split("\n")[0];
    expect(await first("--at", "2026-01-20")).toContain("(xét tại 20/01/2026 00:00:00 +07:00)");
    expect(await first("--at", "2026-01-20T10:00:00Z")).toContain("(xét tại 20/01/2026 17:00:00 +07:00)");
    expect(await first("--at", "2026-01-20", "--lang", "en")).toContain("(judged as of 2026-01-20 00:00:00 UTC)");
    expect(await pades(["verify", at("signed.pdf"), "--at", "2026-02-30"])).toMatchObject({ code: 64, stdout: "" });
  });

  it("gives the next step of the place named by --context", async () => {
    const { stdout } = await pades(["verify", at("altered.pdf"), "--context", "citizen"]);
    expect(stdout.replace(/\s+/g, " ")).toContain("đề nghị người nộp bổ sung");
  });

  it("is coloured on a terminal that wants colours, and as wide as it", async () => {
    const onTerminal = (env: Record<string, string>) =>
      pades(["verify", at("unsigned.pdf")], { env: { LANG: "vi_VN", ...env }, outputIsTerminal: true, columns: 50 });
    const coloured = (await onTerminal({})).stdout;
    expect(coloured.startsWith("\u001b[1m\u001b[34m– CHƯA KÝ SỐ.")).toBe(true);
    const plain = (await onTerminal({ NO_COLOR: "1" })).stdout;
    expect(plain.startsWith("– CHƯA KÝ SỐ.")).toBe(true);
    for (const line of plain.split("\n")) expect(displayWidth(line)).toBeLessThanOrEqual(50);
  });
});
