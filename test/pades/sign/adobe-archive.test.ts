import { expect, it } from "vitest";
import { readSecurityStore } from "../../../src/pades/ltv/security-store.ts";
import { extendPdf } from "../../../src/pades/sign/extend.ts";
import { verifyPdf } from "../../../src/pades/verify/verify-pdf.ts";
import { issueCrl } from "../../../src/testing/crl.ts";
import { context, sequence, setOf } from "../../../src/testing/der.ts";
import { openPdf } from "../../interop/signed-file.ts";
import { attribute } from "../../support/forged-cms.ts";
import { forgePdf } from "../../support/forged-pdf.ts";
import { createTestPki } from "../../support/test-pki.ts";

const REVOCATION_INFO_ARCHIVAL = "1.2.840.113583.1.1.8";

it("takes the status of a signer from Adobe's attribute, without asking anybody, and stores it", async () => {
  const pki = await createTestPki({ graceHours: 24 });
  const { clock, person, issuingCa, root, tsaRoot, trust, authority } = pki;
  const nextUpdate = new Date(clock.time.getTime() + 86_400_000);
  const [issuingCrl, rootCrl, tsaCrl] = await Promise.all(
    [issuingCa, root, tsaRoot].map((issuer) =>
      issueCrl(issuer, { thisUpdate: clock.time, nextUpdate, number: 1, entries: [] }),
    ),
  );
  if (issuingCrl === undefined || rootCrl === undefined || tsaCrl === undefined) throw new Error("no CRLs");
  const archive = sequence(context(0, sequence(issuingCrl, rootCrl)));
  const signed = await forgePdf({
    cms: {
      identity: person,
      attributes: ({ contentType, messageDigest, signingCertificate }) =>
        setOf(contentType, messageDigest, signingCertificate, attribute(REVOCATION_INFO_ARCHIVAL, archive)),
    },
  });
  const options = { to: "B-LTA", timestampAuthority: authority, trust, now: clock.time } as const;
  const extended = await extendPdf(signed, { ...options, evidence: { crls: [tsaCrl] } });
  const hashes = readSecurityStore(openPdf(extended)).crls.map((crl) => Buffer.from(crl).toString("base64"));
  for (const crl of [issuingCrl, rootCrl, tsaCrl]) expect(hashes).toContain(Buffer.from(crl).toString("base64"));
  expect(await verifyPdf(extended, { trust, now: clock.time })).toMatchObject({
    verdict: "valid",
    signatures: [{ level: "B-LTA" }, { kind: "document-timestamp" }, { kind: "document-timestamp" }],
  });
  // Without the attribute nothing would be known of the signer.
  const plain = await forgePdf({ cms: { identity: person } });
  await expect(extendPdf(plain, { ...options, evidence: { crls: [tsaCrl] } })).rejects.toMatchObject({
    code: "ERR_EVIDENCE_MISSING",
  });
});
