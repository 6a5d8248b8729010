import { expect, it } from "vitest";
import { SIGNATURE_TIMESTAMP } from "../../../src/cms/oids.ts";
import { finding } from "../../../src/findings.ts";
import { checkTimestampNotChecked } from "../../../src/pades/checks/timestamp-not-checked.ts";
import { integer, sequence } from "../../../src/testing/der.ts";
import { attribute } from "../../support/forged-cms.ts";
import { forgedSubject } from "./subject-of.ts";

it("remarks on a signature timestamp", async () => {
  const unsignedAttributes = [attribute(SIGNATURE_TIMESTAMP, sequence(integer(1)))];
  expect(checkTimestampNotChecked(await forgedSubject({ cms: { unsignedAttributes } }))).toEqual([
    finding("timestamp-not-checked", {}),
  ]);
});

it("says nothing about other unsigned attributes", async () => {
  const unsignedAttributes = [attribute("2.999.1", integer(1))];
  expect(checkTimestampNotChecked(await forgedSubject({ cms: { unsignedAttributes } }))).toEqual([]);
});

it("says nothing where there is none", async () => {
  expect(checkTimestampNotChecked(await forgedSubject())).toEqual([]);
});
