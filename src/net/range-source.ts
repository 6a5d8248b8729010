import type { ByteSource } from "../bytes/source.ts";
import { PadesError } from "../errors.ts";
import { MAX_RANGE_BLOCKS_KEPT, MAX_RANGE_BLOCKS_PER_REQUEST, RANGE_BLOCK_BYTES } from "../limits.ts";
import { parseContentRange } from "./content-range.ts";
import { FetchError, type Fetcher, type FetchResponse } from "./fetcher.ts";

export interface HttpRangeSourceOptions {
  /** Goes to the server: `guardedFetcher()` in Node, `httpFetcher()` in browsers. It must not cache by address alone. */
  readonly fetcher: Fetcher;
  /** Header fields for every request, such as Authorization; not sent on to another origin. */
  readonly headers?: Readonly<Record<string, string>>;
  /** Ends the source: what is read afterwards rejects with its reason. */
  readonly signal?: AbortSignal;
}

/**
 * A file that stays where it is, in object storage or behind any server that answers for ranges of bytes (RFC 9110,
 * section 14), and of which only what is asked for travels. Bytes are taken in blocks, more at a time where they are read
 * in order, and a few megabytes of them are kept.
 *
 * The file is pinned when it is opened, by its entity tag or else its date: where it changes afterwards, reading rejects.
 * A server that gives neither is only held to the length; verifyPdf finds out on its own if what it hashes is not what it
 * read before.
 *
 * @param url http or https. Its query, which in presigned addresses is a secret, is in no error.
 * @returns a source for verifyPdf, inspectPdf, and wherever else a document is taken
 * @throws PadesError ERR_INVALID_ARGUMENT without a fetcher; FetchError as the fetcher does, and with "range" where the
 *   server does not answer for ranges, "changed" where the file is no longer the one that was opened
 */
export async function httpRangeSource(url: string, options: HttpRangeSourceOptions): Promise<ByteSource> {
  if (typeof options?.fetcher !== "function")
    throw new PadesError("ERR_INVALID_ARGUMENT", "fetcher: expected a function");
  const remote = new RemoteFile(url, options);
  await remote.open();
  return { size: remote.size, read: (start, end) => remote.read(start, end) };
}

interface Pin {
  /** What a server is told to compare, so that it does not send what nobody can use. */
  readonly condition: Readonly<Record<string, string>>;
  readonly etag: string | null;
  readonly lastModified: string | null;
}

class RemoteFile {
  readonly #url: string;
  readonly #options: HttpRangeSourceOptions;
  /** By number, those fetched first in front. */
  readonly #blocks = new Map<number, Uint8Array>();
  #pin: Pin = { condition: {}, etag: null, lastModified: null };
  #size = 0;
  /** The block after those fetched last, and how many these were: reading on from there is reading in order. */
  #next = 0;
  #run = 1;

  constructor(url: string, options: HttpRangeSourceOptions) {
    this.#url = url;
    this.#options = options;
  }

  get size(): number {
    return this.#size;
  }

  async open(): Promise<void> {
    const answer = await this.#get(0, RANGE_BLOCK_BYTES, {});
    // A range cannot be satisfied in a file that has no bytes (RFC 9110, 15.5.17).
    if (answer.status === 416 && answer.headers?.["content-range"] === "bytes */0") return;
    this.#pin = pinOf(answer);
    // A server that ignores ranges and has sent all there is has said enough.
    if (answer.status === 200) this.#size = answer.body.length;
    else this.#size = this.#checkPart(answer, 0, RANGE_BLOCK_BYTES, null);
    this.#keep(0, answer.body);
    this.#next = 1;
  }

