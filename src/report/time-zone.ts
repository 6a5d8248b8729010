import { PadesError } from "../errors.ts";
import type { LocaleTag } from "../locale/locale.ts";

/** Shows a time in one zone, which is always written with it. An invalid time is shown as "?". */
export type TimeFormatter = (time: Date) => string;

const OFFSET = /^([+-])([01]\d|2[0-3]):?([0-5]\d)$/;

/** The zone in which reports of a language show times, where the caller names none. */
export function defaultTimeZone(tag: LocaleTag): string {
  return tag === "vi" ? "+07:00" : "UTC";
}

/**
 * A formatter for `timeZone`: "UTC", an offset such as "+07:00", or an IANA name such as "Asia/Ho_Chi_Minh".
 * Vietnamese writes day/month/year; English the order of ISO 8601, which nobody reads the other way round.
 *
 * @throws PadesError ERR_INVALID_ARGUMENT where the zone is not known
 */
export function createTimeFormatter(tag: LocaleTag, timeZone = defaultTimeZone(tag)): TimeFormatter {
  const offsetAt = offsetIn(timeZone);
  return (time) => {
    const minutes = Number.isNaN(time.getTime()) ? 0 : offsetAt(time);
    const shifted = new Date(time.getTime() + minutes * 60_000);
    if (Number.isNaN(shifted.getTime())) return "?";
    const local = shifted.toISOString();
    // Years beyond four digits come with a sign in ISO 8601; the rest has a fixed shape.
    const [, year, month, day, clock] = /^([+-]?\d+)-(\d\d)-(\d\d)T(\d\d:\d\d:\d\d)/.exec(local) ?? [];
    const date = tag === "vi" ? `${day}/${month}/${year}` : `${year}-${month}-${day}`;
    return `${date} ${clock} ${zoneName(minutes, timeZone)}`;
  };
}

/** Minutes east of UTC that `timeZone` is at a time. */
function offsetIn(timeZone: string): (time: Date) => number {
  if (timeZone === "UTC" || timeZone === "Z") return () => 0;
  const [, sign, hours, minutes] = OFFSET.exec(timeZone) ?? [];
  if (sign !== undefined) {
    const fixed = (sign === "-" ? -1 : 1) * (Number(hours) * 60 + Number(minutes));
    return () => fixed;
  }
  const zoned = namedZone(timeZone);
  return (time) => {
    const name = zoned.formatToParts(time).find((part) => part.type === "timeZoneName")?.value ?? "";
    const [, east, offsetHours, offsetMinutes] = /^GMT([+-])(\d\d):(\d\d)/.exec(name) ?? [];
    return east === undefined ? 0 : (east === "-" ? -1 : 1) * (Number(offsetHours) * 60 + Number(offsetMinutes));
  };
}

function namedZone(timeZone: string): Intl.DateTimeFormat {
  try {
    return new Intl.DateTimeFormat("en", { timeZone, timeZoneName: "longOffset" });
  } catch (cause) {
    throw new PadesError(
      "ERR_INVALID_ARGUMENT",
      `timeZone: expected "UTC", "+07:00" or an IANA name, got ${JSON.stringify(timeZone)}`,
      { cause },
    );
  }
}

function zoneName(minutes: number, timeZone: string): string {
  if (minutes === 0 && (timeZone === "UTC" || timeZone === "Z")) return "UTC";
  const size = Math.abs(minutes);
  const two = (value: number): string => value.toString().padStart(2, "0");
  return `${minutes < 0 ? "-" : "+"}${two(Math.floor(size / 60))}:${two(size % 60)}`;
}
