import { describe, expect, it } from "vitest";
import type { EvidenceInput } from "../../../../src/pades/verify/evidence/evidence.ts";
import { verifyPdf } from "../../../../src/pades/verify/verify-pdf.ts";
import { issueCrl } from "../../../../src/testing/crl.ts";
import { DEMO_NOW, demoCertificate, demoCrl, demoIdentity } from "../../../support/demo-certs.ts";
import { DEMO_TRUST, signedSample } from "../../../support/signed-samples.ts";

const crls = [demoCrl("cong-vu/root"), demoCrl("cong-vu/sub-ca")];
const foreign = demoCrl("public-ca/root");
const verify = async (evidence?: EvidenceInput) =>
  verifyPdf(await signedSample(), {
    trust: DEMO_TRUST,
    now: DEMO_NOW,
    ...(evidence === undefined ? {} : { evidence }),
  });
const THIS_UPDATE = new Date("2025-06-01T00:00:00Z");

describe("the evidence that a verdict used", () => {
  it("is all that was handed in, and the certificates of the chain, which came with the file", async () => {
    const { verdict, evidenceUsed } = await verify({ crls: [...crls, foreign] });
    expect(verdict).toBe("valid");
    expect(new Set(evidenceUsed.crls)).toEqual(new Set([...crls, foreign]));
    expect(evidenceUsed.certificates).toContainEqual(demoCertificate("cong-vu/root"));
    expect(evidenceUsed.certificates).toContainEqual(demoCertificate("cong-vu/sub-ca"));
    expect(evidenceUsed).toMatchObject({ ocspResponses: [], timestamps: [] });
  });

  it("makes for the same verdict when it is handed in again", async () => {
    const first = await verify({ crls });
    const again = await verify(first.evidenceUsed);
    expect(again.signatures).toEqual(first.signatures);
    expect(again.evidenceUsed).toEqual(first.evidenceUsed);
  });

  it("is the same, in one order, in whatever order it was handed in and however often", async () => {
    const first = await verify({ crls });
    const turned = await verify({ crls: [...crls].reverse().concat(crls) });
    expect(turned.inputs.evidence).toEqual(first.inputs.evidence);
    expect(turned.evidenceUsed).toEqual(first.evidenceUsed);
  });

  it("is what was handed in alone for a file that cannot be read", async () => {
    const { evidenceUsed } = await verifyPdf(Uint8Array.of(1, 2, 3), { trust: DEMO_TRUST, evidence: { crls } });
    expect(evidenceUsed.crls).toHaveLength(2);
    expect(evidenceUsed.certificates).toEqual([]);
  });
});

describe("the age of the evidence", () => {
  it("is told by the dates of what counted", async () => {
    const { evidenceAge } = await verify({ crls: [...crls, foreign] });
    expect(evidenceAge).toMatchObject({ pieces: 3, counted: 2, oldest: THIS_UPDATE, newest: THIS_UPDATE, overdue: 0 });
  });

  it("says that newer evidence was due, while the verdict says what it lacks", async () => {
    const week = { thisUpdate: new Date("2026-01-01T00:00:00Z"), nextUpdate: new Date("2026-01-08T00:00:00Z") };
    const stale = await issueCrl(await demoIdentity("cong-vu/sub-ca"), { ...week, number: 9, entries: [] });
    const { verdict, evidenceAge, signatures } = await verify({ crls: [demoCrl("cong-vu/root"), stale] });
    expect(evidenceAge).toMatchObject({ counted: 2, newest: week.thisUpdate, nextUpdate: week.nextUpdate, overdue: 1 });
    expect(verdict).toBe("indeterminate");
    expect(signatures[0]?.missing).toContain("revocation-not-fresh");
  });

  it("is told by the dates of all of it, of which none counted, where it is about others", async () => {
    expect((await verify({ crls: [foreign] })).evidenceAge).toMatchObject({ pieces: 1, counted: 0 });
  });

  it("is not told where there is none", async () => {
    expect((await verify()).evidenceAge).toBeNull();
    expect((await verify({ certificates: [demoCertificate("cong-vu/sub-ca")] })).evidenceAge).toBeNull();
  });
});
