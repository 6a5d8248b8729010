import type { VerifyOptions } from "../../pades/verify/request.ts";
import { verifyPdf } from "../../pades/verify/verify-pdf.ts";
import type { FileSource } from "../file-source.ts";
import { type BatchResult, failedResult, resultOf } from "./batch-result.ts";

/** How each file of a batch is verified. */
export interface PathVerification {
  readonly options: VerifyOptions;
  /** Whether results hold the whole report on their file. */
  readonly reports: boolean;
  readonly open: (path: string) => Promise<FileSource>;
}

/** Verifies one file of a batch. @throws the signal's reason where it was aborted, and nothing else */
export async function verifyPath(path: string, { options, reports, open }: PathVerification): Promise<BatchResult> {
  try {
    const source = await open(path);
    try {
      return resultOf(path, await verifyPdf(source, { ...options, path }), reports);
    } finally {
      await source.close();
    }
  } catch (error) {
    options.signal?.throwIfAborted();
    return failedResult(path, error);
  }
}
