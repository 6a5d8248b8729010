/** What differs, by the word for it; what is empty is left out. */
export function differing(parts: readonly (readonly [word: string, texts: string])[]): string {
  return parts.flatMap(([word, texts]) => (texts === "" ? [] : [`${word} ${texts}`])).join("; ");
}
