import { type PdfObject, PdfStream } from "../../pdf/objects.ts";
import { type ChangeRule, NOTHING_OF_ITS_OWN } from "./rule.ts";

/**
 * Allows the trailer's /AdditionalStreams, by which an office program finds its own format inside a PDF that it wrote,
 * to lead to nothing: signing tools carry the entry on under object numbers that are used for something else. It may
 * never come to lead to a stream.
 */
export const additionalStreamsRule: ChangeRule = {
  name: "additional-streams",
  clear({ role, key, after }, step) {
    if (role !== "additional-streams" && !(role === "trailer" && key === "AdditionalStreams")) return null;
    const now = step.newer.resolve(after);
    const items: readonly PdfObject[] = Array.isArray(now) ? now : [now];
    return items.every((item) => !(step.newer.resolve(item) instanceof PdfStream)) ? NOTHING_OF_ITS_OWN : null;
  },
};
