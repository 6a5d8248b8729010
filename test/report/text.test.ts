import { describe, expect, it } from "vitest";
import { FINDING_EFFECTS, finding } from "../../src/findings.ts";
import { en } from "../../src/locale/en.ts";
import { EXAMPLE_PARAMS } from "../../src/locale/example-params.ts";
import { isFindingCode } from "../../src/locale/sentences.ts";
import type { PdfVerification } from "../../src/pades/verify/verification.ts";
import { type ReportOptions, renderReport } from "../../src/report/render-report.ts";
import { displayWidth } from "../../src/report/wrap.ts";
import { CHAIN, findingOf, SIGNER, signatureOf, verificationOf, verificationWith } from "../support/verifications.ts";

type Options = Partial<Omit<ReportOptions, "format">>;

const text = (verification: PdfVerification | readonly PdfVerification[], options: Options = {}) =>
  renderReport(verification, { format: "text", locale: "vi", ...options });
const english = (verification: PdfVerification | readonly PdfVerification[], options: Options = {}) =>
  text(verification, { locale: "en", ...options });

const notChecked = finding("revocation-not-checked", { certificate: "CN=DEMO Nguyễn Thị Hồng Ánh" });
const mismatch = finding("digest-mismatch", { algorithm: "SHA-256" });
const valid = verificationOf([signatureOf()]);
const invalid = verificationOf([
  signatureOf({ findings: [mismatch], integrity: { digest: "failed", signature: "ok", coverage: "whole-file" } }),
]);
const undecided = verificationWith(notChecked);
const unsigned = verificationOf([]);
const unreadable = verificationOf([], {
  findings: [finding("pdf-damaged", { reason: "xref-malformed", offset: 18_204 })],
});

const firstLine = (report: string) => report.slice(0, report.indexOf("\n"));
/** The text without its line breaks, for sentences that may wrap anywhere. */
const flowing = (report: string) => report.replace(/\s+/g, " ");

describe("the first line answers whether the file may be relied on", () => {
  it.each([
    [valid, "✓ HỢP LỆ tại thời điểm kiểm tra.", "✓ VALID at the time of checking."],
    [
      invalid,
      "✗ KHÔNG HỢP LỆ: chữ ký số không khớp với tài liệu.",
      "✗ INVALID: the signature does not match the document.",
    ],
    [
      undecided,
      "? CHƯA ĐỦ CĂN CỨ KẾT LUẬN: chưa kiểm tra được tình trạng thu hồi.",
      "? UNDECIDED: revocation status not checked.",
    ],
    [unsigned, "– CHƯA KÝ SỐ.", "– NOT SIGNED."],
    [unreadable, "! KHÔNG ĐỌC ĐƯỢC TỆP: tệp PDF bị hỏng.", "! FILE COULD NOT BE READ: the PDF is damaged."],
  ])("case %#", (verification, vietnamese, anglo) => {
    expect(firstLine(text(verification))).toBe(vietnamese);
    expect(firstLine(english(verification))).toBe(anglo);
  });

  it("and says so where the time was given or a check was waived", () => {
    const qualified = { validationTimeSource: "given", waived: ["revocation"] } as const;
    const lines = [valid, undecided, invalid].map((one) => firstLine(text({ ...one, ...qualified })));
    for (const line of lines) expect(line).toContain("(xét tại 24/11/2025 15:00:00 +07:00; bỏ qua thu hồi)");
    expect(firstLine(english({ ...undecided, ...qualified }))).toContain(
      "(judged as of 2025-11-24 08:00:00 UTC; revocation waived)",
    );
    expect(firstLine(english({ ...valid, waived: ["revocation"] }))).toBe(
      "✓ VALID (revocation waived) at the time of checking.",
    );
  });

  it("and says so where the policy is milder than by default", () => {
    const inputs = { ...valid.inputs, options: { acceptWithoutSignedAttributes: true } };
    expect(firstLine(text({ ...valid, inputs }))).toBe(
      "✓ HỢP LỆ (chấp nhận chữ ký thiếu thuộc tính) tại thời điểm kiểm tra.",
    );
    expect(firstLine(english({ ...invalid, inputs }))).toContain("INVALID (signed attributes not required): ");
  });

  it("says valid at the time of signing only with a proven time", () => {
    const proven = verificationOf([signatureOf({ provenTime: new Date("2025-11-20T02:31:00Z") })]);
    expect(firstLine(text(proven))).toBe("✓ HỢP LỆ tại thời điểm ký.");
    expect(flowing(text(proven))).toContain("dấu thời gian xác nhận chữ ký đã có lúc 20/11/2025 09:31:00 +07:00");
    const half = verificationOf([
      signatureOf({ provenTime: new Date("2025-11-20T02:31:00Z") }),
      signatureOf({ field: "B" }),
    ]);
    expect(firstLine(text(half))).toBe("✓ HỢP LỆ tại thời điểm kiểm tra.");
    expect(text(valid)).not.toContain("tại thời điểm ký.");
  });

  it("tells of a revocation after the proven time", () => {
    const revoked = verificationOf([
      signatureOf({
        provenTime: new Date("2025-11-20T02:31:00Z"),
        revocation: [
          {
            certificate: "CN=DEMO",
            source: "crl",
            status: "revoked",
            thisUpdate: new Date("2025-11-23T00:00:00Z"),
            nextUpdate: null,
            revokedAt: new Date("2025-11-22T00:00:00Z"),
          },
        ],
      }),
    ]);
    expect(firstLine(text(revoked))).toBe("✓ HỢP LỆ tại thời điểm ký; chứng thư chữ ký số bị thu hồi sau đó.");
    expect(flowing(english(revoked))).toContain("before the certificate was revoked (2025-11-22 00:00:00 UTC)");
  });

  it("gives no reason that it does not have", () => {
    const bare = verificationOf([signatureOf()], { verdict: "indeterminate" });
    expect(flowing(text(bare))).toContain("Kết quả không ghi lý do; coi như chưa kiểm tra.");
  });
});

