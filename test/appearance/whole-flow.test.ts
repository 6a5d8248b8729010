import { execFileSync } from "node:child_process";
import { readFileSync } from "node:fs";
import { createRequire } from "node:module";
import fontkit from "@pdf-lib/fontkit";
import { PDFDocument, type PDFFont, type PDFPage } from "pdf-lib";
import { beforeAll, expect, it } from "vitest";
import { type AppearancePresetName, appearancePresets } from "../../src/appearance/presets.ts";
import type { AppearanceOptions } from "../../src/appearance/template.ts";
import type { Signer } from "../../src/keys/signer.ts";
import { webCryptoSigner } from "../../src/keys/web-crypto-signer.ts";
import { signPdf } from "../../src/pades/sign/sign-pdf.ts";
import { verifyPdf } from "../../src/pades/verify/verify-pdf.ts";
import { issueIdentity } from "../../src/testing/issue.ts";
import { importSigningKey } from "../../src/testing/test-signature.ts";
import { updateWithPdfLib } from "../support/pdf-lib-update.ts";
import { handwriting, seal } from "../support/pictures.ts";
import { isBlue, isRed, renderPage, textOf, withPdf } from "../support/rendered-page.ts";
import { createTestPki, type TestPki } from "../support/test-pki.ts";
import { describeWithTools } from "../support/tools.ts";

/*
 * A decision as it goes through an office (DOMAIN: leaders sign before number and date exist), each signature on the
 * page: the leader, number and date, the organisation's seal, the copy.
 */

const ORGANIZATION = "ỦY BAN NHÂN DÂN XÃ DEMO";

/** The room that a decision has for the leader's signature, between title and name. */
const LEADER = { box: [345, 190, 150, 64] } as const;

async function draft(): Promise<Uint8Array> {
  const document = await PDFDocument.create();
  document.registerFontkit(fontkit);
  const require = createRequire(import.meta.url);
  const read = (file: string) => readFileSync(require.resolve(`@expo-google-fonts/tinos/${file}.ttf`));
  const regular = await document.embedFont(read("400Regular/Tinos_400Regular"), { subset: false });
  const bold = await document.embedFont(read("700Bold/Tinos_700Bold"), { subset: false });
  const page = document.addPage([595, 842]);
  center(page, ORGANIZATION, 170, 770, 12, bold);
  center(page, "CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM", 420, 770, 12, bold);
  center(page, "Độc lập - Tự do - Hạnh phúc", 420, 754, 12, bold);
  page.drawText("Số:", { x: 105, y: 736, size: 12, font: regular });
  center(page, "QUYẾT ĐỊNH", 297, 680, 14, bold);
  center(page, "Về việc cấp bản sao trích lục khai sinh (DEMO)", 297, 660, 13, regular);
  page.drawText("Điều 1. Cấp bản sao theo đề nghị của công dân.", { x: 85, y: 600, size: 13, font: regular });
  center(page, "CHỦ TỊCH", 420, 290, 13, bold);
  center(page, "Trần Thị Bích", 420, 140, 13, bold);
  const form = document.getForm();
  form.createTextField("Number").addToPage(page, { x: 130, y: 731, width: 110, height: 18 });
  form.createTextField("Date").addToPage(page, { x: 360, y: 722, width: 130, height: 18 });
  return document.save({ useObjectStreams: false });
}

function center(page: PDFPage, text: string, x: number, y: number, size: number, font: PDFFont): void {
  page.drawText(text, { x: x - font.widthOfTextAtSize(text, size) / 2, y, size, font });
}

const fill = (bytes: Uint8Array, field: string, text: string) =>
  updateWithPdfLib(bytes, (document) => {
    const form = document.getForm();
    form.getTextField(field).setText(text);
    form.updateFieldAppearances();
  });