  /** As ByteSource.read has it. One request at most, for the blocks between the first and the last that are missing. */
  async read(start: number, end: number): Promise<Uint8Array> {
    this.#options.signal?.throwIfAborted();
    const to = Math.min(end, this.#size);
    if (start >= to) return new Uint8Array(0);
    const first = Math.floor(start / RANGE_BLOCK_BYTES);
    const last = Math.floor((to - 1) / RANGE_BLOCK_BYTES);
    const found = new Map<number, Uint8Array>();
    for (let index = first; index <= last; index++) {
      const block = this.#blocks.get(index);
      if (block !== undefined) found.set(index, block);
    }
    const missing = range(first, last).filter((index) => !found.has(index));
    for (const [index, block] of await this.#fetchBlocks(missing)) found.set(index, block);
    return assemble(found, start, to);
  }

  async #fetchBlocks(missing: readonly number[]): Promise<ReadonlyMap<number, Uint8Array>> {
    const [first] = missing;
    const last = missing.at(-1);
    if (first === undefined || last === undefined) return new Map();
    this.#run = first === this.#next ? Math.min(this.#run * 2, MAX_RANGE_BLOCKS_PER_REQUEST) : 1;
    const blocks = Math.max(last - first + 1, this.#run);
    const start = first * RANGE_BLOCK_BYTES;
    const end = Math.min(start + blocks * RANGE_BLOCK_BYTES, this.#size);
    const answer = await this.#get(start, end, this.#pin.condition);
    this.#checkUnchanged(answer);
    this.#checkPart(answer, start, end, this.#size);
    const fetched = new Map<number, Uint8Array>();
    for (let at = 0; at < answer.body.length; at += RANGE_BLOCK_BYTES) {
      const index = first + at / RANGE_BLOCK_BYTES;
      const block = answer.body.slice(at, at + RANGE_BLOCK_BYTES);
      fetched.set(index, block);
      this.#keep(index, block);
    }
    this.#next = first + fetched.size;
    return fetched;
  }

  async #get(start: number, end: number, condition: Readonly<Record<string, string>>): Promise<FetchResponse> {
    const { fetcher, headers, signal } = this.#options;
    try {
      return await fetcher({
        url: this.#url,
        headers: { ...headers, ...condition, range: `bytes=${start}-${end - 1}` },
        maxBytes: end - start,
        ...(signal === undefined ? {} : { signal }),
      });
    } catch (error) {
      throw this.#withoutSecrets(error);
    }
  }

  /** The length of the file. @throws FetchError where the answer is not exactly the bytes [start, end) of it */
  #checkPart({ status, headers, body }: FetchResponse, start: number, end: number, size: number | null): number {
    if (status !== 206) throw this.#error("range", `answered a request for bytes with status ${status}`);
    if (headers === undefined)
      throw this.#error("range", "the fetcher does not hand on the header fields of the answer");
    const field = headers["content-range"];
    if (field === undefined) {
      throw this.#error(
        "range",
        "no Content-Range; towards a browser a server must expose it (Access-Control-Expose-Headers)",
      );
    }
    const part = parseContentRange(field);
    if (part === null) throw this.#error("range", "a Content-Range that does not say which bytes of how many");
    if (size !== null && part.size !== size)
      throw this.#error("changed", `${part.size} bytes long, and ${size} before`);
    if (part.start !== start || part.end !== Math.min(end, part.size) || body.length !== part.end - part.start) {
      throw this.#error("range", `other bytes than the ${start} to ${end - 1} asked for`);
    }
    return part.size;
  }

  #checkUnchanged(answer: FetchResponse): void {
    const { etag, lastModified } = pinOf(answer);
    const isOther = answer.status === 412 || etag !== this.#pin.etag || lastModified !== this.#pin.lastModified;
    if (answer.status === 412 || (answer.status === 206 && isOther)) {
      throw this.#error("changed", "the file is no longer the one that was opened");
    }
  }

  #keep(index: number, block: Uint8Array): void {
    this.#blocks.delete(index);
    this.#blocks.set(index, block);
    for (const oldest of this.#blocks.keys()) {
      if (this.#blocks.size <= MAX_RANGE_BLOCKS_KEPT) break;
      this.#blocks.delete(oldest);
    }
  }

  #error(reason: "range" | "changed", message: string): FetchError {
    return new FetchError(reason, withoutQuery(this.#url), message);
  }

  /** A fetcher's error names the address whole, that of a redirect too; what remains names no query. */
  #withoutSecrets(error: unknown): unknown {
    if (!(error instanceof FetchError)) return error;
    if (error.reason === "too-large") return this.#error("range", "sends the whole file where a part is asked for");
    const prefix = `${error.url}: `;
    const said = error.message.startsWith(prefix) ? error.message.slice(prefix.length) : error.reason;
    return new FetchError(error.reason, withoutQuery(error.url), said.replaceAll(error.url, withoutQuery(error.url)));
  }
}

/** Only a strong entity tag says that bytes are the same (RFC 9110, 8.8.3). */
function pinOf({ headers = {} }: FetchResponse): Pin {
  const { etag = null, "last-modified": lastModified = null } = headers;
  if (etag !== null && !etag.startsWith("W/")) return { condition: { "if-match": etag }, etag, lastModified };
  return { condition: lastModified === null ? {} : { "if-unmodified-since": lastModified }, etag, lastModified };
}

function assemble(blocks: ReadonlyMap<number, Uint8Array>, start: number, end: number): Uint8Array {
  const bytes = new Uint8Array(end - start);
  for (const [index, block] of blocks) {
    const at = index * RANGE_BLOCK_BYTES;
    const from = Math.max(start, at);
    const to = Math.min(end, at + block.length);
    if (from < to) bytes.set(block.subarray(from - at, to - at), from - start);
  }
  return bytes;
}

function range(first: number, last: number): number[] {
  return Array.from({ length: last - first + 1 }, (_, index) => first + index);
}

function withoutQuery(url: string): string {
  if (!URL.canParse(url)) return url.split(/[?#]/)[0] ?? "";
  const { origin, pathname } = new URL(url);
  return `${origin}${pathname}`;
}
