import { describe, expect, it } from "vitest";
import { MAX_CERTIFICATES } from "../../src/limits.ts";
import { verifyPdf } from "../../src/pades/verify/verify-pdf.ts";
import { readCertificate, readCertificates } from "../../src/x509/read-certificates.ts";
import { createTrustStore } from "../../src/x509/trust-store.ts";
import { DEMO_NOW, demoCertificate, demoTrustProfile } from "../support/demo-certs.ts";
import { signedSample } from "../support/signed-samples.ts";

describe("reading certificates", () => {
  it("gives one object for the same octets, wherever they stand", () => {
    const der = demoCertificate("public-ca/citizen");
    const first = readCertificate(der);
    expect(first?.raw).toEqual(der);
    expect(readCertificate(der.slice())).toBe(first);
  });

  it("is not misled by octets that end like those of another certificate", () => {
    const der = demoCertificate("public-ca/citizen");
    const honest = readCertificate(der);
    const altered = der.slice();
    const inSubject = new TextDecoder("latin1").decode(der).indexOf("VN");
    altered.set([0x58], inSubject);
    const read = readCertificate(altered);
    expect(read?.sha256).not.toBe(honest?.sha256);
    expect(read?.raw).toEqual(altered);
    expect(readCertificate(der)?.raw).toEqual(der);
  });

  it("keeps what it read whatever becomes of the bytes that it was read from, and of what verification gives out", async () => {
    const der = demoCertificate("public-ca/citizen").slice();
    const before = readCertificate(der)?.sha256;
    der.fill(0);
    expect(readCertificate(der)).toBeNull();
    const pdf = await signedSample({ identity: "public-ca/citizen" });
    const options = {
      trust: createTrustStore(demoTrustProfile()),
      now: DEMO_NOW,
      policy: { waive: ["revocation"] },
    } as const;
    const { signatures, evidenceUsed } = await verifyPdf(pdf, options);
    for (const { signerCertificate, signer, chain } of signatures) {
      signerCertificate?.fill(0);
      if (signer !== null) Object.assign(signer.organizationalUnits, ["A unit that is in no certificate"]);
      for (const { notBefore, notAfter } of chain) {
        notBefore.setFullYear(1999);
        notAfter.setFullYear(1999);
      }
    }
    for (const certificate of evidenceUsed.certificates) certificate.fill(0);
    const again = await verifyPdf(pdf, options);
    expect(again.verdict).toBe("valid");
    expect(again.signatures.map(({ signer }) => signer?.organizationalUnits)).toEqual([[]]);
    expect(readCertificate(demoCertificate("public-ca/citizen"))?.sha256).toBe(before);
  });

  it("passes over what is malformed, counts it, and stops at the cap", () => {
    const der = demoCertificate("public-ca/citizen");
    const read = readCertificates([der, Uint8Array.of(0x30, 0), der]);
    expect(read).toMatchObject({ certificates: { length: 2 }, malformed: 1 });
    expect(readCertificates(Array.from({ length: MAX_CERTIFICATES + 1 }, () => der)).certificates).toHaveLength(
      MAX_CERTIFICATES,
    );
    expect(readCertificates([der, der, der], 2).certificates).toHaveLength(2);
  });
});
