import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterEach, beforeEach, describe, expect, it } from "vitest";
import { encodePem } from "../../src/bytes/pem.ts";
import { loadEvidence } from "../../src/node/load-evidence.ts";
import { encodeEvidenceBundle } from "../../src/pades/evidence/encode-evidence-bundle.ts";
import { issueOcspResponse } from "../../src/testing/ocsp-response.ts";
import { DEMO_NOW, demoCertificate, demoCrl, demoIdentity, demoPath } from "../support/demo-certs.ts";

let folder = "";
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), "pades-evidence-"));
});
afterEach(() => rmSync(folder, { recursive: true }));

const put = (name: string, content: Uint8Array | string) => {
  writeFileSync(join(folder, name), content);
  return join(folder, name);
};
const EMPTY = { crls: [], ocspResponses: [], certificates: [] };

describe("evidence from files", () => {
  it("is told by what a DER file holds, whatever its name", async () => {
    const issuer = await demoIdentity("cong-vu/sub-ca");
    const response = await issueOcspResponse({ issuer, producedAt: DEMO_NOW, answers: [] });
    const crl = demoCrl("cong-vu/sub-ca");
    const certificate = demoCertificate("cong-vu/ocsp");
    expect(await loadEvidence(put("a.der", crl))).toEqual({ ...EMPTY, crls: [crl] });
    expect(await loadEvidence(put("b", response))).toEqual({ ...EMPTY, ocspResponses: [response] });
    expect(await loadEvidence(put("c.crl", certificate))).toEqual({ ...EMPTY, certificates: [certificate] });
  });

  it("is taken from an evidence bundle, by itself or in a folder under a name that says so", async () => {
    const crl = demoCrl("cong-vu/sub-ca");
    const bundle = encodeEvidenceBundle([{ kind: "crl", der: crl, source: null }], DEMO_NOW);
    const whole = { ...EMPTY, crls: [crl] };
    expect(await loadEvidence(put("office.evidence.json", bundle))).toEqual(whole);
    put("other.json", "{}");
    expect(await loadEvidence(folder)).toEqual(whole);
    await expect(loadEvidence(put("bad", "{}"))).rejects.toMatchObject({
      code: "ERR_EVIDENCE_BUNDLE",
      message: expect.stringContaining("bad: evidence bundle.schema"),
    });
  });

  it("is taken from every block of a PEM file but keys", async () => {
    const crl = demoCrl("cong-vu/root");
    const certificate = demoCertificate("cong-vu/root");
    const pem = [
      encodePem("CERTIFICATE", certificate),
      encodePem("PRIVATE KEY", Uint8Array.of(1)),
      encodePem("X509 CRL", crl),
    ];
    expect(await loadEvidence(put("all.pem", pem.join("\n")))).toEqual({
      ...EMPTY,
      crls: [crl],
      certificates: [certificate],
    });
  });

  it("is taken from a folder, in the order of names, other files passed over", async () => {
    put("2.crl", demoCrl("cong-vu/root"));
    put("1.pem", encodePem("X509 CRL", demoCrl("cong-vu/sub-ca")));
    put("notes.txt", "nothing of the kind");
    const { crls } = await loadEvidence(folder);
    expect(crls).toEqual([demoCrl("cong-vu/sub-ca"), demoCrl("cong-vu/root")]);
    expect((await loadEvidence(demoPath("public-ca"))).crls).toHaveLength(2);
  });

  it.each([
    ["text", "hello"],
    ["a cut-off PEM block", "-----BEGIN X509 CRL-----\nMIIB\n"],
    ["a PEM block that holds no CRL", encodePem("X509 CRL", Uint8Array.of(0x30, 0))],
    ["DER of another kind", Uint8Array.of(0x30, 3, 2, 1, 1)],
  ])("is refused where a file is %s, with its name", async (_, content) => {
    const path = put("wrong.pem", content);
    await expect(loadEvidence(path)).rejects.toMatchObject({ code: "ERR_INVALID_ARGUMENT" });
    await expect(loadEvidence(folder)).rejects.toThrow(path);
  });

  it("rejects with the error of the file system where there is no such file", async () => {
    await expect(loadEvidence(join(folder, "none"))).rejects.toMatchObject({ code: "ENOENT" });
  });
});
