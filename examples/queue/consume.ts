/**
 * Verifies what is queued, on as many machines as there are. A consumer that dies, at whatever moment, loses nothing: its
 * jobs are given to another, and a report is written once for each file and inputs, whole or not at all.
 */
import { existsSync } from "node:fs";
import { mkdir } from "node:fs/promises";
import { dirname, resolve, sep } from "node:path";
import { UnrecoverableError, Worker } from "bullmq";
import { renderReport, verifyPdf } from "pades-dossier";
import { openFileSource, verifyOptionsOf, writeFileAtomically } from "pades-dossier/node";
import { connect, folders, loadSettings, parseJob, QUEUE, reportPathOf, type VerifyJob } from "./settings.ts";

const { settings, inputs } = await loadSettings();
/** One trust store for all jobs, and so one cache of verified certificates. */
const options = verifyOptionsOf(settings);

async function verify(job: VerifyJob): Promise<void> {
  if (job.inputs !== inputs)
    throw new UnrecoverableError("queued for another trust profile or version: queue it again");
  const target = reportPathOf(job);
  if (existsSync(target)) return;
  const source = await openFileSource(pathBelow(folders.dossiers, job.path));
  try {
    const signal = AbortSignal.timeout(60_000);
    const verification = await verifyPdf(source, { ...options, path: job.path, signal });
    if (verification.sha256 !== job.sha256) throw new UnrecoverableError("changed since it was queued: queue it again");
    await mkdir(dirname(target), { recursive: true });
    await writeFileAtomically(target, renderReport(verification, { format: "json", locale: "vi" }), {
      overwrite: false,
    });
    console.log(JSON.stringify({ path: job.path, sha256: job.sha256, verdict: verification.verdict }));
  } catch (error) {
    // Somebody was quicker, because this job was taken for lost: theirs says the same.
    if (!existsSync(target)) throw error;
  } finally {
    await source.close();
  }
}

/** A path in a job leads nowhere but below the folder. */
function pathBelow(folder: string, path: string): string {
  const full = resolve(folder, path);
  if (!full.startsWith(folder + sep)) throw new UnrecoverableError("leads out of the folder of dossiers");
  return full;
}

function readJob(value: unknown): VerifyJob {
  try {
    return parseJob(value);
  } catch (error) {
    throw new UnrecoverableError(String(error));
  }
}

const connection = connect();
const worker = new Worker(QUEUE, async ({ data }) => verify(readJob(data)), {
  connection,
  concurrency: 4,
  // Whoever does not say for so long that it is alive is taken for dead, and its jobs are given to others; a file that
  // brings down three consumers is given to no fourth.
  lockDuration: 10_000,
  stalledInterval: 5_000,
  maxStalledCount: 2,
});
worker.on("failed", (job, error) => console.error(`${job?.data.path ?? "?"}: ${error.message}`));
// While the server is away there is an error a moment; the connection comes back by itself.
worker.on("error", ({ message }) => console.error(message));

const stop = () => void worker.close().then(() => connection.quit());
process.once("SIGTERM", stop);
process.once("SIGINT", stop);