describe("a text report at 80 columns", () => {
  const hostile = "x\u001b[2J\nHỢP LỆ\u202e".repeat(40);
  const everything = Object.keys(FINDING_EFFECTS)
    .filter((code) => isFindingCode(code, en))
    .map((code) => findingOf(code, EXAMPLE_PARAMS));
  const crowded = verificationOf(
    [
      signatureOf({
        field: hostile,
        reason: hostile,
        signer: { ...SIGNER, commonName: hostile, organization: "北京市".repeat(30) },
        chain: CHAIN.map((certificate) => ({ ...certificate, subject: hostile })),
        changes: {
          level: "other",
          permitted: false,
          items: [
            {
              code: "content-changed",
              level: "other",
              revision: 2,
              object: "1 0",
              page: 1,
              field: hostile,
              before: hostile,
              after: "",
            },
          ],
        },
        findings: everything,
      }),
      signatureOf({ field: "B", kind: "document-timestamp" }),
    ],
    { path: hostile },
  );

  it.each([
    ["valid", valid],
    ["invalid", invalid],
    ["undecided", undecided],
    ["unsigned", unsigned],
    ["unreadable", unreadable],
    ["crowded", crowded],
    ["several", [valid, invalid, undecided, unsigned, unreadable, crowded]],
  ])("stays within them: %s", (_, verification) => {
    for (const locale of ["vi", "en"] as const) {
      for (const width of [80, 40, 10]) {
        for (const line of text(verification, { locale, width }).split("\n")) {
          expect(displayWidth(line), line).toBeLessThanOrEqual(Math.max(width, 40));
          expect(line).toBe(line.trimEnd());
        }
      }
    }
  });

  it("holds no character that acts on the terminal, and starts no line with words from the document", () => {
    const report = text(crowded);
    expect(report.replaceAll("\n", "")).not.toMatch(/[\p{Cc}\p{Cf}\u2028\u2029]/u);
    expect(report).not.toMatch(/^HỢP LỆ/m);
    expect(firstLine(report)).toMatch(/^✗ KHÔNG HỢP LỆ/);
  });

  it("explains every code that it shows", () => {
    const report = english(crowded);
    for (const { code } of everything) expect(report).toMatch(new RegExp(`^ {6}${code}$`, "m"));
  });
});

