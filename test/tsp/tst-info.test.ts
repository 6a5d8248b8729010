import { describe, expect, it } from "vitest";
import { Asn1Error } from "../../src/asn1/asn1-error.ts";
import { generalizedTime, integer, objectIdentifier, octetString, sequence, tlv } from "../../src/testing/der.ts";
import { parseTstInfo } from "../../src/tsp/tst-info.ts";

/** A TSTInfo (RFC 3161, section 2.4.2) whose Accuracy holds these: seconds, [0] millis, [1] micros. */
const withAccuracy = (...parts: readonly Uint8Array[]) =>
  sequence(
    integer(1),
    objectIdentifier("1.2.3"),
    sequence(sequence(objectIdentifier("2.16.840.1.101.3.4.2.1")), octetString(new Uint8Array(32))),
    integer(7),
    generalizedTime(new Date("2026-01-15T03:00:00Z")),
    sequence(...parts),
  );

describe("the accuracy of a timestamp", () => {
  it("is the sum of its parts, in milliseconds", () => {
    const parts = [integer(2), tlv(0x80, Uint8Array.of(0x01, 0xf4)), tlv(0x81, Uint8Array.of(0x00, 0xfa))];
    expect(parseTstInfo(withAccuracy(...parts)).accuracyMs).toBe(2_500.25);
    expect(parseTstInfo(withAccuracy()).accuracyMs).toBe(0);
  });

  it.each<[string, Uint8Array]>([
    ["seconds below zero", tlv(0x02, Uint8Array.of(0xff))],
    ["seconds of more than a year", integer(366 * 86_400 + 1)],
    ["seconds beyond all dates", tlv(0x02, Uint8Array.of(0x7f, 0xff, 0xff, 0xff, 0xff, 0xff))],
    ["milliseconds below zero", tlv(0x80, Uint8Array.of(0x80))],
    ["a thousand milliseconds", tlv(0x80, Uint8Array.of(0x03, 0xe8))],
    ["microseconds below zero", tlv(0x81, Uint8Array.of(0xfe, 0x00))],
    ["a thousand microseconds", tlv(0x81, Uint8Array.of(0x03, 0xe8))],
  ])("is not %s: what it covers would exist before the time that it states, or at no time", (_, part) => {
    expect(() => parseTstInfo(withAccuracy(part))).toThrow(Asn1Error);
  });
});
