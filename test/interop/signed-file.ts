import { execFileSync } from "node:child_process";
import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { expect } from "vitest";
import { concatBytes } from "../../src/bytes/concat.ts";
import { encodePem } from "../../src/bytes/pem.ts";
import { toByteSource } from "../../src/bytes/source.ts";
import { openView } from "../../src/bytes/view.ts";
import { describeByteRange } from "../../src/pdf/read/byte-range.ts";
import { PdfDocument } from "../../src/pdf/read/document.ts";
import { readSignatureFields } from "../../src/pdf/read/form.ts";
import { readSignatureDictionary, type SignatureDictionary } from "../../src/pdf/read/signature-dictionary.ts";

/** Opens bytes that are in memory. */
export function openPdf(bytes: Uint8Array): PdfDocument {
  return PdfDocument.open(openView(toByteSource(bytes)));
}

export interface ReadSignature {
  readonly field: string;
  readonly dictionary: SignatureDictionary;
  readonly coverage: string;
  /** The bytes that the signature covers. */
  readonly content: Uint8Array;
  /** /Contents without the zeros behind the CMS. */
  readonly cms: Uint8Array;
}

/** The signatures of a file as our own reader sees them, in the order of their revisions. */
export function readSignatures(bytes: Uint8Array): ReadSignature[] {
  const document = openPdf(bytes);
  const signatures = readSignatureFields(document).fields.flatMap(({ name, value }) => {
    if (!value?.dict) return [];
    const dictionary = readSignatureDictionary(document, { ref: value.ref, dict: value.dict });
    const { byteRange, contents } = dictionary;
    const [start = 0, length = 0, second = 0, secondLength = 0] = byteRange ?? [];
    const facts = describeByteRange({
      byteRange,
      contents: contents?.extent ?? null,
      fileSize: bytes.length,
      revisions: document.revisions,
    });
    const content = concatBytes(bytes.subarray(start, start + length), bytes.subarray(second, second + secondLength));
    return [
      { field: name, dictionary, coverage: facts.coverage, content, cms: derOf(contents?.bytes ?? new Uint8Array()) },
    ];
  });
  return signatures.sort((a, b) => a.content.length - b.content.length);
}

/** The one DER value at the beginning. */
function derOf(bytes: Uint8Array): Uint8Array {
  const [, first = 0, high = 0, low = 0] = bytes;
  const length = first < 0x80 ? 2 + first : first === 0x81 ? 3 + high : 4 + high * 256 + low;
  return bytes.subarray(0, length);
}

/** Whether each signature fits the programs that others use, and the file what it came from. */
export function expectOthersToAccept(
  input: Uint8Array,
  signed: Uint8Array,
  chains: readonly (readonly Uint8Array[])[],
): void {
  expect(Buffer.compare(signed.subarray(0, input.length), input)).toBe(0);
  const folder = mkdtempSync(join(tmpdir(), "pades-interop-"));
  try {
    const path = join(folder, "signed.pdf");
    writeFileSync(path, signed);
    expectPdfsig(path, chains.length);
    expect(run("qpdf", ["--check", path])).toContain("No syntax or stream encoding errors found");
    expectOpenssl(folder, readSignatures(signed), chains);
  } finally {
    rmSync(folder, { recursive: true });
  }
}

function expectPdfsig(path: string, signatures: number): void {
  const report = run("pdfsig", [path]);
  expect(report.match(/Signature Validation: .*/g)).toEqual(
    Array(signatures).fill("Signature Validation: Signature is Valid."),
  );
  expect(report.match(/Signature Type: .*/g)).toEqual(Array(signatures).fill("Signature Type: ETSI.CAdES.detached"));
  const covered = report.match(/^ {2}- (?:Total document signed|Not total document signed)$/gm) ?? [];
  expect(covered.filter((line) => line.includes("Total"))).toHaveLength(1);
}

/** Signature value, ESS certificate and chain; the chain's root is trusted, as it would be by configuration. */
function expectOpenssl(
  folder: string,
  signatures: readonly ReadSignature[],
  chains: readonly (readonly Uint8Array[])[],
): void {
  expect(signatures).toHaveLength(chains.length);
  for (const [index, { cms, content }] of signatures.entries()) {
    const root = chains[index]?.at(-1);
    if (root === undefined) throw new Error("no chain");
    const [cmsPath, contentPath, rootPath] = ["cms.der", "content.bin", "root.pem"].map((name) =>
      join(folder, `${index}-${name}`),
    );
    if (cmsPath === undefined || contentPath === undefined || rootPath === undefined) throw new Error("no paths");
    writeFileSync(cmsPath, cms);
    writeFileSync(contentPath, content);
    writeFileSync(rootPath, encodePem("CERTIFICATE", root));
    run("openssl", [
      ..."cms -verify -cades -binary -inform DER -purpose any -out /dev/null".split(" "),
      ...["-in", cmsPath, "-content", contentPath, "-CAfile", rootPath],
    ]);
  }
}

/** @throws where the program ends with another code than 0 */
function run(program: string, args: readonly string[]): string {
  return execFileSync(program, args, { encoding: "utf8", stdio: ["ignore", "pipe", "pipe"] });
}
