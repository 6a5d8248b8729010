import { finding } from "../../findings.ts";
import type { Check } from "./check.ts";

/**
 * Does nothing follow the last revision? Bytes that no cross-reference section accounts for are not signed, and
 * a reader that searches a file for objects would find them.
 */
export const checkBytesAfterRevision: Check = ({ byteRange, revisions, fileSize }) => {
  const signed = byteRange.endsAtRevision;
  if (signed === null || signed.index + 1 < revisions || byteRange.coverage === "whole-file") return [];
  return [finding("bytes-after-revision", { bytes: fileSize - signed.end })];
};
