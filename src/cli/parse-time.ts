/** A date, with or without a time of day, with or without a zone (ISO 8601). */
const TIME = /^(\d{4}-\d{2}-\d{2})(?:[T ]([01]\d|2[0-3]):([0-5]\d)(?::([0-5]\d))?)?(Z|[+-](?:[01]\d|2[0-3]):[0-5]\d)?$/;

/**
 * The time that `text` names, or null where it names none. Without a time of day it is the start of that day; without
 * a zone that of `timeZone`, "UTC" or an offset.
 */
export function parseTime(text: string, timeZone: string): Date | null {
  const [, day, hour = "00", minute = "00", second = "00", zone = timeZone === "UTC" ? "Z" : timeZone] =
    TIME.exec(text) ?? [];
  if (day === undefined) return null;
  // A day that does not exist rolls over into another one, and shows itself by that.
  const midnight = new Date(`${day}T00:00:00Z`);
  if (Number.isNaN(midnight.getTime()) || midnight.toISOString().slice(0, 10) !== day) return null;
  return new Date(`${day}T${hour}:${minute}:${second}${zone}`);
}
