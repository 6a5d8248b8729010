import { PadesError } from "../errors.ts";
import { isCount, isRecord } from "./message-guards.ts";
import type { VerificationOutcome, VerificationProgress, WorkerAnswer, WorkerErrorCode } from "./messages.ts";

/**
 * A worker's answer as it arrives in a page. Checked by hand and not by a schema, whose library a page would load twice.
 * @throws PadesError ERR_WORKER where it is none: the worker is another program
 */
export function parseAnswer(message: unknown): WorkerAnswer {
  const answer = isRecord(message) ? read(message) : null;
  if (answer === null) {
    throw new PadesError("ERR_WORKER", "the worker gave an answer of another form: is workerUrl that of this version?");
  }
  return answer;
}

function read({ type, id, ...rest }: Readonly<Record<string, unknown>>): WorkerAnswer | null {
  if (type === "ready") {
    const { protocol, version } = rest;
    return isCount(protocol) && typeof version === "string" ? { type, protocol, version } : null;
  }
  if (!isCount(id)) return null;
  const { progress, outcome, code, message } = rest;
  switch (type) {
    case "progress":
      return isProgress(progress) ? { type, id, progress } : null;
    case "verified":
      return isOutcome(outcome) ? { type, id, outcome } : null;
    case "cancelled":
      return { type, id };
    case "failed":
      return isCode(code) && typeof message === "string" ? { type, id, code, message } : null;
    default:
      return null;
  }
}

function isProgress(value: unknown): value is VerificationProgress {
  return (
    isRecord(value) &&
    typeof value["path"] === "string" &&
    ["done", "files", "bytesRead", "bytes"].every((name) => isCount(value[name]))
  );
}

/** Deeper than this a worker of our own version, which the page has asked for, is taken at its word. */
function isOutcome(value: unknown): value is VerificationOutcome {
  if (!isRecord(value) || typeof value["report"] !== "string") return false;
  const { kind, verifications, verification } = value;
  if (kind === "dossier") {
    return isVerified(verification) && isRecord(verification["answers"]) && isListOfRecords(verification["files"]);
  }
  return (
    kind === "files" &&
    isListOfRecords(verifications) &&
    verifications.length > 0 &&
    verifications.every(isVerifiedFile)
  );
}

function isVerifiedFile(value: unknown): boolean {
  return isVerified(value) && isListOfRecords(value["findings"]) && isListOfRecords(value["signatures"]);
}

const VERDICTS: readonly unknown[] = ["valid", "invalid", "indeterminate", "unsigned", "unreadable"];

function isVerified(value: unknown): value is Readonly<Record<string, unknown>> {
  return (
    isRecord(value) &&
    VERDICTS.includes(value["verdict"]) &&
    value["validationTime"] instanceof Date &&
    isRecord(value["inputs"])
  );
}

const CODES: { readonly [Code in WorkerErrorCode]: true } = {
  ERR_INVALID_ARGUMENT: true,
  ERR_INSECURE_CONTEXT: true,
  ERR_UNSUPPORTED_BROWSER: true,
  ERR_TRUST_PROFILE: true,
  ERR_EVIDENCE_BUNDLE: true,
  ERR_FILE_UNREADABLE: true,
  ERR_WORKER: true,
};

function isCode(value: unknown): value is WorkerErrorCode {
  return typeof value === "string" && Object.hasOwn(CODES, value);
}

function isListOfRecords(value: unknown): value is readonly Readonly<Record<string, unknown>>[] {
  return Array.isArray(value) && value.every(isRecord);
}