describeWithTools(["pdftoppm", "pdftotext", "pdfsig", "qpdf"], "a decision that is signed visibly all the way", () => {
  let pki: TestPki;
  const steps = new Map<string, Uint8Array>();
  const stepOf = (name: string) => steps.get(name) ?? new Uint8Array();

  async function signerOf(...subject: [string, string][]): Promise<Signer> {
    const { key, chain } = await issueIdentity(pki.issuingCa, {
      subject: subject.map(([type, value]) => [type as "CN", value]),
      profile: { use: "signer" },
      key: "RSA-2048",
      notBefore: new Date("2025-01-01T00:00:00Z"),
      notAfter: new Date("2050-01-01T00:00:00Z"),
    });
    return webCryptoSigner(await importSigningKey(key), chain);
  }

  beforeAll(async () => {
    pki = await createTestPki();
    const leader = await signerOf(["O", ORGANIZATION], ["T", "Chủ tịch"], ["CN", "TRẦN THỊ BÍCH"]);
    const organization = await signerOf(["O", ORGANIZATION], ["CN", ORGANIZATION]);
    const show = (
      pdf: Uint8Array,
      field: string,
      signer: Signer,
      name: AppearancePresetName,
      more: Omit<AppearanceOptions, "template">,
    ) =>
      signPdf(pdf, {
        level: "B-B",
        signer,
        field,
        now: pki.clock.time,
        appearance: { template: appearancePresets[name], ...more },
      });
    steps.set("draft", await draft());
    steps.set(
      "signed",
      await show(stepOf("draft"), "Leader", leader, "vn-competent-person", {
        images: { signature: handwriting() },
        place: LEADER,
      }),
    );
    steps.set("numbered", await fill(stepOf("signed"), "Number", "125/QD-UBND"));
    steps.set("dated", await fill(stepOf("numbered"), "Date", "15/01/2026"));
    steps.set(
      "sealed",
      await show(stepOf("dated"), "Organization", organization, "vn-organization-seal", {
        images: { seal: seal() },
        place: { over: "Leader" },
      }),
    );
    steps.set("copied", await show(stepOf("sealed"), "Copy", organization, "vn-sao-y", {}));
  });

  const EXPECTED = [
    ["signed", ["Leader: none"]],
    ["numbered", ["Leader: form-filling: field-filled Number"]],
    ["dated", ["Leader: form-filling: field-filled Number, field-filled Date"]],
    [
      "sealed",
      [
        "Leader: form-filling: field-filled Number, field-filled Date, signature-added Organization",
        "Organization: none",
      ],
    ],
    [
      "copied",
      [
        "Leader: form-filling: field-filled Number, field-filled Date, signature-added Organization, signature-added Copy",
        "Organization: form-filling: signature-added Copy",
        "Copy: none",
      ],
    ],
  ] as const;

  it.each(EXPECTED)("is valid once it is %s, and every change since a signature is named", async (name, changes) => {
    const file = stepOf(name);
    const { verdict, signatures } = await verifyPdf(file, {
      trust: pki.trust,
      now: pki.clock.time,
      policy: { waive: ["revocation"] },
    });
    expect(verdict).toBe("valid");
    const told = signatures.map(({ field, changes: { level, items } }) => {
      const named = items
        .filter(({ code }) => code !== "file-id-changed")
        .map((item) => `${item.code} ${item.field ?? ""}`);
      return [field, level, ...(named.length === 0 ? [] : [named.join(", ")])].join(": ");
    });
    expect(told).toEqual(changes);
    const report = withPdf(file, (path) =>
      execFileSync("pdfsig", ["-nocert", path], { encoding: "utf8", stdio: "pipe" }),
    );
    expect(report.match(/Signature Validation: Signature is Valid/g)?.length).toBe(signatures.length);
    expect(withPdf(file, (path) => execFileSync("qpdf", ["--check", path], { encoding: "utf8" }))).toContain(
      "No syntax or stream encoding errors",
    );
  });

  it("adds at most 60 KB a signature", () => {
    const sizes = ["signed", "sealed", "copied"].map((name) => stepOf(name).length);
    const before = ["draft", "dated", "sealed"].map((name) => stepOf(name).length);
    for (const [index, size] of sizes.entries()) expect(size - (before[index] ?? 0)).toBeLessThan(60_000);
  });

  it("shows all of it where the decree has it", () => {
    const page = renderPage(stepOf("copied"), { dpi: 90 });
    expect(page.count(isBlue, { left: 345, bottom: 190, right: 495, top: 254 })).toBeGreaterThan(100);
    const red = page.boxOf(isRed);
    expect(red?.right).toBeLessThan(395 + 1);
    expect(red?.right).toBeGreaterThan(385);
    const [first = "", second = "", third = ""] = textOf(stepOf("copied"))
      .split("\n")
      .map((line) => line.trim());
    expect([first, second, third]).toEqual(["SAO Y", ORGANIZATION, "15/01/2026 10:00:00 +07:00"]);
  });

  it("does not let a later signature cover what an earlier one signed", async () => {
    const organization = await signerOf(["O", ORGANIZATION], ["CN", ORGANIZATION]);
    const options = { level: "B-B", signer: organization, now: pki.clock.time } as const;
    const template = appearancePresets["vn-organization-seal"];
    const images = { seal: seal() };
    const over = (place: AppearanceOptions["place"]) =>
      signPdf(stepOf("dated"), {
        ...options,
        appearance: { template, images, ...(place === undefined ? {} : { place }) },
      });
    await expect(over({ over: "Leader", share: 0.9 })).rejects.toThrow('covers the signature "Leader"');
    await expect(over({ box: [60, 560, 102, 102] })).rejects.toThrow("covers text");
    await expect(over({ box: [120, 700, 40, 40] })).rejects.toThrow("covers a field or note");
  });
});
