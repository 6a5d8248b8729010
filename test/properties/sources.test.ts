import fc from "fast-check";
import { describe, expect, it } from "vitest";
import type { ByteSource, SourceInput } from "../../src/bytes/source.ts";
import { encodeLatin1 } from "../../src/bytes/text.ts";
import type { PdfVerification } from "../../src/pades/verify/verification.ts";
import { verifyPdf } from "../../src/pades/verify/verify-pdf.ts";
import { ATTACKS, FORGERIES } from "../attacks/catalogue.ts";
import { EditedPdf } from "../support/edited-pdf.ts";
import { codesOf, DEMO_OPTIONS, signedSample, verifyDemo } from "../support/signed-samples.ts";

/** A source that is not in memory, as a file handle or object storage would be. */
function sourceOf(bytes: Uint8Array, changes: Partial<ByteSource> = {}): ByteSource {
  return { size: bytes.length, read: async (start, end) => bytes.slice(start, end), ...changes };
}

/** Every kind of input that can hold these bytes. */
function everyKind(bytes: Uint8Array): SourceInput[] {
  const buffer = new ArrayBuffer(bytes.length);
  new Uint8Array(buffer).set(bytes);
  const shared = new Uint8Array(new SharedArrayBuffer(bytes.length));
  shared.set(bytes);
  const inside = new Uint8Array(bytes.length + 20).fill(0x25);
  inside.set(bytes, 7);
  return [bytes, buffer, shared, inside.subarray(7, 7 + bytes.length), new Blob([buffer]), sourceOf(bytes)];
}

async function everyFile(): Promise<Uint8Array[]> {
  const clean = await signedSample();
  const attacks = [...ATTACKS.values()].flat().map(async ({ build }) => build(await EditedPdf.open(clean)));
  const forgeries = [...FORGERIES.values()].flat().map(({ build }) => build());
  return [
    clean,
    await signedSample({ layout: "stream", signatures: 3 }),
    ...(await Promise.all([...attacks, ...forgeries])),
  ];
}

describe("the kind of source", () => {
  it("makes no difference to any byte of the result", { timeout: 120_000 }, async () => {
    for (const bytes of await everyFile()) {
      const results = await Promise.all(everyKind(bytes).map((source) => verifyDemo(source)));
      const texts = new Set(results.map((result) => JSON.stringify(result)));
      expect([...texts]).toHaveLength(1);
    }
  });

  it("makes no difference where reads come back in another order", async () => {
    const bytes = await signedSample({ signatures: 3 });
    const slow = sourceOf(bytes, {
      read: async (start, end) => {
        await new Promise((resolve) => setTimeout(resolve, start % 3));
        return bytes.slice(start, end);
      },
    });
    expect(JSON.stringify(await verifyDemo(slow))).toBe(JSON.stringify(await verifyDemo(bytes)));
  });

  it("is never written to", async () => {
    for (const bytes of await everyFile()) {
      const before = bytes.slice();
      await verifyDemo(bytes);
      expect(Buffer.compare(bytes, before)).toBe(0);
    }
  });
});

