import { describe, expect, it } from "vitest";
import { decodeBase64, encodeBase64 } from "../../../src/bytes/base64.ts";
import type { ByteSource } from "../../../src/bytes/source.ts";
import { decodeLatin1 } from "../../../src/bytes/text.ts";
import { buildSignedAttributes } from "../../../src/cms/build-signed-attributes.ts";
import { digestOf } from "../../../src/crypto/digest.ts";
import { completeSignature } from "../../../src/pades/sign/complete.ts";
import { prepareSignature } from "../../../src/pades/sign/prepare.ts";
import type { PreparedSignature } from "../../../src/pades/sign/prepared-signature.ts";
import { signPdf } from "../../../src/pades/sign/sign-pdf.ts";
import { readSignatures } from "../../interop/signed-file.ts";
import { demoCertificate } from "../../support/demo-certs.ts";
import { ecSigner, NOW, rsaSigner, smallPdf } from "./small-pdf.ts";

const rsa = await rsaSigner();
const ec = await ecSigner();
const pdf = smallPdf();
const options = { signer: rsa, level: "B-B", now: NOW } as const;
const prepared = await prepareSignature(pdf, options);
const bytesOf = (base64: string) => decodeBase64(base64) ?? new Uint8Array();
const value = await rsa.sign(bytesOf(prepared.toBeSigned));

const code = (expected: string, message = "") =>
  expect.objectContaining({ code: expected, message: expect.stringContaining(message) });

/** A source whose bytes are not in memory, and which may lie. */
function remote(
  bytes: Uint8Array,
  change: (start: number, bytes: Uint8Array) => Uint8Array = (_, same) => same,
): ByteSource {
  return { size: bytes.length, read: async (start, end) => change(start, bytes.slice(start, end)) };
}

describe("signing in two phases", () => {
  it("gives the same file as signing in one", async () => {
    const completed = await completeSignature(prepared, value, pdf);
    expect(completed).toEqual(await signPdf(pdf, options));
    expect(readSignatures(completed)).toMatchObject([{ field: "Signature1", coverage: "whole-file" }]);
  });

  it("survives JSON, another process and another day", async () => {
    const travelled: PreparedSignature = JSON.parse(JSON.stringify(prepared));
    expect(await completeSignature(travelled, value, new Uint8Array(pdf))).toEqual(
      await completeSignature(prepared, value, pdf),
    );
  });

  it("prepares the same from the same input and time, and something else at another time", async () => {
    expect(await prepareSignature(pdf, options)).toEqual(prepared);
    const later = await prepareSignature(pdf, { ...options, now: new Date(NOW.getTime() + 1000) });
    expect(later.tail).not.toBe(prepared.tail);
    expect(later.toBeSigned).not.toBe(prepared.toBeSigned);
  });

  it("does not hold the document", () => {
    expect(JSON.stringify(prepared)).not.toContain(encodeBase64(pdf.subarray(0, 300)).slice(0, 40));
    expect(prepared.source.size).toBe(pdf.length);
  });

  it("needs the signer's certificate to prepare, not its key", async () => {
    const identity = { certificate: rsa.certificate, chain: rsa.chain, algorithm: rsa.algorithm };
    expect(await prepareSignature(pdf, { ...options, signer: identity })).toEqual(prepared);
  });

  it("never changes its input", async () => {
    const before = pdf.slice();
    await signPdf(pdf, options);
    await completeSignature(prepared, value, pdf);
    expect(pdf).toEqual(before);
  });

  it("hashes with the digest of the signer's algorithm", async () => {
    const signer = { ...ec, algorithm: { ...ec.algorithm, digest: "SHA-512", name: "ECDSA with SHA-512" } as const };
    const other = await prepareSignature(pdf, { ...options, signer });
    expect(other.digestAlgorithm).toBe("SHA-512");
    await expect(completeSignature(other, value, pdf)).rejects.toThrow(code("ERR_SIGNATURE_VALUE"));
  });
});

