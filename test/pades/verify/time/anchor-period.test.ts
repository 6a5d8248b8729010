import { describe, expect, it } from "vitest";
import { encodeBase64 } from "../../../../src/bytes/base64.ts";
import { signPdf } from "../../../../src/pades/sign/sign-pdf.ts";
import { createTrustStore } from "../../../../src/x509/trust-store.ts";
import { unsignedSample } from "../../../support/signed-samples.ts";
import { createTestPki, type TestPki } from "../../../support/test-pki.ts";
import { DAY_MS, inYear, outcome, SIGNED_AT, signatureAt, timeAfter, verifyAt } from "./time-machine.ts";

/** The PKI with its signers' root trusted in this period alone; the root of its timestamps without end. */
function trusting(pki: TestPki, period: { readonly trustFrom?: string; readonly trustUntil?: string }): TestPki {
  const anchor = (certificate: Uint8Array, rest: object) => ({ certificate: encodeBase64(certificate), ...rest });
  const trust = createTrustStore({
    schema: "pades-dossier/trust@1",
    id: "periods",
    anchors: [
      anchor(pki.root.certificate, { roles: ["signer", "revocation"], ...period }),
      anchor(pki.tsaRoot.certificate, { roles: ["tsa", "revocation"] }),
    ],
  });
  return { ...pki, trust };
}

const sign = (pki: TestPki, level: "B-B" | "B-T") => {
  const common = { signer: pki.signer, now: pki.clock.time };
  return level === "B-B"
    ? signPdf(unsignedSample(), { level, ...common })
    : signPdf(unsignedSample(), { level, timestampAuthority: pki.authority, ...common });
};
const untilADayLater = { trustUntil: timeAfter(DAY_MS).toISOString() };

describe("an anchor that is trusted until a time", () => {
  it("still validates years later what a timestamp proves to be from before it", async () => {
    const pki = trusting(await createTestPki(), untilADayLater);
    const verification = await verifyAt(await sign(pki, "B-T"), pki, inYear(2030));
    expect(verification.verdict).toBe("valid");
    expect(outcome(signatureAt(verification))).toMatchObject({ level: "B-T", provenTime: SIGNED_AT, reasons: [] });
  });

  it("validates nothing whose time only the signer claims", async () => {
    const pki = trusting(await createTestPki(), untilADayLater);
    const file = await sign(pki, "B-B");
    expect((await verifyAt(file, pki, timeAfter(DAY_MS / 2))).verdict).toBe("valid");
    const later = await verifyAt(file, pki, inYear(2030));
    expect(later.verdict).toBe("indeterminate");
    expect(signatureAt(later).findings).toContainEqual(
      expect.objectContaining({
        code: "path-constraints-violated",
        params: expect.objectContaining({ stop: "anchor-period" }),
      }),
    );
  });

  it("validates nothing that is proven to be from after it", async () => {
    const pki = trusting(await createTestPki(), { trustUntil: timeAfter(-DAY_MS).toISOString() });
    const verification = await verifyAt(await sign(pki, "B-T"), pki, timeAfter(DAY_MS));
    expect(verification.verdict).toBe("indeterminate");
    expect(outcome(signatureAt(verification)).reasons).toContain("path-constraints-violated");
  });
});

it("an anchor that is trusted from a time validates nothing proven to be from before it", async () => {
  const pki = trusting(await createTestPki(), { trustFrom: timeAfter(DAY_MS).toISOString() });
  const verification = await verifyAt(await sign(pki, "B-T"), pki, inYear(2030));
  expect(outcome(signatureAt(verification)).reasons).toContain("path-constraints-violated");
});
