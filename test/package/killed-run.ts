import { spawn } from "node:child_process";
import { statSync } from "node:fs";
import { join } from "node:path";

export interface Run {
  readonly code: number | null;
  readonly stdout: string;
}

/** When a run is killed outright: once its journal has grown by so many bytes, or so long after its start; and a little later. */
export interface KillPoint {
  readonly journal: string;
  readonly grownBy: number | null;
  readonly afterMs: number;
}

const LOOK_EVERY_MS = 3;

/** Runs the installed `pades`; to its end, or until it is killed. */
export function runInstalled(consumer: string, args: readonly string[], kill: KillPoint | null = null): Promise<Run> {
  const bin = join(consumer, "node_modules", "pades-dossier", "dist", "cli", "main.js");
  return new Promise((resolve, reject) => {
    const before = kill === null ? 0 : sizeOf(kill.journal);
    const child = spawn(process.execPath, [bin, ...args], { stdio: ["ignore", "pipe", "pipe"] });
    let stdout = "";
    child.stdout.on("data", (piece: Buffer) => {
      stdout += piece.toString();
    });
    child.stderr.resume();
    const timers: NodeJS.Timeout[] = [];
    const shoot = (afterMs: number) => timers.push(setTimeout(() => child.kill("SIGKILL"), afterMs));
    if (kill !== null && kill.grownBy === null) shoot(kill.afterMs);
    if (kill !== null && kill.grownBy !== null) {
      const target = before + kill.grownBy;
      const watch = setInterval(() => {
        if (sizeOf(kill.journal) < target) return;
        clearInterval(watch);
        shoot(kill.afterMs);
      }, LOOK_EVERY_MS);
      timers.push(watch);
    }
    child.on("error", reject);
    child.on("close", (code) => {
      for (const timer of timers) clearTimeout(timer);
      resolve({ code, stdout });
    });
  });
}

function sizeOf(path: string): number {
  return statSync(path, { throwIfNoEntry: false })?.size ?? 0;
}

/** Numbers in [0, 1), the same in every run of a test. */
export function createRandom(seed: number): () => number {
  let state = seed;
  return () => {
    state = (Math.imul(state, 1_664_525) + 1_013_904_223) >>> 0;
    return state / 2 ** 32;
  };
}

/**
 * So many moments to kill at: most of them when some more of `lineBytes` × `lines` is written, each a random part, and every
 * fifth soon after the start, when threads and journal are being opened.
 */
export function killPoints(
  journal: string,
  kills: number,
  { lines, lineBytes }: { readonly lines: number; readonly lineBytes: number },
  random: () => number,
): KillPoint[] {
  const share = (lines * lineBytes) / kills;
  return Array.from({ length: kills }, (_, index) =>
    index % 5 === 4
      ? { journal, grownBy: null, afterMs: 600 * random() }
      : { journal, grownBy: Math.ceil(2 * share * random()), afterMs: 10 * random() },
  );
}
