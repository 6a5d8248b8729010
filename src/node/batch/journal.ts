import { type FileHandle, open } from "node:fs/promises";
import { escapeForTerminals } from "../../report/json.ts";
import { hasCode } from "../write-file.ts";
import { readLines } from "./read-lines.ts";

/** What one run does to a file, and how its outcome is written down and read. */
export interface JournalFormat<Outcome> {
  /** A journal of another task is not gone on with. */
  readonly task: string;
  /** JSON on one line. */
  encode(outcome: Outcome): string;
  /** Null for what `encode` does not write. */
  parse(value: unknown): Outcome | null;
}

export interface JournalPlace {
  readonly path: string;
  /** Goes on with a journal that is there; else one must not be there. */
  readonly resume: boolean;
}

/** Why a journal cannot be used: its name is taken, it is another file, or the error of node:fs in `cause`. */
export class JournalError extends Error {
  override readonly name = "JournalError";
  readonly reason: "exists" | "no-journal" | "open" | "write";
  readonly path: string;

  constructor(reason: JournalError["reason"], path: string, options?: ErrorOptions) {
    super(`${path}: ${reason}`, options);
    this.reason = reason;
    this.path = path;
  }
}

/** Where an outcome stands in the file: so that they need not all be held. */
interface Extent {
  readonly start: number;
  readonly end: number;
}

/**
 * What a run has done so far, a line of JSON for each file, so that one that was killed at any moment can go on. A line
 * counts once it is whole: what a kill cut short is dropped, and its file done again. Whoever can write to it can have
 * results taken for those of the run, as whoever can write to a report can: keep it like one.
 */
export class Journal<Outcome> {
  readonly #handle: FileHandle;
  readonly #path: string;
  readonly #head: string;
  readonly #format: JournalFormat<Outcome>;
  readonly #extents: ReadonlyMap<string, Extent>;
  #writing: Promise<void> = Promise.resolve();

  private constructor(
    handle: FileHandle,
    { path }: JournalPlace,
    head: string,
    format: JournalFormat<Outcome>,
    extents: ReadonlyMap<string, Extent>,
  ) {
    this.#handle = handle;
    this.#path = path;
    this.#head = head;
    this.#format = format;
    this.#extents = extents;
  }

  /**
   * @param inputs digest of what the files of this run are treated with: what others led to does not count
   * @throws JournalError, and leaves a file that is no journal as it was
   */
  static async open<Outcome>(
    place: JournalPlace,
    inputs: string,
    format: JournalFormat<Outcome>,
  ): Promise<Journal<Outcome>> {
    const handle = await openOrTell(place);
    try {
      const head = `${beginning(format.task)}${JSON.stringify(inputs)},"file":`;
      const extents = await readExtents(handle, place, head, format);
      return new Journal(handle, place, head, format, extents);
    } catch (error) {
      await handle.close();
      throw error;
    }
  }

  /** What was written down of a file before this run; null where nothing was. */
  async find(file: string): Promise<Outcome | null> {
    const extent = this.#extents.get(file);
    if (extent === undefined) return null;
    const bytes = new Uint8Array(extent.end - extent.start);
    const { bytesRead } = await this.#handle.read(bytes, 0, bytes.length, extent.start);
    return bytesRead < bytes.length ? null : (parseEntry(bytes, this.#format)?.outcome ?? null);
  }

  /** Resolves once the line is with the operating system, which keeps it whatever becomes of this process. */
  add(file: string, outcome: Outcome): Promise<void> {
    const line = `${this.#head}${escapeForTerminals(JSON.stringify(file))},"result":${this.#format.encode(outcome)}}\n`;
    // One at a time: a line that is written in two parts must not have another between them.
    const written = this.#writing.then(() => this.#handle.appendFile(line));
    this.#writing = written.catch(() => undefined);
    return written.catch((cause: unknown) => {
      throw new JournalError("write", this.#path, { cause });
    });
  }

  async close(): Promise<void> {
    await this.#writing;
    try {
      await this.#handle.sync();
    } catch (cause) {
      throw new JournalError("write", this.#path, { cause });
    } finally {
      await this.#handle.close();
    }
  }
}

/** All lines begin like this, so that no other file is taken for a journal, however early a kill cut it off. */
function beginning(task: string): string {
  return `{"schema":"pades-dossier/journal@1","task":${JSON.stringify(task)},"inputs":`;
}

async function openOrTell({ path, resume }: JournalPlace): Promise<FileHandle> {
  let handle: FileHandle;
  try {
    handle = await open(path, resume ? "a+" : "ax+");
  } catch (cause) {
    throw new JournalError(hasCode(cause, "EEXIST") ? "exists" : "open", path, { cause });
  }
  if ((await handle.stat()).isFile()) return handle;
  await handle.close();
  throw new JournalError("no-journal", path);
}

/** Where the outcomes with the same inputs stand, by file; cuts off a line that is not whole. */
async function readExtents<Outcome>(
  handle: FileHandle,
  { path }: JournalPlace,
  head: string,
  format: JournalFormat<Outcome>,
): Promise<Map<string, Extent>> {
  const expected = beginning(format.task);
  const first = new Uint8Array(expected.length);
  const { bytesRead } = await handle.read(first, 0, first.length, 0);
  if (!expected.startsWith(Buffer.from(first.subarray(0, bytesRead)).toString("latin1"))) {
    throw new JournalError("no-journal", path);
  }
  const extents = new Map<string, Extent>();
  let end = 0;
  for await (const line of readLines(handle)) {
    if (!line.isWhole) break;
    end = line.end + 1;
    const entry = line.bytes === null ? null : parseEntry(line.bytes, format);
    if (entry === null && line.start === 0) throw new JournalError("no-journal", path);
    // A line that is no entry is passed over: its file is done again.
    if (entry !== null && line.bytes !== null && startsWith(line.bytes, head))
      extents.set(entry.file, { start: line.start, end: line.end });
  }
  if ((await handle.stat()).size > end) await handle.truncate(end);
  return extents;
}

function startsWith(bytes: Uint8Array, text: string): boolean {
  return Buffer.from(bytes.subarray(0, text.length)).toString("latin1") === text;
}

function parseEntry<Outcome>(
  bytes: Uint8Array,
  format: JournalFormat<Outcome>,
): { readonly file: string; readonly outcome: Outcome } | null {
  try {
    const value: unknown = JSON.parse(Buffer.from(bytes).toString("utf8"));
    if (typeof value !== "object" || value === null || !("file" in value) || !("result" in value)) return null;
    const outcome = format.parse(value.result);
    return typeof value.file === "string" && outcome !== null ? { file: value.file, outcome } : null;
  } catch {
    return null;
  }
}
