import { describe, expect, it } from "vitest";
import { decodeBase64 } from "../../../src/bytes/base64.ts";
import { completeSignature } from "../../../src/pades/sign/complete.ts";
import { prepareSignature } from "../../../src/pades/sign/prepare.ts";
import type { PreparedSignature } from "../../../src/pades/sign/prepared-signature.ts";
import { verifyPdf } from "../../../src/pades/verify/verify-pdf.ts";
import { encryptWithQpdf } from "../../support/qpdf-encryption.ts";
import { createTestPki } from "../../support/test-pki.ts";
import { describeWithTools } from "../../support/tools.ts";
import { smallPdf } from "./small-pdf.ts";

const pdf = smallPdf();
const pki = await createTestPki();
const { signer, authority: timestampAuthority, trust, fetcher, clock } = pki;
const now = clock.time;
const longTerm = { timestampAuthority, trust, fetcher, now };

const prepare = async (level: "B-T" | "B-LT" | "B-LTA") => {
  const { certificate, chain, algorithm } = signer;
  const prepared = await prepareSignature(pdf, {
    level,
    signer: { certificate, chain, algorithm },
    now,
    timestampAuthority,
  });
  const travelled: PreparedSignature = JSON.parse(JSON.stringify(prepared));
  return { prepared: travelled, value: await signer.sign(decodeBase64(travelled.toBeSigned) ?? new Uint8Array()) };
};
const code = (expected: string, message: string) =>
  expect.objectContaining({ code: expected, message: expect.stringContaining(message) });

describe("completing at a level that lasts", () => {
  it.each(["B-LT", "B-LTA"] as const)("comes out valid at %s, without a network", async (level) => {
    const { prepared, value } = await prepare(level);
    const signed = await completeSignature(prepared, value, pdf, { level, ...longTerm });
    const verification = await verifyPdf(signed, { trust, now });
    expect(verification).toMatchObject({
      verdict: "valid",
      signatures: [{ level }, ...(level === "B-LT" ? [] : [{}])],
    });
  });

  it("says what it needs, before anybody is asked for anything", async () => {
    const { prepared, value } = await prepare("B-LTA");
    pki.asked.splice(0);
    const attempt = (options: object) => completeSignature(prepared, value, pdf, options);
    await expect(attempt({})).rejects.toThrow(code("ERR_INVALID_ARGUMENT", "timestampAuthority"));
    await expect(attempt({ timestampAuthority })).rejects.toThrow(code("ERR_INVALID_ARGUMENT", "prepared for B-LTA"));
    await expect(attempt({ level: "B-LTA", timestampAuthority })).rejects.toThrow(
      code("ERR_INVALID_ARGUMENT", "trust"),
    );
    expect(pki.asked).toEqual([]);
  });

  it("finds out that what was prepared was lowered to another level on its way", async () => {
    const { prepared, value } = await prepare("B-LTA");
    for (const level of ["B-LT", "B-T", "B-B"] as const) {
      await expect(
        completeSignature({ ...prepared, level }, value, pdf, { level: "B-LTA", ...longTerm }),
      ).rejects.toThrow(code("ERR_INVALID_ARGUMENT", `prepared for ${level}`));
    }
    const raised = { ...prepared, level: "B-LTA" } as const;
    await expect(completeSignature(raised, value, pdf, { level: "B-T", timestampAuthority })).rejects.toThrow(
      code("ERR_INVALID_ARGUMENT", "prepared for B-LTA"),
    );
  });

  it("gives nothing where the value is another key's", async () => {
    const { prepared } = await prepare("B-LTA");
    const other = await createTestPki();
    const value = await other.signer.sign(decodeBase64(prepared.toBeSigned) ?? new Uint8Array());
    await expect(completeSignature(prepared, value, pdf, { level: "B-LTA", ...longTerm })).rejects.toThrow(
      code("ERR_SIGNATURE_VALUE", "does not verify"),
    );
  });
});

describeWithTools(["qpdf"], "completing an encrypted document at B-LTA", () => {
  it("opens it with its password again, and is refused without", async () => {
    const encrypted = encryptWithQpdf(pdf, { user: "let me in", owner: "owner", options: ["256"] });
    const password = "let me in";
    const prepared = await prepareSignature(encrypted, { level: "B-LTA", signer, now, timestampAuthority, password });
    const value = await signer.sign(decodeBase64(prepared.toBeSigned) ?? new Uint8Array());
    const options = { level: "B-LTA", ...longTerm } as const;
    await expect(completeSignature(prepared, value, encrypted, options)).rejects.toThrow(code("ERR_PDF_ENCRYPTED", ""));
    const signed = await completeSignature(prepared, value, encrypted, { ...options, password });
    expect(await verifyPdf(signed, { trust, now, password })).toMatchObject({ verdict: "valid" });
  });
});
