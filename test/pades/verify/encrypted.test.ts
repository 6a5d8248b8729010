import { readFileSync } from "node:fs";
import { join } from "node:path";
import { describe, expect, it } from "vitest";
import { PadesError } from "../../../src/errors.ts";
import { finding } from "../../../src/findings.ts";
import { renderReport } from "../../../src/report/render-report.ts";
import { sealed } from "../../pdf/read/encryption/encrypted-text.ts";
import { describeWithCorpus } from "../../support/corpus.ts";
import { encryptedSample } from "../../support/encrypted-sample.ts";
import { forgePdf } from "../../support/forged-pdf.ts";
import { findText, overwrite } from "../../support/pdf-surgery.ts";
import { codesOf, verifyDemo } from "../../support/signed-samples.ts";

const PASSWORD = "correct horse battery";

const stream = (entries: string, data: string) => `<< ${entries} /Length ${data.length} >>\nstream\n${data}\nendstream`;

describe("an encrypted file", () => {
  it("is valid once it is opened, and what its signature says is read in the plain", async () => {
    const file = await encryptedSample({ user: PASSWORD });
    const verification = await verifyDemo(file, { password: PASSWORD });
    expect([verification.verdict, codesOf(verification)]).toEqual(["valid", []]);
    expect(verification.signatures[0]).toMatchObject({
      field: "Signature1",
      reason: "Approved",
      claimedTime: new Date("2026-01-15T03:00:00Z"),
    });
  });

  it("needs no password where the user's is empty", async () => {
    expect((await verifyDemo(await encryptedSample())).verdict).toBe("valid");
  });

  it.each([undefined, "", "wrong"])("cannot be read with another password: %j", async (password) => {
    const file = await encryptedSample({ user: PASSWORD });
    const verification = await verifyDemo(file, password === undefined ? {} : { password });
    expect(verification).toMatchObject({
      verdict: "unreadable",
      signatures: [],
      findings: [finding("pdf-encrypted", { handler: "Standard", reason: "password" })],
    });
  });

  it("is judged the same where its bytes have to be fetched", async () => {
    const file = await encryptedSample({ user: PASSWORD });
    const source = { size: file.length, read: async (start: number, end: number) => file.slice(start, end) };
    expect(await verifyDemo(source, { password: PASSWORD })).toEqual(await verifyDemo(file, { password: PASSWORD }));
  });

  it("is invalid once a byte that is encrypted is altered", async () => {
    const file = await encryptedSample();
    const at = findText(file, "\nstream\n").end;
    const changed = overwrite(file, at, Uint8Array.of((file[at] ?? 0) ^ 1));
    const verification = await verifyDemo(changed);
    expect(verification.verdict).toBe("invalid");
    expect(codesOf(verification)).toContain("digest-mismatch");
  });

  it("leaves no trace of its password in the result or a report", async () => {
    const file = await encryptedSample({ user: PASSWORD });
    for (const password of [PASSWORD, `${PASSWORD}!`]) {
      const verification = await verifyDemo(file, { password });
      const reports = (["json", "text", "html"] as const).map((format) =>
        renderReport([verification], { format, locale: "en" }),
      );
      for (const text of [JSON.stringify(verification), ...reports]) expect(text).not.toContain("correct horse");
    }
  });

  it("is not supported where it is encrypted for certificates", async () => {
    const file = await encryptedSample({ instead: { Filter: "/Adobe.PubSec" } });
    expect((await verifyDemo(file)).findings).toEqual([
      finding("pdf-encrypted", { handler: "Adobe.PubSec", reason: "unsupported" }),
    ]);
  });

  it("is malformed where its dictionary contradicts itself", async () => {
    const file = await encryptedSample({ instead: { P: "-1" } });
    expect((await verifyDemo(file)).findings).toEqual([
      finding("pdf-encrypted", { handler: "Standard", reason: "malformed" }),
    ]);
  });

  it("takes no password that is no string", async () => {
    const password = JSON.parse("1234");
    await expect(verifyDemo(await encryptedSample(), { password })).rejects.toThrow(PadesError);
  });
});

