import type { IncomingMessage, ServerResponse } from "node:http";
import { afterEach, describe, expect, it } from "vitest";
import { equalBytes } from "../../src/bytes/equal.ts";
import { webCryptoSigner } from "../../src/keys/web-crypto-signer.ts";
import { RANGE_BLOCK_BYTES } from "../../src/limits.ts";
import { parseContentRange } from "../../src/net/content-range.ts";
import { httpFetcher } from "../../src/net/http-fetcher.ts";
import { httpRangeSource } from "../../src/net/range-source.ts";
import { guardedFetcher } from "../../src/node/guarded-fetcher.ts";
import { signPdf } from "../../src/pades/sign/sign-pdf.ts";
import { handMadePdf } from "../pdf/write/hand-made-pdf.ts";
import { DEMO_NOW, demoSigner } from "../support/demo-certs.ts";
import { SAMPLE_OBJECTS, signedSample, verifyDemo } from "../support/signed-samples.ts";
import { type HostileServer, startHostileServer } from "./hostile-server.ts";

type Answer = (request: IncomingMessage, response: ServerResponse) => void;

interface Stored {
  bytes: Uint8Array;
  etag?: string;
  lastModified?: string;
}

/** What object storage does: a part with its place, held to the conditions it was asked under. */
const storing =
  (stored: Stored): Answer =>
  ({ headers }, response) => {
    const { bytes, etag, lastModified } = stored;
    const [, first = "0", last = ""] = /^bytes=(\d+)-(\d+)$/.exec(headers.range ?? "") ?? [];
    if (headers["if-match"] !== undefined && headers["if-match"] !== etag) return void response.writeHead(412).end();
    if (headers["if-unmodified-since"] !== undefined && headers["if-unmodified-since"] !== lastModified) {
      return void response.writeHead(412).end();
    }
    if (Number(first) >= bytes.length) {
      return void response.writeHead(416, { "content-range": `bytes */${bytes.length}` }).end();
    }
    const part = bytes.subarray(Number(first), Number(last) + 1);
    response
      .writeHead(206, {
        "content-range": `bytes ${first}-${Number(first) + part.length - 1}/${bytes.length}`,
        ...(etag === undefined ? {} : { etag }),
        ...(lastModified === undefined ? {} : { "last-modified": lastModified }),
      })
      .end(part);
  };

/** Bytes that tell where they are from. */
const patterned = (size: number) => Uint8Array.from({ length: size }, (_, at) => (at * 31 + (at >> 8) * 7) & 0xff);

let server: HostileServer | undefined;
afterEach(async () => {
  await server?.close();
  server = undefined;
});

async function open(answer: Answer, options: { query?: string; signal?: AbortSignal } = {}) {
  server = await startHostileServer({ "/file": answer });
  const fetcher = guardedFetcher({ allowPrivate: ["127.0.0.1"] });
  const url = `${server.origin}/file${options.query ?? ""}`;
  return httpRangeSource(url, { fetcher, ...(options.signal ? { signal: options.signal } : {}) });
}

const reasonOf = async (promise: Promise<unknown>): Promise<{ reason: unknown; message: string }> => {
  try {
    await promise;
  } catch (error) {
    if (error instanceof Error && "reason" in error) return { reason: error.reason, message: error.message };
    throw error;
  }
  throw new Error("it was answered");
};

