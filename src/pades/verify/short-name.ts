import type { DistinguishedName } from "../../x509/name.ts";
import { nameToText } from "../../x509/name-text.ts";
import { personOf } from "../../x509/person.ts";

/** What a sentence calls the holder of a certificate; the whole name stands with the chain. */
export function shortName(subject: DistinguishedName): string {
  const { commonName, organization } = personOf(subject);
  return commonName ?? organization ?? nameToText(subject);
}
