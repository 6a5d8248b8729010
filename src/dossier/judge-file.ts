import { type ByteSource, toByteSource } from "../bytes/source.ts";
import type { VerifyOptions } from "../pades/verify/request.ts";
import type { PdfVerification } from "../pades/verify/verification.ts";
import { verifyPdf } from "../pades/verify/verify-pdf.ts";
import type { DossierFile } from "./dossier-files.ts";
import { isArchive, isExecutable, isPdf } from "./file-kind.ts";
import type { FileFacts } from "./match-components.ts";
import { readFacts } from "./read-facts.ts";

/** A file of a dossier, judged for itself. */
export interface JudgedFile extends FileFacts {
  /** Null where it is no PDF. */
  readonly pdf: PdfVerification | null;
  readonly isExecutable: boolean;
  readonly isArchive: boolean;
}

/** Enough to tell what a file is: readers look for the header of a PDF in its first 1,024 bytes. */
const HEAD_BYTES = 1024;

/** @param prefixSizes where originals of components of this size may end */
export async function judgeFile(
  { path, source }: DossierFile,
  prefixSizes: readonly number[],
  options: VerifyOptions,
): Promise<JudgedFile> {
  const bytes = toByteSource(source);
  const head = await bytes.read(0, Math.min(HEAD_BYTES, bytes.size));
  const pdf = isPdf(path, head) ? await verifyPdf(bytes, { ...options, path }) : null;
  return {
    ...(await factsOf(path, bytes, pdf, prefixSizes, options.signal ?? null)),
    pdf,
    isExecutable: isExecutable(path, head),
    isArchive: isArchive(path, head),
  };
}

/**
 * What verifying has hashed is hashed again only where the manifest names what files began as. A source that answers
 * differently then is found out: what was judged must be what the manifest names.
 */
async function factsOf(
  path: string,
  bytes: ByteSource,
  pdf: PdfVerification | null,
  prefixSizes: readonly number[],
  signal: AbortSignal | null,
): Promise<FileFacts> {
  const sha256 = pdf?.sha256 ?? null;
  const judged = { path, size: bytes.size, sha256, prefixes: new Map<number, string>() };
  if (sha256 !== null && prefixSizes.every((size) => size > bytes.size)) return judged;
  const facts = await readFacts(path, bytes, prefixSizes, signal);
  return sha256 === null || sha256 === facts.sha256 ? facts : judged;
}
