import { describe, expect, it } from "vitest";
import { decodeLatin1, encodeLatin1 } from "../../../src/bytes/text.ts";
import { PdfDict, PdfStream, PdfString } from "../../../src/pdf/objects.ts";
import type { Decryptor } from "../../../src/pdf/read/encryption.ts";
import { onePage } from "./pdf-text.ts";
import { failure } from "./views.ts";

/** "Decrypts" by saying what it was asked to decrypt. */
const spy: Decryptor = {
  string: (bytes, num, gen) => encodeLatin1(`${decodeLatin1(bytes)}@${num}.${gen}`),
  stream: (bytes, _, num, gen) => encodeLatin1(`${decodeLatin1(bytes)}@${num}.${gen}`),
};

/** Undoes what is no encryption at all: each byte is one too high. */
const minusOne: Decryptor = {
  string: (bytes) => bytes.map((byte) => byte - 1),
  stream: (bytes) => bytes.map((byte) => byte - 1),
};

const TRAILER = "/Root 1 0 R/Encrypt 9 0 R";
const ENCRYPT = "<</Filter/Standard/V 4/R 4/O(owner)/SubFilter/none>>";

function stringsOf(value: unknown): string[] {
  if (value instanceof PdfString) return [decodeLatin1(value.bytes)];
  if (value instanceof PdfDict) return [...value.entries.values()].flatMap(stringsOf);
  return Array.isArray(value) ? value.flatMap(stringsOf) : [];
}

describe("encryption", () => {
  it("is absent from most files", () => {
    expect(onePage().table().end().open().encryption).toBeNull();
    expect(onePage().table("/Root 1 0 R/Encrypt null").end().open().encryption).toBeNull();
  });

  it("is described by the trailer's dictionary, direct or not", () => {
    const facts = { filter: "Standard", subFilter: "none", v: 4, r: 4 };
    expect(onePage().object(9, ENCRYPT).table(TRAILER).end().open().encryption).toMatchObject({
      ...facts,
      objectNumber: 9,
    });
    expect(onePage().table(`/Root 1 0 R/Encrypt${ENCRYPT}`).end().open().encryption).toMatchObject({
      ...facts,
      objectNumber: null,
    });
  });

  it("is damaged where /Encrypt is something else", () => {
    expect(failure(() => onePage().table("/Root 1 0 R/Encrypt[]").end().open().encryption)).toBe("trailer-malformed");
  });
});

describe("a decryptor", () => {
  it("is given each string and stream with the number of its object", () => {
    const file = onePage().object(4, "[(a)<</B[<62>]>>]").stream(5, "/K(c)", "d").object(9, ENCRYPT);
    const document = file.table(TRAILER).end().open({ decryptor: spy });
    expect(stringsOf(document.load(4)?.value)).toEqual(["a@4.0", "b@4.0"]);
    const stream = document.load(5)?.value;
    if (!(stream instanceof PdfStream)) throw new Error("expected a stream");
    expect(stringsOf(stream.dict)).toEqual(["c@5.0"]);
    expect(decodeLatin1(stream.data())).toBe("d@5.0");
  });

  it.each(["/Type/Sig", "/Type/DocTimeStamp", "/ByteRange[0 1 2 3]"])(
    "is not given the /Contents of a signature: %s",
    (mark) => {
      const file = onePage().object(4, `<<${mark}/Contents<61>/Reason(b)>>`).object(9, ENCRYPT);
      expect(stringsOf(file.table(TRAILER).end().open({ decryptor: spy }).load(4)?.value)).toEqual(["a", "b@4.0"]);
    },
  );

  it("is given the /Contents of anything else", () => {
    const file = onePage().object(4, "<</Type/Annot/Contents(a)>>").object(9, ENCRYPT);
    expect(stringsOf(file.table(TRAILER).end().open({ decryptor: spy }).load(4)?.value)).toEqual(["a@4.0"]);
  });

  it("is not given the encryption dictionary itself", () => {
    const document = onePage().object(9, ENCRYPT).table(TRAILER).end().open({ decryptor: spy });
    expect(stringsOf(document.load(9)?.value)).toEqual(["owner"]);
  });

  it("is given an object stream as a whole, and its strings not again; never a cross-reference stream", () => {
    const shifted = Array.from("4 0 (abc)", (character) => String.fromCharCode(character.charCodeAt(0) + 1)).join("");
    const file = onePage().stream(6, "/Type/ObjStm/N 1/First 4", shifted).object(9, ENCRYPT);
    const rows = [1, 2, 3, 6, 9].map((num) => [num, 1, file.offsetOf(num), 0] as const);
    const xref = file.length;
    file.xrefStream(10, [...rows, [4, 2, 6, 0], [10, 1, xref, 0]], `${TRAILER}/ID[(a)(b)]`);
    const document = file.end().open({ decryptor: minusOne });
    expect(stringsOf(document.load(4)?.value)).toEqual(["abc"]);
    const section = document.load(10)?.value;
    expect(section instanceof PdfStream ? stringsOf(section.dict) : null).toEqual(["a", "b"]);
  });
});
