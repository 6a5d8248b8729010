/** Characters of one string from a document; longer names only serve to push the verdict out of sight. */
const MAX_SHOWN_CHARACTERS = 300;

const LINE_BREAKS = /[\t\n\v\f\r\u0085\u2028\u2029]+/g;
/**
 * Control characters (ANSI escapes begin with one), invisible format characters (bidi overrides, byte order marks,
 * tags) and lone surrogates; not the two joiners that ordinary words of some scripts need.
 */
const UNSHOWABLE = /(?![\u200c\u200d])[\p{Cc}\p{Cf}\p{Cs}]/gu;
/** More marks on one letter than any language puts there: they would paint over the lines above and below. */
const STACKED_MARKS = /(\p{M}{4})\p{M}+/gu;

/**
 * Text from outside (names in certificates, field names, file names, values of fields) made fit to be shown in a
 * terminal or on a page: one line, nothing that moves the cursor, turns the direction of writing or hides. What cannot
 * be shown becomes U+FFFD, so that it is seen to have been there.
 */
export function plainText(text: string): string {
  // The cut comes first: nothing below may cost more than what is shown.
  const cut = text.length > MAX_SHOWN_CHARACTERS ? `${text.slice(0, MAX_SHOWN_CHARACTERS)}…` : text;
  return cut
    .normalize("NFC")
    .replace(LINE_BREAKS, " ")
    .replace(UNSHOWABLE, "\ufffd")
    .replace(STACKED_MARKS, "$1")
    .trim();
}

/** A finding's or change's parameters with every string made plain. */
export function plainParams<T extends object>(params: T): T {
  const entries = Object.entries(params).map(
    ([key, value]: [string, unknown]) => [key, typeof value === "string" ? plainText(value) : value] as const,
  );
  // The same keys with values of the same types; fromEntries cannot say so.
  return Object.fromEntries(entries) as T;
}
