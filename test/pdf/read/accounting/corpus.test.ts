import { readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { describe, expect, it } from "vitest";
import { accountBytes } from "../../../../src/pdf/read/accounting/account-bytes.ts";
import { laterAnomalies } from "../../../../src/pdf/read/accounting/later-bytes.ts";
import { PdfDocument } from "../../../../src/pdf/read/document.ts";
import { NotPdfError, PdfLimitError, PdfReadError } from "../../../../src/pdf/read/read-error.ts";
import { describeWithCorpus } from "../../../support/corpus.ts";
import { memoryView } from "../views.ts";

/** Files with more than one revision where bytes after the first one do not add up, and why that is right. */
const ANOMALOUS: ReadonlyMap<string, readonly string[]> = new Map([
  // Shadow attacks: the later revision's objects are not what its entries say.
  ["dss/hide.pdf", ["entry-mismatch", "garbage"]],
  ["dss/modified_after_signature.pdf", ["entry-mismatch", "garbage", "section-repointed", "entry-repointed"]],
  // Microsoft Word writes a hybrid file in two sections, of which the second has its stream among the first's objects.
  ...[
    "dss/PAdES-LT.pdf",
    "dss/PAdESWithCrossCertificateOCSP.pdf",
    "dss/Signature-P-BG_BOR-2.pdf",
    "dss/Signature-P-FR_CS-5.pdf",
    "dss/Signature-P-HU_NET-2.pdf",
    "dss/Signature-P-IT_ADO-1 (HASH_FAILURE) (ECDSA).pdf",
    "dss/TEST2_signed_with_zero_policy_hash.pdf",
    "dss/pades-multiple-pages-annots-overlap.pdf",
    "dss/pdf-structtreeroot-changes.pdf",
    "pyhanko/minimal-hybrid-xref-weirdgen.pdf",
    "generated/test_allow_hybrid_sign_validate_allow-0ea37e.pdf",
  ].map((file): [string, string[]] => [file, ["section-repointed", "entry-repointed"]]),
  ["pyhanko/minimal-hybrid-xref-mswordstyle.pdf", ["section-repointed"]],
  // Damaged on purpose: an entry that leads to another object, and a /Size that leaves out the last one.
  ["pyhanko/minimal-annotless.pdf", ["entry-mismatch"]],
  ["pyhanko/minimal-broken-xref-size.pdf", ["unnamed-object"]],
]);

describeWithCorpus("the account of bytes on the corpus", (folder) => {
  const files = ["pyhanko", "generated", "dss"].flatMap((suite) =>
    readdirSync(join(folder, suite))
      .filter((name) => name.endsWith(".pdf"))
      .map((name) => `${suite}/${name}`),
  );

  describe.each(files)("%s", (file) => {
    it("has each of its bytes accounted for exactly once", () => {
      const document = open(join(folder, file));
      if (document === null) return;
      let at = 0;
      for (const { start, end } of accountBytes(document).segments) {
        expect(start).toBe(at);
        expect(end).toBeGreaterThan(start);
        at = end;
      }
      expect(at).toBe(document.view.size);
    });

    it("adds up after its first revision, unless it was meant not to", () => {
      const document = open(join(folder, file));
      const [first] = document?.revisions ?? [];
      if (document === null || first === undefined || first.end === document.view.size) return;
      const { bytes, entries } = laterAnomalies(document, first);
      const codes = new Set([...bytes, ...entries].map(({ code }) => code));
      expect([...codes]).toEqual(ANOMALOUS.get(file) ?? []);
    });
  });
});

function open(path: string): PdfDocument | null {
  try {
    return PdfDocument.open(memoryView(new Uint8Array(readFileSync(path))));
  } catch (thrown) {
    if (thrown instanceof PdfReadError || thrown instanceof PdfLimitError || thrown instanceof NotPdfError) return null;
    throw thrown;
  }
}
