import type { Extent } from "../../../pdf/objects.ts";

/**
 * The ranges that a /ByteRange names, if they ascend within the file, so that they can be hashed as they stand. That
 * they are the right ones is for the byte range checks to say: integrity is told even of an anomalous range.
 */
export function signedRanges(byteRange: readonly number[] | null, fileSize: number): Extent[] | null {
  if (byteRange === null || byteRange.length < 2 || byteRange.length % 2 !== 0) return null;
  const ranges: Extent[] = [];
  let previousEnd = 0;
  for (let i = 0; i < byteRange.length; i += 2) {
    const start = byteRange[i] ?? 0;
    const end = start + (byteRange[i + 1] ?? 0);
    const isWhole = Number.isSafeInteger(start) && Number.isSafeInteger(end);
    if (!isWhole || start < previousEnd || end < start || end > fileSize) return null;
    ranges.push({ start, end });
    previousEnd = end;
  }
  return ranges;
}
