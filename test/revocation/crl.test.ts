import { beforeAll, describe, expect, it } from "vitest";
import { Asn1Error } from "../../src/asn1/asn1-error.ts";
import { Asn1Cursor } from "../../src/asn1/cursor.ts";
import { concatBytes } from "../../src/bytes/concat.ts";
import { type Crl, parseCrl } from "../../src/revocation/crl.ts";
import { findCrlEntries } from "../../src/revocation/crl-entries.ts";
import { signed } from "../../src/testing/certificate.ts";
import {
  context,
  contextPrimitive,
  enumerated,
  generalizedTime,
  integer,
  nullValue,
  sequence,
  time,
  tlv,
} from "../../src/testing/der.ts";
import { encodeName } from "../../src/testing/distinguished-name.ts";
import { extension } from "../../src/testing/extensions.ts";
import type { TestIdentity } from "../../src/testing/test-identity.ts";
import { defaultScheme, signatureAlgorithm } from "../../src/testing/test-signature.ts";
import { countCalls } from "../support/count-calls.ts";
import { crl, daysFromNow, NOW, root } from "./authority.ts";

const serial = (...octets: number[]) => Uint8Array.from(octets);
let issuer: TestIdentity;
beforeAll(async () => {
  issuer = await root("DEMO CRL Root");
});

/** A CRL with these fields of its TBSCertList behind the algorithm. */
async function handMade(...fields: readonly Uint8Array[]): Promise<Uint8Array> {
  const scheme = defaultScheme(issuer.key);
  return signed(sequence(integer(1), signatureAlgorithm(scheme), issuer.subject, ...fields), issuer.key, scheme);
}

const entry = (number: number, ...extensions: readonly Uint8Array[]) =>
  sequence(integer(number), time(daysFromNow(-3)), ...(extensions.length === 0 ? [] : [sequence(...extensions)]));
const reason = (number: number) => extension("2.5.29.21", false, enumerated(number));

/** Bytes that count the views made of them: whatever is read of an entry as a value is one. */
class CountingBytes extends Uint8Array {
  views = 0;
  override subarray(start?: number, end?: number) {
    this.views++;
    return new Uint8Array(this.buffer).subarray(start, end);
  }
}

const withEntries = async (...entries: readonly Uint8Array[]) =>
  parseCrl(await handMade(time(NOW), time(daysFromNow(7)), sequence(...entries)));

