import { existsSync, mkdtempSync, readdirSync, readFileSync, rmSync, symlinkSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterEach, beforeEach, describe, expect, it } from "vitest";
import { demoPath } from "../support/demo-certs.ts";
import { signedSample } from "../support/signed-samples.ts";
import { pades } from "./test-terminal.ts";

const trust = ["--trust", demoPath("demo.trust.json")];
let folder = "";
let signed = "";
let store = "";
let report = "";
const verify = (...more: readonly string[]) =>
  pades(["verify", signed, "--at", "2026-01-15T10:00:00+07:00", "--evidence", demoPath("cong-vu"), ...more]);
const replay = (...more: readonly string[]) => pades(["replay", report, signed, "--evidence", store, ...more]);
const nameOf = (ending: string) => readdirSync(store).find((name) => name.endsWith(ending)) ?? "";

beforeEach(async () => {
  folder = mkdtempSync(join(tmpdir(), "pades-cli-replay-"));
  signed = join(folder, "signed.pdf");
  store = join(folder, "evidence");
  report = join(folder, "report.json");
  writeFileSync(signed, await signedSample());
});
afterEach(() => rmSync(folder, { recursive: true }));

describe("pades verify --save-evidence and pades replay", () => {
  it("store what was used, and reach the same verdict from it alone, in both languages", async () => {
    const { code, stderr } = await verify(...trust, "--report", report, "--save-evidence", store);
    expect(code).toBe(0);
    expect(stderr).toMatch(/Đã lưu bằng chứng: .*evidence \(\d+ tệp mới, 0 tệp đã có\)/);
    expect(await replay()).toMatchObject({
      code: 0,
      stderr: "",
      stdout: "✓ Giống như đã ghi: kết quả chung, và của 1 tệp: kết quả, kết luận, mã và thông tin chữ ký.\n",
    });
    expect((await replay("--lang", "en")).stdout).toBe(
      "✓ The same: the verdict came out as recorded, and of 1 file verdict, indications, codes and signers.\n",
    );
  });

  it("takes a store as evidence like any other folder", async () => {
    await verify(...trust, "--save-evidence", store);
    const again = await pades(["verify", signed, ...trust, "--at", "2026-01-15", "--evidence", store]);
    expect(again.code).toBe(0);
  });

  it("names the file of which a byte was changed, what that does to the verdict, and exits with 1", async () => {
    await verify(...trust, "--report", report, "--save-evidence", store);
    const name = nameOf(".crl");
    const bytes = readFileSync(join(store, name));
    bytes[bytes.length - 1] = (bytes[bytes.length - 1] ?? 0) ^ 1;
    writeFileSync(join(store, name), bytes);
    const { code, stdout } = await replay();
    expect(code).toBe(1);
    expect(stdout).toMatch(/^✗ Không giống như đã ghi:\n/);
    expect(stdout).toContain(`bằng chứng đã bị thay đổi: ${name}`);
    expect(stdout).toContain("kết quả: trước là hợp lệ, nay là chưa đủ căn cứ kết luận");
    expect(stdout).toContain("có thêm revocation-not-checked");
    rmSync(join(store, name));
    expect((await replay("--lang", "en")).stdout).toContain(`evidence is missing: ${name}`);
  });

  it("replays verdicts without a trust profile, and asks for one that is not stored", async () => {
    await verify("--report", report, "--save-evidence", store);
    expect((await replay()).code).toBe(0);
    await verify(...trust, "--report", report);
    const { code, stderr } = await replay();
    expect(code).toBe(66);
    expect(stderr).toContain("--trust");
    await verify(...trust, "--save-evidence", store);
    expect((await replay(...trust)).code).toBe(0);
    expect((await replay("--trust", demoPath("cong-vu"))).stdout).toMatch(/cấu hình tin cậy khác/);
  });

  it("says which files the report is about and which not", async () => {
    await verify(...trust, "--report", report, "--save-evidence", store);
    writeFileSync(signed, await signedSample({ identity: "public-ca/citizen" }));
    const { code, stdout } = await replay("--lang", "en");
    expect(code).toBe(1);
    expect(stdout).toContain("the report is about no file with this content");
    expect(stdout).toContain("Not replayed, since it was not given");
  });

  it("tells misuse apart: no such report, no report, a folder that cannot be one", async () => {
    expect((await replay()).code).toBe(66);
    writeFileSync(report, "{}");
    expect((await replay()).code).toBe(64);
    expect((await verify(...trust, "--save-evidence", signed)).code).toBe(64);
    expect((await pades(["replay", report, signed])).code).toBe(64);
  });
});

describe("pades evidence delete", () => {
  it("says what it would delete, deletes it with --yes, and leaves all else", async () => {
    await verify(...trust, "--report", report, "--save-evidence", store);
    const files = readdirSync(store).length;
    writeFileSync(join(store, "notes.txt"), "keep");
    symlinkSync(signed, join(store, `${"0".repeat(64)}.crl`));
    const asked = await pades(["evidence", "delete", store]);
    expect(asked).toMatchObject({ code: 0, stderr: "" });
    expect(asked.stdout).toContain(`${files} tệp bằng chứng đã lưu`);
    expect(asked.stdout).toContain("thêm --yes");
    expect(readdirSync(store)).toHaveLength(files + 2);
    const done = await pades(["evidence", "delete", store, "--yes", "--lang", "en"]);
    expect(done.stdout).toContain(`Deleted: ${files} files`);
    expect(done.stdout).toContain("Left: 1 file named like evidence that holds something else");
    expect(readdirSync(store)).toHaveLength(2);
    expect(existsSync(signed)).toBe(true);
  });

  it("deletes what one report names and no more", async () => {
    await verify(...trust, "--report", report, "--save-evidence", store);
    const other = join(folder, "other.pdf");
    writeFileSync(other, await signedSample({ identity: "public-ca/citizen" }));
    await pades(["verify", other, ...trust, "--at", "2026-01-15", "--save-evidence", store]);
    const before = readdirSync(store).length;
    expect((await pades(["evidence", "delete", store, "--report", report])).stdout).toContain("Báo cáo khác");
    await pades(["evidence", "delete", store, "--report", report, "--yes"]);
    const after = readdirSync(store);
    expect(after.length).toBeGreaterThan(0);
    expect(after.length).toBeLessThan(before);
  });

  it("exits with 66 where there is no folder, and refuses a link to one", async () => {
    expect((await pades(["evidence", "delete", store])).code).toBe(66);
    symlinkSync(folder, join(folder, "link"));
    expect((await pades(["evidence", "delete", join(folder, "link"), "--yes"])).code).toBe(64);
  });
});
