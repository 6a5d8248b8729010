import { readFileSync } from "node:fs";
import { Ajv2020 } from "ajv/dist/2020.js";
import { beforeAll, describe, expect, it } from "vitest";
import type { PdfVerification } from "../../src/pades/verify/verification.ts";
import { type ReportFormat, renderReport } from "../../src/report/render-report.ts";
import { kindsOfReport } from "./kinds-of-report.ts";

/** In the certificate of the citizen who signs the application of the sample dossier. */
const NUMBER = "001234567890";
const MASKED = "*********890";

describe("the personal number of a signer", () => {
  let verification: PdfVerification;

  beforeAll(async () => {
    const valid = (await kindsOfReport()).find(({ kind }) => kind === "valid")?.verification;
    if (valid === undefined || "answers" in valid) throw new Error("there is no report on a valid file");
    verification = valid;
  });

  it.each<ReportFormat>(["json", "text", "html"])(
    "is masked in %s, and shown in full where that is asked for",
    (format) => {
      const masked = renderReport(verification, { format, locale: "vi" });
      expect([masked.includes(NUMBER), masked.includes(MASKED)]).toEqual([false, true]);
      expect(renderReport(verification, { format, locale: "vi", unmask: true })).toContain(NUMBER);
    },
  );

  it("stands in JSON as the schema has it", () => {
    const schema: unknown = JSON.parse(readFileSync("src/report/report.schema.json", "utf8"));
    const validate = new Ajv2020({ strict: false }).compile(schema as object);
    const report = JSON.parse(renderReport(verification, { format: "json", locale: "vi", unmask: true }));
    expect(validate(report)).toBe(true);
    expect(report.files[0].signatures[0].signer.personalNumbers).toEqual([{ kind: "CCCD", number: NUMBER }]);
  });
});
