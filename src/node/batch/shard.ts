import { createHash } from "node:crypto";

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

/** The paths of a shard: by the path alone, so that every machine shares out alike, whatever files come and go. */
export function pathsOfShard(paths: readonly string[], { index, of }: Shard): string[] {
  return paths.filter(
    (path) => createHash("sha256").update(path.normalize("NFC")).digest().readUInt32BE(0) % of === index - 1,
  );
}
