import * as v from "valibot";
import { PadesError } from "../errors.ts";
import { MAX_APPEARANCE_PARTS, MAX_APPEARANCE_TEXT } from "../limits.ts";
import type { AppearancePlace, AppearanceTemplate } from "./template.ts";

/** Points: PDF pages are at most 200 inches wide (ISO 32000-2, annex C). */
const MAX_POINTS = 14_400;

const points = v.pipe(v.number(), v.finite(), v.minValue(0), v.maxValue(MAX_POINTS));
const length = v.pipe(v.number(), v.finite(), v.minValue(1), v.maxValue(MAX_POINTS));
const share = v.pipe(v.number(), v.minValue(0), v.maxValue(1));
const text = v.pipe(v.string(), v.maxLength(MAX_APPEARANCE_TEXT));
const area = v.pipe(
  v.strictTuple([share, share, share, share]),
  v.check(([left, bottom, right, top]) => left < right && bottom < top, "expected left < right and bottom < top"),
);
const fontSize = v.pipe(v.number(), v.minValue(4), v.maxValue(72));
const color = v.strictTuple([share, share, share]);

const part = v.variant("kind", [
  v.strictObject({
    kind: v.literal("text"),
    lines: v.pipe(v.array(text), v.minLength(1), v.maxLength(MAX_APPEARANCE_PARTS)),
    area: v.exactOptional(area),
    padding: v.exactOptional(points),
    fontSize: v.exactOptional(fontSize),
    minFontSize: v.exactOptional(fontSize),
    weight: v.exactOptional(v.picklist(["regular", "bold"])),
    align: v.exactOptional(v.picklist(["left", "center", "right"])),
    verticalAlign: v.exactOptional(v.picklist(["top", "middle", "bottom"])),
    color: v.exactOptional(color),
  }),
  v.strictObject({ kind: v.literal("image"), image: text, area: v.exactOptional(area) }),
  v.strictObject({ kind: v.literal("qr"), text, area: v.exactOptional(area) }),
  v.strictObject({
    kind: v.literal("frame"),
    area: v.exactOptional(area),
    lineWidth: v.exactOptional(v.pipe(v.number(), v.minValue(0.1), v.maxValue(10))),
    color: v.exactOptional(color),
  }),
]);

const corner = v.strictObject({
  corner: v.picklist(["top-left", "top-right", "bottom-left", "bottom-right"]),
  margin: v.exactOptional(points),
  width: v.exactOptional(length),
  height: v.exactOptional(length),
});

const template = v.strictObject({
  size: v.union([v.strictTuple([length]), v.strictTuple([length, length])]),
  place: v.exactOptional(corner),
  timeZoneOffsetMinutes: v.exactOptional(v.pipe(v.number(), v.integer(), v.minValue(-1439), v.maxValue(1439))),
  parts: v.pipe(v.array(part), v.minLength(1), v.maxLength(MAX_APPEARANCE_PARTS)),
});

const place = v.union([
  v.strictObject({ box: v.strictTuple([points, points, length, length]) }),
  corner,
  v.strictObject({
    over: text,
    share: v.exactOptional(v.pipe(share, v.minValue(0.05))),
    width: v.exactOptional(length),
    height: v.exactOptional(length),
  }),
]);

/**
 * A template, from code or from JSON.
 * @throws PadesError ERR_INVALID_ARGUMENT that names the place in it
 */
export function parseTemplate(value: unknown): AppearanceTemplate {
  return parse(template, value, "appearance.template");
}

/** @throws PadesError ERR_INVALID_ARGUMENT */
export function parsePlace(value: unknown): AppearancePlace {
  return parse(place, value, "appearance.place");
}

function parse<Schema extends v.GenericSchema>(schema: Schema, value: unknown, name: string): v.InferOutput<Schema> {
  const result = v.safeParse(schema, value, { abortEarly: true });
  if (result.success) return result.output;
  const [issue] = result.issues;
  const path = v.getDotPath(issue);
  throw new PadesError("ERR_INVALID_ARGUMENT", `${name}${path === null ? "" : `.${path}`}: ${issue.message}`);
}
