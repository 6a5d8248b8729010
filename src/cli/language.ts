import type { CommandLineWords } from "../locale/command-line.ts";
import { commandLine as englishCommandLine } from "../locale/en/command-line.ts";
import { en } from "../locale/en.ts";
import type { Locale, LocaleTag } from "../locale/locale.ts";
import { commandLine as vietnameseCommandLine } from "../locale/vi/command-line.ts";
import { vi } from "../locale/vi.ts";

export interface Language {
  readonly locale: Locale;
  readonly words: CommandLineWords;
}

const LANGUAGES: { readonly [Tag in LocaleTag]: Language } = {
  vi: { locale: vi, words: vietnameseCommandLine },
  en: { locale: en, words: englishCommandLine },
};

/**
 * The language to speak, wrong commands included: that of --lang, else of the configuration, else of the first of LC_ALL,
 * LC_MESSAGES and LANG that is set, else of the system. Vietnamese where it is that, otherwise English.
 */
export function chooseLanguage(
  args: readonly string[],
  env: Readonly<Record<string, string | undefined>>,
  systemLanguage: string,
  configured?: "vi" | "en",
): Language {
  const named = [languageFlag(args), configured, env["LC_ALL"], env["LC_MESSAGES"], env["LANG"], systemLanguage].find(
    (name) => name !== undefined && name !== "",
  );
  return /^vi(?![a-z])/i.test(named ?? "") ? LANGUAGES.vi : LANGUAGES.en;
}

/** The value of --lang, looked for before the command line is parsed. */
function languageFlag(args: readonly string[]): string | undefined {
  const end = args.indexOf("--");
  const flags = end < 0 ? args : args.slice(0, end);
  const joined = flags.find((arg) => arg.startsWith("--lang="));
  if (joined !== undefined) return joined.slice("--lang=".length);
  const at = flags.indexOf("--lang");
  return at < 0 ? undefined : flags[at + 1];
}
