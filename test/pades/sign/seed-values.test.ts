import { describe, expect, it } from "vitest";
import { encodeHex } from "../../../src/bytes/hex.ts";
import { webCryptoSigner } from "../../../src/keys/web-crypto-signer.ts";
import type { BaselineBOptions } from "../../../src/pades/sign/options.ts";
import { signPdf } from "../../../src/pades/sign/sign-pdf.ts";
import { verifyPdf } from "../../../src/pades/verify/verify-pdf.ts";
import { createTestAuthority } from "../../../src/testing/test-authority.ts";
import { importSigningKey } from "../../../src/testing/test-signature.ts";
import { tsaClient } from "../../../src/tsp/tsa-client.ts";
import { createTrustStore } from "../../../src/x509/trust-store.ts";
import { readSignatures } from "../../interop/signed-file.ts";
import { demoCertificate } from "../../support/demo-certs.ts";
import { catalog, ecSigner, NOW, page, signatureField, smallPdf } from "./small-pdf.ts";

const signer = await ecSigner();
const own = `<${encodeHex(signer.certificate)}>`;
const other = `<${encodeHex(demoCertificate("public-ca/citizen"))}>`;

function seededPdf(seed: string): Uint8Array {
  const field = signatureField("Leader", `/SV << /Type /SV ${seed} >>`);
  return smallPdf({ 1: catalog("5 0 R"), 3: page("/Annots [5 0 R]"), 5: field });
}

/** Signs a field with these seed values (ISO 32000-2, table 237; bits of /Ff from 1: 2^0). */
function signSeeded(seed: string, options: Partial<BaselineBOptions> = {}): Promise<Uint8Array> {
  return signPdf(seededPdf(seed), { signer, level: "B-B", now: NOW, field: "Leader", ...options });
}

describe("seed values", () => {
  it.each<[string, string, string, Partial<BaselineBOptions>?]>([
    ["another handler", "/Ff 1 /Filter /Other", "/Filter"],
    ["other subfilters", "/Ff 2 /SubFilter [/adbe.pkcs7.detached]", "/SubFilter"],
    ["a later kind of seed values", "/Ff 4 /V 9", "/V"],
    ["one of several reasons, without one", "/Ff 8 /Reasons [(Approved) (Seen)]", 'one of "Approved", "Seen"'],
    ["one of several reasons, with another", "/Ff 8 /Reasons [(Approved)]", "/Reasons", { reason: "Rejected" }],
    ["no reason, by a period", "/Ff 8 /Reasons [(.)]", "no reason", { reason: "Approved" }],
    ["no reason, by none", "/Ff 8", "no reason", { reason: "Approved" }],
    ["a legal attestation of a certification", "/Ff 16 /LegalAttestation [(x)]", "/LegalAttestation", { certify: 2 }],
    ["revocation data", "/Ff 32 /AddRevInfo true", "/AddRevInfo"],
    ["other digests", "/Ff 64 /DigestMethod [(SHA512)]", "allows SHA512, not SHA256"],
    ["a locked document", "/Ff 128 /LockDocument /true", "/LockDocument"],
    ["a certain appearance", "/Ff 256 /AppearanceFilter (Stamp)", "/AppearanceFilter"],
    ["a certification", "/MDP << /P 2 >>", "certification with permission 2"],
    ["another certification", "/MDP << /P 2 >>", "/MDP", { certify: 3 }],
    ["an approval", "/MDP << /P 0 >>", "approval", { certify: 2 }],
    ["a timestamp", "/TimeStamp << /URL (http://tsa.invalid) /Ff 1 >>", "/TimeStamp"],
    ["another certificate", `/Cert << /Ff 1 /Subject [${other}] >>`, "/Subject"],
    ["an issuer", "/Cert << /Ff 2 /Issuer [<00>] >>", "/Issuer"],
    ["a policy of the certificate", "/Cert << /Ff 4 /OID [<00>] >>", "/OID"],
    ["a subject", "/Cert << /Ff 8 /SubjectDN [<< /cn (x) >>] >>", "/SubjectDN"],
    ["a key usage", "/Cert << /Ff 32 /KeyUsage [(1)] >>", "/KeyUsage"],
    ["a place to get a certificate", "/Cert << /Ff 64 /URL (http://ca.invalid) >>", "/URL"],
  ])("that require %s are refused", async (_, seed, message, options) => {
    await expect(signSeeded(seed, options)).rejects.toThrow(
      expect.objectContaining({ code: "ERR_SIGNING_NOT_PERMITTED", message: expect.stringContaining(message) }),
    );
  });

  it.each<[string, string, Partial<BaselineBOptions>?]>([
    [
      "our handler and subfilter",
      "/Ff 3 /Filter /Adobe.PPKLite /SubFilter [/adbe.pkcs7.detached /ETSI.CAdES.detached]",
    ],
    ["a known kind of seed values", "/Ff 4 /V 2"],
    ["a reason that is given", "/Ff 8 /Reasons [(Approved) (Seen)]", { reason: "Seen" }],
    ["no reason, and none is given", "/Ff 8 /Reasons [(.)]"],
    ["no legal attestation of a mere approval", "/Ff 16 /LegalAttestation [(x)]"],
    ["our digest among others", "/Ff 64 /DigestMethod [(SHA256) (SHA512)]"],
    ["our digest in small letters", "/Ff 64 /DigestMethod [(sha256)]"],
    ["the certification that is made", "/MDP << /P 2 >>", { certify: 2 }],
    ["our certificate", `/Cert << /Ff 1 /Subject [${other} ${own}] >>`],
    [
      "nothing, and only wish for other things",
      "/Ff 0 /Filter /Other /SubFilter [/x] /V 9 /Reasons [(a)] /DigestMethod [(MD5)] /AddRevInfo true",
    ],
    ["nothing of a timestamp", "/TimeStamp << /URL (http://tsa.invalid) /Ff 0 >>"],
  ])("that require %s are met", async (_, seed, options) => {
    expect(readSignatures(await signSeeded(seed, options))).toMatchObject([
      { field: "Leader", coverage: "whole-file" },
    ]);
  });

  it.each(["B-T", "B-LTA"] as const)("that require a timestamp are met at %s", async (level) => {
    const authority = await createTestAuthority({ now: () => NOW });
    const { tsaUrl, fetcher, trustProfile } = authority;
    const { key, chain } = await authority.issueSigner([["CN", "Leader"]]);
    const trust = createTrustStore(trustProfile);
    const signed = await signPdf(seededPdf("/TimeStamp << /URL (http://tsa.invalid) /Ff 1 >>"), {
      signer: webCryptoSigner(await importSigningKey(key), chain),
      level,
      now: NOW,
      field: "Leader",
      timestampAuthority: tsaClient(tsaUrl, { fetcher }),
      trust,
      fetcher,
    });
    const { verdict, signatures } = await verifyPdf(signed, { trust, now: NOW, policy: { waive: ["revocation"] } });
    expect(verdict).toBe("valid");
    expect(signatures[0]).toMatchObject({ field: "Leader", levelFound: level });
  });
});
