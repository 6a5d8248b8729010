import { PdfName, type PdfObject, PdfStream } from "../../pdf/objects.ts";
import { decodeStream, type Resolver } from "../../pdf/read/filters.ts";
import { WHOLE } from "../differences.ts";
import { readXmp, type XmpStatement } from "../xmp.ts";
import { type ChangeRule, ruling } from "./rule.ts";

/** A packet of metadata; real ones stay under 1 MB. */
const MAX_XMP_BYTES = 8 * 1024 * 1024;

const XMP = "http://ns.adobe.com/xap/1.0/";
const XMP_MM = "http://ns.adobe.com/xap/1.0/mm/";
const PDF = "http://ns.adobe.com/pdf/1.3/";

/** What a tool writes of itself and of its saving, not of the document. */
const OF_SAVING = new Set([
  `${XMP}ModifyDate`,
  `${XMP}MetadataDate`,
  `${XMP}CreateDate`,
  `${XMP}CreatorTool`,
  `${XMP_MM}InstanceID`,
  `${XMP_MM}VersionID`,
  `${XMP_MM}History`,
  `${XMP_MM}DocumentID`,
  `${XMP_MM}OriginalDocumentID`,
  `${PDF}Producer`,
  `${PDF}PDFVersion`,
  "adobe:ns:meta/xmptk",
]);

/**
 * Allows the document's XMP metadata (ISO 32000-2, 14.3.2) to tell of the new revision: its dates, its identifiers and
 * the tool that wrote it. Everything else that it states must still be stated.
 */
export const metadataRule: ChangeRule = {
  name: "metadata",
  clear({ role, key, before, after }, step) {
    if (!(role === "metadata" && key === WHOLE) && !(role === "catalog" && key === "Metadata")) return null;
    const now = statements(step.newer, after);
    if (now === null) return null;
    const then = step.older.resolve(before) === null ? null : statements(step.older, before);
    return then === null || sameBesidesSaving(then, now) ? ruling("metadata-updated", "lta-updates") : null;
  },
};

/** A packet that could not be read before may be replaced by one that can. */
function statements(resolver: Resolver, value: PdfObject | undefined): readonly XmpStatement[] | null {
  const stream = resolver.resolve(value);
  if (!(stream instanceof PdfStream)) return null;
  const type = resolver.resolve(stream.dict.get("Type"));
  const subtype = resolver.resolve(stream.dict.get("Subtype"));
  if (
    !(type instanceof PdfName) ||
    type.value !== "Metadata" ||
    !(subtype instanceof PdfName) ||
    subtype.value !== "XML"
  )
    return null;
  return readXmp(decodeStream(resolver, stream, { maxBytes: MAX_XMP_BYTES }));
}

function sameBesidesSaving(before: readonly XmpStatement[], after: readonly XmpStatement[]): boolean {
  const [one, other] = [before, after].map((all) =>
    all
      .filter(({ path, text }) => !path.some((name) => OF_SAVING.has(name)) && text !== "")
      .map(({ path, text }) => JSON.stringify([path, text]))
      .sort()
      .join("\n"),
  );
  return one === other;
}
