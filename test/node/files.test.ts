import {
  mkdirSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  rmSync,
  symlinkSync,
  truncateSync,
  writeFileSync,
} from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterEach, beforeEach, describe, expect, it } from "vitest";
import { openFileSource } from "../../src/node/file-source.ts";
import { findPdfFiles } from "../../src/node/find-pdf-files.ts";
import { writeFileAtomically } from "../../src/node/write-file.ts";

let folder = "";
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), "pades-files-"));
});
afterEach(() => rmSync(folder, { recursive: true }));

describe("a file as a source", () => {
  it("gives any of its bytes, and knows its size", async () => {
    const bytes = Uint8Array.from({ length: 100_000 }, (_, at) => at % 251);
    writeFileSync(join(folder, "a"), bytes);
    const source = await openFileSource(join(folder, "a"));
    expect(source.size).toBe(100_000);
    expect(await source.read(0, 100_000)).toEqual(bytes);
    expect(await source.read(99_990, 100_000)).toEqual(bytes.subarray(99_990));
    expect(await source.read(5, 5)).toEqual(new Uint8Array(0));
    await source.close();
  });

  it("gives fewer bytes where the file has been cut short meanwhile", async () => {
    writeFileSync(join(folder, "a"), "0123456789");
    const source = await openFileSource(join(folder, "a"));
    truncateSync(join(folder, "a"), 4);
    expect(await source.read(2, 10)).toHaveLength(2);
    await source.close();
  });

  it("is refused for a folder and for nothing", async () => {
    await expect(openFileSource(folder)).rejects.toMatchObject({ code: "EISDIR" });
    await expect(openFileSource(join(folder, "none"))).rejects.toMatchObject({ code: "ENOENT" });
  });
});

describe("looking for PDF files", () => {
  it("takes a file whatever its name, and of a folder all PDFs below it, sorted", async () => {
    mkdirSync(join(folder, "b"));
    for (const name of ["z.pdf", "A.PDF", "note.txt", "b/c.pdf"]) writeFileSync(join(folder, name), "");
    mkdirSync(join(folder, "folder.pdf"));
    symlinkSync(folder, join(folder, "b", "circle"));
    symlinkSync(join(folder, "gone"), join(folder, "dangling.pdf"));
    symlinkSync(join(folder, "z.pdf"), join(folder, "linked.pdf"));
    expect(await findPdfFiles(folder)).toEqual(
      ["A.PDF", "b/c.pdf", "linked.pdf", "z.pdf"].map((name) => join(folder, name)),
    );
    expect(await findPdfFiles(join(folder, "note.txt"))).toEqual([join(folder, "note.txt")]);
    await expect(findPdfFiles(join(folder, "none"))).rejects.toMatchObject({ code: "ENOENT" });
  });
});

describe("writing a file", () => {
  const target = () => join(folder, "out.pdf");

  it("writes it whole and leaves nothing else behind", async () => {
    await writeFileAtomically(target(), new Uint8Array([1, 2, 3]), { overwrite: false });
    expect([...readFileSync(target())]).toEqual([1, 2, 3]);
    await writeFileAtomically(target(), "new", { overwrite: true });
    expect(readFileSync(target(), "utf8")).toBe("new");
    expect(readdirSync(folder)).toEqual(["out.pdf"]);
  });

  it("does not replace what is there unless told to", async () => {
    writeFileSync(target(), "old");
    await expect(writeFileAtomically(target(), "new", { overwrite: false })).rejects.toMatchObject({ code: "EEXIST" });
    expect(readFileSync(target(), "utf8")).toBe("old");
    expect(readdirSync(folder)).toEqual(["out.pdf"]);
  });

  it("leaves nothing behind where it fails", async () => {
    mkdirSync(target());
    await expect(writeFileAtomically(target(), "new", { overwrite: true })).rejects.toThrow();
    expect(readdirSync(folder)).toEqual(["out.pdf"]);
  });
});
