import type { WriteStream } from "node:tty";

const ENTER = new Set(["\r", "\n"]);
const END_OF_INPUT = "\u0004";
const INTERRUPT = "\u0003";
const ERASE = new Set(["\u007f", "\b"]);
const ERASE_LINE = "\u0015";

/** Of a terminal, what asking needs; process.stdin is one, or is no terminal and lacks half of it. */
export interface Keyboard extends NodeJS.ReadableStream {
  readonly isTTY?: boolean;
  setRawMode?(raw: boolean): unknown;
}

/**
 * Asks for a secret on a terminal, which shows nothing of it. Null where `input` is no terminal, or the user pressed
 * the interrupt key, which `interrupt` is then told.
 */
export async function readSecret(
  prompt: string,
  input: Keyboard,
  output: Pick<WriteStream, "write">,
  interrupt: () => void,
): Promise<string | null> {
  if (input.isTTY !== true) return null;
  output.write(prompt);
  input.setRawMode?.(true);
  input.setEncoding("utf8");
  try {
    return await readUntilEnter(input, interrupt);
  } finally {
    input.setRawMode?.(false);
    input.pause();
    output.write("\n");
  }
}

function readUntilEnter(input: Keyboard, interrupt: () => void): Promise<string | null> {
  return new Promise((resolve) => {
    let typed: string[] = [];
    const finish = (secret: string | null): void => {
      input.off("data", onData);
      input.off("end", onEnd);
      resolve(secret);
    };
    const onEnd = (): void => finish(null);
    const onData = (chunk: string | Uint8Array): void => {
      for (const key of String(chunk)) {
        if (ENTER.has(key) || key === END_OF_INPUT) {
          finish(typed.join(""));
          return;
        }
        if (key === INTERRUPT) {
          interrupt();
          finish(null);
          return;
        }
        if (ERASE.has(key)) typed.pop();
        else if (key === ERASE_LINE) typed = [];
        else typed.push(key);
      }
    };
    input.on("data", onData);
    input.on("end", onEnd);
    input.resume();
  });
}