describe("httpRangeSource", () => {
  it("reads the bytes asked for, wherever they lie, over either fetcher", async () => {
    const bytes = patterned(3 * RANGE_BLOCK_BYTES + 17);
    const source = await open(storing({ bytes, etag: '"1"' }));
    expect(source.size).toBe(bytes.length);
    const spans = [
      [0, 5],
      [RANGE_BLOCK_BYTES - 3, RANGE_BLOCK_BYTES + 3],
      [bytes.length - 20, bytes.length],
      [10, 2 * RANGE_BLOCK_BYTES + 10],
      [7, 7],
    ] as const;
    for (const [start, end] of spans) {
      // Element by element, Vitest takes seconds for this.
      expect(equalBytes(await source.read(start, end), bytes.slice(start, end)), `${start}-${end}`).toBe(true);
    }
    const viaFetch = await httpRangeSource(`${server?.origin}/file`, {
      fetcher: httpFetcher({ allowPrivate: ["127.0.0.1"] }),
    });
    expect(await viaFetch.read(100, 200)).toEqual(bytes.slice(100, 200));
  });

  it("gives fewer bytes than asked for where the file ends, as a file does", async () => {
    const source = await open(storing({ bytes: patterned(100) }));
    expect(await source.read(90, 120)).toEqual(patterned(100).slice(90));
    expect(await source.read(100, 120)).toHaveLength(0);
  });

  it("opens a file without bytes", async () => {
    const source = await open(storing({ bytes: new Uint8Array(0) }));
    expect(source.size).toBe(0);
  });

  it("asks a small file once, and a large one that is read in order seldom", async () => {
    const small = await open(storing({ bytes: patterned(1000), etag: '"1"' }));
    await small.read(0, 1000);
    expect(server?.asked).toHaveLength(1);
    await server?.close();

    const bytes = patterned(80 * RANGE_BLOCK_BYTES);
    const large = await open(storing({ bytes, etag: '"1"' }));
    const pieces: Uint8Array[] = [];
    for (let at = 0; at < bytes.length; at += 4 * RANGE_BLOCK_BYTES) {
      pieces.push(await large.read(at, Math.min(bytes.length, at + 4 * RANGE_BLOCK_BYTES)));
    }
    expect(equalBytes(Buffer.concat(pieces), bytes)).toBe(true);
    expect(server?.asked.length).toBeLessThan(12);
  });

  it("takes a small file whole from a server that knows no ranges, and refuses a large one", async () => {
    const whole =
      (size: number): Answer =>
      (_, response) =>
        response.writeHead(200).end(patterned(size));
    const source = await open(whole(5000));
    expect(await source.read(10, 20)).toEqual(patterned(5000).slice(10, 20));
    await server?.close();
    expect(await reasonOf(open(whole(RANGE_BLOCK_BYTES + 1)))).toMatchObject({ reason: "range" });
  });

  it.each([
    ["its entity tag", { etag: '"1"' }, { etag: '"2"' }],
    ["its date", { lastModified: "Mon, 01 Jun 2026 00:00:00 GMT" }, { lastModified: "Mon, 01 Jun 2026 00:00:01 GMT" }],
    ["a weak entity tag", { etag: 'W/"1"' }, { etag: 'W/"2"' }],
    ["its length", {}, { bytes: patterned(3 * RANGE_BLOCK_BYTES + 1) }],
  ])("finds out by %s that the file was replaced meanwhile", async (_, before, after) => {
    const stored: Stored = { bytes: patterned(3 * RANGE_BLOCK_BYTES), ...before };
    const source = await open(storing(stored));
    Object.assign(stored, after);
    expect(await reasonOf(source.read(RANGE_BLOCK_BYTES, RANGE_BLOCK_BYTES + 5))).toMatchObject({ reason: "changed" });
  });

  it("finds out a replaced file even where the server heeds no condition", async () => {
    let etag = '"1"';
    const source = await open((request, response) => {
      delete request.headers["if-match"];
      storing({ bytes: patterned(2 * RANGE_BLOCK_BYTES), etag })(request, response);
    });
    etag = '"2"';
    expect(await reasonOf(source.read(RANGE_BLOCK_BYTES, RANGE_BLOCK_BYTES + 5))).toMatchObject({ reason: "changed" });
  });

  const part = (field: string | undefined, length: number): Answer => {
    return (_, response) =>
      response.writeHead(206, field === undefined ? {} : { "content-range": field }).end(patterned(length));
  };
  it.each([
    ["without Content-Range", part(undefined, 100)],
    ["of unknown length", part("bytes 0-99/*", 100)],
    ["that begins elsewhere", part("bytes 1-100/101", 100)],
    ["shorter than it says", part("bytes 0-99/100", 50)],
    ["that ends before it begins", part("bytes 9-0/100", 10)],
    ["that ends behind the file", part("bytes 0-99/50", 100)],
    ["in words", part("bytes all of it", 10)],
  ])("refuses a part %s", async (_, answer) => {
    expect(await reasonOf(open(answer))).toMatchObject({ reason: "range" });
  });

  it("names neither the query of a presigned address nor that of where it leads", async () => {
    const refused: Answer = (_, response) => response.writeHead(403).end("expired");
    const first = await reasonOf(open(refused, { query: "?X-Amz-Signature=topsecret" }));
    expect(first).toMatchObject({ reason: "range" });
    expect(first.message).not.toContain("topsecret");
    await server?.close();
    const onward: Answer = (_, response) => response.writeHead(302, { location: "http://10.0.0.1/x?sig=deeper" }).end();
    const second = await reasonOf(open(onward, { query: "?X-Amz-Signature=topsecret" }));
    expect(second).toMatchObject({ reason: "address" });
    expect(second.message).not.toMatch(/topsecret|deeper/);
  });

  it("asks another origin that it is sent to for the same bytes, and shows it no credentials", async () => {
    const bytes = patterned(2 * RANGE_BLOCK_BYTES);
    const seen: (string | undefined)[] = [];
    const storage = await startHostileServer({
      "/real": (request, response) => {
        seen.push(request.headers.authorization);
        storing({ bytes, etag: '"1"' })(request, response);
      },
    });
    try {
      server = await startHostileServer({
        "/file": (_, response) => response.writeHead(307, { location: `${storage.origin}/real` }).end(),
      });
      const source = await httpRangeSource(`${server.origin}/file`, {
        fetcher: guardedFetcher({ allowPrivate: ["127.0.0.1"] }),
        headers: { authorization: "Bearer secret" },
      });
      expect(await source.read(bytes.length - 9, bytes.length)).toEqual(bytes.slice(-9));
      expect(seen).toEqual([undefined, undefined]);
    } finally {
      await storage.close();
    }
  });

  it("goes to no private address unless the fetcher may", async () => {
    const opened = httpRangeSource("http://127.0.0.1:9/file", { fetcher: guardedFetcher() });
    expect(await reasonOf(opened)).toMatchObject({ reason: "address" });
  });

  it("reads nothing more once it is aborted", async () => {
    const controller = new AbortController();
    const source = await open(storing({ bytes: patterned(100) }), { signal: controller.signal });
    controller.abort(new Error("enough"));
    await expect(source.read(0, 10)).rejects.toThrow("enough");
  });
});

