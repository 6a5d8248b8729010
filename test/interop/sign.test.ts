import { verify as verifyRaw, X509Certificate } from "node:crypto";
import { readFileSync } from "node:fs";
import { join } from "node:path";
import { expect, it } from "vitest";
import { parseSignedData } from "../../src/cms/parse-signed-data.ts";
import type { Signer } from "../../src/keys/signer.ts";
import { signPdf } from "../../src/pades/sign/sign-pdf.ts";
import { describeWithCorpus } from "../support/corpus.ts";
import { describeWithTools } from "../support/tools.ts";
import { ED25519, openSigner, P256, RSA, SIGNERS } from "./demo-signers.ts";
import { INPUTS } from "./inputs.ts";
import { linearize } from "./linearize.ts";
import { expectOthersToAccept, readSignatures } from "./signed-file.ts";

const NOW = new Date("2026-01-15T03:00:00Z");
const fullChain = ({ certificate, chain }: Signer) => [certificate, ...chain];
const input = (title: string) => {
  const found = INPUTS.find((one) => one.title === title);
  if (found === undefined) throw new Error(`no input ${title}`);
  return found.make();
};

describeWithTools(["pdfsig", "qpdf", "openssl"], "pdfsig, qpdf and openssl accept what we signed", () => {
  it.each(SIGNERS.map((one) => [one.title, one] as const))("by %s", async (_, signerCase) => {
    const signer = await openSigner(signerCase);
    const pdf = await input("pages and a form made by pdf-lib");
    const signed = await signPdf(pdf, { signer, level: "B-B", reason: "Phê duyệt", location: "Hà Nội", now: NOW });
    expectOthersToAccept(pdf, signed, [fullChain(signer)]);
  });

  it.each(INPUTS.map((one) => [one.title, one] as const))("in a file with %s", async (_, { make, field }) => {
    const signer = await openSigner(P256);
    const pdf = await make();
    const options = field === undefined ? {} : { field };
    const signed = await signPdf(pdf, { signer, level: "B-B", now: NOW, ...options });
    expectOthersToAccept(pdf, signed, [fullChain(signer)]);
    expect(readSignatures(signed)).toMatchObject([{ field: field ?? "Signature1", coverage: "whole-file" }]);
  });

  it.each([
    "an xref table",
    "object streams",
    "a hybrid layout that hides the form in an object stream",
    "pages and a form made by pdf-lib",
  ])("signed twice, by a person and then by the organisation, in a file with %s", async (title) => {
    const [person, seal] = await Promise.all([openSigner(P256), openSigner(RSA)]);
    const pdf = await input(title);
    const once = await signPdf(pdf, { signer: person, level: "B-B", now: NOW });
    const twice = await signPdf(once, { signer: seal, level: "B-B", now: NOW });
    expectOthersToAccept(once, twice, [fullChain(person), fullChain(seal)]);
    expect(readSignatures(twice).map(({ field, coverage }) => [field, coverage])).toEqual([
      ["Signature1", "whole-revision"],
      ["Signature2", "whole-file"],
    ]);
  });

  it("in a linearized file", async () => {
    const signer = await openSigner(P256);
    const pdf = linearize(await input("pages and a form made by pdf-lib"));
    const signed = await signPdf(pdf, { signer, level: "B-B", page: 2, now: NOW });
    expectOthersToAccept(pdf, signed, [fullChain(signer)]);
  });

  it("certified first and then signed", async () => {
    const [person, seal] = await Promise.all([openSigner(P256), openSigner(RSA)]);
    const pdf = await input("an xref table");
    const certified = await signPdf(pdf, { signer: person, level: "B-B", certify: 2, now: NOW });
    const twice = await signPdf(certified, { signer: seal, level: "B-B", now: NOW });
    expectOthersToAccept(certified, twice, [fullChain(person), fullChain(seal)]);
  });
});

it("signs with Ed25519 over SHA-512, the raw attributes verified by node:crypto", async () => {
  const signer = await openSigner(ED25519);
  const pdf = await input("object streams");
  const signed = await signPdf(pdf, { signer, level: "B-B", now: NOW });
  expect(Buffer.compare(signed.subarray(0, pdf.length), pdf)).toBe(0);
  const [signature] = readSignatures(signed);
  if (signature === undefined) throw new Error("no signature");
  const [signerInfo] = parseSignedData(signature.cms).signerInfos;
  if (!signerInfo?.signedAttributes) throw new Error("no signed attributes");
  const { publicKey } = new X509Certificate(signer.certificate);
  expect(verifyRaw(null, signerInfo.signedAttributes.signedBytes(), publicKey, signerInfo.signature)).toBe(true);
  expect(signerInfo.digestAlgorithm.oid).toBe("2.16.840.1.101.3.4.2.3");
  expect(Buffer.from(signed).toString("latin1")).toContain("/ExtensionLevel 32002");
});

describeWithCorpus("other people's files, signed by us", (folder) => {
  describeWithTools(["pdfsig", "qpdf", "openssl"], "are accepted by pdfsig, qpdf and openssl", () => {
    it.each([
      ["minimal.pdf", "Signature1"],
      ["minimal-hybrid-xref-mswordstyle.pdf", "Signature1"],
      ["minimal-one-field-indir-annots.pdf", "Sig1"],
      ["minimal-two-fields.pdf", "Sig2"],
      ["minimal-with-field.pdf", "Sig1"],
      ["minimal-with-textfield-group.pdf", "Signature1"],
      ["simple-acroform-states-ap-indirect.pdf", "Signature1"],
    ])("%s", async (name, field) => {
      const signer = await openSigner(RSA);
      const pdf = new Uint8Array(readFileSync(join(folder, "pyhanko", name)));
      const signed = await signPdf(pdf, { signer, level: "B-B", field, now: NOW });
      expectOthersToAccept(pdf, signed, [fullChain(signer)]);
    });
  });
});
