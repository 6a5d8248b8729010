import { PadesError } from "../errors.ts";
import { MAX_DOSSIER_FILES } from "../limits.ts";
import { isCount, isRecord } from "./message-guards.ts";
import type { VerificationFile, VerificationSettings, WorkerRequest } from "./messages.ts";

const SETTINGS: { readonly [Name in keyof Required<VerificationSettings>]: (value: unknown) => boolean } = {
  trust: isRecord,
  evidence: isRecord,
  manifest: (value) => typeof value === "string" || isRecord(value),
  sealer: isRecord,
  policy: isRecord,
  now: (value) => value instanceof Date,
  password: (value) => typeof value === "string",
  as: (value) => value === "files" || value === "dossier",
};

/**
 * A page's request as it arrives in a worker. Checked by hand and not by a schema, whose library a page would load twice.
 * @throws PadesError ERR_INVALID_ARGUMENT, naming what is wrong
 */
export function parseRequest(message: unknown): WorkerRequest {
  if (!isRecord(message)) throw invalid("expected an object");
  const { type, id, files, settings } = message;
  if (type === "hello") return { type };
  if (!isCount(id)) throw invalid("id: expected a number");
  if (type === "cancel") return { type, id };
  if (type !== "verify") throw invalid(`type: expected hello, verify or cancel, found ${String(type)}`);
  return { type, id, files: parseFiles(files), settings: parseSettings(settings) };
}

function parseFiles(files: unknown): VerificationFile[] {
  if (!Array.isArray(files) || files.length === 0 || files.length > MAX_DOSSIER_FILES) {
    throw invalid(`files: expected 1 to ${MAX_DOSSIER_FILES}`);
  }
  return files.map((file: unknown, index) => {
    const { path, content } = isRecord(file) ? file : {};
    if (typeof path === "string" && content instanceof Blob) return { path, content };
    throw invalid(`files[${index}]: expected a path and a Blob`);
  });
}

/** What the library checks by itself, as a trust profile, is handed on as it is. */
function parseSettings(settings: unknown): VerificationSettings {
  if (!isRecord(settings)) throw invalid("settings: expected an object");
  for (const [name, value] of Object.entries(settings)) {
    const isRight = Object.hasOwn(SETTINGS, name) ? SETTINGS[name as keyof typeof SETTINGS] : null;
    if (isRight === null) throw invalid(`settings: expected no ${name}`);
    if (value !== undefined && !isRight(value)) throw invalid(`settings.${name}: expected another type`);
  }
  if (settings["trust"] === undefined) throw invalid("settings.trust: expected a trust profile");
  return settings as unknown as VerificationSettings;
}

function invalid(message: string): PadesError {
  return new PadesError("ERR_INVALID_ARGUMENT", message);
}
