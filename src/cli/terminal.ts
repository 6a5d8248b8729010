import { readLine } from "./read-line.ts";
import { readSecret } from "./read-secret.ts";

/** Where a command reads and writes: the process, or a test. */
export interface Terminal {
  readonly env: Readonly<Record<string, string | undefined>>;
  /** The language of the system where the environment names none, as "vi-VN". */
  readonly systemLanguage: string;
  readonly outputIsTerminal: boolean;
  readonly errorIsTerminal: boolean;
  /** Columns of standard output; null where it is no terminal. */
  readonly columns: number | null;
  /** Aborted when the user stops the command. */
  readonly signal: AbortSignal;
  write(text: string): void;
  writeError(text: string): void;
  /** Asks for a secret without showing it; resolves with null where there is nobody to ask. */
  readSecret(prompt: string): Promise<string | null>;
  /** Asks a question and shows what is typed; resolves with null where there is nobody to ask. */
  readLine(prompt: string): Promise<string | null>;
}

/** The terminal of this process. An interrupt stops the command once, and kills the process the second time. */
export function processTerminal(): Terminal {
  const controller = new AbortController();
  const stop = (): void => controller.abort(new Error("stopped by the user"));
  process.once("SIGINT", stop);
  process.once("SIGTERM", stop);
  // The reader of a pipe may have seen enough.
  process.stdout.on("error", (error: NodeJS.ErrnoException) => {
    if (error.code !== "EPIPE") throw error;
  });
  const { stdout, stderr } = process;
  return {
    env: process.env,
    systemLanguage: new Intl.DateTimeFormat().resolvedOptions().locale,
    outputIsTerminal: isTerminal(stdout),
    errorIsTerminal: isTerminal(stderr),
    columns: isTerminal(stdout) ? stdout.columns : null,
    signal: controller.signal,
    write: (text) => void stdout.write(text),
    writeError: (text) => void stderr.write(text),
    readSecret: (prompt) => readSecret(prompt, process.stdin, stderr, stop),
    readLine: (prompt) => readLine(prompt, process.stdin, stderr, stop),
  };
}

/** The types say that it is always there. */
function isTerminal({ isTTY }: { readonly isTTY?: boolean }): boolean {
  return isTTY === true;
}
