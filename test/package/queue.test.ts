import { type ChildProcess, execFileSync, spawn } from "node:child_process";
import { cpSync, mkdirSync, mkdtempSync, readdirSync, readFileSync, rmSync, symlinkSync, writeFileSync } from "node:fs";
import { createRequire } from "node:module";
import { createServer } from "node:net";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { pathToFileURL } from "node:url";
import { afterAll, beforeAll, expect, inject, it } from "vitest";
import { webCryptoSigner } from "../../src/keys/web-crypto-signer.ts";
import { signPdf } from "../../src/pades/sign/sign-pdf.ts";
import { DEMO_NOW, demoPath, demoSigner } from "../support/demo-certs.ts";
import { repository } from "../support/repository.ts";
import { unsignedSample } from "../support/signed-samples.ts";
import { describeWithTools, hasTool } from "../support/tools.ts";

/** Redis or Valkey, whichever is here: they speak the same. */
const server = hasTool("valkey-server") ? "valkey-server" : "redis-server";
const JOBS = 2000;
/** Scripts run in a folder that has no tsx of its own. */
const TSX = pathToFileURL(createRequire(import.meta.url).resolve("tsx")).href;

describeWithTools([server], "the example of a queue", () => {
  const { consumer } = inject("packed");
  const folder = mkdtempSync(join(tmpdir(), "pades-queue-"));
  const places = { dossiers: join(folder, "dossiers"), results: join(folder, "results"), data: join(folder, "data") };
  const running = new Set<ChildProcess>();
  let port = 0;

  beforeAll(async () => {
    for (const place of Object.values(places)) mkdirSync(place);
    await writeSignedFiles(places.dossiers, JOBS - 1);
    // A folder by the name of a file can be queued, and never read: the poisoned one.
    writeFileSync(join(places.dossiers, "poisoned.pdf"), "stands here only while it is queued");
    cpSync(join(repository, "examples/queue"), join(consumer, "queue"), { recursive: true });
    writeFileSync(join(consumer, "queue/package.json"), '{ "type": "module" }');
    for (const name of ["bullmq", "ioredis"]) {
      const link = join(consumer, "node_modules", name);
      rmSync(link, { force: true });
      symlinkSync(join(repository, "node_modules", name), link, "dir");
    }
    port = await freePort();
  }, 300_000);

  afterAll(async () => {
    await Promise.all([...running].map((child) => killed(child)));
    rmSync(folder, { recursive: true, force: true });
  });

  const start = (program: string, args: readonly string[], onLine: (line: string) => void = () => undefined) => {
    const child = spawn(program, args, {
      cwd: consumer,
      stdio: ["ignore", "pipe", "pipe"],
      env: {
        ...process.env,
        REDIS_URL: `redis://127.0.0.1:${port}`,
        DOSSIERS: places.dossiers,
        RESULTS: places.results,
        TRUST: demoPath("demo.trust.json"),
      },
    });
    running.add(child);
    child.on("close", () => running.delete(child));
    for (const stream of [child.stdout, child.stderr]) eachLine(stream, onLine);
    return child;
  };
  const startServer = () =>
    new Promise<ChildProcess>((resolve, reject) => {
      const persistent = ["--appendonly", "yes", "--appendfsync", "always", "--save", ""];
      const args = ["--port", String(port), "--bind", "127.0.0.1", "--dir", places.data, ...persistent];
      const child = start(server, args, (line) => {
        if (line.includes("Ready to accept connections")) resolve(child);
      });
      child.on("exit", () => reject(new Error(`${server} ended`)));
    });
  const script = (name: string, onLine?: (line: string) => void, args: readonly string[] = []) =>
    start(process.execPath, ["--import", TSX, join("queue", name), ...args], onLine);
  const ended = (child: ChildProcess) =>
    new Promise<number | null>((resolve) => {
      if (!running.has(child)) resolve(child.exitCode);
      else child.on("close", resolve);
    });
  const killed = async (child: ChildProcess) => {
    child.kill("SIGKILL");
    await ended(child);
  };
  const reports = () =>
    readdirSync(places.results, { recursive: true }).filter((name) => String(name).endsWith(".json"));
  const until = async (isSo: () => boolean) => {
    while (!isSo()) await new Promise((resolve) => setTimeout(resolve, 100));
  };

  it(`loses none of ${JOBS} jobs and reports none twice, though a consumer is killed, the server too, and one file is poisoned`, async () => {
    let redis = await startServer();
    const produced: string[] = [];
    await ended(script("produce.ts", (line) => produced.push(line)));
    expect(produced).toEqual([`${JOBS} files queued`]);
    rmSync(join(places.dossiers, "poisoned.pdf"));
    mkdirSync(join(places.dossiers, "poisoned.pdf"));

    const done: string[] = [];
    const note = (line: string) => {
      if (line.startsWith("{")) done.push((JSON.parse(line) as { sha256: string }).sha256);
    };
    const [first, second] = [script("consume.ts", note), script("consume.ts", note)];
    await until(() => reports().length > 200);
    await killed(first);
    await until(() => reports().length > 600);
    await killed(redis);
    const before = reports().length;
    redis = await startServer();
    await until(() => reports().length > before + 200);
    const third = script("consume.ts", note);
    await until(() => reports().length === JOBS - 1);

    const letters = async () => {
      const lines: string[] = [];
      expect(await ended(script("dead-letters.ts", (line) => lines.push(line)))).toBe(0);
      return lines.map((line) => JSON.parse(line) as { path: string; attempts: number; reason: string });
    };
    let dead = await letters();
    for (; dead.length === 0; dead = await letters());
    expect(dead).toMatchObject([
      { path: "poisoned.pdf", attempts: 4, reason: expect.stringContaining("EISDIR") as string },
    ]);

    // Each file has its report, said once; what the killed consumer had just begun may have been begun again.
    expect(new Set(done).size).toBe(done.length);
    expect(done.length).toBeGreaterThanOrEqual(JOBS - 1 - 4);
    const inPlace = reports().map((name) => readFileSync(join(places.results, String(name)), "utf8"));
    const paths = inPlace.map((text) => (JSON.parse(text) as { files: [{ path: string }] }).files[0].path);
    expect(new Set(paths).size).toBe(JOBS - 1);

    // A second run of the producer finds everything done: nothing is reported again.
    rmSync(join(places.dossiers, "poisoned.pdf"), { recursive: true });
    expect(await ended(script("produce.ts"))).toBe(0);
    const drained = execFileSync(process.execPath, ["--input-type=module", "-e", waitUntilDrained(port)], {
      cwd: consumer,
    });
    expect(drained.toString().trim()).toBe("drained");
    expect(reports()).toHaveLength(JOBS - 1);
    expect(new Set(done).size).toBe(done.length);

    second.kill("SIGTERM");
    third.kill("SIGTERM");
    expect([await ended(second), await ended(third)]).toEqual([0, 0]);
    await killed(redis);
  }, 600_000);
});

