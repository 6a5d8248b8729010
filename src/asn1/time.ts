import { decodeLatin1 } from "../bytes/text.ts";
import { Asn1Error } from "./asn1-error.ts";
import type { Asn1Element } from "./cursor.ts";
import { GENERALIZED_TIME, UTC_TIME } from "./tags.ts";

const UTC = /^(\d{2})(\d{2})(\d{2})(\d{2})(\d{2})(\d{2})Z$/;
const GENERALIZED = /^(\d{4})(\d{2})(\d{2})(\d{2})(\d{2})(\d{2})(\.\d{0,8}[1-9])?Z$/;

/** UTCTime or GeneralizedTime in the DER forms of RFC 5280, 4.1.2.5, and RFC 3161, 2.4.2 (fractions allowed). */
export function decodeTime(element: Asn1Element): Date {
  const text = decodeLatin1(element.content);
  const fields = (element.tag === UTC_TIME ? UTC : element.tag === GENERALIZED_TIME ? GENERALIZED : null)?.exec(text);
  if (fields === null || fields === undefined) throw new Asn1Error("time not in the form that DER prescribes");
  const [, yearDigits, month, day, hour, minute, second, fraction] = fields;
  let year = Number(yearDigits);
  if (element.tag === UTC_TIME) year += year < 50 ? 2000 : 1900;
  const parts = [year, Number(month) - 1, Number(day), Number(hour), Number(minute), Number(second)] as const;
  const time = new Date(0);
  time.setUTCFullYear(parts[0], parts[1], parts[2]);
  time.setUTCHours(parts[3], parts[4], parts[5], Math.floor(Number(`0${fraction ?? ""}`) * 1000));
  // A day or hour that does not exist rolls over into another one, and shows itself by that.
  const exists =
    time.getUTCMonth() === parts[1] &&
    time.getUTCDate() === parts[2] &&
    time.getUTCHours() === parts[3] &&
    time.getUTCMinutes() === parts[4] &&
    time.getUTCSeconds() === parts[5];
  if (!exists) throw new Asn1Error(`time ${text} does not exist`);
  return time;
}
