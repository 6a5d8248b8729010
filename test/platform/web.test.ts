import { generateKeyPairSync } from "node:crypto";
import { afterEach, describe, expect, it, vi } from "vitest";
import { readAsn1 } from "../../src/asn1/cursor.ts";
import { parsePublicKey } from "../../src/asn1/public-key.ts";
import { rsaPkcs1 } from "../../src/crypto/signature-algorithms.ts";
import { PadesError } from "../../src/errors.ts";
import { platform } from "../../src/platform/web.ts";

afterEach(() => vi.unstubAllGlobals());

describe("a page without Web Crypto", () => {
  // Plain http from another host than localhost: `crypto` is there, `crypto.subtle` is not.
  it.each([{}, undefined])("is told the remedy where crypto is %o", (crypto) => {
    vi.stubGlobal("crypto", crypto);
    expect(() => platform.subtle()).toThrow(
      new PadesError("ERR_INSECURE_CONTEXT", "Web Crypto is missing: serve this page over https or from localhost"),
    );
  });

  it("is never told that a signature is bad", async () => {
    const { publicKey } = generateKeyPairSync("rsa", { modulusLength: 2048 });
    const spki = parsePublicKey(readAsn1(new Uint8Array(publicKey.export({ type: "spki", format: "der" }))));
    if (spki.kind === "unknown") throw new Error("key was not read");
    vi.stubGlobal("crypto", {});
    const data = new Uint8Array(3);
    const signature = new Uint8Array(256);
    const verdict = platform.verify({ algorithm: rsaPkcs1("SHA-256"), publicKey: spki, data, signature });
    await expect(verdict).rejects.toMatchObject({ code: "ERR_INSECURE_CONTEXT" });
  });

  it("can still hash", () => {
    vi.stubGlobal("crypto", undefined);
    expect(platform.createDigest("SHA-256").digest()).toHaveLength(32);
  });
});
