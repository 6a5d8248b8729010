import { describe, expect, it } from "vitest";
import { encodeHex } from "../../../src/bytes/hex.ts";
import { decodeLatin1 } from "../../../src/bytes/text.ts";
import { dateString, textString } from "../../../src/pdf/write/text-string.ts";

describe("text strings", () => {
  it("keeps ASCII as it is", () => {
    expect(decodeLatin1(textString("Hanoi (HQ)").bytes)).toBe("Hanoi (HQ)");
  });

  it("writes Vietnamese and characters beyond the basic plane as UTF-16BE with a byte order mark", () => {
    expect(encodeHex(textString("Ký đ").bytes)).toBe("feff004b00fd00200111");
    expect(encodeHex(textString("😀").bytes)).toBe("feffd83dde00");
  });

  it("writes text with control characters as UTF-16BE, since PDFDocEncoding has other uses for some", () => {
    expect(encodeHex(textString("a\nb").bytes)).toBe("feff0061000a0062");
  });
});

describe("date strings", () => {
  const time = new Date("2026-03-04T23:30:05.999Z");
  it.each([
    [0, "D:20260304233005Z"],
    [420, "D:20260305063005+07'00'"],
    [-210, "D:20260304200005-03'30'"],
  ])("writes the zone %d minutes ahead of UTC", (offset, expected) => {
    expect(decodeLatin1(dateString(time, offset).bytes)).toBe(expected);
  });
});
