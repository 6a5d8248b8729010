import { encodeUtf8 } from "../../src/bytes/text.ts";
import type { DossierVerification } from "../../src/dossier/dossier-verification.ts";
import type { PdfVerification } from "../../src/pades/verify/verification.ts";
import { verifyPdf } from "../../src/pades/verify/verify-pdf.ts";
import { repaint } from "../dossier/changes-of-content.ts";
import { bytesAt, hoursBefore, PATHS, page, sampleDossier, VERIFIED_AT } from "../dossier/sample-dossier.ts";
import { verifySample } from "../dossier/verify-sample.ts";

/** One report of every kind that an official may get to see, with the answer that it must begin with. */
export interface KindOfReport {
  readonly kind: string;
  readonly verification: PdfVerification | DossierVerification;
  readonly answer: { readonly vi: string; readonly en: string };
}

/** Verified from real files. */
export async function kindsOfReport(): Promise<KindOfReport[]> {
  const sample = await sampleDossier();
  const { pki } = sample;
  const evidence = await pki.evidence({ people: hoursBefore(1), tsa: hoursBefore(1) });
  const verify = (path: string, bytes: Uint8Array, options: Partial<Parameters<typeof verifyPdf>[1]> = {}) =>
    verifyPdf(bytes, { trust: pki.trust(), evidence, now: VERIFIED_AT, path, ...options });
  const application = bytesAt(sample, PATHS.application);
  return [
    {
      kind: "valid",
      verification: await verify(PATHS.application, application),
      answer: { vi: "Hợp lệ tại thời điểm ký.", en: "Valid at the time of signing." },
    },
    {
      kind: "permitted-changes",
      verification: await verify(PATHS.result, bytesAt(sample, PATHS.result)),
      answer: { vi: "Hợp lệ; có bổ sung trong phạm vi cho phép.", en: "Valid, with permitted additions." },
    },
    {
      kind: "changed",
      verification: await verify(PATHS.result, repaint(bytesAt(sample, PATHS.result))),
      answer: { vi: "Không hợp lệ: tài liệu đã bị thay đổi sau khi ký.", en: "Invalid: changed after signing." },
    },
    {
      kind: "untrusted",
      verification: await verify(PATHS.application, application, { trust: pki.nobody }),
      answer: { vi: "Chưa đủ căn cứ kết luận: ", en: "Undecided: " },
    },
    {
      kind: "undecided",
      verification: await verify(PATHS.application, application, { evidence: {} }),
      answer: {
        vi: "Chưa đủ căn cứ kết luận: chưa kiểm tra được tình trạng thu hồi.",
        en: "Undecided: revocation status not checked.",
      },
    },
    {
      kind: "unsigned",
      verification: await verify("chua-ky.pdf", await page("Phụ lục")),
      answer: { vi: "Chưa ký số.", en: "Not signed." },
    },
    {
      kind: "unreadable",
      verification: await verify("anh.pdf", encodeUtf8("not a PDF")),
      answer: { vi: "Không đọc được tệp: ", en: "File could not be read: " },
    },
    {
      kind: "dossier",
      verification: await verifySample(),
      answer: {
        vi: "Hợp lệ: hồ sơ đúng, đủ, sạch, sống.",
        en: "Valid: the dossier is correct, complete, clean and live.",
      },
    },
    {
      kind: "dossier-with-faults",
      verification: await verifySample(({ files }) => {
        files.delete(PATHS.opinion);
        files.set("anh.jpg", encodeUtf8("x"));
        files.set("trinh-xem.exe", encodeUtf8("MZ"));
        return {};
      }),
      answer: { vi: "Không hợp lệ: thiếu thành phần hồ sơ.", en: "Invalid: a component is missing." },
    },
  ];
}
