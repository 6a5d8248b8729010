import { homedir } from "node:os";
import { join } from "node:path";
import type { Fetcher } from "../net/fetcher.ts";
import { type OnlineSettings, onlineFetcher } from "../node/online-fetcher.ts";
import { plainText } from "../report/plain-text.ts";
import type { TrustStore } from "../x509/trust-store.ts";
import { CliError } from "./cli-error.ts";
import type { CommandContext } from "./command-context.ts";
import { EXIT } from "./exit-codes.ts";

/** How a command may reach the network. */
export interface OnlineFlags {
  readonly online?: boolean;
  readonly offline?: boolean;
  readonly allowPrivate?: readonly string[];
  readonly timeout?: string;
  readonly cache?: string;
}

const MAX_TIMEOUT_SECONDS = 600;

/**
 * What asks the network, where the user wants that; null where not. Private addresses are reached where the flags or the
 * trust profile name them.
 * @throws CliError on flags that do not go together
 */
export function fetcherOfFlags(flags: OnlineFlags, trust: TrustStore, context: CommandContext): Fetcher | null {
  const settings = onlineSettings(flags, trust, context);
  return settings === null ? null : onlineFetcher(settings, () => new Date());
}

/** The same as plain values, for those who hand it to other threads. @throws CliError */
export function onlineSettings(
  flags: OnlineFlags,
  { policy }: TrustStore,
  context: CommandContext,
): OnlineSettings | null {
  const { online = false, offline = false, allowPrivate = [], timeout, cache } = flags;
  const { error } = context.words;
  if (online && offline) throw new CliError(EXIT.usage, error.optionsExclude("--online", "--offline"));
  if (!online) {
    const given = { "--allow-private": allowPrivate[0], "--timeout": timeout, "--cache": cache };
    const idle = Object.entries(given).find(([, value]) => value !== undefined);
    if (idle !== undefined) throw new CliError(EXIT.usage, error.optionNeeds(idle[0], "--online"));
    return null;
  }
  return {
    allowPrivate: [...policy.allowPrivateHosts, ...allowPrivate],
    timeoutMs: timeout === undefined ? null : 1000 * secondsOf(timeout, context),
    cacheFolder: cache ?? defaultCacheFolder(context),
  };
}

function secondsOf(text: string, { words }: CommandContext): number {
  const seconds = /^\d{1,3}$/.test(text) ? Number(text) : 0;
  if (seconds < 1 || seconds > MAX_TIMEOUT_SECONDS) {
    throw new CliError(EXIT.usage, words.error.invalidValue("--timeout", plainText(text)), [
      words.error.allowed(`1…${MAX_TIMEOUT_SECONDS}`),
    ]);
  }
  return seconds;
}

function defaultCacheFolder({ terminal: { env } }: CommandContext): string {
  const base = env["XDG_CACHE_HOME"] ?? env["LOCALAPPDATA"] ?? join(homedir(), ".cache");
  return join(base, "pades-dossier");
}
