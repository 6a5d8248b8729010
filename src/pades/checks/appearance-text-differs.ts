import { type Finding, finding, type ShownClaim } from "../../findings.ts";
import { personOf } from "../../x509/person.ts";
import type { Check } from "./check.ts";

/**
 * Does what a preset's text says of signer, office, organisation and time agree with the certificate and the claimed time?
 * Who reads the page believes what stands there: it could name whom the certificate does not.
 */
export const checkAppearanceTextDiffers: Check = ({ field, shown: claims, signer, dictionary }) => {
  if (claims === null || signer === null) return [];
  const { commonName, organization, title } = personOf(signer.subject);
  const differs = (claim: ShownClaim, shown: string | null, actual: string | null): Finding[] =>
    shown === null || squeeze(shown) === squeeze(actual ?? "")
      ? []
      : [finding("appearance-text-differs", { field: field.name, claim, shown, actual: actual ?? "" })];
  const time = dictionary.signedAt?.date ?? null;
  const isSameTime = time === null || Math.floor(time.getTime() / 1000) * 1000 === claims.time;
  return [
    ...differs("signer", claims.signer, commonName),
    ...differs("title", claims.title, title),
    ...differs("organization", claims.organization, organization ?? commonName),
    ...(isSameTime ? [] : differs("time", new Date(claims.time).toISOString(), time.toISOString())),
  ];
};

/** Lines are broken anywhere between words, and names of organisations are often in capitals. */
function squeeze(text: string): string {
  return text.normalize("NFC").toUpperCase().replace(/\s+/g, "");
}