/** Each its own bytes: a file that is there twice would be one job. */
async function writeSignedFiles(folder: string, count: number): Promise<void> {
  const { key, chain } = await demoSigner("cong-vu/person");
  const signer = webCryptoSigner(key, chain);
  for (let i = 0; i < count; i++) {
    const signed = await signPdf(unsignedSample(), { signer, level: "B-B", now: DEMO_NOW, reason: `no. ${i}` });
    writeFileSync(join(folder, `${i}.pdf`), signed);
  }
}

function eachLine(stream: NodeJS.ReadableStream, onLine: (line: string) => void): void {
  let rest = "";
  stream.on("data", (piece: Buffer) => {
    const lines = (rest + piece.toString()).split("\n");
    rest = lines.pop() ?? "";
    for (const line of lines) onLine(line);
  });
}

function freePort(): Promise<number> {
  return new Promise((resolve, reject) => {
    const probe = createServer();
    probe.on("error", reject);
    probe.listen(0, "127.0.0.1", () => {
      const address = probe.address();
      probe.close(() => resolve(typeof address === "object" && address !== null ? address.port : 0));
    });
  });
}

const waitUntilDrained = (port: number) => `
  import { Queue } from "bullmq";
  const queue = new Queue("verify-dossiers", { connection: { host: "127.0.0.1", port: ${port} } });
  for (;;) {
    const { wait = 0, active = 0, delayed = 0 } = await queue.getJobCounts("wait", "active", "delayed");
    if (wait + active + delayed === 0) break;
    await new Promise((resolve) => setTimeout(resolve, 100));
  }
  console.log("drained");
  await queue.close();
`;
