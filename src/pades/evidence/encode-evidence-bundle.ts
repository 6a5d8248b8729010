import { encodeBase64 } from "../../bytes/base64.ts";
import { encodeHex } from "../../bytes/hex.ts";
import { encodeUtf8 } from "../../bytes/text.ts";
import { digestOf } from "../../crypto/digest.ts";
import { evidenceDates } from "./evidence-dates.ts";
import { EVIDENCE_KINDS, type EvidenceKind } from "./evidence-kind.ts";

/** A piece for a bundle, DER. */
export interface EvidencePiece {
  readonly kind: EvidenceKind;
  readonly der: Uint8Array;
  /** Where it came from; null where that is not known. */
  readonly source: string | null;
}

/**
 * An evidence bundle (parseEvidenceBundle reads it): JSON in UTF-8, one piece a line, each once, in one order, so that
 * equal evidence makes equal bytes. Nothing of it is judged.
 *
 * @throws Asn1Error where a piece is not of its kind
 */
export function encodeEvidenceBundle(pieces: readonly EvidencePiece[], collectedAt: Date): Uint8Array {
  const lines = new Map<string, string>();
  for (const kind of EVIDENCE_KINDS) {
    const hashed = pieces
      .filter((piece) => piece.kind === kind)
      .map(({ der, source }) => ({ der, source, sha256: encodeHex(digestOf("SHA-256", der)) }))
      .sort((a, b) => compare(a.sha256, b.sha256) || compare(a.source ?? "", b.source ?? ""));
    for (const { der, source, sha256 } of hashed) {
      const { thisUpdate, nextUpdate } = evidenceDates(kind, der);
      const dates = { thisUpdate: isoTime(thisUpdate), nextUpdate: isoTime(nextUpdate) };
      const known = lines.get(sha256);
      lines.set(sha256, known ?? JSON.stringify({ kind, source, sha256, ...dates, der: encodeBase64(der) }));
    }
  }
  const items = [...lines.values()].map((line) => `\n    ${line}`).join(",");
  const head = `"schema": "pades-dossier/evidence@1",\n  "collectedAt": "${collectedAt.toISOString()}"`;
  return encodeUtf8(`{\n  ${head},\n  "items": [${items}${items === "" ? "" : "\n  "}]\n}\n`);
}

function compare(a: string, b: string): number {
  return a < b ? -1 : a > b ? 1 : 0;
}

function isoTime(time: Date | null): string | null {
  return time === null ? null : time.toISOString();
}
