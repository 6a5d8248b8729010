import { decodeBase64 } from "../../bytes/base64.ts";
import { inflateZlib } from "../../pdf/read/filters/flate.ts";

export type FontWeight = "regular" | "bold";

/** A TrueType file stays far below. */
const MAX_FONT_BYTES = 1024 * 1024;

/** Tinos, cut down to Latin and Vietnamese, as a TrueType file; loaded when something is drawn with it. */
export async function loadFont(weight: FontWeight): Promise<Uint8Array> {
  const { PACKED_FONT } = await (weight === "bold" ? import("./tinos-bold.ts") : import("./tinos-regular.ts"));
  const packed = decodeBase64(PACKED_FONT);
  if (packed === null) throw new Error("the font of the package is damaged");
  return inflateZlib(packed, MAX_FONT_BYTES, null);
}
