import * as v from "valibot";
import { decodeUtf8 } from "../bytes/text.ts";
import { MAX_MANIFEST_BYTES, MAX_MANIFEST_VALUES } from "../limits.ts";
import { duplicateKey } from "./duplicate-key.ts";
import type { DossierManifest } from "./manifest.ts";
import { contradictionsOf } from "./manifest-contradictions.ts";
import { ManifestError, type ManifestFault } from "./manifest-error.ts";
import { MANIFEST_SCHEMA } from "./manifest-schema.ts";

/**
 * Reads the manifest of a dossier.
 *
 * @param input UTF-8 bytes or text of `hoso.json`, or the value that they stand for
 * @throws ManifestError (ERR_MANIFEST) with what is wrong, each with its path and, where one helps, a hint
 */
export function parseManifest(input: Uint8Array | string | object): DossierManifest {
  const text = input instanceof Uint8Array || typeof input === "string" ? textOf(input) : null;
  const value = text === null ? input : parseJson(text);
  // Before anything is said of each value.
  if (hasMoreValues(value, MAX_MANIFEST_VALUES)) {
    throw rejected(`at most ${MAX_MANIFEST_VALUES} values`, "more", "is this the manifest?");
  }
  const twice = text === null ? null : duplicateKey(text);
  if (twice !== null) {
    throw rejected("each key once", JSON.stringify(twice), "two programs would read it in two ways");
  }
  const result = v.safeParse(MANIFEST_SCHEMA, value);
  if (!result.success) throw new ManifestError(result.issues.map(faultOf));
  // The schema has the form of the type; valibot types an optional member as one that may be undefined, and makes none.
  const manifest = result.output as DossierManifest;
  const contradictions = contradictionsOf(manifest);
  if (contradictions.length > 0) throw new ManifestError(contradictions);
  return manifest;
}

function textOf(input: Uint8Array | string): string {
  if (input.length > MAX_MANIFEST_BYTES) {
    throw rejected(`at most ${MAX_MANIFEST_BYTES} bytes`, String(input.length), "is this the manifest?");
  }
  const text = typeof input === "string" ? input : decodeUtf8(input);
  if (text === null) throw rejected("UTF-8", "other bytes", "save the file as UTF-8");
  return text;
}

function parseJson(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch (error) {
    const found = error instanceof Error ? error.message : "something else";
    throw rejected("JSON", found, "look for a missing comma or quotation mark");
  }
}

/** Whether lists and objects inside `value` hold more than `most` values in all. */
function hasMoreValues(value: unknown, most: number): boolean {
  let count = 0;
  const open: unknown[] = [value];
  while (open.length > 0) {
    const next = open.pop();
    if (typeof next !== "object" || next === null) continue;
    const inside: readonly unknown[] = Array.isArray(next) ? next : Object.values(next);
    count += inside.length;
    if (count > most) return true;
    for (const each of inside) open.push(each);
  }
  return false;
}

function rejected(expected: string, found: string, hint: string): ManifestError {
  return new ManifestError([{ path: "", expected, found, hint }]);
}

function faultOf(issue: v.InferIssue<typeof MANIFEST_SCHEMA>): ManifestFault {
  const path = pathOf(issue.path ?? []);
  const found = issue.received;
  if (issue.type === "strict_object") {
    // One kind of issue for three faults: no object at all, a key too many, and one that lacks.
    if (issue.expected === "Object") return { path, expected: "an object", found, hint: "" };
    if (issue.expected === "never") return { path, expected: "no such key", found: "it", hint: "is it misspelt?" };
    return { path, expected: "this key", found: "nothing", hint: "" };
  }
  return { path, expected: issue.message, found, hint: "" };
}

function pathOf(items: readonly v.IssuePathItem[]): string {
  return items.reduce((path, { key }) => {
    if (typeof key === "number") return `${path}[${key}]`;
    return path === "" ? String(key) : `${path}.${String(key)}`;
  }, "");
}
