import { expect, it } from "vitest";
import { finding } from "../../../src/findings.ts";
import { checkSignedAttributesNotRequired } from "../../../src/pades/checks/signed-attributes-not-required.ts";
import { forgePdf } from "../../support/forged-pdf.ts";
import { forgedSubject, subjectOf } from "./subject-of.ts";

it("remarks on a CMS without signed attributes where the policy accepts it", async () => {
  const file = await forgePdf({ cms: { attributes: () => null } });
  expect(checkSignedAttributesNotRequired(subjectOf(file, { acceptWithoutSignedAttributes: true }))).toEqual([
    finding("signed-attributes-not-required", {}),
  ]);
});

it("leaves it to the other check where the policy does not", async () => {
  expect(checkSignedAttributesNotRequired(await forgedSubject({ cms: { attributes: () => null } }))).toEqual([]);
});

it("says nothing of a CMS with signed attributes", async () => {
  const subject = subjectOf(await forgePdf(), { acceptWithoutSignedAttributes: true });
  expect(checkSignedAttributesNotRequired(subject)).toEqual([]);
});
