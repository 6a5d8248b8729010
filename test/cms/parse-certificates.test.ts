import { spawnSync } from "node:child_process";
import { describe, expect, it } from "vitest";
import { concatBytes } from "../../src/bytes/concat.ts";
import { encodePem } from "../../src/bytes/pem.ts";
import { encodeUtf8 } from "../../src/bytes/text.ts";
import { parseCertificates } from "../../src/cms/parse-certificates.ts";
import { certificateBundle } from "../support/certificate-bundle.ts";
import { demoCertificate, demoFile, demoPath } from "../support/demo-certs.ts";
import { describeWithTools } from "../support/tools.ts";

const root = demoCertificate("public-ca/root");
const issuing = demoCertificate("public-ca/issuing-ca");
const pem = (...parts: readonly string[]) => encodeUtf8(parts.join(""));
const CERTIFICATE = (der: Uint8Array) => encodePem("CERTIFICATE", der);

describe("the certificates of a file", () => {
  it.each<[string, Uint8Array, readonly Uint8Array[]]>([
    ["in DER", root, [root]],
    ["in PEM, with text around", pem("Root CA\n", CERTIFICATE(root), "the end"), [root]],
    ["in PEM whose text begins like DER", pem("0 = root\n", CERTIFICATE(root)), [root]],
    ["several in PEM, each once", pem(CERTIFICATE(issuing), CERTIFICATE(root), CERTIFICATE(issuing)), [issuing, root]],
    ["in a bundle", certificateBundle(root, issuing), [root, issuing]],
    ["in a bundle in PEM", pem(encodePem("PKCS7", certificateBundle(issuing))), [issuing]],
    ["in both kinds of blocks", pem(encodePem("CMS", certificateBundle(issuing)), CERTIFICATE(root)), [issuing, root]],
    ["beside a key, which is passed over", pem(CERTIFICATE(root), encodePem("PRIVATE KEY", Uint8Array.of(1))), [root]],
    ["none, where there are keys alone", demoFile("public-ca/root.key.pem"), []],
  ])("are read %s", (_how, bytes, expected) => {
    expect(parseCertificates(bytes)).toEqual(expected);
  });

  it.each<[string, Uint8Array, RegExp]>([
    ["nothing", new Uint8Array(), /expected X\.509 certificates in PEM or DER/],
    ["text", encodeUtf8("certificates"), /expected X\.509 certificates/],
    ["a CRL", demoFile("public-ca/root.crl.pem").slice(0, 40), /malformed/],
    ["a bundle without any", certificateBundle(), /bundle with certificates/],
    ["a bundle with something else", certificateBundle(Uint8Array.of(0x30, 0)), /X\.509 certificates \(/],
    ["a certificate with something behind it", concatBytes(root, Uint8Array.of(0)), /expected X\.509 certificates/],
    ["a block that is cut off", pem(CERTIFICATE(root), CERTIFICATE(issuing).slice(0, 200)), /malformed/],
    ["a block that holds something else", pem(encodePem("CERTIFICATE", Uint8Array.of(0x30, 0))), /X\.509/],
    ["a bundle's block that holds something else", pem(encodePem("PKCS7", root)), /bundle in the block PKCS7/],
  ])("are refused in %s", (_what, bytes, message) => {
    expect(() => parseCertificates(bytes)).toThrow(
      expect.objectContaining({ code: "ERR_CERTIFICATE", message: expect.stringMatching(message) }),
    );
  });
});

describeWithTools(["openssl"], "bundles by openssl crl2pkcs7", () => {
  it.each(["DER", "PEM"])("are read in %s", (form) => {
    const files = ["public-ca/root.pem", "public-ca/issuing-ca.pem"].flatMap((name) => ["-certfile", demoPath(name)]);
    const { stdout } = spawnSync("openssl", ["crl2pkcs7", "-nocrl", "-outform", form, ...files]);
    expect(parseCertificates(new Uint8Array(stdout))).toEqual([root, issuing]);
  });
});
