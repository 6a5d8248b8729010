import { decodeLatin1, encodeUtf8 } from "../../bytes/text.ts";
import { bmpPassword } from "./key-derivation.ts";

/** One way in which a writer may have turned the password into octets. */
export interface PasswordForm {
  /** For PBES2 (RFC 8018). */
  readonly utf8: Uint8Array;
  /** For the key derivation of RFC 7292. */
  readonly bmp: Uint8Array;
}

/**
 * The ways in which writers encode a password, the standard's own first. They differ once it is empty or not ASCII:
 * an accented letter may be one character or two (NFC, NFD), and OpenSSL before 1.1 widened each octet of UTF-8.
 */
export function passwordForms(password: string): PasswordForm[] {
  if (password === "") {
    const utf8 = new Uint8Array(0);
    return [
      { utf8, bmp: bmpPassword("") },
      { utf8, bmp: new Uint8Array(0) },
    ];
  }
  const spellings = [...new Set([password, password.normalize("NFC"), password.normalize("NFD")])];
  const standard = spellings.map((text) => ({ utf8: encodeUtf8(text), bmp: bmpPassword(text) }));
  // biome-ignore lint/suspicious/noControlCharactersInRegex: the whole of ASCII is meant
  if (/^[\x00-\x7f]*$/.test(password)) return standard;
  return [...standard, ...standard.map(({ utf8 }) => ({ utf8, bmp: bmpPassword(decodeLatin1(utf8)) }))];
}
