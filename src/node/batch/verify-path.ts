import type { VerifyOptions } from "../../pades/verify/request.ts";
import { verifyPdf } from "../../pades/verify/verify-pdf.ts";
import { openFileSource } from "../file-source.ts";
import { type BatchResult, failedResult, resultOf } from "./batch-result.ts";

/** Verifies one file of a batch. @throws the signal's reason where it was aborted, and nothing else */
export async function verifyPath(path: string, options: VerifyOptions, reports: boolean): Promise<BatchResult> {
  try {
    const source = await openFileSource(path);
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