describe("sources that are not in memory", () => {
  const large = smallPdf({ 5: `<< /Length 3000000 >>\nstream\n${"x".repeat(3_000_000)}\nendstream` });

  it("signs a Blob and a custom source like the bytes themselves", async () => {
    const signed = await signPdf(large, options);
    // Compared by Buffer: the assertion library is slow at three million elements.
    const same = (other: Uint8Array) => Buffer.compare(other, signed) === 0;
    expect(same(await signPdf(new Blob([new Uint8Array(large)]), options))).toBe(true);
    expect(same(await signPdf(remote(large), options))).toBe(true);
    const one = await prepareSignature(remote(large), options);
    expect(one).toEqual(await prepareSignature(large, options));
    const signature = await rsa.sign(bytesOf(one.toBeSigned));
    expect(same(await completeSignature(one, signature, new Blob([new Uint8Array(large)])))).toBe(true);
  });

  it("refuses a source whose bytes are others when they are read again", async () => {
    let reads = 0;
    const fickle = remote(large, (start, bytes) => {
      if (start === 0 && ++reads > 1) bytes[20] = 0x41;
      return bytes;
    });
    await expect(signPdf(fickle, options)).rejects.toThrow(code("ERR_SOURCE_MISMATCH"));
  });

  it("refuses a source that is cut off", async () => {
    const short = remote(large, (start, bytes) => (start > 1_000_000 && start < 2_500_000 ? bytes.subarray(1) : bytes));
    await expect(signPdf(short, options)).rejects.toThrow(code("ERR_SOURCE_MISMATCH"));
    await expect(
      signPdf(
        remote(large, (_, bytes) => bytes.subarray(1)),
        options,
      ),
    ).rejects.toThrow(code("ERR_PDF_UNREADABLE"));
  });
});

describe("completing with what does not belong together", () => {
  const changed = (bytes: Uint8Array, index: number) => {
    const copy = bytes.slice();
    copy[index] = (copy[index] ?? 0) ^ 1;
    return copy;
  };
  const alter = (base64: string, index: number) => encodeBase64(changed(bytesOf(base64), index));

  it("refuses another document of the same length", async () => {
    await expect(completeSignature(prepared, value, changed(pdf, 100))).rejects.toThrow(
      code("ERR_SOURCE_MISMATCH", "SHA-256"),
    );
  });

  it("refuses a document of another length", async () => {
    await expect(completeSignature(prepared, value, pdf.subarray(1))).rejects.toThrow(
      code("ERR_SOURCE_MISMATCH", "bytes"),
    );
  });

  it.each([
    ["with one bit changed", changed(value, 40)],
    ["that is empty", new Uint8Array()],
    ["that is too long", new Uint8Array(value.length + 1)],
  ])("refuses a signature value %s", async (_, wrong) => {
    await expect(completeSignature(prepared, wrong, pdf)).rejects.toThrow(code("ERR_SIGNATURE_VALUE"));
  });

  it("refuses the value of another key", async () => {
    const other = await ec.sign(bytesOf(prepared.toBeSigned));
    await expect(completeSignature(prepared, other, pdf)).rejects.toThrow(code("ERR_SIGNATURE_VALUE"));
  });

  it("says what to do with r and s that are not in DER", async () => {
    const one = await prepareSignature(pdf, { ...options, signer: ec });
    await expect(completeSignature(one, new Uint8Array(64).fill(7), pdf)).rejects.toThrow(
      code("ERR_SIGNATURE_VALUE", "Ecdsa-Sig-Value"),
    );
  });

  it("refuses a signer whose own value is wrong, before anything is returned", async () => {
    const signer = { ...rsa, sign: async () => changed(value, 0) };
    await expect(signPdf(pdf, { ...options, signer })).rejects.toThrow(code("ERR_SIGNATURE_VALUE"));
  });

  it("refuses a tail that was altered after preparing", async () => {
    const index = decodeLatin1(bytesOf(prepared.tail)).indexOf("/SigFlags 3") + 10;
    const altered = { ...prepared, tail: alter(prepared.tail, index) };
    await expect(completeSignature(altered, value, pdf)).rejects.toThrow(
      code("ERR_INVALID_ARGUMENT", "message digest"),
    );
  });

  it("refuses attributes that were altered after signing", async () => {
    const altered = { ...prepared, toBeSigned: alter(prepared.toBeSigned, bytesOf(prepared.toBeSigned).length - 1) };
    await expect(completeSignature(altered, value, pdf)).rejects.toThrow(code("ERR_SIGNATURE_VALUE"));
  });

  it("refuses attributes that name another certificate, even if they are signed", async () => {
    const [{ content } = { content: new Uint8Array() }] = readSignatures(await completeSignature(prepared, value, pdf));
    const attributes = buildSignedAttributes({
      messageDigest: digestOf("SHA-256", content),
      digestAlgorithm: "SHA-256",
      certificate: demoCertificate("public-ca/signer-pss"),
    });
    const mixed = { ...prepared, toBeSigned: encodeBase64(attributes) };
    const signature = await rsa.sign(bytesOf(mixed.toBeSigned));
    await expect(completeSignature(mixed, signature, pdf)).rejects.toThrow(
      code("ERR_INVALID_ARGUMENT", "another certificate"),
    );
  });

  it("refuses another signer's certificate", async () => {
    const altered = { ...prepared, certificates: [encodeBase64(demoCertificate("public-ca/signer-pss"))] };
    await expect(completeSignature(altered, value, pdf)).rejects.toThrow(code("ERR_SIGNATURE_VALUE"));
  });

  it("names needed and available bytes where more certificates were added than there is room for", async () => {
    const more = ["cong-vu/root", "cong-vu/sub-ca"].map((name) => encodeBase64(demoCertificate(name)));
    const altered = { ...prepared, certificates: [...prepared.certificates, ...more] };
    await expect(completeSignature(altered, value, pdf)).rejects.toThrow(
      expect.objectContaining({
        code: "ERR_CONTENTS_TOO_SMALL",
        message: expect.stringMatching(/needs \d+ bytes, \d+ are available/),
      }),
    );
  });

  it.each<[string, object]>([
    ["nothing", { schema: undefined }],
    ["another version of it", { schema: "pades-dossier/prepared-signature@2" }],
    ["a level that is not prepared", { level: "B-LT" }],
    ["a field that is no text", { field: 5 }],
    ["no source", { source: null }],
    ["a negative size", { source: { ...prepared.source, size: -1 } }],
    ["a hash that is none", { source: { ...prepared.source, sha256: "00" } }],
    ["a tail that is not base64", { tail: "%" }],
    ["/Contents before the tail", { contents: { start: 5, end: 105 } }],
    ["/Contents after the tail", { contents: { start: prepared.contents.start, end: 1e9 } }],
    [
      "/Contents elsewhere in the tail",
      { contents: { start: prepared.contents.start - 2, end: prepared.contents.end - 2 } },
    ],
    ["/Contents cut short", { contents: { start: prepared.contents.start, end: prepared.contents.end - 2 } }],
    ["an unknown digest", { digestAlgorithm: "SHA-0" }],
    ["a digest that does not go with the signature", { digestAlgorithm: "SHA-512" }],
    ["an algorithm that is not DER", { signatureAlgorithm: "AAAA" }],
    ["no certificates", { certificates: [] }],
    ["a certificate that is none", { certificates: ["AAAA"] }],
    ["attributes that are not DER", { toBeSigned: "AAAA" }],
    ["empty attributes", { toBeSigned: "" }],
  ])("refuses a prepared signature with %s", async (_, changes) => {
    await expect(completeSignature({ ...prepared, ...changes }, value, pdf)).rejects.toThrow(
      code("ERR_INVALID_ARGUMENT"),
    );
  });
});

