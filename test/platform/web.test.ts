import { generateKeyPairSync, type KeyObject } from "node:crypto";
import { afterEach, describe, expect, it, vi } from "vitest";
import { readAsn1 } from "../../src/asn1/cursor.ts";
import { parsePublicKey } from "../../src/asn1/public-key.ts";
import type { PublicKey } from "../../src/crypto/public-key.ts";
import { ecdsa, edDsa, rsaPkcs1 } from "../../src/crypto/signature-algorithms.ts";
import { PadesError } from "../../src/errors.ts";
import { platform } from "../../src/platform/web.ts";

const data = new Uint8Array(3);
const signature = new Uint8Array(256);

function read(key: KeyObject): Exclude<PublicKey, { kind: "unknown" }> {
  const publicKey = parsePublicKey(readAsn1(new Uint8Array(key.export({ type: "spki", format: "der" }))));
  if (publicKey.kind === "unknown") throw new Error("key was not read");
  return publicKey;
}

afterEach(() => {
  vi.unstubAllGlobals();
  vi.restoreAllMocks();
});

describe("a page without Web Crypto", () => {
  // Plain http from another host than localhost: `crypto` is there, `crypto.subtle` is not.
  it.each([{}, undefined])("is told the remedy where crypto is %o", (crypto) => {
    vi.stubGlobal("crypto", crypto);
    expect(() => platform.subtle()).toThrow(
      new PadesError("ERR_INSECURE_CONTEXT", "Web Crypto is missing: serve this page over https or from localhost"),
    );
  });

  it("is never told that a signature is bad", async () => {
    const publicKey = read(generateKeyPairSync("rsa", { modulusLength: 2048 }).publicKey);
    vi.stubGlobal("crypto", {});
    const verdict = platform.verify({ algorithm: rsaPkcs1("SHA-256"), publicKey, data, signature });
    await expect(verdict).rejects.toMatchObject({ code: "ERR_INSECURE_CONTEXT" });
  });

  it("can still hash", () => {
    vi.stubGlobal("crypto", undefined);
    expect(platform.createDigest("SHA-256").digest()).toHaveLength(32);
  });
});

describe("a browser that lacks an algorithm", () => {
  // Safari before 17, Firefox before 129 and Chrome before 137 know no Ed25519.
  it.each([new DOMException("Unrecognized name", "NotSupportedError"), new TypeError("Algorithm: unrecognized name")])(
    "is not taken for a bad signature where importing says %s",
    async (error) => {
      const publicKey = read(generateKeyPairSync("ed25519").publicKey);
      vi.spyOn(crypto.subtle, "importKey").mockRejectedValue(error);
      expect(await platform.verify({ algorithm: edDsa("Ed25519"), publicKey, data, signature })).toBeNull();
    },
  );

  it("leaves an RSA key that it will not import to our own arithmetic", async () => {
    const publicKey = read(generateKeyPairSync("rsa", { modulusLength: 1024 }).publicKey);
    vi.spyOn(crypto.subtle, "importKey").mockRejectedValue(new DOMException("too small", "DataError"));
    expect(await platform.verify({ algorithm: rsaPkcs1("SHA-256"), publicKey, data, signature })).toBeNull();
  });

  it("leaves a check that it breaks off to our own arithmetic", async () => {
    const publicKey = read(generateKeyPairSync("ec", { namedCurve: "P-256" }).publicKey);
    vi.spyOn(crypto.subtle, "verify").mockRejectedValue(new DOMException("failed", "OperationError"));
    expect(await platform.verify({ algorithm: ecdsa("SHA-256"), publicKey, data, signature })).toBeNull();
  });

  it("is not asked about a point that is not on its curve twice", async () => {
    const good = read(generateKeyPairSync("ec", { namedCurve: "P-256" }).publicKey);
    if (good.kind !== "EC") throw new Error("not an EC key");
    const point = good.point.slice();
    point[64] = (point[64] ?? 0) ^ 1;
    const publicKey = { ...good, point, spki: Uint8Array.from([...good.spki.subarray(0, -65), ...point]) };
    const imports = vi.spyOn(crypto.subtle, "importKey");
    for (let i = 0; i < 2; i++) {
      expect(await platform.verify({ algorithm: ecdsa("SHA-256"), publicKey, data, signature })).toBe(false);
    }
    expect(imports).toHaveBeenCalledTimes(1);
  });
});
