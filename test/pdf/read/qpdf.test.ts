import { execFileSync } from "node:child_process";
import { readFileSync } from "node:fs";
import { join } from "node:path";
import { describe, expect, it } from "vitest";
import { encodeHex } from "../../../src/bytes/hex.ts";
import { PdfDict, PdfName, type PdfObject, PdfRef, PdfStream, PdfString } from "../../../src/pdf/objects.ts";
import { PdfDocument } from "../../../src/pdf/read/document.ts";
import { decodeTextString } from "../../../src/pdf/read/text.ts";
import { describeWithCorpus } from "../../support/corpus.ts";
import { describeWithTools } from "../../support/tools.ts";
import { memoryView } from "./views.ts";

/** Tables, streams and hybrids, updated and linearized, from many producers. */
const FILES = [
  "pyhanko/minimal.pdf",
  "pyhanko/minimal-two-fields-signed-twice.pdf",
  "pyhanko/minimal-hybrid-xref-mswordstyle.pdf",
  "pyhanko/minimal-hybrid-xref-weirdgen.pdf",
  "pyhanko/uncompressed-objstream-sample.pdf",
  "pyhanko/info-bin-producer-string.pdf",
  "pyhanko/ja-vert-stamps.pdf",
  "pyhanko/form-fill-result.pdf",
  "pyhanko/multiline-textbox-nondefault-fs.pdf",
  "pyhanko/pades-lta-dss-indirect-arrs-test.pdf",
  "pyhanko/double-newline.pdf",
  "generated/test_simple_sign-022e41.pdf",
  "dss/DSS-1683.pdf",
  "dss/DSS-1983.pdf",
  "dss/DSS-2025.pdf",
  "dss/pades-ltv.pdf",
  "dss/pades-lt-extended-dss.pdf",
  "dss/replace.pdf",
  "dss/test-with-vri.pdf",
  "dss/TeleSec_PKS_eIDAS_QES_CA_1-baseline-b.pdf",
];

/** An object as qpdf's JSON (version 2) has it. */
type QpdfValue = null | boolean | number | string | readonly QpdfValue[] | { readonly [key: string]: QpdfValue };
type QpdfObject = { readonly value: QpdfValue } | { readonly stream: { readonly dict: QpdfValue } };

/** Exit code 3 means warnings. */
function qpdf(...options: string[]): string {
  try {
    return execFileSync("qpdf", options, { encoding: "utf8", maxBuffer: 1e9, stdio: ["ignore", "pipe", "ignore"] });
  } catch (thrown) {
    if (thrown instanceof Error && "status" in thrown && thrown.status === 3 && "stdout" in thrown)
      return String(thrown.stdout);
    throw thrown;
  }
}

/** Our value in qpdf's notation, but for strings, which it writes in two ways; and the length of streams, which it may change. */
function notation(value: PdfObject, theirs: QpdfValue | undefined): QpdfValue {
  if (value instanceof PdfName)
    return typeof theirs === "string" && theirs.startsWith("n:") ? theirs : `/${value.value}`;
  if (value instanceof PdfRef) return `${value.num} ${value.gen} R`;
  if (value instanceof PdfString) {
    const hex = typeof theirs === "string" && theirs.startsWith("b:");
    return hex ? `b:${encodeHex(value.bytes)}` : `u:${decodeTextString(value.bytes)}`;
  }
  if (value instanceof PdfStream) return notation(value.dict, theirs);
  if (value instanceof PdfDict) {
    const present = [...value.entries].filter(
      ([key, item]) => item !== null && !(key === "Length" && keyed(theirs, "/Length") === undefined),
    );
    return Object.fromEntries(present.map(([key, item]) => [`/${key}`, notation(item, keyed(theirs, `/${key}`))]));
  }
  if (Array.isArray(value)) {
    return value.map((item: PdfObject, i) =>
      notation(item, Array.isArray(theirs) ? (theirs[i] as QpdfValue) : undefined),
    );
  }
  return value as QpdfValue;
}

function keyed(value: QpdfValue | undefined, key: string): QpdfValue | undefined {
  return typeof value === "object" && value !== null && !Array.isArray(value)
    ? (value as Record<string, QpdfValue>)[key]
    : undefined;
}

describeWithCorpus("beside qpdf", (folder) => {
  describeWithTools(["qpdf"], "the reader", () => {
    describe.each(FILES)("%s", (file) => {
      const path = join(folder, file);
      const open = () => PdfDocument.open(memoryView(new Uint8Array(readFileSync(path))));

      it("gives every object the same value", () => {
        const document = open();
        const json = JSON.parse(qpdf("--json=2", "--json-key=qpdf", "--json-stream-data=none", path));
        const objects: Record<string, QpdfObject> = json.qpdf[1];
        let compared = 0;
        for (const [key, object] of Object.entries(objects)) {
          const match = /^obj:(\d+) (\d+) R$/.exec(key);
          if (match === null) continue;
          const theirs = "stream" in object ? object.stream.dict : object.value;
          // A cross-reference stream is there for qpdf even where its own entry calls it free.
          if (keyed(theirs, "/Type") === "/XRef") continue;
          const ours = document.resolve(new PdfRef(Number(match[1]), Number(match[2])));
          expect({ [key]: notation(ours, theirs) }).toEqual({ [key]: theirs });
          compared++;
        }
        expect(compared).toBeGreaterThan(3);
      });

      it("gives every object the same place", () => {
        const document = open();
        const lines = qpdf("--show-xref", path).trim().split("\n");
        for (const line of lines) {
          const [, num, offset, stream, index] =
            /^(\d+)\/\d+: (?:uncompressed; offset = (\d+)|compressed; stream = (\d+), index = (\d+))/.exec(line) ?? [];
          if (num === undefined) continue;
          const entry = document.entry(Number(num));
          if (offset !== undefined)
            expect({ num, entry }).toMatchObject({ num, entry: { kind: "in-file", offset: Number(offset) } });
          else
            expect({ num, entry }).toMatchObject({ num, entry: { container: Number(stream), index: Number(index) } });
        }
        expect(lines.length).toBeGreaterThan(3);
      });
    });
  });
});
