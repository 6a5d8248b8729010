import * as v from "valibot";
import { PadesError } from "../errors.ts";
import { MAX_DOSSIER_FILES } from "../limits.ts";
import type { VerificationOutcome, VerificationSettings, WorkerAnswer, WorkerRequest } from "./messages.ts";

/** Messages as they arrive: from another context, perhaps of another version, so that nothing is taken for granted. */

const count = v.pipe(v.number(), v.safeInteger(), v.minValue(0));
const object = v.custom<object>((value) => typeof value === "object" && value !== null);
const blob = v.instance(Blob);

/** What the library checks by itself is handed on as it is. */
const settings = v.pipe(
  v.strictObject({
    trust: object,
    evidence: v.optional(v.union([blob, v.instance(Uint8Array), object])),
    manifest: v.optional(v.union([v.string(), object])),
    sealer: v.optional(object),
    policy: v.optional(object),
    now: v.optional(v.date()),
    password: v.optional(v.string()),
    as: v.optional(v.picklist(["files", "dossier"])),
  }),
  v.custom<VerificationSettings>(() => true),
);

const REQUEST = v.variant("type", [
  v.object({ type: v.literal("hello") }),
  v.object({
    type: v.literal("verify"),
    id: count,
    files: v.pipe(
      v.array(v.object({ path: v.string(), content: blob })),
      v.minLength(1),
      v.maxLength(MAX_DOSSIER_FILES),
    ),
    settings,
  }),
  v.object({ type: v.literal("cancel"), id: count }),
]);

const verdict = v.picklist(["valid", "invalid", "indeterminate", "unsigned", "unreadable"]);
const verified = v.looseObject({ verdict, validationTime: v.date(), inputs: object });
const file = v.looseObject({ ...verified.entries, findings: v.array(object), signatures: v.array(object) });
const dossier = v.looseObject({ ...verified.entries, answers: object, files: v.array(object) });

const OUTCOME = v.variant("kind", [
  v.object({ kind: v.literal("files"), verifications: v.pipe(v.array(file), v.minLength(1)), report: v.string() }),
  v.object({ kind: v.literal("dossier"), verification: dossier, report: v.string() }),
]);
/** Deeper than this a worker of our own version, which the page has asked for, is taken at its word. */
const outcome = v.custom<VerificationOutcome>((value) => v.is(OUTCOME, value));

const ANSWER = v.variant("type", [
  v.object({ type: v.literal("ready"), protocol: count, version: v.string() }),
  v.object({
    type: v.literal("progress"),
    id: count,
    progress: v.object({ path: v.string(), done: count, files: count, bytesRead: count, bytes: count }),
  }),
  v.object({ type: v.literal("verified"), id: count, outcome }),
  v.object({ type: v.literal("cancelled"), id: count }),
  v.object({
    type: v.literal("failed"),
    id: count,
    code: v.picklist([
      "ERR_INVALID_ARGUMENT",
      "ERR_INSECURE_CONTEXT",
      "ERR_UNSUPPORTED_BROWSER",
      "ERR_TRUST_PROFILE",
      "ERR_EVIDENCE_BUNDLE",
      "ERR_FILE_UNREADABLE",
      "ERR_WORKER",
    ]),
    message: v.string(),
  }),
]);

/** @throws PadesError ERR_INVALID_ARGUMENT, naming the place, where it is no request */
export function parseRequest(message: unknown): WorkerRequest {
  const result = v.safeParse(REQUEST, message);
  if (result.success) return result.output;
  const [issue] = result.issues;
  throw new PadesError("ERR_INVALID_ARGUMENT", `${v.getDotPath(issue) ?? "message"}: ${issue.message}`);
}

/** @throws PadesError ERR_WORKER where it is no answer: the worker is another program */
export function parseAnswer(message: unknown): WorkerAnswer {
  const result = v.safeParse(ANSWER, message);
  if (result.success) return result.output;
  throw new PadesError("ERR_WORKER", "the worker gave an answer of another form: is workerUrl that of this version?");
}
