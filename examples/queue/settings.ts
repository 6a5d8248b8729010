/**
 * What producer and consumers of a queue must agree on, taken from the environment: REDIS_URL (Redis or Valkey), DOSSIERS
 * (the folder that all of them see), TRUST (a profile) and RESULTS (a folder for the reports).
 */
import { join, resolve } from "node:path";
import { Redis } from "ioredis";
import { type BatchSettings, inputsDigest, loadTrustProfile } from "pades-dossier/node";

export const QUEUE = "verify-dossiers";

/** One file to be verified. Its id in the queue is `jobIdOf` it: the same file for the same inputs is queued once. */
export interface VerifyJob {
  /** Below DOSSIERS, with slashes. */
  readonly path: string;
  /** Of the file when it was queued, lower-case hex. */
  readonly sha256: string;
  /** Digest of everything else that a verdict depends on: engine, policy, trust, evidence. */
  readonly inputs: string;
}

export const jobIdOf = ({ sha256, inputs }: VerifyJob): string => `${sha256}-${inputs}`;

/** A job came through a server that others may reach: it is read like any other input. */
export function parseJob(value: unknown): VerifyJob {
  const { path, sha256, inputs } = (typeof value === "object" && value !== null ? value : {}) as Partial<VerifyJob>;
  const isHash = (text: unknown) => typeof text === "string" && /^[0-9a-f]{64}$/.test(text);
  if (typeof path !== "string" || !isHash(sha256) || !isHash(inputs)) throw new Error("not a job of this queue");
  return value as VerifyJob;
}

/** Where a report lies: a result is there once for each file and inputs, however often its job is done. */
export const reportPathOf = ({ sha256, inputs }: VerifyJob): string => join(folders.results, inputs, `${sha256}.json`);

export const folders = {
  dossiers: resolve(process.env["DOSSIERS"] ?? "dossiers"),
  results: resolve(process.env["RESULTS"] ?? "results"),
};

/** A worker waits for a server that is gone, and goes on when it is back. */
export const connect = (): Redis =>
  new Redis(process.env["REDIS_URL"] ?? "redis://127.0.0.1:6379", {
    maxRetriesPerRequest: null,
    retryStrategy: (attempt) => Math.min(attempt * 100, 2000),
  });

/** Offline, by the clock, with the default policy: what `pades verify FOLDER --trust PROFILE` does. */
export async function loadSettings(): Promise<{ readonly settings: BatchSettings; readonly inputs: string }> {
  const trust = await loadTrustProfile(process.env["TRUST"] ?? "certs/demo.trust.json");
  const settings: BatchSettings = { trust, evidence: null, now: null, policy: {} };
  return { settings, inputs: inputsDigest(settings) };
}
