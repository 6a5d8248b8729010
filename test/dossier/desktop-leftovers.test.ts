import { describe, expect, it } from "vitest";
import { encodeLatin1 } from "../../src/bytes/text.ts";
import { sortOutLeftovers } from "../../src/dossier/desktop-leftovers.ts";
import { MAX_LEFTOVER_BYTES } from "../../src/limits.ts";

const APPLE_DOUBLE = "\x00\x05\x16\x07\x00\x02\x00\x00Mac OS X        ";
const FINDER = "\x00\x00\x00\x01Bud1\x00\x00";
const PICTURES = "\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1";
const wide = (text: string) => `\xff\xfe${[...text].map((letter) => `${letter}\x00`).join("")}`;

async function isPassedOver(path: string, content: string, named: readonly string[] = []): Promise<boolean> {
  const { files, leftovers } = await sortOutLeftovers([{ path, source: encodeLatin1(content) }], named);
  expect(files.length + leftovers.length).toBe(1);
  return leftovers.length === 1;
}

describe("what a desktop left behind", () => {
  it.each([
    ["by a Mac beside a file, in an archive", "__MACOSX/giay-to/._don.pdf", APPLE_DOUBLE],
    ["by a Mac beside a file, on a stick", "giay-to/._don.pdf", APPLE_DOUBLE],
    ["by a Mac in a folder", "giay-to/.DS_Store", FINDER],
    ["by Windows, pictures of files", "Thumbs.db", PICTURES],
    ["by Windows, settings of a folder", "giay-to/desktop.ini", "[.ShellClassInfo]\r\nIconIndex=3\r\n"],
    ["by Windows, settings in UTF-16", "Desktop.ini", wide("[ViewState]\r\nMode=\r\n")],
  ])("%s, is passed over", async (_, path, content) => {
    expect(await isPassedOver(path, content)).toBe(true);
  });
});

describe("a file of the dossier is", () => {
  it.each([
    ["a PDF under the name of what a Mac leaves", "__MACOSX/._don.pdf", "%PDF-1.7\n"],
    ["a PDF behind the beginning of what a Mac leaves", "._don.pdf", `${APPLE_DOUBLE.padEnd(900)}%PDF-1.7\n`],
    ["a program behind the beginning of what a Mac leaves", "._don.bat", `${APPLE_DOUBLE}\r\n@start calc\r\n`],
    ["an archive behind the beginning of what a Mac leaves", "__MACOSX/._don.zip", `${APPLE_DOUBLE}PK\x03\x04`],
    ["a text under the name of a Mac's view of a folder", ".DS_Store", "xin xem xét"],
    ["a program under the name of Windows' pictures", "Thumbs.db", "MZ\x90\x00"],
    ["settings that fetch a picture from another machine", "desktop.ini", "[.ShellClassInfo]\nIconFile=\\\\may\\a.ico"],
    ["the same in UTF-16", "desktop.ini", wide("[.ShellClassInfo]\nIconFile=\\\\may\\a.ico")],
    ["settings that make a folder something else", "desktop.ini", "[.ShellClassInfo]\nCLSID={0}"],
    ["what is longer than desktops leave", "._don", APPLE_DOUBLE.padEnd(MAX_LEFTOVER_BYTES + 1)],
    ["what a Mac leaves, under another name", "don.pdf", APPLE_DOUBLE],
  ])("%s", async (_, path, content) => {
    expect(await isPassedOver(path, content)).toBe(false);
  });

  it("whatever a manifest names", async () => {
    expect(await isPassedOver("ảnh/._a".normalize("NFD"), APPLE_DOUBLE, ["ảnh/._a".normalize("NFC")])).toBe(false);
  });
});