describe("encryption-partial", () => {
  const CF = "/CF<</StdCF<</CFM/AESV3>>>>";
  const IDENTITY = `${CF}/StmF/Identity/StrF/Identity`;

  it.each<[string, Parameters<typeof encryptedSample>[0], string[]]>([
    ["everything", { filters: IDENTITY, isSealed: false }, ["strings", "streams"]],
    ["everything but attached files", { filters: `${IDENTITY}/EFF/StdCF`, isSealed: false }, ["strings", "streams"]],
    ["attached files", { filters: `${CF}/StmF/StdCF/StrF/StdCF/EFF/Identity` }, ["attachments"]],
    ["a stream of its own choice", { objects: [[10, stream("/Filter/Crypt", "plain")]] }, ["single-streams"]],
    ["nothing", {}, []],
    ["metadata", { objects: [[10, stream("/Type/Metadata/Filter/Crypt", "<xmp/>")]] }, []],
    ["a stream that chooses the same filter as all", { objects: [[10, namedStream()]] }, []],
  ])("names what is left in the plain: %s", async (_, sample, parts) => {
    const verification = await verifyDemo(await encryptedSample(sample));
    expect(verification.findings).toEqual(
      parts.map((part) => expect.objectContaining({ code: "encryption-partial", params: { part } })),
    );
    // What is in the plain is signed like the rest.
    expect(verification.verdict).toBe("valid");
  });

  function namedStream(): string {
    return stream("/Filter/Crypt/DecodeParms<</Name/StdCF>>", sealed("secret"));
  }
});

describe("encryption-dictionary-missing", () => {
  it.each(["/Encrypt null", "/Encrypt 99 0 R", "/Encrypt 20 5 R"])("is undecided: %s", async (trailer) => {
    const verification = await verifyDemo(await forgePdf({ trailer }));
    expect([verification.verdict, codesOf(verification)]).toEqual(["indeterminate", ["encryption-dictionary-missing"]]);
  });
});

describe("pdf-mac-unsupported", () => {
  it("is undecided: a code that cannot be checked may be wrong", async () => {
    const trailer = "/AuthCode << /MACLocation /Standalone /MAC <00> >>";
    const verification = await verifyDemo(await forgePdf({ trailer }));
    expect([verification.verdict, codesOf(verification)]).toEqual(["indeterminate", ["pdf-mac-unsupported"]]);
  });
});

describeWithCorpus("encrypted files of others", (folder) => {
  const verify = (file: string, password: string) =>
    verifyDemo(new Uint8Array(readFileSync(join(folder, file))), { password });

  it.each([
    ["dss/encrypted.pdf", ""],
    ["generated/test_sign_crypt_rc4_usersecret-51bbec.pdf", "usersecret"],
    ["generated/test_sign_crypt_aes256_usersecret-1c888f.pdf", "usersecret"],
    ["generated/test_sign_crypt_aes256_usersecret-1c888f.pdf", "ownersecret"],
  ])("are intact: %s, password %j", async (file, password) => {
    const { signatures } = await verify(file, password);
    expect(signatures[0]?.integrity).toEqual({ digest: "ok", signature: "ok", coverage: "whole-file" });
  });

  it("are reported where they have a PDF MAC", async () => {
    const { findings } = await verify(
      "generated/test_sign_crypt_aes256_with_mac_EncryptionType.STANDARD-1f77bc.pdf",
      "secret",
    );
    expect(findings).toContainEqual(finding("pdf-mac-unsupported", {}));
  });

  it("are reported where /Encrypt leads to nothing", async () => {
    const { findings } = await verify("dss/pdf-spoofing-attack.pdf", "");
    expect(findings).toContainEqual(finding("encryption-dictionary-missing", {}));
  });
});
