import { createHash } from "node:crypto";
import type { BatchFile } from "./batch-file.ts";

/** One part of several that share the files of a batch out among machines; both counted from 1. */
export interface Shard {
  readonly index: number;
  readonly of: number;
}

/** "2/5"; null where it is none. */
export function parseShard(text: string): Shard | null {
  const match = /^([1-9]\d{0,5})\/([1-9]\d{0,5})$/.exec(text);
  const [index, of] = [Number(match?.[1]), Number(match?.[2])];
  return match !== null && index <= of ? { index, of } : null;
}

/**
 * The files of a shard: by their names below the folder alone, so that every machine shares out alike, whatever files
 * come and go, and however it names or mounts the folder.
 */
export function filesOfShard<File extends Pick<BatchFile, "below">>(
  files: readonly File[],
  { index, of }: Shard,
): File[] {
  return files.filter(
    ({ below }) => createHash("sha256").update(below.normalize("NFC")).digest().readUInt32BE(0) % of === index - 1,
  );
}
