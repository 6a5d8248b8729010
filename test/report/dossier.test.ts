import { Ajv2020 } from "ajv/dist/2020.js";
import { beforeAll, describe, expect, it } from "vitest";
import { encodeUtf8 } from "../../src/bytes/text.ts";
import type { DossierVerification } from "../../src/dossier/dossier-verification.ts";
import { verifyDossier } from "../../src/dossier/verify-dossier.ts";
import { finding } from "../../src/findings.ts";
import { type ReportOptions, renderReport } from "../../src/report/render-report.ts";
import { parseRecordedReport } from "../../src/report/replay/recorded-report.ts";
import schema from "../../src/report/report.schema.json" with { type: "json" };
import { displayWidth } from "../../src/report/wrap.ts";
import { PATHS, sampleDossier } from "../dossier/sample-dossier.ts";
import { verifySample } from "../dossier/verify-sample.ts";
import { exchangeText } from "../support/pdf-surgery.ts";

const validate = new Ajv2020({ strict: true, allowUnionTypes: true }).compile(schema);
/** The same schema, but no key may stand there that it does not describe. */
const validateClosed = new Ajv2020({ strict: true, allowUnionTypes: true }).compile({
  ...JSON.parse(JSON.stringify(schema), (key, value) => {
    if (key === "if" || key === "then") return undefined;
    return value?.properties !== undefined && value.additionalProperties === undefined
      ? { ...value, additionalProperties: false }
      : value;
  }),
  $id: "urn:test:closed",
});

const json = (dossier: DossierVerification) => JSON.parse(renderReport(dossier, { format: "json", locale: "vi" }));
const text = (dossier: DossierVerification, locale: "vi" | "en" = "vi", options: Partial<ReportOptions> = {}) =>
  renderReport(dossier, { locale, ...options, format: "text" });
const html = (dossier: DossierVerification, locale: "vi" | "en" = "vi") =>
  renderReport(dossier, { format: "html", locale });
const firstLine = (report: string) => report.slice(0, report.indexOf("\n"));
const flowing = (report: string) => report.replace(/\s+/g, " ");

/** By the clock, so that no given time stands in the first line. */
const byClock = (dossier: DossierVerification): DossierVerification => ({
  ...dossier,
  validationTimeSource: "clock",
  files: dossier.files.map((file) => ({
    ...file,
    pdf: file.pdf === null ? null : { ...file.pdf, validationTimeSource: "clock" as const },
  })),
});

let good: DossierVerification;
let incomplete: DossierVerification;
let bare: DossierVerification;
let broken: DossierVerification;
let unopened: DossierVerification;

beforeAll(async () => {
  good = byClock(await verifySample());
  incomplete = byClock(
    await verifySample(({ files }) => {
      files.delete(PATHS.opinion);
      files.set("anh.jpg", encodeUtf8("x"));
      files.set("trinh-xem.exe", encodeUtf8("MZ"));
      return {};
    }),
  );
  bare = byClock(await verifySample(() => ({ manifest: undefined })));
  broken = byClock(
    await verifySample(({ files }) => {
      const bytes = files.get(PATHS.annex) ?? new Uint8Array(0);
      files.set(PATHS.annex, exchangeText(bytes, "/MediaBox [ 0 0 300 300 ]", "/MediaBox [ 0 0 300 301 ]"));
      return { manifest: undefined };
    }),
  );
  const { pki } = await sampleDossier();
  unopened = byClock(await verifyDossier(encodeUtf8("not an archive"), { trust: pki.trust() }));
});

