import * as v from "valibot";
import { MAX_MANIFEST_ITEMS, MAX_MANIFEST_TEXT, MAX_REQUIRED_SIGNATURES } from "../limits.ts";

/** The form of `hoso.json`. Strict: a misspelt key must not go unnoticed, or a required signature would not be required. */

const text = v.pipe(
  v.string("a text"),
  v.maxLength(MAX_MANIFEST_TEXT, `at most ${MAX_MANIFEST_TEXT} characters`),
  v.regex(/\S/, "a text that is not empty"),
);
const texts = v.pipe(
  v.array(text),
  v.minLength(1, "at least one"),
  v.maxLength(MAX_MANIFEST_ITEMS, `at most ${MAX_MANIFEST_ITEMS}`),
);
const identifier = v.pipe(
  v.string("a text"),
  v.maxLength(128, "at most 128 characters"),
  v.regex(/^[A-Za-z0-9][A-Za-z0-9._-]*$/, "letters a to z, digits, full stops, hyphens and underscores"),
);
const sha256 = v.pipe(
  v.string("a text"),
  v.regex(/^[0-9a-f]{64}$/, "a SHA-256 as 64 hexadecimal digits in lower case"),
);
const time = v.pipe(
  v.string("a text"),
  v.regex(
    /^\d{4}-\d{2}-\d{2}T\d{2}:\d{2}(:\d{2}(\.\d{1,3})?)?(Z|[+-]\d{2}:\d{2})$/,
    'a time with its zone, as "2026-11-24T09:00:00+07:00"',
  ),
);
const level = v.picklist(["B-B", "B-T", "B-LT", "B-LTA"], "B-B, B-T, B-LT or B-LTA");

/** A name that an organisation bears, or bore: those of units merged away stay right for their time. */
const organizationName = v.strictObject({
  name: text,
  from: v.optional(time),
  until: v.optional(time),
});

const organization = v.strictObject({
  names: v.pipe(
    v.array(organizationName),
    v.minLength(1, "at least one"),
    v.maxLength(MAX_MANIFEST_ITEMS, `at most ${MAX_MANIFEST_ITEMS}`),
  ),
});

/** Who may sign: all that is stated must hold; of a list, one. */
const role = v.strictObject({
  name: v.optional(text),
  tag: v.optional(texts),
  organization: v.optional(texts),
  organizationalUnit: v.optional(texts),
  title: v.optional(texts),
  commonName: v.optional(texts),
  identifier: v.optional(texts),
  certificate: v.optional(
    v.pipe(
      v.array(sha256),
      v.minLength(1, "at least one"),
      v.maxLength(MAX_MANIFEST_ITEMS, `at most ${MAX_MANIFEST_ITEMS}`),
    ),
  ),
});

const requiredSignature = v.strictObject({
  role: identifier,
  level: v.optional(level),
  deadline: v.optional(time),
});

const component = v.strictObject({
  id: identifier,
  name: text,
  file: text,
  required: v.optional(v.boolean("true or false")),
  sha256: v.optional(sha256),
  original: v.optional(
    v.strictObject({ size: v.pipe(v.number("a number of bytes"), v.safeInteger(), v.minValue(1)), sha256 }),
  ),
  binding: v.optional(v.literal("reason", '"reason"')),
  order: v.optional(v.picklist(["listed", "any"], '"listed" or "any"')),
  signatures: v.optional(
    v.pipe(v.array(requiredSignature), v.maxLength(MAX_REQUIRED_SIGNATURES, `at most ${MAX_REQUIRED_SIGNATURES}`)),
  ),
});

function recordOf<Entry extends typeof organization | typeof role>(entry: Entry) {
  return v.pipe(v.record(identifier, entry), v.maxEntries(MAX_MANIFEST_ITEMS, `at most ${MAX_MANIFEST_ITEMS}`));
}

export const MANIFEST_SCHEMA = v.strictObject({
  schema: v.literal("pades-dossier/manifest@1", '"pades-dossier/manifest@1"'),
  id: text,
  procedure: v.optional(v.strictObject({ code: v.optional(text), name: text })),
  receiver: v.optional(identifier),
  decider: v.optional(identifier),
  deadline: v.optional(time),
  organizations: v.optional(recordOf(organization)),
  roles: v.optional(recordOf(role)),
  components: v.pipe(
    v.array(component),
    v.minLength(1, "at least one"),
    v.maxLength(MAX_MANIFEST_ITEMS, `at most ${MAX_MANIFEST_ITEMS}`),
  ),
});
