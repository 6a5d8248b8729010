import { expect, it } from "vitest";
import { finding } from "../../../src/findings.ts";
import { checkCmsExtraCertificatesMalformed } from "../../../src/pades/checks/cms-extra-certificates-malformed.ts";
import { integer, sequence } from "../../../src/testing/der.ts";
import { demoChain } from "../../support/demo-certs.ts";
import { forgedSubject } from "./subject-of.ts";

const CHAIN = demoChain("cong-vu/person");

it("counts the certificates that cannot be read", async () => {
  const certificates = [...CHAIN, sequence(integer(1)), sequence(integer(2))];
  const subject = await forgedSubject({ cms: { certificates } });
  expect(checkCmsExtraCertificatesMalformed(subject)).toEqual([
    finding("cms-extra-certificates-malformed", { count: 2 }),
  ]);
});

it("says nothing where all can be read", async () => {
  expect(checkCmsExtraCertificatesMalformed(await forgedSubject({ cms: { certificates: CHAIN } }))).toEqual([]);
});
