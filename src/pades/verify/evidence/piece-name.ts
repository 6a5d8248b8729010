import { encodeHex } from "../../../bytes/hex.ts";
import { perObject } from "../../../bytes/per-object.ts";
import { digestOf } from "../../../crypto/digest.ts";

/** What a report calls a piece of evidence: "sha256:…" of its DER, which stays as it is. */
export const nameOfPiece = perObject((piece: Uint8Array) => `sha256:${encodeHex(digestOf("SHA-256", piece))}`);

/** Each piece once, in the order of their names. */
export function inOrder(pieces: readonly Uint8Array[]): Uint8Array[] {
  const byName = new Map(pieces.map((piece) => [nameOfPiece(piece), piece]));
  return [...byName].sort(([a], [b]) => (a < b ? -1 : 1)).map(([, piece]) => piece);
}
