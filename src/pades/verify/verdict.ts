import {
  FINDING_EFFECTS,
  type Finding,
  type FindingCode,
  type Indication,
  type SubIndication,
} from "../../findings.ts";
import type { SignatureVerification, Verdict } from "./verification.ts";

export interface Conclusion {
  readonly indication: Indication;
  readonly subIndication: SubIndication | null;
}

/**
 * The indication that findings lead to (EN 319 102-1, clause 5.1.3): a proven fault outweighs what could not be
 * established, and within a weight the first finding names the sub-indication.
 */
export function conclude(findings: readonly Finding[]): Conclusion {
  const effects = findings.map(({ code }) => FINDING_EFFECTS[code]);
  const worst =
    effects.find(({ indication }) => indication === "TOTAL-FAILED") ??
    effects.find(({ indication }) => indication === "unreadable") ??
    effects.find(({ indication }) => indication === "INDETERMINATE");
  switch (worst?.indication) {
    case "TOTAL-FAILED":
      return { indication: "TOTAL-FAILED", subIndication: worst.subIndication };
    case "unreadable":
      return { indication: "TOTAL-FAILED", subIndication: "FORMAT_FAILURE" };
    case "INDETERMINATE":
      return { indication: "INDETERMINATE", subIndication: worst.subIndication };
    default:
      return { indication: "TOTAL-PASSED", subIndication: null };
  }
}

/** From the worst on: several files together are what the worst of them is. */
export const WORST_FIRST: readonly Verdict[] = ["invalid", "unreadable", "indeterminate", "unsigned", "valid"];

/** The worst of several verdicts; null where there is none. */
export function worstVerdict(verdicts: Iterable<Verdict>): Verdict | null {
  const found = new Set(verdicts);
  return WORST_FIRST.find((verdict) => found.has(verdict)) ?? null;
}

/** These ask whether what is seen is what was signed, which is no question where nothing was. */
const ABOUT_SIGNED_CONTENT: ReadonlySet<FindingCode> = new Set([
  "external-stream",
  "reference-xobject",
  "xfa-form",
  "object-unreadable",
]);

/**
 * The verdict on a file: the worst of its own findings and its signatures'. A document timestamp says when a file was
 * there and not whose it is: anybody can have one made, so that a file with nothing else is not signed. A file without
 * any is unsigned, however damaged its pages are; where readers may differ on what stands in it, that is not certain.
 */
export function concludeFile(findings: readonly Finding[], signatures: readonly SignatureVerification[]): Verdict {
  const indications = new Set([
    ...findings
      .filter(({ code }) => signatures.length > 0 || !ABOUT_SIGNED_CONTENT.has(code))
      .map(({ code }) => FINDING_EFFECTS[code].indication),
    ...signatures.map(({ indication }) => indication),
  ]);
  if (indications.has("unreadable")) return "unreadable";
  if (indications.has("TOTAL-FAILED")) return "invalid";
  if (indications.has("INDETERMINATE")) return "indeterminate";
  return signatures.some(({ kind }) => kind === "signature") ? "valid" : "unsigned";
}
