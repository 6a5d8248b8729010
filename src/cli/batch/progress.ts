import type { CommandContext } from "../command-context.ts";
import { rate } from "./batch-lines.ts";

/** How far a run over many files is, shown on a terminal: count, rate and time left. */
export interface Progress {
  /** @param isKnown whether the result was there already, and cost no time */
  add(isKnown: boolean): void;
  /** Takes the line away. */
  clear(): void;
  done(): { readonly known: number; readonly seconds: number };
}

/** Often enough to be seen to move. */
const REDRAW_SECONDS = 0.1;
/** Before so many files, the time left is a guess. */
const ENOUGH_TO_TELL = 20;

export function createProgress(files: number, { terminal, words }: CommandContext): Progress {
  const started = performance.now();
  const seconds = () => (performance.now() - started) / 1000;
  let done = 0;
  let known = 0;
  let drawn = Number.NEGATIVE_INFINITY;
  return {
    add: (isKnown) => {
      done++;
      if (isKnown) known++;
      const elapsed = seconds();
      if (!terminal.errorIsTerminal || (elapsed - drawn < REDRAW_SECONDS && done < files)) return;
      drawn = elapsed;
      const worked = done - known;
      const left = worked < ENOUGH_TO_TELL ? null : ((files - done) * elapsed) / worked;
      terminal.writeError(`\r\u001b[K${words.batch.progress(done, files, rate(done, elapsed), left)}`);
    },
    clear: () => {
      if (terminal.errorIsTerminal) terminal.writeError("\r\u001b[K");
    },
    done: () => ({ known, seconds: seconds() }),
  };
}
