import { createInterface } from "node:readline";

/**
 * Asks on a terminal, which shows what is typed, with the usual keys to correct it. Null where `input` is no terminal, or
 * the user ended the input or pressed the interrupt key, which `interrupt` is then told.
 */
export async function readLine(
  prompt: string,
  input: NodeJS.ReadableStream & { readonly isTTY?: boolean },
  output: NodeJS.WritableStream,
  interrupt: () => void,
): Promise<string | null> {
  if (input.isTTY !== true) return null;
  const keyboard = createInterface({ input, output, terminal: true, historySize: 0 });
  try {
    return await new Promise((resolve) => {
      keyboard.once("SIGINT", () => {
        interrupt();
        resolve(null);
      });
      keyboard.once("close", () => resolve(null));
      keyboard.question(prompt, resolve);
    });
  } finally {
    keyboard.close();
  }
}
