import { execFileSync } from "node:child_process";
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { describe, expect, it } from "vitest";
import { readSecurityStore } from "../../src/pades/ltv/security-store.ts";
import { completeSignature } from "../../src/pades/sign/complete.ts";
import { extendPdf } from "../../src/pades/sign/extend.ts";
import { prepareSignature } from "../../src/pades/sign/prepare.ts";
import { signPdf } from "../../src/pades/sign/sign-pdf.ts";
import { timestampPdf } from "../../src/pades/sign/timestamp-pdf.ts";
import { verifyPdf } from "../../src/pades/verify/verify-pdf.ts";
import { openPdf } from "../../src/pdf/read/encryption/open-pdf.ts";
import { catalog, NOW, page, rsaSigner, signatureField, smallPdf } from "../pades/sign/small-pdf.ts";
import { memoryView } from "../pdf/read/views.ts";
import { describeWithCorpus } from "../support/corpus.ts";
import { ENCRYPTION_MODES, encryptWithQpdf } from "../support/qpdf-encryption.ts";
import { createTestPki, type TestPki } from "../support/test-pki.ts";
import { describeWithTools } from "../support/tools.ts";

const PASSWORDS = { user: "let me in", owner: "I own it" } as const;
const REASON = "To be seen by nobody else";
const plain = smallPdf();
const longTerm = ({ signer, authority, clock, trust, fetcher }: TestPki) => ({
  signer,
  timestampAuthority: authority,
  now: clock.time,
  trust,
  fetcher,
});

describeWithTools(["qpdf", "pdfsig"], "encrypted files", () => {
  describe.each(ENCRYPTION_MODES)("$name", ({ options }) => {
    const encrypted = () => encryptWithQpdf(plain, { ...PASSWORDS, options });

    it.each(Object.entries(PASSWORDS))("is signed at B-LTA and renewed, opened by its %s", async (_, password) => {
      const pki = await createTestPki();
      const before = encrypted();
      const signed = await signPdf(before, { level: "B-LTA", password, reason: REASON, ...longTerm(pki) });
      pki.clock.time = new Date(pki.clock.time.getTime() + 365 * 24 * 3_600_000);
      const renewed = await extendPdf(signed, { to: "B-LTA", password, ...longTerm(pki) });
      expect(Buffer.compare(renewed.subarray(0, before.length), before)).toBe(0);

      const { trust, clock } = pki;
      const verification = await verifyPdf(renewed, { trust, password, now: clock.time });
      expect(verification).toMatchObject({ verdict: "valid", findings: [] });
      expect(verification.signatures).toMatchObject([
        { kind: "signature", level: "B-LTA", reason: REASON, findings: [] },
        { kind: "document-timestamp", findings: [] },
        { kind: "document-timestamp", findings: [] },
      ]);

      // Nothing that was added stands in the plain but the signatures themselves, in hexadecimal.
      const { crls, certificates } = readSecurityStore(openPdf(memoryView(renewed), password).document);
      expect([crls.length, certificates.length]).toEqual([4, 5]);
      const pieces = [...crls, ...certificates].map((piece) => Buffer.from(piece));
      expect([...pieces, Buffer.from(REASON)].filter((piece) => Buffer.from(renewed).includes(piece))).toEqual([]);
      acceptedByOthers(renewed, ["Signature is Valid.", ...Array(2).fill("Signature has not yet been verified.")]);
    });
  });

  it("is prepared the same twice, and completed without the password", async () => {
    const signer = await rsaSigner();
    for (const { options } of ENCRYPTION_MODES) {
      const pdf = encryptWithQpdf(plain, { ...PASSWORDS, options });
      const call = { level: "B-B", signer, now: NOW, password: PASSWORDS.user, reason: REASON } as const;
      const prepared = await prepareSignature(pdf, call);
      expect(await prepareSignature(pdf, call)).toEqual(prepared);
      const value = await signer.sign(Buffer.from(prepared.toBeSigned, "base64"));
      const signed = await completeSignature(prepared, value, pdf);
      expect(signed).toEqual(await signPdf(pdf, call));
      acceptedByOthers(signed, ["Signature is Valid."]);
    }
  });

  it("with objects in object streams", async () => {
    const pdf = encryptWithQpdf(plain, { ...PASSWORDS, options: ["256"], objectStreams: "generate" });
    const signed = await signPdf(pdf, { level: "B-B", signer: await rsaSigner(), now: NOW, password: PASSWORDS.owner });
    acceptedByOthers(signed, ["Signature is Valid."]);
  });

  it("keeps an attached timestamp's field and dictionary readable to others", async () => {
    const { authority } = await createTestPki();
    const pdf = encryptWithQpdf(plain, { ...PASSWORDS, options: ["256"] });
    const stamped = await timestampPdf(pdf, { timestampAuthority: authority, password: PASSWORDS.user });
    acceptedByOthers(stamped, ["Signature has not yet been verified."]);
  });

  describe("that permit a user little", () => {
    const withField = smallPdf({ 1: catalog("9 0 R"), 9: signatureField("Here"), 3: page("/Annots [9 0 R]") });
    const restricted = (modify: string, pdf = plain) =>
      encryptWithQpdf(pdf, { user: "", owner: "own", options: ["256", `--modify=${modify}`] });
    const sign = async (pdf: Uint8Array, more: { field?: string; password?: string } = {}) =>
      signPdf(pdf, { level: "B-B", signer: await rsaSigner(), now: NOW, ...more });

    it("are not signed in a new field", async () => {
      for (const modify of ["none", "form", "annotate"]) {
        await expect(sign(restricted(modify))).rejects.toMatchObject({
          code: "ERR_SIGNING_NOT_PERMITTED",
          message: expect.stringContaining("owner"),
        });
      }
      expect((await sign(restricted("all"))).length).toBeGreaterThan(plain.length);
    });

    it("are signed in a field that is there, where filling in forms is permitted", async () => {
      await expect(sign(restricted("none", withField), { field: "Here" })).rejects.toMatchObject({
        code: "ERR_SIGNING_NOT_PERMITTED",
      });
      acceptedByOthers(await sign(restricted("form", withField), { field: "Here" }), ["Signature is Valid."], "");
    });

    it("are signed by whoever has the owner's password", async () => {
      acceptedByOthers(await sign(restricted("none"), { password: "own" }), ["Signature is Valid."], "");
    });

    it("are refused before anybody signs what could not be finished", async () => {
      const pki = await createTestPki();
      const signer = { ...pki.signer, sign: () => Promise.reject(new Error("asked to sign")) };
      await expect(
        signPdf(restricted("form", withField), { level: "B-LT", ...longTerm(pki), field: "Here", signer }),
      ).rejects.toMatchObject({ code: "ERR_SIGNING_NOT_PERMITTED" });
    });

    it("get no timestamp and no evidence from a user", async () => {
      const pki = await createTestPki();
      const pdf = await sign(restricted("form", withField), { field: "Here" });
      for (const to of ["B-T", "B-LTA"] as const) {
        await expect(extendPdf(pdf, { to, ...longTerm(pki) })).rejects.toMatchObject({
          code: "ERR_SIGNING_NOT_PERMITTED",
        });
      }
    });
  });

  it.each([undefined, "", "wrong"])("stay closed to another password: %j", async (password) => {
    const pdf = encryptWithQpdf(plain, { ...PASSWORDS, options: ["256"] });
    const access = password === undefined ? {} : { password };
    const { authority, trust, signer } = await createTestPki();
    const closed = {
      code: "ERR_PDF_ENCRYPTED",
      message: expect.not.stringContaining("wrong"),
    };
    await expect(signPdf(pdf, { level: "B-B", signer, ...access })).rejects.toMatchObject(closed);
    await expect(timestampPdf(pdf, { timestampAuthority: authority, ...access })).rejects.toMatchObject(closed);
    await expect(extendPdf(pdf, { to: "B-LT", timestampAuthority: authority, trust, ...access })).rejects.toMatchObject(
      closed,
    );
  });
});

