import { encodeUtf8 } from "../../../bytes/text.ts";
import { decodeTextString } from "../text.ts";

/** RFC 4013, section 2.1: spaces become U+0020, and what is shown as nothing is left out (RFC 3454, C.1.2 and B.1). */
const SPACES = /[\u00a0\u1680\u2000-\u200a\u202f\u205f\u3000]/gu;
const NOTHING = /\u00ad|\u034f|\u1806|[\u180b-\u180d]|[\u200b-\u200d]|\u2060|[\ufe00-\ufe0f]|\ufeff/gu;

/** ISO 32000-2, 7.6.4.3.3. */
const MAX_UTF8_BYTES = 127;

/**
 * The bytes that a password may stand for up to revision 4 (ISO 32000-2, 7.6.4.3.2): in PDFDocEncoding, or else as
 * writers put what that cannot hold.
 */
export function legacyPasswordBytes(password: string): Uint8Array[] {
  const encoded = encodePdfDoc(password);
  return distinct([...(encoded === null ? [] : [encoded]), encodeUtf8(password)]);
}

/**
 * The same from revision 5 on (7.6.4.3.3): UTF-8 after SASLprep, or as it is, which writers without SASLprep use.
 * What SASLprep prohibits is not refused: whoever asks opens a file that has this password, or has not.
 */
export function modernPasswordBytes(password: string): Uint8Array[] {
  const prepared = password.replace(SPACES, " ").replace(NOTHING, "").normalize("NFKC");
  return distinct([prepared, password].map((text) => encodeUtf8(text).subarray(0, MAX_UTF8_BYTES)));
}

let byteOf: ReadonlyMap<string, number> | undefined;

function encodePdfDoc(text: string): Uint8Array | null {
  byteOf ??= new Map(
    Array.from({ length: 256 }, (_, byte) => [decodeTextString(Uint8Array.of(byte)), byte] as const).filter(
      ([character]) => character !== "\ufffd",
    ),
  );
  const bytes: number[] = [];
  for (const character of text) {
    const byte = byteOf.get(character);
    if (byte === undefined) return null;
    bytes.push(byte);
  }
  return Uint8Array.from(bytes);
}

function distinct(candidates: readonly Uint8Array[]): Uint8Array[] {
  const seen = new Set<string>();
  return candidates.filter((bytes) => {
    const key = bytes.join();
    const isNew = !seen.has(key);
    seen.add(key);
    return isNew;
  });
}
