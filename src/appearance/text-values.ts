import { PadesError } from "../errors.ts";
import { parseCertificate } from "../x509/certificate.ts";
import { personOf } from "../x509/person.ts";
import type { FillValues } from "./fill-text.ts";
import type { AppearanceOptions } from "./template.ts";

/** What a visible signature says of the signature that it belongs to. */
export interface SignatureFacts {
  /** The signer's, DER. */
  readonly certificate: Uint8Array;
  readonly now: Date;
  readonly timeZoneOffsetMinutes: number;
  readonly reason: string | undefined;
  readonly location: string | undefined;
}

/**
 * The values of a template's names. What the certificate and the time say cannot be said otherwise by the caller: the
 * verifier holds the text against them.
 *
 * @throws PadesError ERR_INVALID_ARGUMENT where the caller gives one of those
 */
export function textValues({ template, values = {} }: AppearanceOptions, facts: SignatureFacts): FillValues {
  const { commonName, organization, title, email } = personOf(parseCertificate(facts.certificate).subject);
  const known = new Map<string, string | null>([
    ["signer", commonName],
    ["organization", organization],
    ["title", title],
    ["email", email],
    ["reason", facts.reason ?? null],
    ["location", facts.location ?? null],
    ...timeValues(facts.now, template.timeZoneOffsetMinutes ?? facts.timeZoneOffsetMinutes),
  ]);
  for (const [name, value] of Object.entries(values)) {
    if (known.has(name)) {
      throw new PadesError(
        "ERR_INVALID_ARGUMENT",
        `appearance.values: {${name}} is what the signature says, and cannot be given`,
      );
    }
    known.set(name, value);
  }
  return known;
}

/** {date} 15/01/2026, {clock} 10:00:00, {zone} +07:00, {iso} 2026-01-15T10:00:00+07:00 (ISO 8601). */
function timeValues(time: Date, offsetMinutes: number): [string, string][] {
  const local = new Date(time.getTime() + offsetMinutes * 60_000).toISOString();
  const clock = local.slice(11, 19);
  const minutes = Math.abs(offsetMinutes);
  const two = (value: number) => String(value).padStart(2, "0");
  const zone = `${offsetMinutes < 0 ? "-" : "+"}${two(Math.floor(minutes / 60))}:${two(minutes % 60)}`;
  return [
    ["date", `${local.slice(8, 10)}/${local.slice(5, 7)}/${local.slice(0, 4)}`],
    ["clock", clock],
    ["zone", zone],
    ["iso", `${local.slice(0, 19)}${zone}`],
  ];
}
