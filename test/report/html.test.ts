import { createHash } from "node:crypto";
import { describe, expect, it } from "vitest";
import { finding } from "../../src/findings.ts";
import type { PdfVerification } from "../../src/pades/verify/verification.ts";
import { renderReport } from "../../src/report/render-report.ts";
import { CHAIN, SIGNER, signatureOf, verificationOf, verificationWith } from "../support/verifications.ts";

const html = (verification: PdfVerification | readonly PdfVerification[], locale: "vi" | "en" = "vi") =>
  renderReport(verification, { format: "html", locale });

const valid = verificationOf([signatureOf()]);
const invalid = verificationWith(finding("digest-mismatch", { algorithm: "SHA-256" }));

/** What a reader sees, roughly: without style, tags and folded line breaks. */
const textOf = (page: string) =>
  page
    .replace(/<style>[\s\S]*<\/style>/, "")
    .replace(/<[^>]+>/g, " ")
    .replace(/\s+/g, " ");

describe("the HTML report", () => {
  it("asks for nothing outside itself and runs nothing", () => {
    for (const page of [html(valid), html([valid, invalid])]) {
      expect(page).not.toMatch(/https?:|src=|url\(|@import|<script|<link|<iframe|javascript:|\son\w+=|\sstyle=/i);
      for (const [, target] of page.matchAll(/href="([^"]*)"/g)) expect(target).toMatch(/^#file-\d+$/);
    }
  });

  it("allows its own style by its hash, before the style, and nothing else", () => {
    const page = html(valid).replaceAll("&#39;", "'");
    const style = /<style>([\s\S]*)<\/style>/.exec(page)?.[1] ?? "";
    const hash = createHash("sha256").update(style, "utf8").digest("base64");
    const policy = `default-src 'none'; style-src 'sha256-${hash}'; base-uri 'none'; form-action 'none'`;
    expect(page.indexOf(policy)).toBeGreaterThan(0);
    expect(page.indexOf(policy)).toBeLessThan(page.indexOf("<style>"));
  });

  it("says the answer first, in its language", () => {
    expect(html(valid)).toContain('<html lang="vi">');
    expect(textOf(html(valid))).toMatch(
      /^ ?Hợp lệ – to-trinh.pdf Kết quả kiểm tra chữ ký số Hợp lệ tại thời điểm kiểm tra\./,
    );
    expect(textOf(html(invalid, "en"))).toMatch(
      /^ ?Invalid – to-trinh.pdf Signature check Invalid: the signature does not match the document\./,
    );
  });

  it("tells verdicts apart by words and drawings, not by colour alone", () => {
    const drawings = [valid, invalid, verificationOf([])].map((one) => /<h1><svg[\s\S]*?<\/svg>/.exec(html(one))?.[0]);
    expect(new Set(drawings).size).toBe(3);
    for (const drawing of drawings) expect(drawing).toContain('aria-hidden="true"');
  });

  it("says what qualifies the verdict right below it", () => {
    const page = textOf(html({ ...valid, validationTimeSource: "given", waived: ["revocation"] }));
    expect(page).toContain(
      "tại thời điểm kiểm tra. Xét tại 24/11/2025 15:00:00 +07:00, thời điểm do người kiểm tra nêu. Theo yêu cầu của người kiểm tra, tình trạng thu hồi không được xét đến.",
    );
    expect(html(valid)).not.toContain('qualifier">');
  });

  it("folds technical codes away", () => {
    const page = html(invalid);
    const folded = /<details><summary>[\s\S]*<\/details>/.exec(page)?.[0] ?? "";
    for (const code of ["digest-mismatch", "TOTAL-FAILED / HASH_FAILURE", SIGNER.sha256]) {
      expect(folded).toContain(code);
      expect(page.replace(folded, "")).not.toContain(code);
    }
    expect(page).not.toMatch(/<details[^>]* open/);
  });

  it("shows what was changed before who signed", () => {
    const items = [
      {
        code: "field-changed" as const,
        level: "other" as const,
        revision: 2,
        object: "1 0",
        page: 1,
        field: "So",
        before: "1",
        after: "2",
      },
    ];
    const page = html(verificationOf([signatureOf({ changes: { level: "other", permitted: false, items } })]));
    const rows = page.slice(page.indexOf("<dl>"));
    expect(rows).toMatch(
      /^<dl><dt>Thay đổi<\/dt><dd class="changes"><p>Trang 1, mục So: sửa trường biểu mẫu, “1” đã đổi thành “2”/,
    );
  });

  it("shows text from the document as text, wherever it stands", () => {
    const hostile = "</title></style><img src=x onerror=alert(1)>\"' &amp;\u202e\u001b[2J";
    const page = html(
      [
        verificationOf(
          [
            signatureOf({
              field: hostile,
              subFilter: hostile,
              digestAlgorithm: hostile,
              reason: hostile,
              location: hostile,
              signer: {
                ...SIGNER,
                commonName: hostile,
                organization: hostile,
                title: hostile,
                masked: { CCCD: hostile },
              },
              chain: CHAIN.map((certificate) => ({
                ...certificate,
                subject: hostile,
                issuer: hostile,
                anchorTag: hostile,
              })),
              changes: {
                level: "other",
                permitted: false,
                items: [
                  {
                    code: "content-changed",
                    level: "other",
                    revision: 2,
                    object: hostile,
                    page: null,
                    field: hostile,
                    before: hostile,
                    after: hostile,
                  },
                ],
              },
              findings: [
                finding("no-path-to-anchor", { stop: "expired", certificate: hostile }),
                finding("cms-malformed", { reason: hostile }),
              ],
            }),
            signatureOf({ field: hostile, kind: "document-timestamp" }),
          ],
          { path: hostile, findings: [finding("empty-signature-field", { field: hostile })] },
        ),
        valid,
      ],
      "en",
    );
    expect(page).not.toContain("<img");
    expect(page.match(/<\/title>/g)).toHaveLength(1);
    expect(page.match(/<\/style>/g)).toHaveLength(1);
    expect(page).toContain("&lt;img src=x onerror=alert(1)&gt;&quot;&#39; &amp;amp;");
    expect(page.replaceAll("\n", "")).not.toMatch(/[\p{Cc}\p{Cf}]/u);
  });

  it("lists several files with their verdicts, each leading to its part of the page", () => {
    const page = html([valid, { ...invalid, path: "b.pdf" }]);
    expect(textOf(page)).toContain("Không hợp lệ: 1/2 tệp.");
    expect(page).toContain('<a href="#file-2">b.pdf</a>');
    expect(page).toContain('id="file-2"');
  });
});
