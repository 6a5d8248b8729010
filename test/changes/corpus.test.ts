import { readFileSync } from "node:fs";
import { join } from "node:path";
import { expect, it } from "vitest";
import { toByteSource } from "../../src/bytes/source.ts";
import { openView } from "../../src/bytes/view.ts";
import { analyseChanges } from "../../src/changes/analyse-changes.ts";
import { readPermissions } from "../../src/changes/field-mdp.ts";
import { describeByteRange } from "../../src/pdf/read/byte-range.ts";
import { PdfEncryptionError } from "../../src/pdf/read/encryption/encryption-error.ts";
import { openPdf } from "../../src/pdf/read/encryption/open-pdf.ts";
import { readSignatureFields } from "../../src/pdf/read/form.ts";
import { NotPdfError, PdfReadError } from "../../src/pdf/read/read-error.ts";
import { readSignatureDictionary } from "../../src/pdf/read/signature-dictionary.ts";
import decisions from "../conformance/decisions.json" with { type: "json" };
import { describeWithCorpus } from "../support/corpus.ts";

interface Reference {
  readonly encryption?: { readonly password?: string };
  readonly signatures?: readonly {
    readonly field: string;
    readonly changes?: string;
    readonly coverage?: string;
    readonly docMdpOk?: boolean;
  }[];
}

const LEVELS: Readonly<Record<string, string>> = {
  NONE: "none",
  LTA_UPDATES: "lta-updates",
  FORM_FILLING: "form-filling",
  OTHER: "other",
};
const COVERAGES: Readonly<Record<string, string>> = {
  ENTIRE_FILE: "whole-file",
  ENTIRE_REVISION: "whole-revision",
  CONTIGUOUS_BLOCK_FROM_START: "partial",
  UNCLEAR: "anomalous",
};

interface Judged {
  readonly level: string;
  readonly permitted: boolean | null;
  readonly coverage: string;
}

/** Every signature of a file, in the order of the revisions they signed; null where the file cannot be read. */
function judgeFile(path: string, password: string | null): Map<string, Judged> | null {
  try {
    const view = openView(toByteSource(new Uint8Array(readFileSync(path))));
    const { document } = openPdf(view, password);
    const signatures = readSignatureFields(document).fields.flatMap(({ name, dict, value }) => {
      if (value === null || value.dict === null) return [];
      const { byteRange, contents, reference } = readSignatureDictionary(document, {
        ref: value.ref,
        dict: value.dict,
      });
      const input = {
        byteRange,
        contents: contents?.extent ?? null,
        fileSize: document.view.size,
        revisions: document.revisions,
      };
      return [{ name, dict, reference, facts: describeByteRange(input) }];
    });
    const at = ({ facts }: (typeof signatures)[number]) => facts.endsAtRevision?.index ?? Number.POSITIVE_INFINITY;
    const judged = signatures
      .sort((one, other) => at(one) - at(other))
      .map(({ name, dict, reference, facts }) => {
        const { coverage, endsAtRevision } = facts;
        // What is not one whole revision has nothing to compare with.
        if (endsAtRevision === null || !coverage.startsWith("whole"))
          return [name, { level: "other", permitted: false, coverage }] as const;
        const permissions = readPermissions(document, dict, reference);
        const { level, permitted } = analyseChanges(document).since(endsAtRevision.index, {
          permissions,
          defaultPermission: 2,
        });
        return [name, { level, permitted, coverage }] as const;
      });
    return new Map(judged);
  } catch (thrown) {
    if (thrown instanceof PdfReadError || thrown instanceof NotPdfError || thrown instanceof PdfEncryptionError)
      return null;
    throw thrown;
  }
}

describeWithCorpus("the decisions on changes after signing", (folder) => {
  const read = (name: string): Record<string, Reference> => JSON.parse(readFileSync(join(folder, name), "utf8"));
  const references = { ...read("pyhanko-expect.json"), ...read("dss-second-opinion.json") };
  const judged = new Map(
    Object.entries(references).map(([file, { encryption }]) => [
      file,
      judgeFile(join(folder, file), encryption?.password ?? null),
    ]),
  );

  it("hold for every signature of every file", () => {
    const found = [...judged].flatMap(([file, signatures]) =>
      [...(signatures ?? [])].map(([field, verdict]) => ({ file, field, ...verdict })),
    );
    const expected = decisions
      .filter(({ file }) => judged.has(file))
      .map(({ file, field, level, permitted, coverage }) => ({ file, field, level, permitted, coverage }));
    expect(found).toEqual(expected);
    expect(found.length).toBeGreaterThan(350);
  });

  it("are those of pyHanko where they name it as their source", () => {
    for (const { file, field, level, permitted, coverage } of decisions.filter(
      ({ source }) => source === "pyhanko" || source === "both",
    )) {
      const reference = references[file]?.signatures?.find((one) => one.field === field);
      const theirs = {
        level: LEVELS[reference?.changes ?? ""],
        coverage: COVERAGES[reference?.coverage ?? ""],
        permitted: reference?.docMdpOk ?? permitted,
      };
      expect({ file, field, level, coverage, permitted }).toEqual({ file, field, ...theirs });
    }
  });

  it("give a reason wherever they are not pyHanko's, and overrule few", () => {
    const others = decisions.filter(({ source }) => source !== "pyhanko" && source !== "both");
    for (const decision of others) expect(decision).toMatchObject({ reason: expect.stringMatching(/.{20}/) });
    expect(others.every(({ file, source }) => source === "clause" || file.startsWith("dss/"))).toBe(true);
    expect(others.filter((decision) => decision.source === "clause").length).toBeLessThanOrEqual(12);
  });

  it("leave no file that changed under a signature in silence", () => {
    const harmful = [
      "dss/hide.pdf",
      "dss/replace.pdf",
      "dss/modified_after_signature.pdf",
      "dss/pdf-signed-added-page.pdf",
      "dss/pdf-spoofing-attack.pdf",
      "dss/pades-spoofing-replaced-reason.pdf",
    ];
    for (const file of harmful)
      expect(
        [...(judged.get(file) ?? new Map()).values()].map(({ level }) => level),
        file,
      ).toContain("other");
  });
});
