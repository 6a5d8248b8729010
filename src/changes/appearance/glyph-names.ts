/** Glyph names of the Adobe Glyph List for the characters of WinAnsiEncoding, in code order (ISO 32000-2, annex D.2). */
const ASCII_PUNCTUATION =
  "space exclam quotedbl numbersign dollar percent ampersand quotesingle parenleft parenright asterisk plus comma hyphen period slash " +
  "zero one two three four five six seven eight nine colon semicolon less equal greater question at";
const AFTER_UPPER = "bracketleft backslash bracketright asciicircum underscore grave";
const AFTER_LOWER = "braceleft bar braceright asciitilde";
const LATIN_1 =
  "nbspace exclamdown cent sterling currency yen brokenbar section dieresis copyright ordfeminine guillemotleft logicalnot softhyphen " +
  "registered macron degree plusminus twosuperior threesuperior acute mu paragraph periodcentered cedilla onesuperior ordmasculine " +
  "guillemotright onequarter onehalf threequarters questiondown Agrave Aacute Acircumflex Atilde Adieresis Aring AE Ccedilla Egrave " +
  "Eacute Ecircumflex Edieresis Igrave Iacute Icircumflex Idieresis Eth Ntilde Ograve Oacute Ocircumflex Otilde Odieresis multiply " +
  "Oslash Ugrave Uacute Ucircumflex Udieresis Yacute Thorn germandbls agrave aacute acircumflex atilde adieresis aring ae ccedilla " +
  "egrave eacute ecircumflex edieresis igrave iacute icircumflex idieresis eth ntilde ograve oacute ocircumflex otilde odieresis " +
  "divide oslash ugrave uacute ucircumflex udieresis yacute thorn ydieresis";
/** Codes 80 to 9F of Windows code page 1252; a full stop where there is none. */
const CP1252_NAMES =
  "Euro . quotesinglbase florin quotedblbase ellipsis dagger daggerdbl circumflex perthousand Scaron guilsinglleft OE . Zcaron . " +
  ". quoteleft quoteright quotedblleft quotedblright bullet endash emdash tilde trademark scaron guilsinglright oe . zcaron Ydieresis";
const CP1252_CHARACTERS =
  "\u20ac.\u201a\u0192\u201e\u2026\u2020\u2021\u02c6\u2030\u0160\u2039\u0152.\u017d..\u2018\u2019\u201c\u201d\u2022\u2013\u2014\u02dc\u2122\u0161\u203a\u0153.\u017e\u0178";
const OTHERS =
  "dotlessi \u0131 fi \ufb01 fl \ufb02 Lslash \u0141 lslash \u0142 minus \u2212 fraction \u2044 breve \u02d8 caron \u02c7 dotaccent \u02d9 hungarumlaut \u02dd ogonek \u02db ring \u02da sfthyphen \u00ad uhorn \u01b0 Uhorn \u01af ohorn \u01a1 Ohorn \u01a0 dcroat \u0111 Dcroat \u0110 abreve \u0103 Abreve \u0102";

let names: Map<string, string> | null = null;

/** The character that a glyph name stands for, or null for a name that is not known. */
export function characterOfGlyph(name: string): string | null {
  names ??= buildNames();
  const known = names.get(name);
  if (known !== undefined) return known;
  if (/^[A-Za-z]$/.test(name)) return name;
  const unicode = /^(?:uni([0-9A-F]{4})|u([0-9A-F]{4,6}))$/.exec(name);
  const code = Number.parseInt(unicode?.[1] ?? unicode?.[2] ?? "", 16);
  return Number.isNaN(code) || code > 0x10ffff ? null : String.fromCodePoint(code);
}

function buildNames(): Map<string, string> {
  const map = new Map<string, string>();
  const add = (list: string, first: number) =>
    list.split(" ").forEach((name, index) => map.set(name, String.fromCharCode(first + index)));
  add(ASCII_PUNCTUATION, 0x20);
  add(AFTER_UPPER, 0x5b);
  add(AFTER_LOWER, 0x7b);
  add(LATIN_1, 0xa0);
  CP1252_NAMES.split(" ").forEach((name, index) => map.set(name, CP1252_CHARACTERS[index] ?? ""));
  const others = OTHERS.split(" ");
  for (let i = 0; i < others.length; i += 2) map.set(others[i] ?? "", others[i + 1] ?? "");
  map.delete(".");
  return map;
}

/** The character of a WinAnsiEncoding code; null for those that have none. */
export function winAnsiCharacter(code: number): string | null {
  if (code < 0x20) return null;
  if (code < 0x80 || code >= 0xa0) return String.fromCharCode(code);
  const character = CP1252_CHARACTERS[code - 0x80] ?? ".";
  return character === "." ? null : character;
}
