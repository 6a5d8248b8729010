import { expect, it } from "vitest";
import { finding } from "../../../src/findings.ts";
import { checkContentsTrailingBytes } from "../../../src/pades/checks/contents-trailing-bytes.ts";
import { forgedSubject } from "./subject-of.ts";

it("counts the bytes behind the CMS up to the last that is not zero", async () => {
  for (const [trailing, bytes] of [
    ["01", 1],
    ["000000ff", 4],
    ["00ff0000", 2],
  ] as const) {
    const subject = await forgedSubject({ contents: (cms, room) => `${cms}${trailing}`.padEnd(2 * room, "0") });
    expect(checkContentsTrailingBytes(subject)).toEqual([finding("contents-trailing-bytes", { bytes })]);
  }
});

it("finds a byte in the last place too", async () => {
  const subject = await forgedSubject({ contents: (cms, room) => `${cms.padEnd(2 * room - 2, "0")}01` });
  expect(checkContentsTrailingBytes(subject)).toMatchObject([{ code: "contents-trailing-bytes" }]);
});

it("accepts zeros, and none at all", async () => {
  expect(checkContentsTrailingBytes(await forgedSubject())).toEqual([]);
});
