import { describe, expect, it } from "vitest";
import { checkOptions, type PrepareOptions } from "../../../src/pades/sign/options.ts";
import { rsaSigner } from "./small-pdf.ts";

const signer = await rsaSigner();
const authority = { digestAlgorithm: "SHA-256", timestamp: async () => new Uint8Array(0) };
const withOptions = (changes: object): PrepareOptions => ({ signer, level: "B-B", ...changes });

describe("sign options", () => {
  it.each([
    ["B-T without a timestamp authority", { level: "B-T" }, "timestampAuthority"],
    [
      "an authority that cannot stamp",
      { level: "B-T", timestampAuthority: { digestAlgorithm: "SHA-256" } },
      "timestamp",
    ],
    [
      "an authority over SHA-1",
      { level: "B-T", timestampAuthority: { ...authority, digestAlgorithm: "SHA-1" } },
      "digest",
    ],
    ["room for less than a byte", { level: "B-T", timestampAuthority: authority, timestampRoomBytes: 0 }, "RoomBytes"],
    ["a level that is not offered", { level: "B-LTA" }, 'expected "B-B", "B-T"'],
    ["an unknown level", { level: "B-X" }, 'expected "B-B"'],
    ["no level", { level: undefined }, 'expected "B-B"'],
    [
      "a reason together with a commitment type",
      { reason: "x", commitmentType: "1.2.840.113549.1.9.16.6.1" },
      "EN 319 142-1",
    ],
    ["a commitment type that is no OID", { commitmentType: "proof-of-origin" }, "commitmentType"],
    ["an empty field name", { field: "" }, "field"],
    ["a reason that is no text", { reason: 5 }, "reason"],
    ["a page that is not a whole number", { page: 1.5 }, "page"],
    ["a page before the first", { page: -1 }, "page"],
    ["a permission that does not exist", { certify: 4 }, "certify"],
    ["a time zone beyond a day", { timeZoneOffsetMinutes: 1440 }, "timeZoneOffsetMinutes"],
    ["a time that is no date", { now: "2026-01-15" }, "now"],
    ["an invalid date", { now: new Date(Number.NaN) }, "now"],
    ["a year that a date string cannot hold", { now: new Date("+012026-01-01T00:00:00Z") }, "now"],
    [
      "a signer without a chain",
      { signer: { certificate: signer.certificate, algorithm: signer.algorithm } },
      "signer",
    ],
    ["no signer", { signer: undefined }, "signer"],
  ])("refuses %s", (_, changes, message) => {
    expect(() => checkOptions(withOptions(changes), ["B-B", "B-T"])).toThrow(
      expect.objectContaining({ code: "ERR_INVALID_ARGUMENT", message: expect.stringContaining(message) }),
    );
  });

  it("takes B-B with everything that B-B can have", () => {
    expect(() =>
      checkOptions(
        withOptions({ field: "Leader", page: 2, reason: "x", certify: 1, timeZoneOffsetMinutes: 420, now: new Date() }),
        ["B-B"],
      ),
    ).not.toThrow();
  });
});
