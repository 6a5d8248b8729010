import type { ShownClaims } from "../../checks/subject.ts";

/** The end of what presets show: day, month, year, clock and zone. No other tool at hand writes the time like that. */
const TIME = /\s(\d{2})\/(\d{2})\/(\d{4}) (\d{2}:\d{2}:\d{2}) ([+-]\d{2}:\d{2})$/;

/** Of the presets `details` and `vn-details`: what goes from here to the next. */
const LABELS = [
  ["signer", /^(?:Người ký|Digitally signed by):/],
  ["title", /^(?:Chức vụ|Title):/],
  ["organization", /^(?:Cơ quan|Organization):/],
  ["other", /^(?:Lý do|Reason):/],
  ["other", /^(?:Thời gian ký|Signing time):/],
] as const;

/** Of the presets for annexes, copies and scans: number and symbol, or form of the copy; the organisation follows. */
const FIRST_LINE = /^(?:SAO Y|SAO LỤC|TRÍCH SAO|(?:Số:? ?)?\d\S*)(?: |$)/;

/** Longer texts are no signature's. */
const MAX_LENGTH = 4_000;

/**
 * Reads text that has the form of a preset (src/appearance/presets.ts), on one line.
 * @returns null for text of any other form, which is not judged
 */
export function readShownClaims(text: string): ShownClaims | null {
  if (text.length > MAX_LENGTH) return null;
  const line = text.normalize("NFC").replace(/\s+/g, " ").trim();
  const match = TIME.exec(line);
  if (match === null) return null;
  const [end, day = "", month = "", year = "", clock = "", zone = ""] = match;
  const time = Date.parse(`${year}-${month}-${day}T${clock}${zone}`);
  if (Number.isNaN(time)) return null;
  const before = line.slice(0, line.length - end.length);
  const labelled = readLabelled(before);
  if (labelled !== null) return { ...labelled, time };
  const first = FIRST_LINE.exec(`${before} `)?.[0];
  if (first === undefined) return null;
  const organization = before.slice(first.length).trim();
  return { signer: null, title: null, organization: organization === "" ? null : organization, time };
}

function readLabelled(text: string): Omit<ShownClaims, "time"> | null {
  const values = new Map<string, string>();
  let rest = text;
  let label = nextLabel(rest);
  if (label === null) return null;
  while (label !== null) {
    rest = rest.slice(label.length);
    const { name } = label;
    const end = indexOfLabel(rest);
    if (values.has(name) && name !== "other") return null;
    values.set(name, rest.slice(0, end).trim());
    rest = rest.slice(end).trimStart();
    label = nextLabel(rest);
  }
  if (values.has("signer") || values.has("organization")) {
    return {
      signer: values.get("signer") ?? null,
      title: values.get("title") ?? null,
      organization: values.get("organization") ?? null,
    };
  }
  return null;
}

function nextLabel(text: string): { readonly name: string; readonly length: number } | null {
  for (const [name, pattern] of LABELS) {
    const match = pattern.exec(text);
    if (match !== null) return { name, length: match[0].length };
  }
  return null;
}

/** Labels begin words. */
function indexOfLabel(text: string): number {
  for (let at = text.indexOf(" "); at >= 0; at = text.indexOf(" ", at + 1)) {
    if (nextLabel(text.slice(at + 1, at + 40)) !== null) return at + 1;
  }
  return text.length;
}
