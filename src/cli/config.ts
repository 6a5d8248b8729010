import { readFile } from "node:fs/promises";
import { dirname, join, resolve } from "node:path";
import type { Command } from "commander";
import { hasCode } from "../node/write-file.ts";
import type { CliConfig } from "./config-schema.ts";

/** What the user has set for all commands, and the file that it is from. */
export interface LoadedConfig {
  readonly path: string;
  readonly values: CliConfig;
}

/** A file that was named and is not there, or one that is not what it must be. */
export interface ConfigFault {
  readonly path: string;
  /** English, from the system or naming the place in the file. */
  readonly detail: string;
}

export interface ConfigReading {
  readonly config: LoadedConfig | null;
  readonly fault: ConfigFault | null;
}

type Environment = Readonly<Record<string, string | undefined>>;

const NOTHING: ConfigReading = { config: null, fault: null };

/**
 * Reads the configuration: the file of --config, else of PADES_CONFIG, else that in the user's own folder for
 * configuration, if there is one. It is never looked for beside documents: whoever sent them would say whom to trust.
 */
export async function readConfig(args: readonly string[], env: Environment): Promise<ConfigReading> {
  const named = configFlag(args) ?? nonEmpty(env["PADES_CONFIG"]);
  const path = named ?? usersOwn(env);
  if (path === null) return NOTHING;
  try {
    const text = await readFile(path, "utf8");
    // Most have no such file: what checks it is loaded for those who do, not at every start.
    const { parseConfig } = await import("./config-schema.ts");
    return { config: { path, values: inFolder(parseConfig(text), dirname(resolve(path))) }, fault: null };
  } catch (error) {
    if (named === undefined && hasCode(error, "ENOENT", "ENOTDIR")) return NOTHING;
    return { config: null, fault: { path, detail: error instanceof Error ? error.message : String(error) } };
  }
}

/** Paths are meant from where the file lies, wherever the command is run. */
function inFolder(config: CliConfig, folder: string): CliConfig {
  const { trust, evidence } = config;
  return {
    ...config,
    ...(trust === undefined ? {} : { trust: resolve(folder, trust) }),
    ...(evidence === undefined ? {} : { evidence: evidence.map((path) => resolve(folder, path)) }),
  };
}

/**
 * Fills in what the command line left out, from the environment and then from the configuration, where the command has
 * such an option. What is typed goes before both.
 */
export function applyDefaults(command: Command, env: Environment, config: LoadedConfig | null): void {
  const values: Readonly<Record<string, unknown>> = { ...config?.values, ...fromEnvironment(env) };
  for (const option of command.options) {
    const name = option.attributeName();
    if (!Object.hasOwn(values, name) || command.getOptionValue(name) !== undefined) continue;
    command.setOptionValueWithSource(name, values[name], "config");
  }
}

/** Options of a command, some of which the settings filled in. */
export interface WithDefaults {
  /** The names of those. */
  readonly defaults: ReadonlySet<string>;
}

export function defaultsOf(command: Command): ReadonlySet<string> {
  const names = command.options.map((option) => option.attributeName());
  return new Set(names.filter((name) => command.getOptionValueSource(name) === "config"));
}

/** Whether somebody asks for it in this very call. Settings are for all calls: what does not fit one is left, not refused. */
export function isTyped<Flags extends WithDefaults>(flags: Flags, name: keyof Flags & string): boolean {
  return flags[name] !== undefined && !flags.defaults.has(name);
}

function fromEnvironment(env: Environment): CliConfig {
  const [trust, tsa] = [nonEmpty(env["PADES_TRUST"]), nonEmpty(env["PADES_TSA"])];
  return { ...(trust === undefined ? {} : { trust }), ...(tsa === undefined ? {} : { tsa }) };
}

/** The value of --config, which is needed before the command line is parsed. */
function configFlag(args: readonly string[]): string | undefined {
  const end = args.indexOf("--");
  const flags = end < 0 ? args : args.slice(0, end);
  const joined = flags.find((arg) => arg.startsWith("--config="));
  if (joined !== undefined) return joined.slice("--config=".length);
  const at = flags.indexOf("--config");
  return at < 0 ? undefined : flags[at + 1];
}

function usersOwn(env: Environment): string | null {
  const home = nonEmpty(env["HOME"]);
  const base =
    nonEmpty(env["APPDATA"]) ??
    nonEmpty(env["XDG_CONFIG_HOME"]) ??
    (home === undefined ? undefined : join(home, ".config"));
  return base === undefined ? null : join(base, "pades-dossier", "config.json");
}

function nonEmpty(text: string | undefined): string | undefined {
  return text === "" ? undefined : text;
}
