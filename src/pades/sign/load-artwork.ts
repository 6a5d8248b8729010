import type { Artwork } from "../../appearance/artwork.ts";
import { PadesError } from "../../errors.ts";
import type { SignatureFields } from "./options.ts";

/**
 * What a signature will show; null for an invisible one. What draws is large, and loaded only here.
 * @throws PadesError ERR_INVALID_ARGUMENT
 */
export async function loadArtwork(
  options: SignatureFields,
  certificate: Uint8Array,
  now: Date,
): Promise<Artwork | null> {
  const { appearance, timeZoneOffsetMinutes = 0, reason, location } = options;
  if (appearance === undefined) return null;
  if (typeof appearance !== "object" || appearance === null) {
    throw new PadesError("ERR_INVALID_ARGUMENT", "appearance: expected an object with a template");
  }
  const { prepareArtwork } = await import("../../appearance/artwork.ts");
  return prepareArtwork(appearance, { certificate, now, timeZoneOffsetMinutes, reason, location });
}