describe("reading a CRL", () => {
  it("reads its fields and an entry with reason and invalidity date", async () => {
    const der = await crl(issuer, {
      number: 77,
      entries: [
        {
          serialNumber: serial(5),
          revokedAt: daysFromNow(-9),
          reason: "keyCompromise",
          invalidityDate: daysFromNow(-20),
        },
        { serialNumber: serial(6), revokedAt: daysFromNow(-8) },
      ],
    });
    const list = parseCrl(der);
    expect(list).toMatchObject({ number: 77n, baseNumber: null, unknownCritical: [], problems: [] });
    expect(list.thisUpdate).toEqual(daysFromNow(-1));
    expect(list.nextUpdate).toEqual(daysFromNow(6));
    expect(list.entriesFor(serial(5))).toEqual([
      {
        revokedAt: daysFromNow(-9),
        reason: "keyCompromise",
        invalidityDate: daysFromNow(-20),
        certificateIssuer: null,
      },
    ]);
    expect(list.entriesFor(serial(6))).toMatchObject([{ reason: null, invalidityDate: null }]);
    expect(list.entriesFor(serial(7))).toEqual([]);
  });

  it("makes nothing of the entries that it passes over, however many they are", () => {
    const entries = Array.from({ length: 20_000 }, (_, index) => entry(index + 1, reason(index === 7 ? 1 : 4)));
    const bytes = new CountingBytes(concatBytes(...entries));
    const settings = { isVersion2: true, isIndirect: false };
    const work = () => findCrlEntries(bytes, serial(8), settings);
    expect(work()).toMatchObject([{ reason: "keyCompromise" }]);
    // One view, of the one entry that is read.
    expect(bytes.views).toBe(1);
    expect(countCalls(Asn1Cursor.prototype, ["take"], work)).toBeLessThan(20);
    bytes.views = 0;
    expect(findCrlEntries(bytes, serial(0x7f, 0xff, 0xff), settings)).toEqual([]);
    expect(bytes.views).toBe(0);
  });

  it("finds a number whatever sign octets it is written with", async () => {
    const padded = sequence(tlv(0x02, serial(0, 0, 0x12)), time(daysFromNow(-3)));
    const list = await withEntries(padded);
    expect(list.entriesFor(serial(0x12))).toHaveLength(1);
    expect(list.entriesFor(serial(0, 0x12))).toHaveLength(1);
    expect(list.entriesFor(serial(0x12, 0))).toEqual([]);
  });

  it("tells negative numbers from positive ones", async () => {
    const list = await withEntries(sequence(tlv(0x02, serial(0x80)), time(daysFromNow(-3))));
    expect(list.entriesFor(serial(0x80))).toHaveLength(1);
    expect(list.entriesFor(serial(0x00, 0x80))).toEqual([]);
  });

  it("knows the restrictions of an issuing distribution point", async () => {
    const point = sequence(
      contextPrimitive(1, serial(0xff)),
      contextPrimitive(3, serial(1, 0x40)),
      contextPrimitive(4, serial(0xff)),
    );
    const list = parseCrl(await crl(issuer, { extensions: [extension("2.5.29.28", true, point)] }));
    expect(list.issuingDistributionPoint).toMatchObject({
      name: null,
      onlyUserCertificates: true,
      onlyCaCertificates: false,
      isIndirect: true,
      reasons: 0b10,
    });
  });

  it("names critical extensions that it does not know", async () => {
    const list = parseCrl(await crl(issuer, { extensions: [extension("2.999.7", true, nullValue())] }));
    expect(list.unknownCritical).toEqual(["2.999.7"]);
  });

  it("names what RFC 5280 demands of issuers and is not there", async () => {
    expect(parseCrl(await handMade(time(NOW))).problems).toEqual([
      "next-update-missing",
      "number-missing",
      "authority-key-missing",
    ]);
  });

  it.each([
    ["bytes behind it", async () => concatBytes(await crl(issuer), serial(0))],
    [
      "an empty issuing distribution point",
      () => crl(issuer, { extensions: [extension("2.5.29.28", true, sequence())] }),
    ],
    ["an extension given twice", () => crl(issuer, { extensions: [extension("2.5.29.20", false, integer(2))] })],
    [
      "a number of a hundred octets",
      async () =>
        handMade(
          time(NOW),
          context(0, sequence(extension("2.5.29.20", false, tlv(0x02, new Uint8Array(100).fill(1))))),
        ),
    ],
    [
      "something between its times and its entries",
      () => handMade(time(NOW), time(NOW), nullValue(), sequence(entry(1))),
    ],
    [
      "another algorithm outside than inside",
      async () => {
        const der = new Uint8Array(await crl(issuer));
        const scheme = signatureAlgorithm({ name: "ECDSA", hash: "SHA-512" });
        const own = signatureAlgorithm(defaultScheme(issuer.key));
        for (let at = der.length - own.length; at > 0; at--) {
          if (own.every((octet, index) => der[at + index] === octet)) {
            der.set(scheme, at);
            break;
          }
        }
        return der;
      },
    ],
  ])("refuses a CRL with %s", async (_, make) => {
    const der = await make();
    expect(() => parseCrl(der)).toThrow(Asn1Error);
  });
});

