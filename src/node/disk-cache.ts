import { createHash } from "node:crypto";
import { mkdir, readdir, readFile, rm, stat } from "node:fs/promises";
import { join } from "node:path";
import type { CachedResponse, FetchCache } from "../net/cache.ts";
import { writeFileAtomically } from "./write-file.ts";

export interface DiskCacheOptions {
  /** Bytes of all bodies together; the oldest go first. 256 MiB by default. */
  readonly maxBytes?: number;
}

/** What is kept of an answer beside its body, which stands in a file of its own. */
interface Entry {
  readonly url: string;
  readonly answeredFrom: string;
  readonly contentType: string | null;
  readonly sha256: string;
  readonly storedAt: string;
}

/**
 * Keeps answers in a folder: each body once, in a file named by its SHA-256, and for each address a small file that says
 * which body it had. Addresses, which may name people, are not file names. What was changed on disk does not fit its name
 * any more and is not used.
 *
 * @param folder made where it is not there
 */
export function diskCache(folder: string, { maxBytes = 256 * 1024 * 1024 }: DiskCacheOptions = {}): FetchCache {
  const entryPath = (url: string) => join(folder, `${sha256(url)}.json`);
  const bodyPath = (hash: string) => join(folder, `${hash}.body`);
  return {
    get: async (url) => {
      const entry = parseEntry(await readOrNull(entryPath(url)));
      if (entry === null || entry.url !== url) return null;
      const body = await readOrNull(bodyPath(entry.sha256));
      if (body === null || sha256(body) !== entry.sha256) return null;
      const { answeredFrom, contentType, storedAt } = entry;
      return { response: { url: answeredFrom, status: 200, contentType, body }, storedAt: new Date(storedAt) };
    },
    set: async (url, { response, storedAt }: CachedResponse) => {
      const { body, contentType } = response;
      if (body.length > maxBytes) return;
      await mkdir(folder, { recursive: true });
      const hash = sha256(body);
      const entry: Entry = {
        url,
        answeredFrom: response.url,
        contentType,
        sha256: hash,
        storedAt: storedAt.toISOString(),
      };
      await writeFileAtomically(bodyPath(hash), body, { overwrite: true });
      await writeFileAtomically(entryPath(url), JSON.stringify(entry), { overwrite: true });
      await removeOldest(folder, maxBytes);
    },
  };
}

function sha256(data: string | Uint8Array): string {
  return createHash("sha256").update(data).digest("hex");
}

async function readOrNull(path: string): Promise<Uint8Array | null> {
  try {
    return new Uint8Array(await readFile(path));
  } catch {
    return null;
  }
}

function parseEntry(bytes: Uint8Array | null): Entry | null {
  if (bytes === null) return null;
  try {
    const value: unknown = JSON.parse(Buffer.from(bytes).toString("utf8"));
    return isEntry(value) ? value : null;
  } catch {
    return null;
  }
}

function isEntry(value: unknown): value is Entry {
  if (typeof value !== "object" || value === null) return false;
  const has = (key: string, holds: (member: unknown) => boolean) => holds(Reflect.get(value, key));
  const isText = (member: unknown) => typeof member === "string";
  return (
    has("url", isText) &&
    has("answeredFrom", isText) &&
    has("contentType", (member) => member === null || isText(member)) &&
    // It becomes part of a path.
    has("sha256", (member) => typeof member === "string" && /^[0-9a-f]{64}$/.test(member)) &&
    has("storedAt", (member) => typeof member === "string" && !Number.isNaN(Date.parse(member)))
  );
}

async function removeOldest(folder: string, maxBytes: number): Promise<void> {
  const names = (await readdir(folder)).filter((name) => name.endsWith(".body"));
  const files = await Promise.all(
    names.map(async (name) => {
      const { size, mtimeMs } = await stat(join(folder, name));
      return { name, size, mtimeMs };
    }),
  );
  let total = files.reduce((sum, { size }) => sum + size, 0);
  for (const { name, size } of files.sort((a, b) => a.mtimeMs - b.mtimeMs)) {
    if (total <= maxBytes) return;
    await rm(join(folder, name), { force: true });
    total -= size;
  }
}
