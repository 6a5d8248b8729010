import { mkdtempSync, readdirSync, readFileSync, rmSync, utimesSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterEach, beforeEach, describe, expect, it } from "vitest";
import type { CachedResponse } from "../../src/net/cache.ts";
import { diskCache } from "../../src/node/disk-cache.ts";

const URL = "http://crl.example/of/a/person.crl";
const entry = (text: string): CachedResponse => ({
  response: { url: URL, status: 200, contentType: "application/pkix-crl", body: new Uint8Array(Buffer.from(text)) },
  storedAt: new Date("2026-01-15T03:00:00Z"),
});

let folder: string;
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), "pades-cache-"));
});
afterEach(() => rmSync(folder, { recursive: true }));
const filesIn = () => readdirSync(folder).sort();
const body = () => join(folder, filesIn().find((name) => name.endsWith(".body")) ?? "none");

describe("a cache on disk", () => {
  it("brings back what was kept, also to another process", async () => {
    await diskCache(join(folder, "new", "folder")).set(URL, entry("list"));
    expect(await diskCache(join(folder, "new", "folder")).get(URL)).toEqual(entry("list"));
    expect(await diskCache(folder).get(URL)).toBeNull();
  });

  it("keeps one body once, by its contents, and no address in a file name", async () => {
    const cache = diskCache(folder);
    await cache.set(URL, entry("list"));
    await cache.set("http://crl.example/copy.crl", entry("list"));
    expect(filesIn().filter((name) => name.endsWith(".body"))).toHaveLength(1);
    expect(filesIn().join()).not.toContain("person");
    expect(await cache.get("http://crl.example/copy.crl")).toMatchObject({ response: { url: URL } });
  });

  it("does not use what was changed on disk", async () => {
    const cache = diskCache(folder);
    await cache.set(URL, entry("list"));
    writeFileSync(body(), "forged");
    expect(await cache.get(URL)).toBeNull();
  });

  it.each(["", "{}", "[1]", "null", '{"url":"x"'])("does not stumble over an entry that says %j", async (text) => {
    const cache = diskCache(folder);
    await cache.set(URL, entry("list"));
    const name = filesIn().find((one) => one.endsWith(".json")) ?? "";
    writeFileSync(join(folder, name), text);
    expect(await cache.get(URL)).toBeNull();
  });

  it("does not follow an entry out of its folder", async () => {
    const cache = diskCache(folder);
    await cache.set(URL, entry("list"));
    const name = filesIn().find((one) => one.endsWith(".json")) ?? "";
    const stored = JSON.parse(readFileSync(join(folder, name), "utf8"));
    writeFileSync(join(folder, name), JSON.stringify({ ...stored, sha256: "../../etc/passwd" }));
    expect(await cache.get(URL)).toBeNull();
  });

  it("lets the oldest go where it grows too large", async () => {
    const cache = diskCache(folder, { maxBytes: 10 });
    await cache.set("http://a.example/", entry("12345678"));
    utimesSync(body(), new Date(0), new Date(0));
    await cache.set("http://b.example/", entry("abcdef"));
    expect(await cache.get("http://a.example/")).toBeNull();
    expect(await cache.get("http://b.example/")).toMatchObject({ response: { status: 200 } });
    await cache.set("http://c.example/", entry("much too long"));
    expect(await cache.get("http://c.example/")).toBeNull();
  });
});
