import { createHash } from "node:crypto";
import { describe, expect, it } from "vitest";
import { finding } from "../../src/findings.ts";
import type { ChangeItem, PdfVerification } from "../../src/pades/verify/verification.ts";
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

  it("says at once who signed, for whom and when, proven or claimed", () => {
    const answer = (page: string) => textOf(/<section class="card answer[\s\S]*?<\/section>/.exec(page)?.[0] ?? "");
    expect(answer(html(valid))).toContain(
      "DEMO Nguyễn Thị Hồng Ánh cơ quan: DEMO Ủy ban nhân dân xã Phước Thành Thời điểm ký: 20/11/2025 09:30:00 +07:00 (do người ký khai)",
    );
    const proven = verificationOf([signatureOf({ provenTime: new Date("2025-11-20T02:31:00Z") })]);
    expect(answer(html(proven, "en"))).toContain("not later than 2025-11-20 02:31:00 UTC (proven by a timestamp)");
    expect(answer(html(invalid))).toContain("DEMO Nguyễn Thị Hồng Ánh (ghi tên, chưa xác định)");
  });

  it("names on top the changes that nothing permits, or all of the content where they are permitted, and no housekeeping", () => {
    const top = (page: string) => textOf(/<div class="altered">[\s\S]*?<\/div>/.exec(page)?.[0] ?? "");
    const change = (code: ChangeItem["code"], level: ChangeItem["level"]): ChangeItem => ({
      ...{ code, level, revision: 2, object: "9 0", page: null, field: null, before: null, after: null },
    });
    const items = [change("file-id-changed", "lta-updates"), change("field-filled", "form-filling")];
    const open = [finding("revocation-not-checked", { certificate: "DEMO A" })];
    const permitted = signatureOf({ findings: open, changes: { level: "form-filling", permitted: true, items } });
    expect(top(html(verificationOf([permitted]), "en"))).toBe(" Changes Object 9 0: form field filled (revision 2) ");
    const changes = {
      level: "other",
      permitted: false,
      items: [...items, change("content-changed", "other")],
    } as const;
    const broken = signatureOf({ findings: [finding("digest-mismatch", { algorithm: "SHA-256" })], changes });
    expect(top(html(verificationOf([broken]), "en"))).toBe(" Changes Object 9 0: page content changed (revision 2) ");
    const kept = { level: "lta-updates", permitted: true, items: items.slice(0, 1) } as const;
    expect(top(html(verificationOf([signatureOf({ findings: open, changes: kept })])))).toBe("");
  });

  it("splits what cannot be confirmed into what is established and what is missing, by cause and remedy", () => {
    const [open, other] = [
      finding("revocation-not-checked", { certificate: "DEMO A" }),
      finding("revocation-not-checked", { certificate: "DEMO B" }),
    ];
    const part = /<div class="undecided">[\s\S]*?<\/div>/.exec(html(verificationWith(open, other)))?.[0] ?? "";
    expect(textOf(part)).toMatch(
      /Chưa thể xác nhận Đã xác định được Nội dung đã ký còn nguyên vẹn.* Còn thiếu, theo nguyên nhân .*DEMO A.*DEMO B.*Cách khắc phục: Kiểm tra lại khi có dữ liệu thu hồi/,
    );
    // One remedy for both causes is said once.
    expect(part.match(/class="remedy"/g)).toHaveLength(1);
    expect(html(valid)).not.toContain('class="undecided"');
  });

  it("draws the path from the root down, and says where it leads to none", () => {
    const path = (page: string) => textOf(/<div class="path">[\s\S]*?<\/div>/.exec(page)?.[0] ?? "");
    expect(path(html(valid))).toMatch(/Chứng thư gốc được cấu hình \(cong-vu\).*DEMO Root CA.*Người ký.*Hồng Ánh/);
    const broken = signatureOf({ chain: CHAIN.slice(0, 1), findings: [finding("no-trust-anchors", {})] });
    expect(path(html(verificationOf([broken])))).toMatch(/Không dẫn tới chứng thư gốc nào được cấu hình.*Người ký/);
  });

  it("does not lend a certificate the status of another of the same name", () => {
    const good = {
      certificate: "DEMO Nguyễn Thị Hồng Ánh",
      source: "crl",
      status: "good",
      thisUpdate: new Date("2025-11-20T00:00:00Z"),
      nextUpdate: null,
      revokedAt: null,
    } as const;
    const path = (chain: typeof CHAIN) =>
      /<div class="path">[\s\S]*?<\/div>/.exec(html(verificationOf([signatureOf({ chain, revocation: [good] })])))?.[0];
    expect(path(CHAIN)).toContain("không bị thu hồi");
    const [leaf] = CHAIN;
    if (leaf === undefined) throw new Error("no leaf");
    expect(path([leaf, leaf, ...CHAIN.slice(1)])).not.toContain("không bị thu hồi");
  });

  it("says what was not checked", () => {
    const matters = (verification: PdfVerification) =>
      textOf(/<section class="card unchecked">[\s\S]*?<\/section>/.exec(html(verification, "en"))?.[0] ?? "");
    expect(matters(valid)).toContain("checked offline, nothing was asked of the network");
    expect(matters({ ...valid, waived: ["revocation"] })).toContain("Whether certificates were revoked: waived");
    expect(matters(verificationOf([]))).toContain("not signed there is nothing to check");
    expect(matters(verificationOf([], { findings: [finding("not-a-pdf", {})] }))).toContain(
      "whether they are signed, and by whom, is not known",
    );
  });

  it("ends with a slip that names the bytes, the time, the tool and the trust, and says that it proves nothing", () => {
    const slip = textOf(/<section class="card slip[\s\S]*?<\/section>/.exec(html(valid))?.[0] ?? "");
    for (const part of [
      "Kết quả: Hợp lệ tại thời điểm kiểm tra.",
      `to-trinh.pdf SHA-256 ${"9c".repeat(32)}`,
      "24/11/2025 15:00:00 +07:00",
      "pades-dossier 0.1.0",
      `SHA-256 ${"1e".repeat(32)}`,
      "Người kiểm tra (ký, ghi rõ họ tên)",
      "Phiếu này tự nó không chứng minh điều gì",
    ]) {
      expect(slip.replace(/ +/g, " ")).toContain(part);
    }
  });
});
