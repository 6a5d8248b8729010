import { createPrivateKey, createPublicKey } from "node:crypto";
import { describe, expect, it } from "vitest";
import { integer, objectIdentifier, octetString, sequence } from "../../src/testing/der.ts";
import { generateTestKey, openTestKey, type TestKeyKind } from "../../src/testing/test-key.ts";
import { importSigningKey } from "../../src/testing/test-signature.ts";

const KINDS: readonly TestKeyKind[] = ["RSA-1024", "RSA-2048", "RSA-3072", "P-256", "P-384", "P-521", "Ed25519"];

describe("keys of the test authority", () => {
  it.each(KINDS)("opens a stored %s key as the one that was generated", async (kind) => {
    const key = await generateTestKey(kind);
    expect(await openTestKey(key.pkcs8)).toEqual(key);
  });

  it.each(KINDS)("names the public key that belongs to a private %s key", async (kind) => {
    const key = await generateTestKey(kind);
    const privateKey = createPrivateKey({ key: Buffer.from(key.pkcs8), format: "der", type: "pkcs8" });
    const spki = createPublicKey(privateKey).export({ format: "der", type: "spki" });
    expect(new Uint8Array(spki)).toEqual(key.spki);
  });

  it("refuses a key of an algorithm that it does not know", async () => {
    const dsa = sequence(integer(0), sequence(objectIdentifier("1.2.840.10040.4.1")), octetString(new Uint8Array(4)));
    await expect(openTestKey(dsa)).rejects.toThrow("1.2.840.10040.4.1");
  });

  it("hands out signing keys that cannot be exported", async () => {
    const signingKey = await importSigningKey(await generateTestKey("P-256"));
    expect(signingKey.extractable).toBe(false);
    expect(signingKey.usages).toEqual(["sign"]);
  });
});
