import { describe, expect, it } from "vitest";
import { DEMO_NOW, demoPath } from "../support/demo-certs.ts";
import { describeWithTools } from "../support/tools.ts";
import { openssl, opensslVerify } from "./openssl.ts";

const PUBLIC_CA = { trusted: ["public-ca/root"], untrusted: ["public-ca/issuing-ca"], at: DEMO_NOW };
const CONG_VU = { trusted: ["cong-vu/root"], untrusted: ["cong-vu/sub-ca"], at: DEMO_NOW };
const PUBLIC_CRLS = ["public-ca/root", "public-ca/issuing-ca"];
const CONG_VU_CRLS = ["cong-vu/root", "cong-vu/sub-ca"];

const SIGNERS = [
  ["public-ca/citizen", PUBLIC_CA, PUBLIC_CRLS],
  ["public-ca/signer-pss", PUBLIC_CA, PUBLIC_CRLS],
  ["public-ca/signer-p384", PUBLIC_CA, PUBLIC_CRLS],
  ["public-ca/signer-p521", PUBLIC_CA, PUBLIC_CRLS],
  ["public-ca/signer-ed25519", PUBLIC_CA, PUBLIC_CRLS],
  ["cong-vu/person", CONG_VU, CONG_VU_CRLS],
  ["cong-vu/officer", CONG_VU, CONG_VU_CRLS],
  ["cong-vu/seal", CONG_VU, CONG_VU_CRLS],
] as const;
const TSAS = [
  ["public-ca/tsa", PUBLIC_CA, PUBLIC_CRLS],
  ["cong-vu/tsa", CONG_VU, CONG_VU_CRLS],
] as const;
const RESPONDERS = [
  ["public-ca/ocsp", PUBLIC_CA, PUBLIC_CRLS],
  ["cong-vu/ocsp", CONG_VU, CONG_VU_CRLS],
] as const;

describeWithTools(["openssl"], "good demo chains, as openssl judges them", () => {
  it.each(SIGNERS)("accepts %s as a signer, with the CRL of every authority checked", (name, tree, crls) => {
    const result = opensslVerify(name, { ...tree, crls, flags: ["-purpose", "smimesign", "-auth_level", "2"] });
    expect(result.output).toContain(": OK");
    expect(result.status).toBe(0);
  });

  it.each(TSAS)("accepts %s as a timestamp authority", (name, tree, crls) => {
    expect(opensslVerify(name, { ...tree, crls, flags: ["-purpose", "timestampsign"] }).output).toContain(": OK");
  });

  it.each([...SIGNERS, ...RESPONDERS])("refuses %s as a timestamp authority", (name, tree) => {
    const result = opensslVerify(name, { ...tree, flags: ["-purpose", "timestampsign"] });
    expect(result.output).toMatch(/un(suitable|supported) certificate purpose/);
  });

  it.each(RESPONDERS)("%s may answer for OCSP and is itself exempt from it", (name, tree, crls) => {
    expect(opensslVerify(name, { ...tree, crls }).output).toContain(": OK");
    const text = openssl("x509", "-in", demoPath(`${name}.pem`), "-noout", "-text").output;
    expect(text).toContain("OCSP Signing");
    expect(text).toContain("OCSP No Check");
  });

  it.each([...SIGNERS, ...TSAS])("accepts %s a lifetime later", (name, tree, crls) => {
    const at = new Date("2110-06-01T00:00:00Z");
    expect(opensslVerify(name, { ...tree, crls, at }).output).toContain(": OK");
  });

  it("does not let one tree vouch for the other", () => {
    const crossed = { trusted: ["cong-vu/root"], untrusted: ["public-ca/issuing-ca", "cong-vu/sub-ca"], at: DEMO_NOW };
    expect(opensslVerify("public-ca/citizen", crossed).output).toMatch(/unable to get (local )?issuer certificate/);
  });
});

describe("the CRLs of the demo authorities", () => {
  describeWithTools(["openssl"], "as openssl reads them", () => {
    it.each([...PUBLIC_CRLS, ...CONG_VU_CRLS, "bad/revoked-ca"])("the CRL of %s is signed by it", (name) => {
      const issuer = demoPath(`${name}.pem`);
      const result = openssl("crl", "-in", demoPath(`${name}.crl.pem`), "-noout", "-CAfile", issuer);
      expect(result.output).toContain("verify OK");
    });

    it("tells a revoked certificate from one on hold", () => {
      const text = openssl("crl", "-in", demoPath("public-ca/issuing-ca.crl.pem"), "-noout", "-text").output;
      const reasons = [...text.matchAll(/Reason Code:\s+([A-Za-z ]+)$/gm)].map(([, reason]) => reason?.trim());
      expect(reasons).toEqual(["Key Compromise", "Certificate Hold"]);
    });
  });
});
