import { beforeAll, beforeEach, describe, expect, it } from "vitest";
import { webCryptoSigner } from "../../../../src/keys/web-crypto-signer.ts";
import { signPdf } from "../../../../src/pades/sign/sign-pdf.ts";
import type { EvidenceInput } from "../../../../src/pades/verify/evidence/evidence.ts";
import { verifyPdf } from "../../../../src/pades/verify/verify-pdf.ts";
import { importSigningKey } from "../../../../src/testing/test-signature.ts";
import { createTrustStore, type TrustStore } from "../../../../src/x509/trust-store.ts";
import { unsignedSample } from "../../../support/signed-samples.ts";
import { createTestPki, pemFile, type TestPki } from "../../../support/test-pki.ts";
import {
  currentStatus,
  DAY_MS,
  inYear,
  outcome,
  SIGNED_AT,
  signatureAt,
  storeOf,
  timeAfter,
  withStore,
} from "./time-machine.ts";

let pki: TestPki;
beforeAll(async () => {
  pki = await createTestPki();
});
beforeEach(() => {
  pki.clock.time = SIGNED_AT;
});

const sign = (level: "B-T" | "B-LT" | "B-LTA", signer = pki.signer) =>
  signPdf(unsignedSample(), {
    level,
    signer,
    timestampAuthority: pki.authority,
    now: SIGNED_AT,
    trust: pki.trust,
    fetcher: pki.fetcher,
  });
const requiring = (requiredLevel: "B-LT" | "B-LTA"): TrustStore =>
  createTrustStore({
    schema: "pades-dossier/trust@1",
    id: "with a level",
    anchors: [
      { certificate: pemFile(pki.root), roles: ["signer", "revocation"] },
      { certificate: pemFile(pki.tsaRoot), roles: ["tsa", "revocation"] },
    ],
    policy: { requiredLevel },
  });
const judge = async (file: Uint8Array, now: Date, evidence: EvidenceInput, trust = pki.trust) =>
  outcome(signatureAt(await verifyPdf(file, { trust, now, evidence })));
const statusAt = (now: Date) => {
  pki.clock.time = now;
  return currentStatus(pki);
};
const TOO_LOW = { indication: "INDETERMINATE", level: "none", reasons: ["level-too-low"] };
const PASSED = { indication: "TOTAL-PASSED", reasons: [] };

describe("evidence from outside the document", () => {
  it("makes a signature with a timestamp valid, and gives it no higher level", async () => {
    const file = await sign("B-T");
    const now = timeAfter(DAY_MS);
    const evidence = await statusAt(now);
    expect(await judge(file, now, evidence)).toMatchObject({ ...PASSED, level: "B-T", levelFound: "B-T" });
    expect(await judge(file, now, evidence, requiring("B-LT"))).toMatchObject(TOO_LOW);
  });

  it("gives none where it was fetched, either", async () => {
    const file = await sign("B-T");
    const now = timeAfter(DAY_MS);
    pki.clock.time = now;
    const options = { now, fetcher: pki.fetcher, policy: { revocationMode: "online" } } as const;
    const fetched = signatureAt(await verifyPdf(file, { ...options, trust: pki.trust }));
    expect(outcome(fetched)).toMatchObject({ ...PASSED, level: "B-T" });
    const strict = signatureAt(await verifyPdf(file, { ...options, trust: requiring("B-LT") }));
    expect(outcome(strict)).toMatchObject(TOO_LOW);
  });

  it("makes up for no certificate that the document should hold", async () => {
    const alone = webCryptoSigner(await importSigningKey(pki.person.key), pki.person.chain.slice(0, 1));
    const signed = await sign("B-T", alone);
    const now = timeAfter(DAY_MS);
    const { crls = [] } = await statusAt(now);
    const { store, pieces } = storeOf(crls);
    const file = withStore(signed, store, pieces);
    const evidence = { certificates: [pki.issuingCa.certificate] };
    expect(await judge(file, now, evidence)).toMatchObject({ ...PASSED, levelFound: "B-LT", level: "B-T" });
    expect(await judge(file, now, evidence, requiring("B-LT"))).toMatchObject(TOO_LOW);
  });

  it.each(["B-LT", "B-LTA"] as const)("that is newer takes nothing from %s", async (level) => {
    const file = await sign(level);
    for (const now of [timeAfter(DAY_MS), inYear(2029)]) {
      const evidence = await statusAt(now);
      expect(await judge(file, now, evidence)).toMatchObject({ ...PASSED, level, levelFound: level });
      expect(await judge(file, now, evidence, requiring(level))).toMatchObject({ ...PASSED, level });
    }
  });

  it("does not count against the level where nothing else is asked to count", async () => {
    const file = await sign("B-LT");
    const now = timeAfter(DAY_MS);
    const evidence = await statusAt(now);
    const policy = { revocationMode: "evidence-only" } as const;
    const signature = signatureAt(await verifyPdf(file, { trust: requiring("B-LT"), now, evidence, policy }));
    expect(outcome(signature)).toMatchObject({ ...PASSED, level: "B-LT" });
  });
});
