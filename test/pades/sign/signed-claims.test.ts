import { execFileSync } from "node:child_process";
import { describe, expect, it } from "vitest";
import { digestOf } from "../../../src/crypto/digest.ts";
import type { BaselineBOptions } from "../../../src/pades/sign/options.ts";
import { signPdf } from "../../../src/pades/sign/sign-pdf.ts";
import { verifyPdf } from "../../../src/pades/verify/verify-pdf.ts";
import { readSignatures } from "../../interop/signed-file.ts";
import { createTestPki } from "../../support/test-pki.ts";
import { describeWithTools } from "../../support/tools.ts";
import { catalog, page, signatureField, smallPdf } from "./small-pdf.ts";

const pki = await createTestPki();
const now = pki.clock.time;
const sign = (options: Partial<BaselineBOptions>, pdf = smallPdf()) =>
  signPdf(pdf, { level: "B-B", signer: pki.signer, now, ...options });
const judge = async (bytes: Uint8Array) =>
  (await verifyPdf(bytes, { trust: pki.trust, now, policy: { waive: ["revocation"] } })).verdict;
const code = (expected: string, message: string) =>
  expect.objectContaining({ code: expected, message: expect.stringContaining(message) });

const policy = {
  oid: "1.3.6.1.4.1.32473.1",
  hash: { digest: "SHA-256", value: digestOf("SHA-256", new TextEncoder().encode("the policy")) },
  uri: "https://policy.example/1",
} as const;

describeWithTools(["openssl"], "what a signer claims", () => {
  /** As openssl parses the CMS: what it prints of each value. */
  const printed = (bytes: Uint8Array) => {
    const [signature] = readSignatures(bytes);
    return execFileSync("openssl", ["asn1parse", "-inform", "DER"], { input: signature?.cms ?? "", encoding: "utf8" });
  };

  it("stands among the signed attributes: titles, policy and commitment", async () => {
    const commitmentType = "1.2.840.113549.1.9.16.6.1";
    const signed = await sign({ claimedRoles: ["Chủ tịch"], signaturePolicy: policy, commitmentType });
    const text = printed(signed);
    expect(text).toContain(":0.4.0.19122.1.1");
    expect(text).toMatch(/:title\n.*SET\s*\n.*UTF8STRING +:Chủ tịch/);
    expect(text).toContain(":1.3.6.1.4.1.32473.1");
    expect(text).toContain("IA5STRING         :https://policy.example/1");
    expect(await judge(signed)).toBe("valid");
  });
});

describe("claims", () => {
  it("are refused where they make no sense, and a policy never goes with a reason", async () => {
    await expect(sign({ signaturePolicy: policy, reason: "x" })).rejects.toThrow(
      code("ERR_INVALID_ARGUMENT", "reason"),
    );
    await expect(sign({ claimedRoles: [""] })).rejects.toThrow(code("ERR_INVALID_ARGUMENT", "claimedRoles"));
    const short = { ...policy, hash: { digest: "SHA-256", value: new Uint8Array(3) } } as const;
    await expect(sign({ signaturePolicy: short })).rejects.toThrow(
      code("ERR_INVALID_ARGUMENT", "signaturePolicy.hash"),
    );
    await expect(sign({ signaturePolicy: { ...policy, oid: "x" } })).rejects.toThrow(
      code("ERR_INVALID_ARGUMENT", "signaturePolicy.oid"),
    );
  });
});

describe("a signature that locks fields", () => {
  it.each([
    [{ action: "All", fields: [] }, "B", false],
    [{ action: "Include", fields: ["B"] }, "B", false],
    [{ action: "Include", fields: ["B"] }, "C", true],
    [{ action: "Exclude", fields: ["B"] }, "B", true],
    [{ action: "Exclude", fields: ["B"] }, "C", false],
  ] as const)("with %j lets the field %s be signed: %s", async (lock, field, isLet) => {
    const pdf = smallPdf({
      1: catalog("5 0 R 6 0 R"),
      3: page("/Annots [5 0 R 6 0 R]"),
      5: signatureField("B"),
      6: signatureField("C"),
    });
    const locked = await sign({ field: "A", lock }, pdf);
    expect(await judge(locked)).toBe("valid");
    if (isLet) expect(await judge(await sign({ field }, locked))).toBe("valid");
    else await expect(sign({ field }, locked)).rejects.toThrow(code("ERR_SIGNING_NOT_PERMITTED", field));
  });

  it("cannot say otherwise than its field", async () => {
    const own = signatureField("B", "/Lock << /Type /SigFieldLock /Action /All >>");
    const pdf = smallPdf({ 1: catalog("5 0 R"), 3: page("/Annots [5 0 R]"), 5: own });
    await expect(sign({ field: "B", lock: { action: "Include", fields: ["C"] } }, pdf)).rejects.toThrow(
      code("ERR_INVALID_ARGUMENT", "Lock"),
    );
  });
});
