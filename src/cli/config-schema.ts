import * as v from "valibot";

const path = v.pipe(v.string(), v.minLength(1));
const names = v.pipe(v.array(v.pipe(v.string(), v.minLength(1))), v.minLength(1));

/**
 * What may be set once for all commands, under the names of their options. Published as config.schema.json. Nothing that
 * waives a check is among them: that is said anew each time.
 */
export const CONFIG_SCHEMA = v.strictObject({
  $schema: v.optional(v.string()),
  lang: v.optional(v.picklist(["vi", "en"])),
  trust: v.optional(path),
  evidence: v.optional(names),
  context: v.optional(v.picklist(["registry", "citizen", "archive"])),
  sealerTag: v.optional(names),
  sealerOrganization: v.optional(names),
  tsa: v.optional(v.pipe(v.string(), v.regex(/^https?:\/\//))),
});

export type CliConfig = v.InferOutput<typeof CONFIG_SCHEMA>;

/** @throws Error that names the place in the file */
export function parseConfig(text: string): CliConfig {
  // Editors of Windows begin files with a byte order mark.
  const result = v.safeParse(CONFIG_SCHEMA, JSON.parse(text.replace(/^\ufeff/, "")));
  if (result.success) return result.output;
  const [issue] = result.issues;
  throw new Error(`${v.getDotPath(issue) ?? "$"}: ${issue.message}`);
}