describe("verifyPdf over a range source", () => {
  it("says of a signed file in storage what it says of the file, with one request", async () => {
    const bytes = await signedSample();
    const source = await open(storing({ bytes, etag: '"1"' }));
    expect(await verifyDemo(source)).toEqual(await verifyDemo(bytes));
    expect(server?.asked).toHaveLength(1);
  });

  it("rejects where the file is replaced between reading it and hashing it", async () => {
    // Long enough that what is hashed is fetched after the cross-references were read.
    const stored: Stored = { bytes: await longSignedSample(), etag: '"1"' };
    let requests = 0;
    const source = await open((request, response) => {
      requests++;
      if (requests === 3) stored.etag = '"2"';
      storing(stored)(request, response);
    });
    expect(await reasonOf(verifyDemo(source))).toMatchObject({ reason: "changed" });
  });
});

async function longSignedSample(): Promise<Uint8Array> {
  const filler = `<< /Length ${8 * RANGE_BLOCK_BYTES} >>\nstream\n${"x".repeat(8 * RANGE_BLOCK_BYTES)}\nendstream`;
  const { bytes } = handMadePdf({ layout: "table", objects: new Map([...SAMPLE_OBJECTS, [7, filler]]) });
  const { key, chain } = await demoSigner("cong-vu/person");
  return signPdf(bytes, { signer: webCryptoSigner(key, chain), level: "B-B", now: DEMO_NOW });
}

describe("parseContentRange", () => {
  it("takes exactly the form that names first, last and length", () => {
    expect(parseContentRange("bytes 0-99/1234")).toEqual({ start: 0, end: 100, size: 1234 });
    for (const field of [
      "",
      "bytes */10",
      "bytes 0-9/*",
      "items 0-9/10",
      "bytes 5-4/10",
      "bytes 0-10/10",
      "bytes 0-9/10 x",
    ]) {
      expect(parseContentRange(field), field).toBeNull();
    }
  });
});
