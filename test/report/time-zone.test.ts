import { describe, expect, it } from "vitest";
import { createTimeFormatter } from "../../src/report/time-zone.ts";

const moment = new Date("2025-11-24T18:05:09Z");

describe("times in a report", () => {
  it("stand in +07:00 under Vietnamese, with the zone", () => {
    expect(createTimeFormatter("vi")(moment)).toBe("25/11/2025 01:05:09 +07:00");
  });

  it("stand in UTC under English, with the zone", () => {
    expect(createTimeFormatter("en")(moment)).toBe("2025-11-24 18:05:09 UTC");
  });

  it("follow the zone that the caller names", () => {
    expect(createTimeFormatter("vi", "UTC")(moment)).toBe("24/11/2025 18:05:09 UTC");
    expect(createTimeFormatter("en", "-03:30")(moment)).toBe("2025-11-24 14:35:09 -03:30");
    expect(createTimeFormatter("en", "Asia/Ho_Chi_Minh")(moment)).toBe("2025-11-25 01:05:09 +07:00");
    expect(createTimeFormatter("en", "Europe/London")(new Date("2025-07-01T00:00:00Z"))).toBe(
      "2025-07-01 01:00:00 +01:00",
    );
  });

  it("survive what no calendar has", () => {
    expect(createTimeFormatter("vi")(new Date(Number.NaN))).toBe("?");
    expect(createTimeFormatter("vi")(new Date("9999-12-31T23:59:59Z"))).toBe("01/01/+010000 06:59:59 +07:00");
    expect(createTimeFormatter("vi")(new Date(8.64e15))).toBe("?");
  });

  it("are refused in a zone that does not exist", () => {
    expect(() => createTimeFormatter("vi", "Hà Nội")).toThrow(
      expect.objectContaining({ code: "ERR_INVALID_ARGUMENT" }),
    );
    expect(() => createTimeFormatter("vi", "+25:00")).toThrow(/timeZone/);
  });
});
