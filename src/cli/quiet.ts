import type { CommandContext } from "./command-context.ts";

export interface QuietFlags {
  readonly quiet?: boolean;
  /** What a program reads is printed all the same. */
  readonly json?: boolean;
  readonly jsonl?: boolean;
  readonly csv?: boolean;
}

/** With --quiet a command says nothing but what is wrong: the exit code has the answer. */
export function quietly(flags: QuietFlags, context: CommandContext): CommandContext {
  if (flags.quiet !== true) return context;
  const { terminal } = context;
  const isData = [flags.json, flags.jsonl, flags.csv].includes(true);
  return {
    ...context,
    terminal: {
      ...terminal,
      errorIsTerminal: false,
      write: (text) => {
        if (isData) terminal.write(text);
      },
      writeError: () => undefined,
    },
  };
}
