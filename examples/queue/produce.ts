/** Queues every PDF below DOSSIERS. Run it as often as you like: what is queued or done already is not queued again. */
import { relative, sep } from "node:path";
import { Queue } from "bullmq";
import { findPdfFiles } from "pades-dossier/node";
import { connect, folders, jobIdOf, loadSettings, QUEUE, type VerifyJob } from "./settings.ts";
import { sha256OfFile } from "./sha256-of-file.ts";

const { inputs } = await loadSettings();
const connection = connect();
const queue = new Queue<VerifyJob>(QUEUE, { connection });

const CHUNK = 500;
const paths = await findPdfFiles(folders.dossiers);
for (let at = 0; at < paths.length; at += CHUNK) {
  const jobs = await Promise.all(
    paths.slice(at, at + CHUNK).map(async (path): Promise<VerifyJob> => {
      return { path: relative(folders.dossiers, path).replaceAll(sep, "/"), sha256: await sha256OfFile(path), inputs };
    }),
  );
  await queue.addBulk(
    jobs.map((data) => ({
      name: "verify",
      data,
      opts: {
        jobId: jobIdOf(data),
        // A storage that is away for a moment, a worker that is short of memory: tried again, later and later.
        attempts: 4,
        backoff: { type: "exponential", delay: 250 },
        removeOnComplete: true,
        // What fails for good stays, to be looked at: dead-letters.ts.
        removeOnFail: false,
      },
    })),
  );
}
console.log(`${paths.length} files queued`);
await queue.close();
await connection.quit();
