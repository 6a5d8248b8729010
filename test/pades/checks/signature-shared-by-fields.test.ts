import { expect, it } from "vitest";
import { finding } from "../../../src/findings.ts";
import { checkSignatureSharedByFields } from "../../../src/pades/checks/signature-shared-by-fields.ts";
import { catalog, field } from "../../support/forged-pdf.ts";
import { forgedSubject } from "./subject-of.ts";

it("names the fields that have the same signature", async () => {
  const subject = await forgedSubject({
    objects: [
      [1, catalog("<< /Fields [8 0 R 10 0 R] >>")],
      [10, field("/FT /Sig /T (Other) /V 7 0 R")],
    ],
  });
  expect(checkSignatureSharedByFields(subject)).toEqual([
    finding("signature-shared-by-fields", { fields: "Signature1, Other" }),
  ]);
});

it("accepts fields with a signature each", async () => {
  const subject = await forgedSubject({
    objects: [
      [1, catalog("<< /Fields [8 0 R 10 0 R] >>")],
      [10, field("/FT /Sig /T (Other) /V 11 0 R")],
      [11, "<< /Type /Sig >>"],
    ],
  });
  expect(checkSignatureSharedByFields(subject)).toEqual([]);
});
