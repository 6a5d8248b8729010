import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, beforeAll, expect, it } from "vitest";
import { signPdf } from "../../src/pades/sign/sign-pdf.ts";
import { ecSigner, smallPdf } from "../pades/sign/small-pdf.ts";
import { archivedSample } from "../support/archived-sample.ts";
import { DEMO_NOW, demoPath } from "../support/demo-certs.ts";
import { pades } from "./test-terminal.ts";

let folder = "";
const at = (name: string) => join(folder, name);

beforeAll(async () => {
  folder = mkdtempSync(join(tmpdir(), "pades-cable-"));
  writeFileSync(at("archived.pdf"), await archivedSample(DEMO_NOW));
  writeFileSync(at("plain.pdf"), await signPdf(smallPdf(), { signer: await ecSigner(), level: "B-B", now: DEMO_NOW }));
});
afterAll(() => rmSync(folder, { recursive: true }));

const verify = async (name: string, lang: "vi" | "en") => {
  const outcome = await pades([
    ...["verify", at(name), "--offline", "--trust", demoPath("demo.trust.json")],
    ...["--at", "2026-01-15T10:00:00+07:00", "--lang", lang],
  ]);
  return { ...outcome, text: outcome.stdout.replace(/\s+/g, " ") };
};

it("says of a B-LTA file, in one sentence, that it is valid and until when", async () => {
  const vietnamese = await verify("archived.pdf", "vi");
  expect(vietnamese).toMatchObject({ code: 0, stderr: "" });
  expect(vietnamese.text).toMatch(
    /^✓ HỢP LỆ \(xét tại 15\/01\/2026 10:00:00 \+07:00\) tại thời điểm ký\. Tài liệu còn nguyên vẹn từ khi TRẦN THỊ BÍCH \(DEMO\) ký; dấu thời gian xác nhận chữ ký đã có lúc 15\/01\/2026 10:00:00 \+07:00, khi chứng thư chữ ký số còn hiệu lực; còn chứng minh được điều này đến 01\/06\/2123 07:00:00 \+07:00\. /,
  );
  const english = await verify("archived.pdf", "en");
  expect(english.text).toMatch(
    /^✓ VALID \(judged as of .*?\) at the time of signing\. Unchanged since TRẦN THỊ BÍCH \(DEMO\) signed; a timestamp proves the signature existed at 2026-01-15 .*?, while the certificate was in force; this stays provable until 2123-06-01 .*?\. /,
  );
  for (const { text } of [vietnamese, english]) expect(text).not.toMatch(/ none, ETSI\.RFC3161/);
});

it("says of a B-B file that it is undecided, what is established, and what to ask for", async () => {
  const vietnamese = await verify("plain.pdf", "vi");
  expect(vietnamese).toMatchObject({ code: 2, stderr: "" });
  for (const part of [
    "? CHƯA ĐỦ CĂN CỨ KẾT LUẬN (xét tại 15/01/2026 10:00:00 +07:00): chưa kiểm tra được tình trạng thu hồi.",
    "Đã xác định Nội dung đã ký còn nguyên vẹn, chữ ký khớp với chứng thư chữ ký số gửi kèm; chữ ký bao trùm toàn bộ tệp; chứng thư chữ ký số dẫn tới chứng thư gốc được cấu hình.",
    "Còn thiếu dữ liệu thu hồi (CRL hoặc OCSP) cho “TRẦN THỊ BÍCH (DEMO)” dữ liệu thu hồi (CRL hoặc OCSP) cho “DEMO Official-Duty Sub CA”",
    "Việc cần làm Kiểm tra lại khi có dữ liệu thu hồi đủ mới; trong khi chờ, chưa dùng làm căn cứ.",
  ]) {
    expect(vietnamese.text).toContain(part);
  }
  const english = await verify("plain.pdf", "en");
  expect(english).toMatchObject({ code: 2, stderr: "" });
  for (const part of [
    "UNDECIDED",
    "Established The signed content is intact, and the signature matches the enclosed certificate; the signature covers the whole file; the certificate leads to a configured root.",
    "Missing revocation data (CRL or OCSP) for “TRẦN THỊ BÍCH (DEMO)” revocation data (CRL or OCSP) for “DEMO Official-Duty Sub CA”",
    "Next step Check again when recent revocation data is at hand; until then, do not rely on it.",
  ]) {
    expect(english.text).toContain(part);
  }
});
