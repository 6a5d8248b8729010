import { PdfDict, PdfName, type PdfObject, PdfStream, PdfString } from "../../objects.ts";
import { decodeTextString } from "../text.ts";
import type { AddFact, Place } from "./content-fact.ts";
import type { Follow } from "./follow.ts";
import { missingFont } from "./missing-font.ts";
import { isProgramName } from "./program-name.ts";

const PROGRAM_TYPE = /x-msdownload|x-msdos-program|x-executable|x-sh\b|x-bat|javascript|java-archive|vnd\.android/i;

/**
 * Looks at one dictionary wherever it stands: an action is known by what it says, since it may be reached from a page,
 * an annotation, a field, a bookmark, a name tree or another action.
 */
export function addFactsOfDict(add: AddFact, dict: PdfDict, place: Place, follow: Follow): void {
  if (dict.entries.has("JS") && follow(dict.get("JS")) !== null) add("javascript", place);
  const action = dict.get("S");
  if (action instanceof PdfName) {
    if (action.value === "Launch") add("launch-action", place);
    else if (action.value === "URI") addLink(add, follow(dict.get("URI")), place);
  }
  if (dict.entries.has("EF")) addEmbeddedFile(add, dict, place, follow);
  if (place.page !== null && isNamed(dict.get("Type"), "Font")) {
    const font = missingFont(dict, follow);
    if (font !== null) add("font-not-embedded", place, { name: font });
  }
}

export function addFactsOfStream(add: AddFact, { dict }: PdfStream, place: Place, follow: Follow): void {
  if (dict.entries.has("F") && follow(dict.get("F")) !== null) add("external-stream", place);
  if (dict.entries.has("Ref") && follow(dict.get("Ref")) !== null) add("reference-xobject", place);
}

/** Control characters and spaces before the scheme are passed over by those who open links. */
function addLink(add: AddFact, uri: PdfObject, place: Place): void {
  if (!(uri instanceof PdfString)) return;
  const text = decodeTextString(uri.bytes)
    .slice(0, 4096)
    .replace(/[^\x21-\x7e]/g, "");
  if (/^file:/i.test(text)) add("uri-to-file", place);
  else if (/^javascript:/i.test(text)) add("javascript", place);
}

/** ISO 32000-2, 7.11.3 and 7.11.4. */
function addEmbeddedFile(add: AddFact, dict: PdfDict, place: Place, follow: Follow): void {
  const name = nameOf(follow(dict.get("UF"))) ?? nameOf(follow(dict.get("F"))) ?? "";
  const files = follow(dict.get("EF"));
  const types: string[] = [];
  if (files instanceof PdfDict) {
    for (const key of ["UF", "F"]) {
      const file = follow(files.get(key));
      const type = file instanceof PdfStream ? follow(file.dict.get("Subtype")) : null;
      if (type instanceof PdfName) types.push(type.value);
    }
  }
  if (isProgramName(name) || types.some((type) => PROGRAM_TYPE.test(type))) add("embedded-executable", place, { name });
}

function nameOf(value: PdfObject): string | null {
  return value instanceof PdfString ? decodeTextString(value.bytes).slice(-1024) : null;
}

function isNamed(value: PdfObject | undefined, name: string): boolean {
  return value instanceof PdfName && value.value === name;
}