describe("signers that do not fit", () => {
  it("refuses a certificate whose key does not go with the algorithm", async () => {
    await expect(signPdf(pdf, { ...options, signer: { ...rsa, certificate: ec.certificate } })).rejects.toThrow(
      code("ERR_CERTIFICATE"),
    );
  });

  it("refuses a certificate and a chain that are malformed", async () => {
    const junk = Uint8Array.of(0x30, 0x03, 1, 2, 3);
    await expect(signPdf(pdf, { ...options, signer: { ...rsa, certificate: junk } })).rejects.toThrow(
      code("ERR_CERTIFICATE"),
    );
    await expect(signPdf(pdf, { ...options, signer: { ...rsa, chain: [junk] } })).rejects.toThrow(
      code("ERR_CERTIFICATE", "chain[0]"),
    );
  });

  it("refuses SHA-1", async () => {
    const algorithm = { scheme: "RSASSA-PKCS1-v1_5", digest: "SHA-1", name: "RSASSA-PKCS1-v1_5 with SHA-1" } as const;
    await expect(signPdf(pdf, { ...options, signer: { ...rsa, algorithm } })).rejects.toThrow(
      code("ERR_UNSUPPORTED_ALGORITHM"),
    );
  });
});

describe("files that cannot be signed", () => {
  it.each([
    ["no PDF", new Uint8Array(100)],
    ["an empty file", new Uint8Array()],
    ["a file without its end", pdf.subarray(0, pdf.length - 60)],
  ])("refuses %s", async (_, bytes) => {
    await expect(signPdf(bytes, options)).rejects.toThrow(code("ERR_PDF_UNREADABLE"));
  });

  it("refuses an encrypted file that stays closed", async () => {
    const encrypted = smallPdf(
      { 5: "<< /Filter /Standard /V 2 /R 3 /O <00> /U <00> /P -4 >>" },
      { trailer: "/Encrypt 5 0 R" },
    );
    await expect(signPdf(encrypted, options)).rejects.toThrow(code("ERR_PDF_ENCRYPTED"));
  });
});
