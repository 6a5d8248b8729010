import { encodeHex } from "../../../bytes/hex.ts";
import { digestOf } from "../../../crypto/digest.ts";

const names = new WeakMap<Uint8Array, string>();

/** What a report calls a piece of evidence: "sha256:…" of its DER, which stays as it is. */
export function nameOfPiece(piece: Uint8Array): string {
  const known = names.get(piece);
  if (known !== undefined) return known;
  const name = `sha256:${encodeHex(digestOf("SHA-256", piece))}`;
  names.set(piece, name);
  return name;
}

/** Each piece once, in the order of their names. */
export function inOrder(pieces: readonly Uint8Array[]): Uint8Array[] {
  const byName = new Map(pieces.map((piece) => [nameOfPiece(piece), piece]));
  return [...byName].sort(([a], [b]) => (a < b ? -1 : 1)).map(([, piece]) => piece);
}
