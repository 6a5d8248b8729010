import { MAX_DECODED_BYTES, MAX_INFLATED_BYTES } from "../../../limits.ts";
import { PdfName, PdfStream } from "../../objects.ts";
import type { PdfDocument } from "../document.ts";
import { decodeStream } from "../filters.ts";
import { parseObjectStream } from "../object-stream.ts";
import { PdfLimitError, PdfReadError } from "../read-error.ts";
import { sectionsOfLink } from "../xref-chain.ts";
import type { XrefEntry } from "../xref-section.ts";
import type { ByteAnomaly } from "./segment.ts";

/** More of them in one revision tell nothing new. */
const MAX_PER_REVISION = 10;

/**
 * Objects in the object streams that revisions after the first one brought, which no entry of those revisions leads to:
 * the chain does not know them, and programs that search a file for its objects find them (ISO 32000-2, 7.5.7). Linear in
 * the objects that those revisions brought.
 * @throws Suspension where bytes have to be fetched first; it may be called again
 */
export function findUnlistedMembers(document: PdfDocument): readonly ByteAnomaly[] {
  const { revisions, links } = document;
  const members = new MemberReader();
  return revisions.slice(1).flatMap((revision, index) => {
    const older = revisions[index];
    if (older === undefined) return [];
    const own = links.slice(revision.link, older.link).flatMap(sectionsOfLink);
    const entries = own.flatMap((section) => [...section.entries]);
    const listed = new Set(
      entries.flatMap(([num, entry]) => (entry.kind === "in-stream" ? [memberKey(num, entry)] : [])),
    );
    const brought = entries.filter(([, entry]) => entry.kind === "in-file" && entry.offset >= older.end);
    const reader = document.openRevision(revision);
    const found: ByteAnomaly[] = [];
    for (const [container] of brought) {
      for (const [at, num] of members.membersOf(reader, container).entries()) {
        if (found.length === MAX_PER_REVISION) return found;
        if (listed.has(memberKey(num, { container, index: at }))) continue;
        const { start, end } = reader.load(container)?.extent ?? { start: older.end, end: older.end };
        found.push({ code: "unnamed-object", start, end, object: num });
      }
    }
    return found;
  });
}

function memberKey(
  num: number,
  { container, index }: Pick<XrefEntry & { kind: "in-stream" }, "container" | "index">,
): string {
  return `${num} ${container} ${index}`;
}

/** Reads what is in object streams, as much as a file may have in them. What cannot be read as one is none to others. */
class MemberReader {
  #left = MAX_DECODED_BYTES;

  membersOf(document: PdfDocument, num: number): readonly number[] {
    try {
      const value = document.load(num)?.value ?? null;
      const type = value instanceof PdfStream ? value.dict.get("Type") : null;
      if (!(type instanceof PdfName) || type.value !== "ObjStm" || this.#left <= 0) return [];
      return parseObjectStream(value, (stream) => this.#decode(document, stream)).numbers;
    } catch (thrown) {
      if (thrown instanceof PdfReadError || thrown instanceof PdfLimitError) return [];
      throw thrown;
    }
  }

  #decode(document: PdfDocument, stream: PdfStream): Uint8Array {
    const maxBytes = Math.min(MAX_INFLATED_BYTES, this.#left);
    this.#left -= maxBytes;
    const data = decodeStream(document, stream, { maxBytes });
    this.#left += maxBytes - data.length;
    return data;
  }
}