describe("the first line on a dossier answers whether it may be relied on", () => {
  it("in Vietnamese and in English", () => {
    const lines = [good, incomplete, bare, broken, unopened].map((one) => [
      firstLine(text(one)),
      firstLine(text(one, "en")),
    ]);
    expect(lines).toEqual([
      ["✓ HỢP LỆ: hồ sơ đúng, đủ, sạch, sống.", "✓ VALID: the dossier is correct, complete, clean and live."],
      ["✗ KHÔNG HỢP LỆ: thiếu thành phần hồ sơ.", "✗ INVALID: a component is missing."],
      [
        "✓ HỢP LỆ: chữ ký trong các tệp; chưa rõ có “đủ” hay không.",
        "✓ VALID: the signatures in the files; not known whether it is “complete”.",
      ],
      ["✗ KHÔNG HỢP LỆ: chữ ký số không khớp với tài liệu.", "✗ INVALID: the signature does not match the document."],
      [expect.stringMatching(/^! KHÔNG ĐỌC ĐƯỢC TỆP: /), expect.stringMatching(/^! FILE COULD NOT BE READ: /)],
    ]);
  });

  it("never says only valid where a question is not answered with yes", () => {
    const reason = {
      answer: "no",
      finding: finding("xfa-form", {}),
      component: null,
      file: null,
      field: null,
    } as const;
    const odd = { ...bare, answers: { ...bare.answers, clean: { answer: "no", reasons: [reason] } as const } };
    expect(flowing(text(odd))).toContain(
      "✓ HỢP LỆ: chữ ký trong các tệp; nhưng hồ sơ không “sạch”; chưa rõ có “đủ” hay không.",
    );
  });

  it("names what was changed after signing before all that is missing", () => {
    const change = {
      answer: "no",
      finding: finding("changed-after-signing", {
        change: "content-changed",
        revision: 3,
        object: "4 0",
        page: 2,
        field: null,
        before: null,
        after: null,
        forbiddenBy: null,
      }),
      component: "to-khai",
      file: PATHS.application,
      field: "Signature1",
    } as const;
    const changed = {
      ...incomplete,
      answers: { ...incomplete.answers, clean: { answer: "no", reasons: [change] } as const },
    };
    expect(firstLine(text(changed))).toBe("✗ KHÔNG HỢP LỆ: tài liệu đã bị thay đổi sau khi ký.");
    expect(flowing(text(changed))).toContain("“Tờ khai” (tệp to-khai.pdf), chữ ký “Signature1”: ");
    expect(flowing(text(changed))).toContain("Trang 2");
  });
});

describe("the text report on a dossier", () => {
  it("says whose it is, then the four questions with their answers and reasons, then the next step", () => {
    const report = flowing(text(incomplete));
    const parts = [
      "Hồ sơ 000.00.01.H26-260302-0001",
      "Nơi tiếp nhận Ủy ban nhân dân xã Demo",
      "✓ Đúng: Mọi chữ ký phải có đều hợp lệ, đúng người, đúng thứ tự, đúng hạn? Có.",
      "✗ Đủ: Không thiếu, không thừa, không nhầm, không trùng thành phần hồ sơ? Không. Thiếu “Ý kiến của xã” (tệp y-kien-xa.pdf). Tệp “anh.jpg” không có trong danh mục thành phần hồ sơ.",
      "✗ Sạch: Không bị thay đổi sau khi ký, không có phần tự chạy? Không. Tệp “trinh-xem.exe” là chương trình",
      "✓ Sống: Dữ liệu kiểm tra còn mới, thuật toán còn an toàn? Có.",
      "Việc cần làm Trả lại nơi gửi và đề nghị gửi đủ thành phần.",
      "✓ Tờ khai: to-khai.pdf người nộp hồ sơ: Nguyễn Thị Dân, không muộn hơn 02/03/2026 09:00:00 +07:00 (xác nhận bằng dấu thời gian)",
      "✗ Ý kiến của xã: không có tệp Chủ tịch UBND xã: chưa có",
      "– anh.jpg: không phải PDF, không xét chữ ký và nội dung",
    ];
    const places = parts.map((part) => report.indexOf(part));
    expect(places).not.toContain(-1);
    expect(places).toEqual([...places].sort((a, b) => a - b));
  });

  it("does not claim to know who must sign where no manifest says so", () => {
    expect(flowing(text(bare, "en"))).toContain(
      "✓ Correct: Is every signature in the files valid? (Without a manifest nobody knows who must sign, in which order and by when.) Yes.",
    );
  });

  it("stays within its columns", () => {
    for (const dossier of [good, incomplete, bare, broken, unopened]) {
      for (const locale of ["vi", "en"] as const) {
        for (const width of [40, 80]) {
          for (const line of text(dossier, locale, { width }).split("\n")) {
            expect(displayWidth(line)).toBeLessThanOrEqual(width);
          }
        }
      }
    }
  });

  it("gives the next step of whoever reads", () => {
    expect(flowing(text(incomplete, "vi", { context: "citizen" }))).toContain(
      "Việc cần làm Đề nghị người nộp bổ sung thành phần còn thiếu.",
    );
  });
});

