/**
 * Entries of a trailer or cross-reference stream that describe one section of the file, not the document (ISO 32000-2,
 * tables 5, 15 and 17); a hybrid file's /XRefStm among them. An update writes its own, and a later revision's may differ.
 */
export const SECTION_KEYS: ReadonlySet<string> = new Set([
  "Size",
  "Prev",
  "XRefStm",
  "Type",
  "W",
  "Index",
  "Length",
  "Filter",
  "DecodeParms",
  "F",
  "FFilter",
  "FDecodeParms",
  "DL",
]);
