import type { ExitCode } from "../../src/cli/exit-codes.ts";
import { runCommandLine } from "../../src/cli/run.ts";
import type { Terminal } from "../../src/cli/terminal.ts";

export interface Outcome {
  readonly code: ExitCode;
  readonly stdout: string;
  readonly stderr: string;
}

/** Runs a command line in this process, with Vietnamese as the language unless `changes` or --lang say otherwise. */
export async function pades(args: readonly string[], changes: Partial<Terminal> = {}): Promise<Outcome> {
  let stdout = "";
  let stderr = "";
  const code = await runCommandLine(args, {
    env: { LANG: "vi_VN.UTF-8" },
    systemLanguage: "en-US",
    outputIsTerminal: false,
    errorIsTerminal: false,
    columns: null,
    signal: new AbortController().signal,
    write: (text) => {
      stdout += text;
    },
    writeError: (text) => {
      stderr += text;
    },
    readSecret: async () => null,
    readLine: async () => null,
    ...changes,
  });
  return { code, stdout, stderr };
}