describe("the JSON report on a dossier", () => {
  it("follows the schema, and has no key that the schema does not describe", () => {
    for (const dossier of [good, incomplete, bare, broken, unopened]) {
      const report = json(dossier);
      expect(validate(report), JSON.stringify(validate.errors)).toBe(true);
      expect(validateClosed(report), JSON.stringify(validateClosed.errors)).toBe(true);
    }
  });

  it("holds the answers with their reasons, the components and every file", () => {
    const report = json(incomplete);
    expect(report.verdict).toBe("invalid");
    expect(Object.keys(report.dossier)).toEqual([
      "answers",
      "manifest",
      "components",
      "provableUntil",
      "archive",
      "sealer",
      "evidenceUsed",
    ]);
    expect(Object.keys(report.dossier.answers)).toEqual(["correct", "complete", "clean", "live"]);
    expect(report.dossier.answers.complete).toEqual({
      answer: "no",
      reasons: expect.arrayContaining([
        {
          answer: "no",
          code: "component-missing",
          severity: "fail",
          params: { component: "Ý kiến của xã", file: "y-kien-xa.pdf" },
          component: "y-kien",
          file: null,
          field: null,
        },
      ]),
    });
    expect(report.dossier.manifest).toEqual({
      id: "000.00.01.H26-260302-0001",
      sha256: null,
      origin: "given",
      seal: null,
    });
    expect(report.dossier.components[0]).toEqual({
      id: "to-khai",
      name: "Tờ khai",
      file: "to-khai.pdf",
      signatures: [{ role: "người nộp hồ sơ", field: "Signature1" }],
    });
    expect(report.files.map((file: { path: string; isPdf?: boolean }) => [file.path, file.isPdf ?? true])).toEqual([
      [PATHS.application, true],
      [PATHS.copy, true],
      [PATHS.result, true],
      [PATHS.annex, true],
      ["anh.jpg", false],
      ["trinh-xem.exe", false],
    ]);
  });

  it("says what it was judged with although nothing in it could be opened", () => {
    const report = json(unopened);
    expect(report.files).toEqual([]);
    expect(report.inputs).toMatchObject({ engine: "pades-dossier", mode: "offline" });
    expect(validate({ ...report, dossier: null })).toBe(false);
  });

  it("can be read for a replay, and which of its files are PDFs", () => {
    const recorded = parseRecordedReport(encodeUtf8(renderReport(incomplete, { format: "json", locale: "vi" })));
    expect(recorded.files.filter(({ isPdf }) => isPdf).map(({ path }) => path)).toEqual([
      PATHS.application,
      PATHS.copy,
      PATHS.result,
      PATHS.annex,
    ]);
  });
});

describe("the HTML report on a dossier", () => {
  it("has the answer, the questions, the components in a table and each file", () => {
    const page = html(incomplete);
    expect(page).toContain("<span>Không hợp lệ: thiếu thành phần hồ sơ.</span></h1>");
    expect(page.match(/<th scope="col">/g)).toHaveLength(3);
    expect(page.match(/<th scope="row">/g)).toHaveLength(5);
    expect(page.match(/<article /g)).toHaveLength(4);
    for (const [, id] of page.matchAll(/href="#([^"]*)"/g)) expect(page).toContain(`id="${id ?? ""}"`);
  });

  it("shows hostile names as text", () => {
    const hostile = "</title><img src=x onerror=alert(1)>\"'\u202e\u001b[2J";
    const named: DossierVerification = {
      ...good,
      manifest:
        good.manifest === null
          ? null
          : {
              ...good.manifest,
              manifest: { ...good.manifest.manifest, id: hostile, procedure: { name: hostile }, receiver: hostile },
            },
      components: good.components.map((component) => ({
        ...component,
        id: hostile,
        name: hostile,
        file: hostile,
        signatures: [{ role: hostile, field: null }],
      })),
      files: good.files.map((file) => ({ ...file, path: hostile })),
      answers: {
        ...good.answers,
        clean: {
          answer: "no",
          reasons: [
            { answer: "no", finding: finding("xfa-form", {}), component: hostile, file: hostile, field: hostile },
            {
              answer: "no",
              finding: finding("file-extra", { file: hostile }),
              component: null,
              file: hostile,
              field: null,
            },
          ],
        },
      },
      verdict: "invalid",
    };
    for (const locale of ["vi", "en"] as const) {
      const page = html(named, locale);
      expect(page).not.toContain("<img");
      expect(page.match(/<\/title>/g)).toHaveLength(1);
      expect(page).toContain("&lt;img src=x onerror=alert(1)&gt;");
      expect(page.replaceAll("\n", "")).not.toMatch(/[\p{Cc}\p{Cf}]/u);
      expect(text(named, locale).replaceAll("\n", "")).not.toMatch(/[\p{Cc}\p{Cf}]/u);
    }
  });
});