describe("the entries of a CRL", () => {
  it.each([
    ["something behind the time", () => sequence(integer(1), time(NOW), nullValue())],
    ["no time", () => sequence(integer(1))],
    ["a serial number of another type", () => sequence(enumerated(1), time(NOW))],
    ["a serial number without contents", () => sequence(tlv(0x02), time(NOW))],
    ["a critical extension nobody knows", () => entry(1, extension("2.999.1", true, nullValue()))],
    ["an extension of four octets that looks like one", () => entry(1, extension("2.5.29.20.1", true, nullValue()))],
    [
      "an issuer of its own, in a direct CRL",
      () => entry(1, extension("2.5.29.29", true, sequence(context(4, encodeName([["CN", "X"]]))))),
    ],
    ["a length not in its shortest form", () => Uint8Array.of(0x30, 0x81, 0x03, 0x02, 0x01, 0x01)],
    ["a length beyond its end", () => Uint8Array.of(0x30, 0x20, 0x02, 0x01, 0x01)],
    [
      "a critical flag of two octets",
      () => entry(1, sequence(Uint8Array.of(0x06, 0x03, 0x55, 0x1d, 0x15, 0x01, 0x02, 0xff, 0xff, 0x04, 0x00))),
    ],
  ])("make the whole CRL unusable where one has %s", async (_, broken) => {
    const list = await withEntries(entry(7), broken(), entry(8));
    expect(() => list.entriesFor(serial(8))).toThrow(Asn1Error);
    // The same again: it is not read through a second time, and not forgotten.
    expect(() => list.entriesFor(serial(7))).toThrow(Asn1Error);
  });

  it("keep the issuer that one of them names for those that follow", async () => {
    const named = (name: string) => extension("2.5.29.29", true, sequence(context(4, encodeName([["CN", name]]))));
    const point = extension("2.5.29.28", true, sequence(contextPrimitive(4, serial(0xff))));
    const der = await handMade(
      time(NOW),
      time(daysFromNow(7)),
      sequence(entry(1), entry(2, named("A")), entry(3), entry(4, named("B")), entry(5)),
      context(0, sequence(point)),
    );
    const issuerOf = (list: Crl, number: number) =>
      list.entriesFor(serial(number))[0]?.certificateIssuer?.flatMap((name) => name.textsOf("2.5.4.3")) ?? null;
    const list = parseCrl(der);
    expect([1, 2, 3, 4, 5].map((number) => issuerOf(list, number))).toEqual([null, ["A"], ["A"], ["B"], ["B"]]);
  });

  it("are refused beyond a hundred for one number", async () => {
    const list = await withEntries(...Array.from({ length: 101 }, () => entry(9)));
    expect(() => list.entriesFor(serial(9))).toThrow(/more than 100/);
  });

  it("take both forms of time, and no extension where the CRL is of version 1", async () => {
    const list = await withEntries(sequence(integer(3), generalizedTime(daysFromNow(-3))));
    expect(list.entriesFor(serial(3))).toMatchObject([{ revokedAt: daysFromNow(-3) }]);
    const scheme = defaultScheme(issuer.key);
    const tbs = sequence(
      signatureAlgorithm(scheme),
      issuer.subject,
      time(NOW),
      sequence(entry(1, extension("2.5.29.21", false, enumerated(1)))),
    );
    const first = parseCrl(await signed(tbs, issuer.key, scheme));
    expect(() => first.entriesFor(serial(1))).toThrow(Asn1Error);
  });
});

describe("a CRL with half a million entries", () => {
  it("is searched with less than twice its size in new memory", async () => {
    const count = 500_000;
    const reason = sequence(extension("2.5.29.21", false, enumerated(1)));
    const body = concatBytes(tlv(0x02, new Uint8Array(16)), time(daysFromNow(-30)), reason);
    const one = tlv(0x30, body);
    const entries = new Uint8Array(count * one.length);
    for (let i = 0; i < count; i++) {
      entries.set(one, i * one.length);
      // 16 octets of serial number behind two of the entry and two of the number; 1 in front keeps it positive.
      const at = i * one.length + 4;
      entries[at] = 1;
      new DataView(entries.buffer).setUint32(at + 12, i);
    }
    const der = await issueWithEntries(entries);
    const wanted = (number: number) => {
      const octets = new Uint8Array(16);
      octets[0] = 1;
      new DataView(octets.buffer).setUint32(12, number);
      return octets;
    };
    const before = process.memoryUsage();
    for (const number of [count - 1, 0, count + 5]) {
      const found = parseCrl(der).entriesFor(wanted(number));
      expect(found).toHaveLength(number < count ? 1 : 0);
    }
    const after = process.memoryUsage();
    const taken = after.heapUsed + after.arrayBuffers - before.heapUsed - before.arrayBuffers;
    expect(taken).toBeLessThan(2 * der.length);
  });

  async function issueWithEntries(entries: Uint8Array): Promise<Uint8Array> {
    return handMade(time(NOW), time(daysFromNow(7)), tlv(0x30, entries));
  }
});
