import { readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { describe, expect, it } from "vitest";
import { decodeLatin1 } from "../../../src/bytes/text.ts";
import { describeByteRange } from "../../../src/pdf/read/byte-range.ts";
import { PdfDocument } from "../../../src/pdf/read/document.ts";
import { openPdf } from "../../../src/pdf/read/encryption/open-pdf.ts";
import { readSignatureFields } from "../../../src/pdf/read/form.ts";
import { readSignatureDictionary } from "../../../src/pdf/read/signature-dictionary.ts";
import { describeWithCorpus } from "../../support/corpus.ts";
import { exercise, loadOne } from "./exercise.ts";
import { failure, memoryView } from "./views.ts";

interface Expected {
  readonly openError?: { readonly message: string };
  readonly encryption?: { readonly handler: string; readonly auth: string | null; readonly password?: string };
  readonly revisions?: number;
  readonly signatures?: readonly { readonly field: string; readonly coverage?: string }[];
}

/** Files that cannot be opened, or whose form cannot be read, each with the reason. */
const UNREADABLE: ReadonlyMap<string, string> = new Map([
  ["pyhanko/minimal-illegal-header.pdf", "NotPdfError"],
  ["pyhanko/minimal-startxref-hopeless2.pdf", "startxref-missing"],
  ["pyhanko/minimal-startxref-hopeless3.pdf", "startxref-missing"],
  ["pyhanko/malformed-encrypt-dict2.pdf", "trailer-malformed"],
  ["pyhanko/form-tree-circular-ref-input.pdf", "form-loop"],
  // Cut off, so that the last startxref is the 0 of a linearized file's first section; DSS expects an error, too.
  ["dss/EmptyPage-corrupted.pdf", "xref-malformed"],
  ["dss/EmptyPage-corrupted2.pdf", "xref-malformed"],
  // Ten bytes were taken out of a signed file, and startxref is off by as much.
  ["dss/pdf-signed-corrupted.pdf", "xref-malformed"],
]);

/** Where pyHanko cannot open what we can: it needs a key for more, or does not know /Prev 0 and /Encrypt null. */
const OPENED_NEVERTHELESS: ReadonlySet<string> = new Set([
  "dss/pades-5-signatures-and-1-document-timestamp.pdf",
  "dss/pdf-spoofing-attack.pdf",
]);

/** Coverage by pyHanko's name of it. */
const COVERAGE: Readonly<Record<string, string>> = {
  ENTIRE_FILE: "whole-file",
  ENTIRE_REVISION: "whole-revision",
  CONTIGUOUS_BLOCK_FROM_START: "partial",
  UNCLEAR: "anomalous",
};

/** Where pyHanko sees another coverage, and why this one is right. */
const OTHER_COVERAGE: ReadonlyMap<string, string> = new Map([
  // Ends after the %%EOF of the linearized original's second section, which pyHanko does not take for its end.
  ["dss/pades-ocsp-archiveCutOff-invalid.pdf Signature2", "whole-revision"],
  // Ends one byte after the file.
  ["dss/pdf-eof.pdf Signature1", "anomalous"],
]);

function readExpectations(folder: string): ReadonlyMap<string, Expected> {
  const tables = ["pyhanko-expect.json", "dss-second-opinion.json"].map((name) =>
    JSON.parse(readFileSync(join(folder, name), "utf8")),
  );
  return new Map(tables.flatMap((table) => Object.entries<Expected>(table)));
}

describeWithCorpus("the reader on the corpus", (folder) => {
  const expectations = readExpectations(folder);
  const files = ["pyhanko", "generated", "dss"].flatMap((suite) =>
    readdirSync(join(folder, suite))
      .filter((name) => name.endsWith(".pdf"))
      .map((name) => `${suite}/${name}`),
  );
  const bytesOf = (file: string) => new Uint8Array(readFileSync(join(folder, file)));
  const open = (file: string) => PdfDocument.open(memoryView(bytesOf(file)));

  describe.each(files)("%s", (file) => {
    const expected = expectations.get(file) ?? {};
    const reason = UNREADABLE.get(file);

    it("is read to its last object, or fails with a reason", () => {
      const view = memoryView(bytesOf(file));
      exercise(view);
    });

    if (reason !== undefined) {
      it(`is not readable: ${reason}`, () => {
        const found = failure(() => {
          const document = open(file);
          void document.encryption;
          readSignatureFields(document);
        });
        expect(found).toBe(reason);
      });
      return;
    }

    it("opens, as it does with pyHanko", () => {
      const document = open(file);
      expect(document.catalog.entries.size).toBeGreaterThan(0);
      if (expected.openError !== undefined && !OPENED_NEVERTHELESS.has(file))
        expect(document.encryption).not.toBeNull();
    });

    if (expected.revisions !== undefined) {
      it("has as many revisions as pyHanko counts, which counts a linearized one twice", () => {
        const bytes = bytesOf(file);
        const linearized = decodeLatin1(bytes.subarray(0, 1024)).includes("/Linearized");
        expect(open(file).revisions.length + (linearized ? 1 : 0)).toBe(expected.revisions);
      });
    }

    const signatures = (expected.signatures ?? []).filter(({ coverage }) => coverage !== undefined);
    const { encryption } = expected;
    if (encryption?.password !== undefined) {
      const { password, auth } = encryption;
      it("is opened by the password that pyHanko uses, down to its last string and stream", () => {
        const { document, security } = openPdf(memoryView(bytesOf(file)), password);
        expect(security?.role.toUpperCase()).toBe(auth);
        for (const num of document.objectNumbers()) loadOne(document, num);
      });

      it("stays closed for another password, but for one with an empty user password", () => {
        const closed = failure(() => openPdf(memoryView(bytesOf(file)), `${password}!`));
        expect(closed).toBe(password === "" ? null : "PdfEncryptionError");
      });
    } else if (encryption !== undefined) {
      it("is encrypted for certificates, which is not supported", () => {
        expect(encryption.handler).toBe("PubKeySecurityHandler");
        expect(failure(() => openPdf(memoryView(bytesOf(file)), null))).toBe("PdfEncryptionError");
      });
    }

    if (signatures.length > 0) {
      it("is covered by its signatures as pyHanko says", () => {
        const { document } = openPdf(memoryView(bytesOf(file)), encryption?.password ?? null);
        const signed = readSignatureFields(document).fields.filter(({ value }) => value !== null);
        const coverage = new Map(signed.map(({ name, value }) => [name, coverageOf(document, value)]));
        for (const { field, coverage: theirs } of signatures) {
          expect(coverage.get(field)).toBe(OTHER_COVERAGE.get(`${file} ${field}`) ?? COVERAGE[theirs ?? ""]);
        }
      });
    }
  });
});

function coverageOf(
  document: PdfDocument,
  value: ReturnType<typeof readSignatureFields>["fields"][number]["value"],
): string | null {
  if (!value?.dict) return null;
  const { byteRange, contents } = readSignatureDictionary(document, { ref: value.ref, dict: value.dict });
  const { revisions, view } = document;
  return describeByteRange({ byteRange, contents: contents?.extent ?? null, fileSize: view.size, revisions }).coverage;
}
