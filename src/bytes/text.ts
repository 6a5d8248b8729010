const UTF8 = new TextEncoder();
const STRICT_UTF8 = new TextDecoder("utf-8", { fatal: true });

/** The UTF-8 bytes of `text`. */
export function encodeUtf8(text: string): Uint8Array<ArrayBuffer> {
  return UTF8.encode(text);
}

/** The text of UTF-8 bytes, or null where they are not UTF-8. */
export function decodeUtf8(bytes: Uint8Array): string | null {
  try {
    return STRICT_UTF8.decode(bytes);
  } catch {
    return null;
  }
}

/** One byte a character: for ASCII syntax and for names whose bytes must survive unchanged. */
export function decodeLatin1(bytes: Uint8Array): string {
  // String.fromCharCode takes its characters as arguments, so it gets them in pieces that fit a call stack; applied
  // to the bytes themselves it is many times as fast as spread over them.
  let text = "";
  for (let at = 0; at < bytes.length; at += 0x2000) {
    text += String(Reflect.apply(String.fromCharCode, null, bytes.subarray(at, at + 0x2000)));
  }
  return text;
}

/** The bytes of text whose characters all fit one byte; others are cut to their low eight bits. */
export function encodeLatin1(text: string): Uint8Array<ArrayBuffer> {
  const bytes = new Uint8Array(text.length);
  for (let i = 0; i < text.length; i++) bytes[i] = text.charCodeAt(i);
  return bytes;
}
