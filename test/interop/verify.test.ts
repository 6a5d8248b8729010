import { describe, expect, it } from "vitest";
import { signPdf } from "../../src/pades/sign/sign-pdf.ts";
import { verifyPdf } from "../../src/pades/verify/verify-pdf.ts";
import { createTrustStore } from "../../src/x509/trust-store.ts";
import { DEMO_NOW, demoTrustProfile } from "../support/demo-certs.ts";
import { ED25519, openSigner, P256, RSA, SIGNERS } from "./demo-signers.ts";
import { INPUTS } from "./inputs.ts";

// The demo trust profile and no revocation data: what is tested here is that our two halves agree.
const verification = {
  trust: createTrustStore(demoTrustProfile()),
  policy: { waive: ["revocation"] },
  now: DEMO_NOW,
} as const;
const pdf = await (
  INPUTS.find(({ title }) => title === "object streams") ?? { make: async () => new Uint8Array() }
).make();

describe("our own verifier accepts what we signed", () => {
  it.each([...SIGNERS, ED25519].map((one) => [one.title, one] as const))("by %s", async (_, signerCase) => {
    const signed = await signPdf(pdf, { signer: await openSigner(signerCase), level: "B-B", now: DEMO_NOW });
    const { verdict, findings, signatures } = await verifyPdf(signed, verification);
    expect({ verdict, findings, own: signatures[0]?.findings.filter(({ severity }) => severity !== "info") }).toEqual({
      verdict: "valid",
      findings: [],
      own: [],
    });
  });

  it.each(INPUTS.map((one) => [one.title, one] as const))("in a file with %s", async (_, { make, field }) => {
    const options = field === undefined ? {} : { field };
    const signed = await signPdf(await make(), {
      signer: await openSigner(P256),
      level: "B-B",
      now: DEMO_NOW,
      ...options,
    });
    const { verdict, signatures } = await verifyPdf(signed, verification);
    expect({ verdict, integrity: signatures[0]?.integrity, level: signatures[0]?.level }).toEqual({
      verdict: "valid",
      integrity: { digest: "ok", signature: "ok", coverage: "whole-file" },
      level: "B-B",
    });
  });

  it("twice: both are intact, and the later one covers the whole file", async () => {
    const once = await signPdf(pdf, { signer: await openSigner(P256), level: "B-B", now: DEMO_NOW });
    const twice = await signPdf(once, { signer: await openSigner(RSA), level: "B-B", now: DEMO_NOW });
    const { signatures } = await verifyPdf(twice, verification);
    expect(
      signatures.map(({ field, integrity }) => [field, integrity.digest, integrity.signature, integrity.coverage]),
    ).toEqual([
      ["Signature1", "ok", "ok", "whole-revision"],
      ["Signature2", "ok", "ok", "whole-file"],
    ]);
  });
});
