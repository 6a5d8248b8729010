/**
 * How RFC 5280, 7.1, compares strings: prepared as RFC 4518 says for caseIgnoreMatch. Characters that show nothing
 * are dropped, every kind of space is one space, case and compatibility forms are folded.
 */
export function prepareForComparison(text: string): string {
  const folded = PRINTABLE_ASCII.test(text) ? text.toLowerCase() : foldUnicode(text);
  return folded.trim().replace(/ {2,}/g, " ");
}

const PRINTABLE_ASCII = /^[\x20-\x7e]*$/;

/** RFC 4518, 2.2: mapped to nothing: controls, soft hyphens, joiners, direction marks, variation selectors. */
const INVISIBLE = /\p{Cc}|\p{Cf}|\p{Variation_Selector}|\u034f|\ufffc/gu;

function foldUnicode(text: string): string {
  // The byte order mark is white space to a regular expression, but nothing at all in a name.
  const spaced = text.replaceAll("\ufeff", "").replace(/\s/g, " ");
  const folded = spaced.replace(INVISIBLE, "").normalize("NFKC").toLowerCase();
  // The two letters whose folding (RFC 3454, B.2) is not their lower-case form.
  return folded.replaceAll("ß", "ss").replaceAll("ς", "σ").normalize("NFKC");
}