describe("a source that lies", () => {
  it("is found out where it answers differently the second time, in whatever byte", async () => {
    const bytes = await signedSample();
    await fc.assert(
      fc.asyncProperty(fc.nat({ max: bytes.length - 1 }), fc.integer({ min: 1, max: 255 }), async (at, mask) => {
        let reads = 0;
        const liar = sourceOf(bytes, {
          read: async (start, end) => {
            const answer = bytes.slice(start, end);
            if (reads++ > 0 && start <= at && at < end) answer[at - start] = (bytes[at] ?? 0) ^ mask;
            return answer;
          },
        });
        const verification = await verifyDemo(liar);
        expect([verification.verdict, codesOf(verification)]).toEqual(["unreadable", ["source-changed"]]);
      }),
      { numRuns: 200 },
    );
  });

  it("is never valid where it shows one document to the parser and another to the digest", async () => {
    const [honest, other] = [await signedSample(), await signedSample({ identity: "public-ca/citizen" })];
    let reads = 0;
    const liar = sourceOf(honest, {
      read: async (start, end) => (reads++ === 0 ? other : honest).slice(start, end),
    });
    expect((await verifyDemo(liar)).verdict).not.toBe("valid");
  });

  it("is unreadable where it returns fewer bytes than were asked for", async () => {
    const bytes = await signedSample();
    for (const missing of [1, 100, bytes.length]) {
      const short = sourceOf(bytes, { read: async (start, end) => bytes.slice(start, Math.max(start, end - missing)) });
      const verification = await verifyDemo(short);
      expect([verification.verdict, codesOf(verification)]).toEqual(["unreadable", ["source-changed"]]);
    }
  });

  it("is unreadable where it returns more bytes than were asked for", async () => {
    const bytes = await signedSample();
    const long = sourceOf(bytes, { read: async (start, end) => new Uint8Array([...bytes.slice(start, end), 0x20]) });
    const verification = await verifyDemo(long);
    expect([verification.verdict, codesOf(verification)]).toEqual(["unreadable", ["source-changed"]]);
  });

  it("is unreadable where it is larger than it has bytes, and where it has more bytes than its size", async () => {
    const bytes = await signedSample();
    expect((await verifyDemo(sourceOf(bytes, { size: bytes.length + 1 }))).verdict).toBe("unreadable");
    expect((await verifyDemo(sourceOf(bytes, { size: bytes.length - 100 }))).verdict).not.toBe("valid");
    expect((await verifyDemo(sourceOf(bytes, { size: 0 }))).verdict).toBe("unreadable");
  });

  it("is read rightly where it hands out one buffer again and again", async () => {
    const bytes = await signedSample();
    const buffer = new Uint8Array(bytes.length);
    const reusing = sourceOf(bytes, {
      read: async (start, end) => {
        buffer.fill(0);
        buffer.set(bytes.subarray(start, end));
        return buffer.subarray(0, end - start);
      },
    });
    expect((await verifyDemo(reusing)).verdict).toBe("valid");
  });

  it("never makes a fault of the caller's source look like one of the document", async () => {
    const failure = new Error("the disk is gone");
    const failing = sourceOf(new Uint8Array(5_000), { read: () => Promise.reject(failure) });
    await expect(verifyDemo(failing)).rejects.toBe(failure);
  });
});

describe("aborting", () => {
  it("rejects with the signal's reason where it was aborted before", async () => {
    const reason = new Error("no longer needed");
    await expect(verifyDemo(await signedSample(), { signal: AbortSignal.abort(reason) })).rejects.toBe(reason);
  });

  it("rejects with the signal's reason where it is aborted at any read", async () => {
    const bytes = await signedSample({ layout: "stream" });
    for (let last = 1; last <= 2; last++) {
      const controller = new AbortController();
      const reason = new Error(`at read ${last}`);
      let reads = 0;
      const source = sourceOf(bytes, {
        read: async (start, end) => {
          if (++reads === last) controller.abort(reason);
          return bytes.slice(start, end);
        },
      });
      await expect(verifyDemo(source, { signal: controller.signal })).rejects.toBe(reason);
    }
  });

  it("does nothing to a verification that has come to its end", async () => {
    const controller = new AbortController();
    const verification = await verifyDemo(await signedSample(), { signal: controller.signal });
    controller.abort();
    expect(verification.verdict).toBe("valid");
  });
});

describe("garbage", () => {
  const judge = async (bytes: Uint8Array): Promise<PdfVerification> => {
    const verification = await verifyPdf(bytes, DEMO_OPTIONS);
    expect(codesOf(verification)).not.toContain("internal-error");
    return verification;
  };

  it("is no PDF", async () => {
    await fc.assert(
      fc.asyncProperty(fc.uint8Array({ maxLength: 3_000 }), async (bytes) => {
        const { verdict, signatures } = await judge(bytes);
        expect([verdict, signatures]).toEqual(["unreadable", []]);
      }),
      { numRuns: 1_000 },
    );
  });

  it("behind a header and before the end of a file is a damaged PDF, or one without signatures", async () => {
    const lines = fc.array(
      fc.constantFrom(
        "1 0 obj",
        "endobj",
        "<< /Type /Catalog /Pages 2 0 R >>",
        "<<",
        ">>",
        "[",
        "]",
        "xref",
        "0 1",
        "1 1",
        "0000000000 65535 f ",
        "0000000009 00000 n ",
        "trailer",
        "<< /Root 1 0 R /Size 3 >>",
        "stream",
        "endstream",
        "<< /Type /XRef /W [1 1 1] /Size 2 /Root 1 0 R /Length 6 >>",
        "startxref",
        "9",
        "58",
        "%%EOF",
        "(",
        ")",
        "<41>",
      ),
      { maxLength: 40 },
    );
    await fc.assert(
      fc.asyncProperty(lines, fc.nat({ max: 400 }), async (parts, xref) => {
        const { verdict } = await judge(encodeLatin1(`%PDF-1.7\n${parts.join("\n")}\nstartxref\n${xref}\n%%EOF\n`));
        expect(["unreadable", "unsigned"]).toContain(verdict);
      }),
      { numRuns: 3_000 },
    );
  });
});
