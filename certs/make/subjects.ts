import type { NameAttribute, TestName } from "../../src/testing/distinguished-name.ts";

/**
 * Every name says DEMO. Identity numbers are synthetic: no CCCD begins with 000, and the tax and budget codes are zeros
 * and a counter.
 */
const COUNTRY = ["C", "VN"] as const;
const COMMUNE = ["O", "ỦY BAN NHÂN DÂN XÃ DEMO"] as const;
const PLACE = ["L", "Tỉnh Demo"] as const;

export function authority(organization: string, commonName: string): TestName {
  return [COUNTRY, ["O", organization], ["CN", commonName]];
}

/** A private person, as a public authority names one: a name, a province and an identity number. */
export function person(commonName: string, cccd: string): TestName {
  return [COUNTRY, PLACE, ["CN", `${commonName} (DEMO)`], ["UID", `CCCD:${cccd}`]];
}

/** Someone who acts for the commune, with the office held. */
export function official(commonName: string, title: string, cccd: string): TestName {
  return [COUNTRY, PLACE, COMMUNE, ["T", title], ["CN", `${commonName} (DEMO)`], ["UID", `CCCD:${cccd}`]];
}

/** The commune itself: its name twice, and more than one number. */
export function organization(...numbers: readonly string[]): TestName {
  const identifiers = numbers.map((number): readonly [NameAttribute, string] => ["UID", number]);
  return [COUNTRY, PLACE, COMMUNE, ["CN", COMMUNE[1]], ...identifiers];
}
