import { subscribe, unsubscribe } from "node:diagnostics_channel";
import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { findBatchFiles } from "../../src/node/batch/batch-file.ts";
import { runBatch } from "../../src/node/batch/run-batch.ts";
import { guardedFetcher } from "../../src/node/guarded-fetcher.ts";
import { serveLocally } from "../../src/node/local-server.ts";
import type { TraceMessages } from "../../src/node/trace.ts";
import type { TrustProfile } from "../../src/x509/trust-profile.ts";
import { DEMO_NOW, demoTrustProfile } from "../support/demo-certs.ts";
import { signedSample, unsignedSample } from "../support/signed-samples.ts";

let folder = "";
beforeAll(async () => {
  folder = mkdtempSync(join(tmpdir(), "pades-trace-"));
  writeFileSync(join(folder, "a.pdf"), await signedSample());
  writeFileSync(join(folder, "b.pdf"), unsignedSample());
});
afterAll(() => rmSync(folder, { recursive: true }));

const NAMES = [
  "pades-dossier:file:start",
  "pades-dossier:file:end",
  "pades-dossier:signature",
  "pades-dossier:fetch:start",
  "pades-dossier:fetch:end",
] as const satisfies readonly (keyof TraceMessages)[];

/** What is told on all channels while `work` runs. */
async function listen(work: () => Promise<unknown>): Promise<(readonly [string, object])[]> {
  const heard: (readonly [string, object])[] = [];
  const listeners = NAMES.map((name) => [name, (message: unknown) => heard.push([name, message as object])] as const);
  for (const [name, listener] of listeners) subscribe(name, listener);
  try {
    await work();
  } finally {
    for (const [name, listener] of listeners) unsubscribe(name, listener);
  }
  return heard;
}

describe("the channels for tracing", () => {
  it("tell of each file, its signatures and its end", async () => {
    const settings = {
      trust: demoTrustProfile() as TrustProfile,
      evidence: null,
      now: DEMO_NOW,
      policy: { waive: ["revocation"] },
    } as const;
    const options = { settings, reports: false, jobs: 1, journal: null, signal: null, clock: () => DEMO_NOW };
    const heard = await listen(async () => {
      for await (const _ of runBatch(await findBatchFiles(folder), options));
    });
    const of = (name: string) => heard.filter(([path]) => path === name).map(([, message]) => message);
    expect(of("pades-dossier:file:start")).toEqual([{ path: join(folder, "a.pdf") }, { path: join(folder, "b.pdf") }]);
    const ends = of("pades-dossier:file:end");
    expect(ends).toHaveLength(2);
    expect(ends).toContainEqual(
      expect.objectContaining({ path: join(folder, "a.pdf"), verdict: "valid", reasons: [], isKnown: false }),
    );
    expect(ends).toContainEqual(expect.objectContaining({ path: join(folder, "b.pdf"), verdict: "unsigned" }));
    expect(of("pades-dossier:signature")).toEqual([
      {
        path: join(folder, "a.pdf"),
        field: "Signature1",
        kind: "signature",
        indication: "TOTAL-PASSED",
        subIndication: null,
      },
    ]);
  });

  it("tell of what is fetched, without the query, which may hold a secret", async () => {
    const server = await serveLocally(async () => ({
      status: 200,
      contentType: "text/plain",
      body: new Uint8Array(3),
    }));
    const fetcher = guardedFetcher({ allowPrivate: ["127.0.0.1"] });
    const heard = await listen(async () => {
      await fetcher({ url: `${server.origin}/a.crl?token=secret` });
      await guardedFetcher()({ url: `${server.origin}/b.crl` }).catch(() => undefined);
    });
    await server.close();
    expect(heard).toMatchObject([
      ["pades-dossier:fetch:start", { url: `${server.origin}/a.crl`, method: "GET" }],
      ["pades-dossier:fetch:end", { url: `${server.origin}/a.crl`, status: 200, bytes: 3, error: null }],
      ["pades-dossier:fetch:start", { url: `${server.origin}/b.crl` }],
      ["pades-dossier:fetch:end", { status: null, bytes: null, error: expect.stringMatching(/Error/) }],
    ]);
    expect(JSON.stringify(heard)).not.toContain("secret");
  });
});
