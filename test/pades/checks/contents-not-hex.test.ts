import { expect, it } from "vitest";
import { finding } from "../../../src/findings.ts";
import { checkContentsNotHex } from "../../../src/pades/checks/contents-not-hex.ts";
import { forgePdf } from "../../support/forged-pdf.ts";
import { findSignature } from "../../support/pdf-surgery.ts";
import { subjectOf } from "./subject-of.ts";

it.each(["g", "(", "/", "\u0080"])("reports %j in /Contents, and where it stands", async (character) => {
  const file = await forgePdf({ contents: (cms, room) => `${cms}${character}`.padEnd(2 * room, "0") });
  const offset = findSignature(file).contents.start + 1 + cmsDigits(file, character);
  expect(checkContentsNotHex(subjectOf(file))).toEqual([finding("contents-not-hex", { offset })]);
});

it("accepts digits, small and capital, and white space", async () => {
  const spaced = (cms: string) =>
    (cms.match(/.{1,76}/g) ?? []).join("\r\n\t ").replace(/[a-c]/g, (letter) => letter.toUpperCase());
  const file = await forgePdf({ contents: (cms, room) => spaced(cms).padEnd(2 * room, "0") });
  expect(checkContentsNotHex(subjectOf(file))).toEqual([]);
});

/** How many characters stand before this one in /Contents. */
function cmsDigits(file: Uint8Array, character: string): number {
  const { contents } = findSignature(file);
  return file.subarray(contents.start + 1, contents.end).indexOf(character.charCodeAt(0));
}
