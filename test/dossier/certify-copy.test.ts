import { mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { PDFDocument } from "pdf-lib";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { type CopyForm, certifyCopy } from "../../src/dossier/certify-copy.ts";
import type { SignOptions } from "../../src/pades/sign/options.ts";
import { verifyPdf } from "../../src/pades/verify/verify-pdf.ts";
import { pades } from "../cli/test-terminal.ts";
import { DEMO_PASSWORD, demoPath } from "../support/demo-certs.ts";
import { textOf } from "../support/rendered-page.ts";
import { describeWithTools } from "../support/tools.ts";
import { repaint } from "./changes-of-content.ts";
import type { Person } from "./dossier-pki.ts";
import {
  hoursBefore,
  page,
  type SampleDossier,
  SIGNED_AT,
  sampleDossier,
  sign,
  VERIFIED_AT,
} from "./sample-dossier.ts";

let dossier: SampleDossier;

beforeAll(async () => {
  dossier = await sampleDossier();
});

/** A page with nothing but a picture on it, as scanners write them. */
async function scan(): Promise<Uint8Array> {
  const document = await PDFDocument.create();
  const white = Uint8Array.from(
    Buffer.from(
      "iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAAAAAA6fptVAAAACklEQVR4nGP4DwABAQEANl9ngAAAAABJRU5ErkJggg==",
      "base64",
    ),
  );
  const picture = await document.embedPng(white);
  document.addPage([595, 842]).drawImage(picture, { x: 0, y: 0, width: 595, height: 842 });
  return document.save({ useObjectStreams: false });
}

async function copy(pdf: Uint8Array, form: CopyForm, person: Person = "organisation"): Promise<Uint8Array> {
  dossier.pki.clock.time = SIGNED_AT;
  const signer = await dossier.pki.signerOf(person);
  return certifyCopy(pdf, { form, level: "B-T", signer, timestampAuthority: dossier.pki.authority, now: SIGNED_AT });
}

async function verify(pdf: Uint8Array) {
  const evidence = await dossier.pki.evidence({ people: hoursBefore(1), tsa: hoursBefore(1) });
  return verifyPdf(pdf, { trust: dossier.pki.trust(), evidence, now: VERIFIED_AT });
}

describe("an electronic copy", () => {
  it("of a scan is valid, begins with the scan, and names its form as the reason", async () => {
    const original = await scan();
    const made = await copy(original, "sao-y");
    expect(made.subarray(0, original.length)).toEqual(original);
    const { verdict, signatures } = await verify(made);
    expect([verdict, signatures.map(({ reason }) => reason)]).toEqual(["valid", ["SAO Y"]]);
  });

  it("of a signed document leaves its signatures valid, and is not made where text stands in its corner", async () => {
    const full = await sign(dossier, await page("Quyết định"), ["leader"]);
    await expect(copy(full, "sao-y")).rejects.toMatchObject({ code: "ERR_SIGNING_NOT_PERMITTED" });
    const signed = await sign(dossier, await scan(), ["leader"]);
    const { verdict, signatures } = await verify(await copy(signed, "trich-sao"));
    expect([verdict, signatures.length]).toEqual(["valid", 2]);
  });

  it("is not made of a document that was changed after signing, or whose bytes are not what was signed", async () => {
    const signed = await sign(dossier, await page("Quyết định"), ["leader"]);
    const misuse = { code: "ERR_SIGNING_NOT_PERMITTED" };
    await expect(copy(repaint(signed), "sao-y")).rejects.toMatchObject(misuse);
    const altered = signed.slice();
    altered[20] = (altered[20] ?? 0) ^ 1;
    await expect(copy(altered, "sao-y")).rejects.toMatchObject(misuse);
    await expect(copy(new Uint8Array(20), "sao-y")).rejects.toMatchObject(misuse);
  });

  it("is not made by somebody who signs for no organisation, nor with another look or of another form", async () => {
    const original = await scan();
    await expect(copy(original, "sao-y", "citizen")).rejects.toMatchObject({ code: "ERR_INVALID_ARGUMENT" });
    const signer = await dossier.pki.signerOf("organisation");
    const options: SignOptions = { level: "B-B", signer };
    await expect(certifyCopy(original, { ...options, form: "sao-y", page: 1 })).rejects.toMatchObject({
      code: "ERR_INVALID_ARGUMENT",
    });
    const unknown = "toString" as CopyForm;
    await expect(certifyCopy(original, { ...options, form: unknown })).rejects.toMatchObject({
      code: "ERR_INVALID_ARGUMENT",
    });
  });
});

describeWithTools(["pdftotext"], "an electronic copy to other readers", () => {
  it.each<[CopyForm, string]>([
    ["sao-y", "SAO Y"],
    ["sao-luc", "SAO LỤC"],
    ["trich-sao", "TRÍCH SAO"],
  ])("shows its form, the organisation and the time: %s", async (form, title) => {
    const text = textOf(await copy(await scan(), form)).normalize("NFC");
    for (const part of [title, "Ủy ban nhân dân tỉnh Demo", "02/03/2026 09:00:00 +07:00"]) expect(text).toContain(part);
  });
});

describe("pades dossier copy", () => {
  let folder = "";
  beforeAll(() => {
    folder = mkdtempSync(join(tmpdir(), "pades-copy-"));
  });
  afterAll(() => rmSync(folder, { recursive: true }));
  const SECRET = { env: { LANG: "vi_VN", SECRET: DEMO_PASSWORD } };
  const key = (name: string) => ["--p12", demoPath(`${name}.p12`), "--password-env", "SECRET"];

  it("signs a scan into a copy beside it, which is valid, and replaces nothing", async () => {
    const file = join(folder, "scan.pdf");
    const original = await scan();
    writeFileSync(file, original);
    const made = await pades(["dossier", "copy", file, ...key("cong-vu/seal")], SECRET);
    expect(made).toMatchObject({ code: 0, stderr: "" });
    const out = join(folder, "scan.sao-y.pdf");
    expect(new Uint8Array(readFileSync(file))).toEqual(original);
    const trust = ["--trust", demoPath("demo.trust.json"), "--waive", "revocation"];
    expect((await pades(["verify", out, ...trust])).code).toBe(0);
    expect((await pades(["dossier", "copy", file, ...key("cong-vu/seal")], SECRET)).code).toBe(64);
  });

  it("refuses a certificate without an organisation, and leaves no file", async () => {
    const file = join(folder, "scan2.pdf");
    writeFileSync(file, await scan());
    const { code } = await pades(["dossier", "copy", file, "--form", "sao-luc", ...key("public-ca/citizen")], SECRET);
    expect(code).not.toBe(0);
    expect(() => readFileSync(join(folder, "scan2.sao-luc.pdf"))).toThrow();
  });
});
