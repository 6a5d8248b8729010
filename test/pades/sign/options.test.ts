import { describe, expect, it } from "vitest";
import { checkOptions, type PrepareOptions } from "../../../src/pades/sign/options.ts";
import { rsaSigner } from "./small-pdf.ts";

const signer = await rsaSigner();
const withOptions = (changes: object): PrepareOptions => ({ signer, level: "B-B", ...changes });

describe("sign options", () => {
  it.each([
    ["a level that needs a timestamp, which is not built yet", { level: "B-T" }, "timestamp authority"],
    ["B-LT and B-LTA likewise", { level: "B-LTA" }, "timestamp authority"],
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
    expect(() => checkOptions(withOptions(changes))).toThrow(
      expect.objectContaining({ code: "ERR_INVALID_ARGUMENT", message: expect.stringContaining(message) }),
    );
  });

  it("takes B-B with everything that B-B can have", () => {
    expect(() =>
      checkOptions(
        withOptions({ field: "Leader", page: 2, reason: "x", certify: 1, timeZoneOffsetMinutes: 420, now: new Date() }),
      ),
    ).not.toThrow();
  });
});
