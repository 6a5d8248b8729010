import { describe, expect, it } from "vitest";
import { objectIdentifier, sequence } from "../../src/testing/der.ts";
import { basicConstraints, extendedKeyUsage, extension, keyUsage } from "../../src/testing/extensions.ts";
import { checkEndEntity } from "../../src/x509/end-entity.ts";
import type { TrustRole } from "../../src/x509/trust-anchor.ts";
import { certify } from "./build.ts";

async function faultsOf(role: TrustRole, ...extensions: Uint8Array[]) {
  const certificate = await certify({ subject: "Leaf", issuer: "Root", onlyExtensions: extensions });
  return checkEndEntity(certificate, role).map(({ kind }) => kind);
}

const purposes = (...oids: string[]) => extension("2.5.29.37", false, sequence(...oids.map(objectIdentifier)));

describe("a document signer's certificate", () => {
  it.each<[string, Uint8Array[]]>([
    ["nothing said about its use", []],
    ["nonRepudiation only and no purpose, as Vietnamese CAs issue them", [keyUsage("nonRepudiation")]],
    ["digitalSignature", [keyUsage("digitalSignature", "keyEncipherment")]],
    ["documentSigning", [extendedKeyUsage(["documentSigning"])]],
    ["emailProtection and clientAuth", [extendedKeyUsage(["emailProtection", "clientAuth"])]],
    ["clientAuth alone", [extendedKeyUsage(["clientAuth"])]],
    ["Adobe's purpose", [purposes("1.2.840.113583.1.1.5")]],
    ["Microsoft's purpose", [purposes("1.3.6.1.4.1.311.10.3.12")]],
    ["any purpose", [purposes("2.5.29.37.0")]],
    ["server and document signing", [extendedKeyUsage(["serverAuth", "documentSigning"])]],
  ])("may have %s", async (_, extensions) => {
    expect(await faultsOf("signer", ...extensions)).toEqual([]);
  });

  it.each<[string, Uint8Array[], string[]]>([
    ["for encipherment only", [keyUsage("keyEncipherment")], ["key-usage"]],
    ["for time-stamping only", [extendedKeyUsage(["timeStamping"], { critical: true })], ["extended-key-usage"]],
    ["for OCSP only", [extendedKeyUsage(["ocspSigning"])], ["extended-key-usage"]],
    ["for TLS servers only", [extendedKeyUsage(["serverAuth"])], ["extended-key-usage"]],
    ["for code only", [extendedKeyUsage(["codeSigning"])], ["extended-key-usage"]],
    ["for a purpose that nobody knows", [purposes("2.999.1")], ["extended-key-usage"]],
    ["that of a CA", [basicConstraints(true), keyUsage("keyCertSign", "digitalSignature")], ["is-ca"]],
    ["that of a CA with no right to sign", [basicConstraints(true), keyUsage("keyCertSign")], ["is-ca", "key-usage"]],
  ])("must not be %s", async (_, extensions, faults) => {
    expect(await faultsOf("signer", ...extensions)).toEqual(faults);
  });
});

describe("a timestamp authority's certificate (RFC 3161, 2.3)", () => {
  it("says timeStamping, critically, and nothing else", async () => {
    expect(await faultsOf("tsa", extendedKeyUsage(["timeStamping"], { critical: true }))).toEqual([]);
  });

  it.each<[string, Uint8Array[]]>([
    ["is not critical about it", [extendedKeyUsage(["timeStamping"])]],
    ["has another purpose besides", [extendedKeyUsage(["timeStamping", "emailProtection"], { critical: true })]],
    ["has no purpose", []],
    ["has any purpose", [extension("2.5.29.37", true, sequence(objectIdentifier("2.5.29.37.0")))]],
  ])("is refused where it %s", async (_, extensions) => {
    expect(await faultsOf("tsa", ...extensions)).toEqual(["extended-key-usage"]);
  });
});
