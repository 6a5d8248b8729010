import { describe, expect, it } from "vitest";
import { decodeLatin1 } from "../../../../src/bytes/text.ts";
import { isPdfArray, PdfDict, PdfName, type PdfObject, PdfStream, PdfString } from "../../../../src/pdf/objects.ts";
import type { PdfDocument } from "../../../../src/pdf/read/document.ts";
import { PdfEncryptionError } from "../../../../src/pdf/read/encryption/encryption-error.ts";
import { openPdf } from "../../../../src/pdf/read/encryption/open-pdf.ts";
import { decodeStream } from "../../../../src/pdf/read/filters.ts";
import { ENCRYPTION_MODES, encryptWithQpdf } from "../../../support/qpdf-encryption.ts";
import { describeWithTools } from "../../../support/tools.ts";
import { onePage } from "../pdf-text.ts";
import { memoryView } from "../views.ts";

const PASSWORDS = [
  ["user", "owner"],
  ["", "owner only"],
  ["mật khẩu có dấu", "chủ sở hữu"],
  ["x".repeat(40), "y".repeat(127)],
] as const;

const original = onePage("%PDF-1.7\n", "/Metadata 5 0 R")
  .object(4, "<</Title(a title)/Author(an author)/Empty()/Long(sixteen letters!)>>")
  .stream(5, "/Type/Metadata/Subtype/XML", "<x:xmpmeta/>")
  .stream(6, "", "BT (text) Tj ET")
  .stream(7, "/Type/EmbeddedFile", "attached")
  .object(8, "[(in an array)<</In(a dictionary)>>]")
  .table("/Root 1 0 R/Info 4 0 R/Keep 6 0 R/More[7 0 R 8 0 R]")
  .end()
  .bytes();

describeWithTools(["qpdf"], "files encrypted by qpdf", () => {
  const encrypt = (options: readonly string[], user: string, owner: string, objectStreams: string) =>
    encryptWithQpdf(original, { options, user, owner, objectStreams });

  describe.each(ENCRYPTION_MODES)("$name", ({ options, revision }) => {
    // Object streams came with PDF 1.5; qpdf writes them with any handler.
    it.each(["disable", "generate"])("are read as they were before, object streams: %s", (objectStreams) => {
      const file = encrypt(options, "user", "owner", objectStreams);
      for (const [password, role] of [
        ["user", "user"],
        ["owner", "owner"],
      ] as const) {
        const { document, security } = openPdf(memoryView(file), password);
        expect(security?.parameters.revision).toBe(revision);
        expect(security?.role).toBe(role);
        expect(contentOf(document)).toEqual(contentOf(openPdf(memoryView(original), null).document));
      }
    });

    it.each(PASSWORDS)("open with passwords %j and %j, and with no others", (user, owner) => {
      // Before revision 5 qpdf takes the bytes as given; a terminal gives UTF-8, of which 32 bytes count.
      const view = memoryView(encrypt(options, user, owner, "disable"));
      expect(openPdf(view, owner).document.encryption).not.toBeNull();
      expect(openPdf(view, user).document.encryption).not.toBeNull();
      if (user !== "") expect(() => openPdf(view, `${user.slice(0, 3)}!`)).toThrow(PdfEncryptionError);
    });
  });
});

/** Every string and decoded stream, in no order that depends on the numbers of objects. */
function contentOf(document: PdfDocument): string[] {
  const found: string[] = [];
  for (const num of document.objectNumbers()) {
    if (num === document.encryption?.objectNumber) continue;
    const value = document.load(num)?.value ?? null;
    const type = value instanceof PdfStream ? value.dict.get("Type") : undefined;
    if (type instanceof PdfName && (type.value === "ObjStm" || type.value === "XRef")) continue;
    collect(document, value, found);
  }
  return found.sort();
}

function collect(document: PdfDocument, value: PdfObject, found: string[]): void {
  if (value instanceof PdfString) found.push(`string ${decodeLatin1(value.bytes)}`);
  else if (value instanceof PdfDict) for (const item of value.entries.values()) collect(document, item, found);
  else if (isPdfArray(value)) for (const item of value) collect(document, item, found);
  else if (value instanceof PdfStream) {
    found.push(`stream ${decodeLatin1(decodeStream(document, value, { maxBytes: 1_000_000 }))}`);
    collect(document, value.dict, found);
  }
}
