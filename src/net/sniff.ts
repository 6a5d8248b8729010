import { decodeBase64 } from "../bytes/base64.ts";
import { parsePem } from "../bytes/pem.ts";
import { decodeLatin1 } from "../bytes/text.ts";

/** The first octet of every DER structure fetched here: SEQUENCE. */
const SEQUENCE = 0x30;
const HYPHENS = "-----BEGIN ";
/** White space that may stand before text. */
const LEADING_SPACE = /^(?:\u00ef\u00bb\u00bf)?[\t\n\r ]*/;

/**
 * The DER structures in what a server sent, whatever it said the type was: DER itself, PEM with one of these labels
 * (several blocks are several structures), or bare base64, as some authorities serve their lists.
 *
 * @returns null where it is none of these: an error page, say
 */
export function sniffDer(body: Uint8Array, labels: readonly string[]): readonly Uint8Array[] | null {
  if (body[0] === SEQUENCE && !looksLikeText(body)) return [body];
  const text = decodeLatin1(body).replace(LEADING_SPACE, "");
  if (text.includes(HYPHENS)) {
    const blocks = parsePem(text).filter(({ label }) => labels.includes(label));
    return blocks.length === 0 ? null : blocks.map(({ bytes }) => bytes);
  }
  const decoded = decodeBase64(text);
  return decoded !== null && decoded[0] === SEQUENCE ? [decoded] : null;
}

/** 0x30 is also the character 0: what continues in digits and letters is text. */
function looksLikeText(body: Uint8Array): boolean {
  return (
    body.length > 1 && body.subarray(0, 64).every((byte) => (byte >= 0x20 && byte < 0x7f) || (byte >= 9 && byte <= 13))
  );
}
