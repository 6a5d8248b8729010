import { expect, it } from "vitest";
import { encodeBase64 } from "../../src/bytes/base64.ts";
import { encodePem } from "../../src/bytes/pem.ts";
import { encodeLatin1 } from "../../src/bytes/text.ts";
import { sniffDer } from "../../src/net/sniff.ts";

const DER = Uint8Array.of(0x30, 0x03, 0x02, 0x01, 0x05);
const LABELS = ["X509 CRL"];

it("takes DER as it is", () => {
  expect(sniffDer(DER, LABELS)).toEqual([DER]);
});

it("takes PEM, every block with the label, and text around them", () => {
  const pem = `\r\nlist:\n${encodePem("X509 CRL", DER)}${encodePem("CERTIFICATE", DER)}${encodePem("X509 CRL", DER)}`;
  expect(sniffDer(encodeLatin1(pem), LABELS)).toEqual([DER, DER]);
  expect(sniffDer(encodeLatin1(encodePem("CERTIFICATE", DER)), LABELS)).toBeNull();
});

it("takes base64 without a frame", () => {
  expect(sniffDer(encodeLatin1(`${encodeBase64(DER)}\n`), LABELS)).toEqual([DER]);
});

it.each(["<!DOCTYPE html><title>Not found</title>", "0 results", "00000000", "", "{}", "-----BEGIN X509 CRL-----\nMA"])(
  "does not take %j",
  (text) => {
    expect(sniffDer(encodeLatin1(text), LABELS)).toBeNull();
  },
);
