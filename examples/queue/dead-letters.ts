/** Lists what failed for good, with the reason; with `--retry`, queues it once more. */
import { Queue } from "bullmq";
import { connect, QUEUE, type VerifyJob } from "./settings.ts";

const connection = connect();
const queue = new Queue<VerifyJob>(QUEUE, { connection });
for (const job of await queue.getFailed()) {
  console.log(JSON.stringify({ path: job.data.path, attempts: job.attemptsMade, reason: job.failedReason }));
  if (process.argv.includes("--retry")) await job.retry("failed");
}
await queue.close();
await connection.quit();
