import { toByteSource } from "../bytes/source.ts";
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

/** @param prefixSizes where originals of components of this size may end */
export async function judgeFile(
  { path, source }: DossierFile,
  prefixSizes: readonly number[],
  options: VerifyOptions,
): Promise<JudgedFile> {
  const bytes = toByteSource(source);
  const facts = await readFacts(path, bytes, prefixSizes, options.signal ?? null);
  const { head, ...known } = facts;
  const pdf = isPdf(path, head) ? await verifyPdf(bytes, { ...options, path }) : null;
  // A source that answers differently the second time is found out: what was judged must be what the manifest names.
  const isSame = pdf === null || pdf.sha256 === null || pdf.sha256 === facts.sha256;
  return {
    ...known,
    ...(isSame ? {} : { sha256: pdf.sha256, prefixes: new Map<number, string>() }),
    pdf,
    isExecutable: isExecutable(path, head),
    isArchive: isArchive(path, head),
  };
}
