import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { PdfStream } from "../../../../src/pdf/objects.ts";
import { PdfEncryptionError } from "../../../../src/pdf/read/encryption/encryption-error.ts";
import { openPdf } from "../../../../src/pdf/read/encryption/open-pdf.ts";
import { NotPdfError, PdfLimitError, PdfReadError } from "../../../../src/pdf/read/read-error.ts";
import { memoryView } from "../views.ts";
import { encryptedFile, sealed, sealedString } from "./encrypted-text.ts";

const KNOWN = [NotPdfError, PdfReadError, PdfLimitError, PdfEncryptionError];

/** Opens a file and reads all of it; whether that went well. Throws on what is none of the reader's own errors. */
function readAll(bytes: Uint8Array, password: string | null): boolean {
  try {
    const { document } = openPdf(memoryView(bytes), password);
    for (const num of document.objectNumbers()) {
      const value = document.load(num)?.value;
      if (value instanceof PdfStream) value.data();
    }
    return true;
  } catch (error) {
    if (KNOWN.some((kind) => error instanceof kind)) return false;
    throw error;
  }
}

const file = encryptedFile({ user: "reader" }, (text) => {
  text.object(4, sealedString("secret")).stream(5, "/Filter/Crypt/DecodeParms<</Name/StdCF>>", sealed("data"));
});

describe("a hostile encrypted file", () => {
  it("is the honest one to begin with", () => {
    expect(readAll(file.bytes(), "reader")).toBe(true);
  });

  it("fails by an error of the reader's own, wherever bytes are changed", () => {
    const bytes = file.bytes();
    const change = fc.record({ at: fc.nat(bytes.length - 1), byte: fc.nat(255) });
    fc.assert(
      fc.property(fc.array(change, { minLength: 1, maxLength: 8 }), (changes) => {
        const hostile = bytes.slice();
        for (const { at, byte } of changes) hostile[at] = byte;
        readAll(hostile, "reader");
      }),
      { numRuns: 300 },
    );
  });

  it("fails likewise, whatever stands for an entry of its dictionary", () => {
    const value = fc.oneof(
      fc.constantFrom("null", "[]", "<<>>", "()", "<00>", "/Identity", "/StdCF", "true", "1 0 R", "9 0 R", "99 0 R"),
      fc.integer({ min: -10, max: 10 }).map(String),
      fc.constantFrom("-2147483648", "4294967295", "9007199254740993", "1e9", "0.5", "-0"),
    );
    const key = fc.constantFrom(
      "V",
      "R",
      "Length",
      "O",
      "U",
      "OE",
      "UE",
      "P",
      "Perms",
      "EncryptMetadata",
      "CF",
      "StmF",
    );
    fc.assert(
      fc.property(fc.dictionary(key, value, { maxKeys: 3 }), fc.boolean(), (instead, plain) => {
        const filters = plain ? { filters: "" } : {};
        readAll(encryptedFile({ user: "reader", instead, ...filters }).bytes(), "reader");
      }),
      { numRuns: 500 },
    );
  });

  it("is given up within a second, however long the password", () => {
    const revisionSix = encryptedFile({ instead: { R: "6" } }).bytes();
    const start = performance.now();
    expect(readAll(revisionSix, "p".repeat(1_000_000))).toBe(false);
    expect(performance.now() - start).toBeLessThan(1000);
  });
});
