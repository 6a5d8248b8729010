import { type FileHandle, open } from "node:fs/promises";
import type { BatchResult } from "./batch-result.ts";

/** One line of a journal: a result, and the digest of what it was reached with. */
interface JournalEntry {
  readonly inputs: string;
  readonly result: BatchResult;
}

/**
 * What a batch has done so far, a line of JSON for each file, so that a run that was killed at any moment can go on. A
 * line counts once it is whole: what a kill cut short is dropped, and its file done again.
 */
export class Journal {
  readonly #handle: FileHandle;
  readonly #inputs: string;
  /** Results that were reached with the same inputs, by path. */
  readonly known: ReadonlyMap<string, BatchResult>;

  private constructor(handle: FileHandle, inputs: string, known: ReadonlyMap<string, BatchResult>) {
    this.#handle = handle;
    this.#inputs = inputs;
    this.known = known;
  }

  /**
   * @param inputs digest of what the files of this run are verified with
   * @param resume goes on with a journal that is there; else one must not be there (EEXIST)
   */
  static async open(path: string, inputs: string, resume: boolean): Promise<Journal> {
    const handle = await open(path, resume ? "a+" : "ax+");
    try {
      const text = await handle.readFile("utf8");
      const end = text.lastIndexOf("\n") + 1;
      if (end < text.length) await handle.truncate(Buffer.byteLength(text.slice(0, end)));
      const entries = text.slice(0, end).split("\n").flatMap(parseEntry);
      const known = new Map(
        entries.filter((entry) => entry.inputs === inputs).map(({ result }) => [result.path, result] as const),
      );
      return new Journal(handle, inputs, known);
    } catch (error) {
      await handle.close();
      throw error;
    }
  }

  /** Resolves once the line is with the operating system, which keeps it whatever becomes of this process. */
  async add(result: BatchResult): Promise<void> {
    await this.#handle.appendFile(`${JSON.stringify({ inputs: this.#inputs, result })}\n`);
  }

  async close(): Promise<void> {
    await this.#handle.sync();
    await this.#handle.close();
  }
}

/** A line that is no entry is passed over: its file is done again. */
function parseEntry(line: string): JournalEntry[] {
  try {
    const value: unknown = JSON.parse(line);
    return isEntry(value) ? [value] : [];
  } catch {
    return [];
  }
}

function isEntry(value: unknown): value is JournalEntry {
  if (typeof value !== "object" || value === null || !("inputs" in value) || !("result" in value)) return false;
  const { inputs, result } = value;
  return (
    typeof inputs === "string" &&
    typeof result === "object" &&
    result !== null &&
    "path" in result &&
    "verdict" in result &&
    "sha256" in result &&
    "reasons" in result
  );
}
