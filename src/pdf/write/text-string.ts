import { encodeLatin1 } from "../../bytes/text.ts";
import { PdfString } from "../objects.ts";

/** Printable ASCII, which PDFDocEncoding has in the same places. */
const PLAIN = /^[ -~]*$/;

/** A text string (ISO 32000-2, 7.9.2.2): plain where ASCII suffices, otherwise UTF-16BE, which readers of any age know. */
export function textString(text: string): PdfString {
  if (PLAIN.test(text)) return new PdfString(encodeLatin1(text));
  const bytes = new Uint8Array(2 + 2 * text.length);
  bytes.set([0xfe, 0xff]);
  for (let i = 0; i < text.length; i++) {
    const unit = text.charCodeAt(i);
    bytes[2 + 2 * i] = unit >> 8;
    bytes[3 + 2 * i] = unit & 0xff;
  }
  return new PdfString(bytes, "hex");
}

/**
 * A date string (ISO 32000-2, 7.9.4) that names its zone, which it must to be unambiguous.
 * @param time to the second; milliseconds are dropped
 * @param offsetMinutes what local time is ahead of UTC, -1439 to 1439; 0 is written as Z
 */
export function dateString(time: Date, offsetMinutes = 0): PdfString {
  const iso = new Date(time.getTime() + offsetMinutes * 60_000).toISOString();
  return new PdfString(encodeLatin1(`D:${iso.slice(0, 19).replace(/[-:T]/g, "")}${formatZone(offsetMinutes)}`));
}

function formatZone(offsetMinutes: number): string {
  if (offsetMinutes === 0) return "Z";
  const minutes = Math.abs(offsetMinutes);
  const two = (value: number) => String(value).padStart(2, "0");
  return `${offsetMinutes < 0 ? "-" : "+"}${two(Math.floor(minutes / 60))}'${two(minutes % 60)}'`;
}
