import { plainText } from "../report/plain-text.ts";
import { CliError } from "./cli-error.ts";
import type { CommandContext } from "./command-context.ts";
import { EXIT } from "./exit-codes.ts";
import { readDescriptor } from "./password.ts";

/** Where a secret is, if not in somebody's head. */
export interface SecretFlags {
  readonly env?: string | undefined;
  readonly fd?: string | undefined;
  /** Names of the options, for messages. */
  readonly options: readonly [env: string, fd: string];
}

/** The secret that an environment variable or a file descriptor holds; null where none is named. @throws CliError */
export function namedSecret({ env, fd, options }: SecretFlags, { terminal, words }: CommandContext): string | null {
  if (env !== undefined && fd !== undefined) throw new CliError(EXIT.usage, words.error.optionsExclude(...options));
  if (env !== undefined) {
    const secret = terminal.env[env];
    if (secret === undefined) throw new CliError(EXIT.usage, words.keys.secretVariable(plainText(env)));
    return secret;
  }
  return fd === undefined ? null : readDescriptor(fd, words.keys.secretDescriptor);
}
