import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, beforeAll, expect, it } from "vitest";
import { displayWidth } from "../../src/report/wrap.ts";
import { demoPath } from "../support/demo-certs.ts";
import { signedSample } from "../support/signed-samples.ts";
import { pades } from "./test-terminal.ts";

let folder = "";
beforeAll(() => {
  folder = mkdtempSync(join(tmpdir(), "pades-verdicts-"));
});
afterAll(() => rmSync(folder, { recursive: true }));

it.each<[string, string, "vi" | "en", RegExp, RegExp]>([
  [
    "an untrusted signature",
    "bad/issued-by-fake-root",
    "vi",
    /^\? CHƯA ĐỦ CĂN CỨ KẾT LUẬN \(xét tại 15\/01\/2026 10:00:00 \+07:00\): tổ chức cấp chứng thư chữ ký số chưa được tin cậy\. .* Đường dẫn gần nhất dừng ở “DEMO Public Root CA”: chữ ký của tổ chức cấp không khớp\.$/,
    /Việc cần làm Chuyển bộ phận kỹ thuật kiểm tra; không thêm chứng thư chữ ký số gửi kèm tài liệu vào danh sách tin cậy\./,
  ],
  [
    "an untrusted signature",
    "bad/issued-by-fake-root",
    "en",
    /^\? UNDECIDED \(judged as of 2026-01-15 03:00:00 UTC\): issuer not trusted\. .* The nearest path stopped at “DEMO Public Root CA”: the issuer's signature on it does not match\.$/,
    /Next step Ask IT to check; never trust a certificate that came with the document\./,
  ],
  [
    "a signature by a revoked certificate",
    "bad/revoked",
    "vi",
    /^\? CHƯA ĐỦ CĂN CỨ KẾT LUẬN \(.*\): chứng thư chữ ký số đã bị thu hồi\. .* bị thu hồi lúc 01\/03\/2025 09:00:00 \+07:00 \(khóa bí mật bị lộ\); không chứng minh được chữ ký có trước khi thu hồi\.$/,
    /Việc cần làm Không dùng làm căn cứ; đề nghị nơi gửi ký lại bằng chứng thư chữ ký số còn hiệu lực\./,
  ],
  [
    "a signature by a revoked certificate",
    "bad/revoked",
    "en",
    /^\? UNDECIDED \(.*\): certificate revoked\. .* was revoked on 2025-03-01 02:00:00 UTC \(the key was compromised\); nothing proves that the signature is older\.$/,
    /Next step Do not rely on it; ask the sender for a new signature with a certificate in force\./,
  ],
  [
    "a signature by an expired certificate",
    "bad/expired",
    "vi",
    /^\? CHƯA ĐỦ CĂN CỨ KẾT LUẬN \(.*\): chứng thư chữ ký số đã hết hạn, không chứng minh được thời điểm ký\. .* hết hạn lúc 01\/02\/2025 07:00:00 \+07:00; tài liệu không có dấu thời gian hợp lệ trước lúc đó\.$/,
    /Việc cần làm Đề nghị ký lại có dấu thời gian, hoặc đối chiếu với bản lưu của nơi ban hành\./,
  ],
  [
    "a signature by an expired certificate",
    "bad/expired",
    "en",
    /^\? UNDECIDED \(.*\): certificate expired, signing time not proven\. .* expired on 2025-02-01 00:00:00 UTC, and no valid timestamp is earlier\.$/,
    /Next step Ask for a new signature with a timestamp, or compare with the issuer's record copy\./,
  ],
])("%s, signed by %s, is explained in %s with what to do next", async (_what, identity, language, head, next) => {
  const file = join(folder, "signed.pdf");
  writeFileSync(file, await signedSample({ identity }));
  const { code, stdout, stderr } = await pades([
    ...["verify", file, "--trust", demoPath("demo.trust.json"), "--evidence", demoPath("public-ca")],
    ...["--at", "2026-01-15T10:00:00+07:00", "--lang", language],
  ]);
  expect([code, stderr]).toEqual([2, ""]);
  for (const line of stdout.split("\n")) expect(displayWidth(line)).toBeLessThanOrEqual(80);
  const [first = ""] = stdout.split("\n\n");
  expect(first.replace(/\s+/g, " ")).toMatch(head);
  expect(stdout.replace(/\s+/g, " ")).toMatch(next);
});
