import { expect, it } from "vitest";
import { CONTENT_TIMESTAMP, SIGNATURE_TIMESTAMP } from "../../../src/cms/oids.ts";
import { finding } from "../../../src/findings.ts";
import { checkTimestampNotChecked } from "../../../src/pades/checks/timestamp-not-checked.ts";
import { integer, sequence, setOf } from "../../../src/testing/der.ts";
import { attribute } from "../../support/forged-cms.ts";
import { forgedSubject } from "./subject-of.ts";

const token = sequence(integer(1));

it("remarks on a content timestamp", async () => {
  const subject = await forgedSubject({
    cms: {
      attributes: ({ contentType, messageDigest, signingCertificate }) =>
        setOf(contentType, messageDigest, signingCertificate, attribute(CONTENT_TIMESTAMP, token)),
    },
  });
  expect(checkTimestampNotChecked(subject)).toEqual([finding("timestamp-not-checked", {})]);
});

it("says nothing about a signature timestamp, which is validated", async () => {
  const unsignedAttributes = [attribute(SIGNATURE_TIMESTAMP, token)];
  expect(checkTimestampNotChecked(await forgedSubject({ cms: { unsignedAttributes } }))).toEqual([]);
});

it("says nothing where there is none", async () => {
  expect(checkTimestampNotChecked(await forgedSubject())).toEqual([]);
});