describe("what follows the first line", () => {
  const changed = verificationOf([
    signatureOf({
      findings: [finding("integrity-not-established", {})],
      revisions: 2,
      changes: {
        level: "other",
        permitted: false,
        items: [
          {
            code: "field-changed",
            level: "other",
            revision: 2,
            object: "12 0",
            page: 1,
            field: "SoTien",
            before: "1.000",
            after: "9.000",
          },
        ],
      },
    }),
  ]);

  it("names the change before everything else", () => {
    const report = flowing(text(changed));
    const order = [
      "Thay đổi Trang 1, mục SoTien: sửa trường biểu mẫu, “1.000” đã đổi thành “9.000”",
      "Tệp to-trinh.pdf",
      "Người ký",
      "Thời điểm ký",
      "Việc cần làm",
    ];
    const places = order.map((words) => report.indexOf(words));
    expect(places).not.toContain(-1);
    expect(places).toEqual([...places].sort((a, b) => a - b));
    expect(flowing(english(changed))).toContain(
      "Changes Page 1, field SoTien: form field changed, “1.000” became “9.000” (revision 2)",
    );
  });

  it("says what is established although the verdict is not, what is missing, and one next step", () => {
    const report = flowing(text(undecided));
    expect(report).toContain("Đã xác định Nội dung đã ký còn nguyên vẹn, chữ ký khớp với chứng thư chữ ký số gửi kèm;");
    expect(report).toContain("Còn thiếu dữ liệu thu hồi (CRL hoặc OCSP) cho “CN=DEMO Nguyễn Thị Hồng Ánh”");
    expect(report.split("Việc cần làm")).toHaveLength(2);
    expect(report).toContain("Việc cần làm Kiểm tra lại khi có dữ liệu thu hồi đủ mới");
  });

  it("takes no comfort in a digest whose signature was not checked", () => {
    const unchecked = signatureOf({
      findings: [finding("signature-algorithm-unsupported", { algorithm: "DSA" })],
      integrity: { digest: "ok", signature: "unknown", coverage: "whole-file" },
      chain: [],
    });
    expect(text(verificationOf([unchecked]))).not.toContain("Đã xác định");
    expect(text(invalid)).not.toContain("Đã xác định");
  });

  it("speaks of a document timestamp as such, not as of somebody's signature", () => {
    const stamp = (parts: Parameters<typeof signatureOf>[0]) =>
      verificationOf([signatureOf({ kind: "document-timestamp", field: "T", findings: [notChecked], ...parts })]);
    const sound = flowing(english(stamp({})));
    expect(sound).toContain("hash matches, the timestamp's own signature matches, covers the whole file");
    expect(sound).toContain("nothing changed after the timestamp");
    expect(sound).toContain("The timestamped content is intact, and the timestamp matches the enclosed certificate");
    expect(sound).not.toMatch(/, signature matches|the signature covers|after signing/);
    const broken = { integrity: { digest: "ok", signature: "failed", coverage: "whole-file" } } as const;
    expect(flowing(english(stamp(broken)))).toContain("the timestamp's own signature does not match");
    const vietnamese = flowing(text(stamp({})));
    expect(vietnamese).toContain("mã băm khớp, chữ ký của dấu thời gian khớp");
    expect(vietnamese).toContain("dấu thời gian bao trùm toàn bộ tệp");
    expect(vietnamese).not.toMatch(/, chữ ký khớp|chữ ký bao trùm|sau khi ký/);
    for (const locale of ["vi", "en"] as const) {
      const html = flowing(renderReport(stamp({}), { format: "html", locale }));
      expect(html).toContain(locale === "vi" ? "chữ ký của dấu thời gian khớp" : "timestamp&#39;s own signature");
    }
  });

  it("only names the signer of a signature that did not pass", () => {
    expect(text(valid)).toMatch(/^Người ký {8}DEMO Nguyễn Thị Hồng Ánh$/m);
    for (const report of [text(invalid), text(undecided)]) {
      expect(report).toMatch(/^Người ký {8}DEMO Nguyễn Thị Hồng Ánh \(ghi tên, chưa xác định\)$/m);
    }
    expect(flowing(text(invalid))).toContain("Chữ ký ghi tên “DEMO Nguyễn Thị Hồng Ánh” không khớp với nội dung");
    expect(english(undecided)).toContain("(named, not established)");
  });

  it("tells a claimed time from a proven one", () => {
    expect(text(valid)).toContain("Thời điểm ký    20/11/2025 09:30:00 +07:00 (do người ký khai)");
    const proven = verificationOf([signatureOf({ provenTime: new Date("2025-11-20T02:31:00Z") })]);
    expect(flowing(english(proven))).toContain(
      "Signing time not later than 2025-11-20 02:31:00 UTC (proven by a timestamp)",
    );
  });

  it("shows what Vietnamese rules ask of a verifier", () => {
    const report = flowing(text(valid));
    for (const words of [
      "Cơ quan ký DEMO Ủy ban",
      "Tổ chức cấp CN=DEMO Sub CA",
      "Hiệu lực từ 01/01/2025",
      "Toàn vẹn mã băm khớp",
      "Kiểm tra lúc 24/11/2025",
    ]) {
      expect(report).toContain(words);
    }
  });

  it("gives the next step of the place that reads it", () => {
    expect(flowing(text(invalid, { context: "registry" }))).toContain("trả lại nơi gửi");
    expect(flowing(text(invalid, { context: "citizen" }))).toContain("đề nghị người nộp bổ sung");
    expect(flowing(english(invalid, { context: "archive" }))).toContain("compare with the issuer's record copy");
  });

  it("says which signature decided, and lists them all", () => {
    const two = verificationOf([signatureOf(), signatureOf({ field: "Con_dau", findings: [notChecked] })]);
    const report = text(two);
    expect(flowing(report)).toContain("Chữ ký “Con_dau”: Chưa có dữ liệu thu hồi");
    expect(report).toMatch(/^Chữ ký 1\/2, trường “Signature1”\n {2}✓ Hợp lệ/m);
    expect(report).toMatch(/^Chữ ký 2\/2, trường “Con_dau”\n {2}\? Chưa đủ căn cứ kết luận/m);
  });

  it("prefers the finding that gave the sub-indication", () => {
    const path = finding("no-path-to-anchor", { stop: "issuer-not-found", certificate: "CN=DEMO" });
    const both = { findings: [notChecked, path], indication: "INDETERMINATE" } as const;
    const byPath = verificationOf([signatureOf({ ...both, subIndication: "NO_CERTIFICATE_CHAIN_FOUND" })]);
    expect(firstLine(english(byPath))).toBe("? UNDECIDED: issuer not trusted.");
  });
});

