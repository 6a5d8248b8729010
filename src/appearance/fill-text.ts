import { PadesError } from "../errors.ts";

/** What can be filled into a template: null for a name that is known and has no value here. */
export type FillValues = ReadonlyMap<string, string | null>;

const NAME = /\{([^{}]*)\}/g;

/** Control characters have no look; a value with line ends could feign lines of the template. */
const CONTROL = /[\p{Cc}\p{Cf}\u2028\u2029]/u;

/**
 * A line of a template with what its braces name, composed (NFC), since letters that are composed of marks while they
 * are drawn have the marks in wrong places; null where something that it names is not there.
 *
 * @throws PadesError ERR_INVALID_ARGUMENT where a name is unknown or a value cannot be shown
 */
export function fillLine(line: string, values: FillValues): string | null {
  let isComplete = true;
  const filled = line.replace(NAME, (_, name: string) => {
    const value = values.get(name);
    if (value === undefined) {
      throw new PadesError(
        "ERR_INVALID_ARGUMENT",
        `appearance: no value for {${name}} of the template; give values.${name}`,
      );
    }
    isComplete &&= value !== null;
    return value ?? "";
  });
  return isComplete ? checkText(filled).normalize("NFC") : null;
}

function checkText(text: string): string {
  const control = CONTROL.exec(text);
  if (control === null) return text;
  const code = text.codePointAt(control.index) ?? 0;
  throw new PadesError(
    "ERR_INVALID_ARGUMENT",
    `appearance: the text has the control character U+${code.toString(16).toUpperCase().padStart(4, "0")}`,
  );
}
