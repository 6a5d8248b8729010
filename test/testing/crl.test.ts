import { createVerify, X509Certificate } from "node:crypto";
import * as asn1js from "asn1js";
import { CertificateRevocationList } from "pkijs";
import { beforeAll, describe, expect, it } from "vitest";
import { Asn1Cursor } from "../../src/asn1/cursor.ts";
import { BIT_STRING, SEQUENCE } from "../../src/asn1/tags.ts";
import { decodeBitStringOctets } from "../../src/asn1/values.ts";
import { encodeHex } from "../../src/bytes/hex.ts";
import { parseCrl } from "../../src/revocation/crl.ts";
import { type CrlFields, issueCrl } from "../../src/testing/crl.ts";
import { createRoot } from "../../src/testing/issue.ts";
import type { TestIdentity } from "../../src/testing/test-identity.ts";

const thisUpdate = new Date("2026-01-01T00:00:00Z");
const nextUpdate = new Date("2060-01-01T00:00:00Z");
const pkijsView = (der: Uint8Array<ArrayBuffer>) =>
  new CertificateRevocationList({ schema: asn1js.fromBER(der).result });

describe("issuing CRLs", () => {
  let root: TestIdentity;

  beforeAll(async () => {
    root = await createRoot({
      subject: [["CN", "DEMO Root"]],
      profile: { use: "authority" },
      key: "P-256",
      notBefore: thisUpdate,
      notAfter: nextUpdate,
    });
  });

  it("is signed by the authority over its first part", async () => {
    const crl = new Asn1Cursor(await issueCrl(root, { thisUpdate, nextUpdate, number: 1, entries: [] })).enter(
      SEQUENCE,
    );
    const toBeSigned = crl.take(SEQUENCE).raw;
    crl.take(SEQUENCE);
    const signature = decodeBitStringOctets(crl.take(BIT_STRING));
    const verifier = createVerify("SHA256").update(toBeSigned);
    expect(verifier.verify(new X509Certificate(root.certificate).publicKey, signature)).toBe(true);
  });

  it("carries serial number, time, reason and invalidity date of each entry", async () => {
    const revokedAt = new Date("2026-02-03T04:05:06Z");
    const fields: CrlFields = {
      thisUpdate,
      nextUpdate,
      number: 300,
      entries: [
        { serialNumber: Uint8Array.of(0xfe, 1), revokedAt, reason: "certificateHold" },
        { serialNumber: Uint8Array.of(7), revokedAt, invalidityDate: thisUpdate },
        { serialNumber: Uint8Array.of(8), revokedAt },
      ],
    };
    const view = pkijsView(await issueCrl(root, fields));
    expect(view.thisUpdate.value).toEqual(thisUpdate);
    expect(view.nextUpdate?.value).toEqual(nextUpdate);
    const entries = (view.revokedCertificates ?? []).map((entry) => ({
      serial: encodeHex(entry.userCertificate.valueBlock.valueHexView),
      at: entry.revocationDate.value,
      extensions: entry.crlEntryExtensions?.extensions.map((extension) => [
        extension.extnID,
        encodeHex(new Uint8Array(extension.extnValue.getValue())),
      ]),
    }));
    expect(entries).toEqual([
      { serial: "00fe01", at: revokedAt, extensions: [["2.5.29.21", "0a0106"]] },
      { serial: "07", at: revokedAt, extensions: [["2.5.29.24", "180f32303236303130313030303030305a"]] },
      { serial: "08", at: revokedAt, extensions: undefined },
    ]);
    const number = view.crlExtensions?.extensions.find((extension) => extension.extnID === "2.5.29.20");
    expect(encodeHex(new Uint8Array(number?.extnValue.getValue() ?? new ArrayBuffer(0)))).toBe("0202012c");
  });

  it("leaves the list out where nothing is revoked, and nextUpdate where none is given", async () => {
    const view = pkijsView(await issueCrl(root, { thisUpdate, number: 1, entries: [] }));
    expect(view.revokedCertificates).toBeUndefined();
    expect(view.nextUpdate).toBeUndefined();
  });

  it("holds more entries than a call takes arguments", async () => {
    const entries = Array.from({ length: 150_000 }, (_, index) => ({
      serialNumber: Uint8Array.of(1, index >> 16, (index >> 8) & 0xff, index & 0xff),
      revokedAt: thisUpdate,
    }));
    const crl = parseCrl(await issueCrl(root, { thisUpdate, nextUpdate, number: 1, entries }));
    expect(crl.entriesFor(entries.at(-1)?.serialNumber ?? new Uint8Array())).toMatchObject([{ revokedAt: thisUpdate }]);
  });
});
