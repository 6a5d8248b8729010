import { expect, it } from "vitest";
import { finding } from "../../../src/findings.ts";
import { checkSignedAttributesMissing } from "../../../src/pades/checks/signed-attributes-missing.ts";
import { forgePdf } from "../../support/forged-pdf.ts";
import { forgedSubject, subjectOf } from "./subject-of.ts";

it("reports a CMS without signed attributes", async () => {
  const subject = await forgedSubject({ cms: { attributes: () => null } });
  expect(checkSignedAttributesMissing(subject)).toEqual([finding("signed-attributes-missing", {})]);
});

it("says nothing where the policy accepts that", async () => {
  const file = await forgePdf({ cms: { attributes: () => null } });
  expect(checkSignedAttributesMissing(subjectOf(file, { acceptWithoutSignedAttributes: true }))).toEqual([]);
});

it("accepts a CMS with signed attributes", async () => {
  expect(checkSignedAttributesMissing(await forgedSubject())).toEqual([]);
});
