import { describe, expect, it } from "vitest";
import { encodeHex } from "../../../src/bytes/hex.ts";
import { CONTENT_TIMESTAMP } from "../../../src/cms/oids.ts";
import { readSecurityStore } from "../../../src/pades/ltv/security-store.ts";
import { extendPdf } from "../../../src/pades/sign/extend.ts";
import { verifyPdf } from "../../../src/pades/verify/verify-pdf.ts";
import { setOf } from "../../../src/testing/der.ts";
import type { TestIdentity } from "../../../src/testing/test-identity.ts";
import { openPdf } from "../../interop/signed-file.ts";
import { attribute, forgeCms } from "../../support/forged-cms.ts";
import { forgePdf } from "../../support/forged-pdf.ts";
import { createTestPki, type TestPki } from "../../support/test-pki.ts";
import { DAY_MS, HOUR_MS, inYear, issueTsa, signatureAt, timeAfter, tokenOver } from "../verify/time/time-machine.ts";

/** A signature whose content is stamped by `by`. */
const signWith = (pki: TestPki, by: TestIdentity, octets?: Uint8Array): Promise<Uint8Array> =>
  forgePdf({
    room: 12_000,
    makeCms: async (covered) => {
      const token = await tokenOver(octets ?? covered, by);
      return forgeCms(covered, {
        identity: pki.person,
        attributes: ({ contentType, messageDigest, signingCertificate }) =>
          setOf(contentType, messageDigest, signingCertificate, attribute(CONTENT_TIMESTAMP, token)),
      });
    },
  });

const extend = (file: Uint8Array, pki: TestPki) =>
  extendPdf(file, {
    to: "B-LT",
    timestampAuthority: pki.authority,
    trust: pki.trust,
    fetcher: pki.fetcher,
    now: pki.clock.time,
  });
const certificatesIn = (file: Uint8Array) => readSecurityStore(openPdf(file)).certificates.map(encodeHex);

describe("extending a signature that has a content timestamp", () => {
  it("stores what its authority needs, so that the file alone settles it", async () => {
    const pki = await createTestPki();
    const trusted = await issueTsa(pki.tsaRoot);
    const extended = await extend(await signWith(pki, trusted), pki);
    expect(certificatesIn(extended)).toContain(encodeHex(trusted.certificate));
    const verification = await verifyPdf(extended, { trust: pki.trust, now: timeAfter(HOUR_MS) });
    expect(verification.verdict).toBe("valid");
    expect(signatureAt(verification).level).toBe("B-LT");
    expect(signatureAt(verification).timestamps.map(({ kind, valid }) => [kind, valid])).toEqual([
      ["content-timestamp", true],
      ["document-timestamp", true],
    ]);
  });

  it("fails where the status of an authority that is trusted cannot be had", async () => {
    const pki = await createTestPki();
    const trusted = await issueTsa({ ...pki.tsaRoot, publication: {} });
    await expect(extend(await signWith(pki, trusted), pki)).rejects.toMatchObject({
      code: "ERR_EVIDENCE_MISSING",
      message: expect.stringContaining("status of Another TSA"),
    });
  });

  it.each([
    ["nobody trusts", (pki: TestPki) => issueTsa(pki.root)],
    ["has expired since", (pki: TestPki) => issueTsa(pki.tsaRoot, { notAfter: timeAfter(HOUR_MS) })],
    [
      "was revoked",
      async (pki: TestPki) => {
        const tsa = await issueTsa(pki.tsaRoot);
        pki.revokedTsas.push({ serialNumber: tsa.serialNumber, revokedAt: timeAfter(HOUR_MS) });
        return tsa;
      },
    ],
  ])("is not kept by one whose authority %s: it counts for nothing", async (_, issue) => {
    const pki = await createTestPki();
    const by = await issue(pki);
    const file = await signWith(pki, by);
    pki.clock.time = timeAfter(DAY_MS);
    const extended = await extend(file, pki);
    expect(certificatesIn(extended)).not.toContain(encodeHex(by.certificate));
    const verification = await verifyPdf(extended, { trust: pki.trust, now: timeAfter(DAY_MS + HOUR_MS) });
    expect(verification.verdict).toBe("valid");
    expect(signatureAt(verification).timestamps[0]).toMatchObject({ kind: "content-timestamp", valid: false });
  });

  it("asks nothing for one that is over other bytes", async () => {
    const pki = await createTestPki();
    const by = await issueTsa(pki.tsaRoot);
    const extended = await extend(await signWith(pki, by, Uint8Array.of(1)), pki);
    expect(certificatesIn(extended)).not.toContain(encodeHex(by.certificate));
  });

  it("renews it with the rest", async () => {
    const pki = await createTestPki();
    const by = await issueTsa(pki.tsaRoot, { notAfter: inYear(2027) });
    const options = { timestampAuthority: pki.authority, trust: pki.trust, fetcher: pki.fetcher };
    const archived = await extendPdf(await signWith(pki, by), { to: "B-LTA", ...options, now: pki.clock.time });
    pki.clock.time = inYear(2030);
    const renewed = await extendPdf(archived, { to: "B-LTA", ...options, now: pki.clock.time });
    const { body } = await pki.fetcher({ url: "http://tsa-root.example/list.crl" });
    const evidence = { crls: [body] };
    const verification = await verifyPdf(renewed, {
      trust: pki.trust,
      now: timeAfter(HOUR_MS, inYear(2030)),
      evidence,
    });
    expect(verification.verdict).toBe("valid");
    expect(signatureAt(verification)).toMatchObject({ level: "B-LTA" });
    expect(signatureAt(verification).timestamps[0]).toMatchObject({ kind: "content-timestamp", valid: true });
  });
});
