import { readFileSync } from "node:fs";
import { plainText } from "../report/plain-text.ts";
import { CliError } from "./cli-error.ts";
import type { CommandContext } from "./command-context.ts";
import { EXIT } from "./exit-codes.ts";

export interface PasswordFlags {
  readonly passwordEnv?: string;
  readonly passwordFd?: string;
}

/** The password that opens an encrypted document, where the flags name one: a document is seldom asked for its own. */
export async function documentPassword(
  file: string,
  flags: PasswordFlags,
  context: CommandContext,
): Promise<string | null> {
  const isNamed = flags.passwordEnv !== undefined || flags.passwordFd !== undefined;
  return isNamed ? obtainPassword(file, flags, context) : null;
}

/**
 * The password for a file: from the named environment variable, the file descriptor, or a prompt that shows nothing.
 * Never from an argument, which every user of the machine can see.
 * @throws CliError where there is none
 */
export async function obtainPassword(
  file: string,
  flags: PasswordFlags,
  { terminal, words }: CommandContext,
): Promise<string> {
  const { passwordEnv, passwordFd } = flags;
  if (passwordEnv !== undefined && passwordFd !== undefined)
    throw new CliError(EXIT.usage, words.error.twoPasswordSources);
  if (passwordEnv !== undefined) {
    const password = terminal.env[passwordEnv];
    if (password === undefined) throw new CliError(EXIT.usage, words.error.passwordVariable(plainText(passwordEnv)));
    return password;
  }
  if (passwordFd !== undefined) return readDescriptor(passwordFd, words.error.passwordDescriptor);
  const password = await terminal.readSecret(words.sign.passwordPrompt(plainText(file)));
  if (password !== null) return password;
  terminal.signal.throwIfAborted();
  throw new CliError(EXIT.usage, words.error.passwordNeeded);
}

/** All of it but the line end that an editor or echo leaves behind. */
export function readDescriptor(descriptor: string, describe: (detail: string) => string): string {
  if (!/^\d{1,5}$/.test(descriptor)) throw new CliError(EXIT.usage, describe(plainText(descriptor)));
  try {
    return readFileSync(Number(descriptor), "utf8").replace(/\r?\n$/, "");
  } catch (cause) {
    throw new CliError(EXIT.usage, describe(cause instanceof Error ? plainText(cause.message) : ""), [], { cause });
  }
}