describe("a text report of several files", () => {
  it("begins with the worst verdict and a line for each file", () => {
    const files = [valid, invalid, unsigned].map((one, index) => ({ ...one, path: `${index + 1}.pdf` }));
    const report = text(files);
    expect(firstLine(report)).toBe("✗ KHÔNG HỢP LỆ: 1/3 tệp.");
    expect(report).toContain("Đã kiểm tra 3 tệp: 1 không hợp lệ, 1 chưa ký số, 1 hợp lệ.");
    expect(report).toMatch(
      /^✓ 1\.pdf: Hợp lệ tại thời điểm kiểm tra\n✗ 2\.pdf: Không hợp lệ: .*\n– 3\.pdf: Chưa ký số$/m,
    );
    expect(firstLine(english([valid, valid]))).toBe("✓ VALID: all 2 files.");
  });

  it("says the given time once, in its first line", () => {
    const report = english([
      { ...valid, validationTimeSource: "given" },
      { ...invalid, validationTimeSource: "given" },
    ]);
    expect(firstLine(report)).toBe("✗ INVALID (judged as of 2025-11-24 08:00:00 UTC): 1 of 2 files.");
    expect(report.split("judged as of")).toHaveLength(2);
  });
});

describe("asking for a report", () => {
  it("is refused in a language, form or context that does not exist", () => {
    const ask = (options: object) => () => renderReport(valid, { format: "text", locale: "vi", ...options });
    for (const wrong of [{ locale: "fr" }, { format: "pdf" }, { context: "court" }, { timeZone: "Mars" }]) {
      expect(ask(wrong)).toThrow(expect.objectContaining({ code: "ERR_INVALID_ARGUMENT" }));
    }
  });
});
