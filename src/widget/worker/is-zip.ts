import type { ByteSource } from "../../bytes/source.ts";

/** Whether a file is a ZIP archive, by its first bytes: names say anything. */
export async function isZipSource(source: ByteSource): Promise<boolean> {
  const [p, k, first, second] = await source.read(0, Math.min(4, source.size));
  // A local file header, or the end record of an archive that holds nothing (APPNOTE 4.3.7, 4.3.16).
  return p === 0x50 && k === 0x4b && ((first === 3 && second === 4) || (first === 5 && second === 6));
}