describeWithCorpus("other people's encrypted files, extended by us", (folder) => {
  it.each([
    ["test_sign_crypt_aes256_new_usersecret-0-1591f7.pdf", "ownersecret"],
    ["test_sign_crypt_rc4_new_usersecret-1-579d10.pdf", "ownersecret"],
  ])("%s to B-T", async (name, password) => {
    const before = new Uint8Array(readFileSync(join(folder, "generated", name)));
    const { authority } = await createTestPki();
    const after = await extendPdf(before, { to: "B-T", timestampAuthority: authority, password });
    expect(Buffer.compare(after.subarray(0, before.length), before)).toBe(0);
    const { signatures } = await verifyPdf(after, { trust: (await createTestPki()).trust, password });
    expect(signatures.map(({ integrity, changes }) => [integrity.digest, integrity.signature, changes.level])).toEqual([
      ["ok", "ok", "lta-updates"],
      ["ok", "ok", "none"],
    ]);
  });

  it("refuses one with an integrity code, whatever is asked", async () => {
    const name = "test_sign_crypt_aes256_with_mac_EncryptionType.STANDARD-1f77bc.pdf";
    const pdf = new Uint8Array(readFileSync(join(folder, "generated", name)));
    const { authority: timestampAuthority, signer, trust } = await createTestPki();
    const refused = { code: "ERR_PDF_UNSUPPORTED", message: expect.stringContaining("ISO/TS 32004") };
    const password = "secret";
    await expect(signPdf(pdf, { level: "B-B", signer, password })).rejects.toMatchObject(refused);
    await expect(timestampPdf(pdf, { timestampAuthority, password })).rejects.toMatchObject(refused);
    await expect(extendPdf(pdf, { to: "B-LTA", timestampAuthority, trust, password })).rejects.toMatchObject(refused);
  });
});

function acceptedByOthers(file: Uint8Array, validations: readonly string[], password: string = PASSWORDS.user): void {
  const folder = mkdtempSync(join(tmpdir(), "pades-encrypted-"));
  try {
    const path = join(folder, "file.pdf");
    writeFileSync(path, file);
    expect(run("qpdf", ["--check", `--password=${password}`, path])).toContain(
      "No syntax or stream encoding errors found",
    );
    const report = run("pdfsig", ["-upw", password, path]);
    expect(report.match(/Signature Validation: .*/g)).toEqual(validations.map((one) => `Signature Validation: ${one}`));
  } finally {
    rmSync(folder, { recursive: true });
  }
}

/** @throws where the program ends with another code than 0 */
function run(program: string, args: readonly string[]): string {
  return execFileSync(program, args, { encoding: "utf8", stdio: ["ignore", "pipe", "pipe"] });
}
