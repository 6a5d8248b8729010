import type { Finding, FindingCode } from "../findings.ts";
import type { Locale, Sentences, Telling } from "./locale.ts";

/** What `locale` says about `finding`. */
export function sentencesOf(locale: Locale, finding: Finding, telling: Telling): Sentences {
  // The function found under a finding's code takes that finding's parameters; the compiler loses the pairing in the union.
  const tell = locale.findings[finding.code] as (params: Finding["params"], telling: Telling) => Sentences;
  return tell(finding.params, telling);
}

/** `text` with a capital first letter, for a title that stands alone. */
export function capitalised(text: string, locale: Locale): string {
  return text.charAt(0).toLocaleUpperCase(locale.tag) + text.slice(1);
}

/** Whether `text` is the code of a finding that `locale` knows. */
export function isFindingCode(text: string, locale: Locale): text is FindingCode {
  return Object.hasOwn(locale.findings, text);
}
