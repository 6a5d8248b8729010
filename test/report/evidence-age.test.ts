import { describe, expect, it } from "vitest";
import type { EvidenceAge } from "../../src/pades/verify/verification.ts";
import { renderReport } from "../../src/report/render-report.ts";
import { signatureOf, verificationOf } from "../support/verifications.ts";

const AGE: EvidenceAge = {
  pieces: 5,
  counted: 2,
  oldest: new Date("2025-11-10T00:00:00Z"),
  newest: new Date("2025-11-20T00:00:00Z"),
  nextUpdate: new Date("2025-11-23T00:00:00Z"),
  overdue: 0,
};
const hashes = Array.from({ length: 10 }, (_, index) => `sha256:${String(index).repeat(64)}`);
const inputs = { ...verificationOf([]).inputs, evidence: hashes };
const withAge = (age: Partial<EvidenceAge> | null, evidence: readonly string[] = hashes) =>
  verificationOf([signatureOf()], {
    inputs: { ...inputs, evidence },
    evidenceAge: age === null ? null : { ...AGE, ...age },
  });
const flat = (text: string) => text.replace(/\s+/g, " ");
const text = (age: Partial<EvidenceAge> | null, locale: "en" | "vi", evidence?: readonly string[]) =>
  flat(renderReport(withAge(age, evidence), { format: "text", locale, width: 100 }));

describe("the age of the evidence in a report", () => {
  it("is said in both languages, in text and HTML", () => {
    const en = "5 CRLs and OCSP responses, of which 2 counted: issued from 10 Nov 2025";
    expect(text({}, "en")).toMatch(
      /5 CRLs and OCSP responses, of which 2 counted: issued from .* \(the oldest 14 days old\)/,
    );
    expect(text({}, "vi")).toMatch(
      /5 CRL, phản hồi OCSP được nạp, 2 được dùng: ban hành từ .* \(cũ nhất: 14 ngày trước\)/,
    );
    for (const locale of ["en", "vi"] as const) {
      const html = flat(renderReport(withAge({}), { format: "html", locale }));
      expect(html).toContain(locale === "en" ? en.slice(0, 40) : "2 được dùng");
    }
  });

  it("says what is past its date, and what to do", () => {
    expect(text({ overdue: 1 }, "en")).toMatch(
      /Past its date: newer data was due from .*2025.* on\. Load a newer evidence bundle\./,
    );
    expect(text({ overdue: 1 }, "vi")).toMatch(/Đã quá hạn: từ .*2025.* Nạp gói dữ liệu thu hồi mới\./);
    expect(text({}, "en")).not.toContain("Past its date");
  });

  it("says where none of it counted, and that its dates are its own word", () => {
    expect(text({ counted: 0 }, "en")).toContain("none of which counted for this verdict; by their own dates");
    expect(text({ counted: 0 }, "vi")).toContain("không dữ liệu nào được dùng cho kết quả này");
  });

  it("names a few pieces by hash and leaves the others to the JSON report", () => {
    expect(text({}, "en")).toContain("and 2 more: the JSON report lists all");
    expect(text(null, "en", hashes.slice(0, 1))).toContain("no CRL and no OCSP response");
    expect(text(null, "vi", [])).toMatch(/Bằng chứng không có/);
  });

  it("is that of the worst of several files", () => {
    const other = withAge({ oldest: new Date("2025-11-01T00:00:00Z"), overdue: 3 });
    const both = flat(renderReport([withAge({}), other, withAge(null)], { format: "text", locale: "en", width: 100 }));
    expect(both).toContain("the oldest 23 days old");
    expect(both).toContain("Past its date");
  });

  it("stands in the JSON report with each file", () => {
    const report = JSON.parse(renderReport(withAge({}), { format: "json", locale: "en" }));
    expect(report.files[0].evidenceAge).toEqual({
      ...{ pieces: 5, counted: 2, oldest: "2025-11-10T00:00:00Z", newest: "2025-11-20T00:00:00Z" },
      ...{ nextUpdate: "2025-11-23T00:00:00Z", overdue: 0 },
    });
  });
});
