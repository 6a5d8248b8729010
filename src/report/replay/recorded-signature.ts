import type { EvidenceUsed } from "../../pades/verify/verification.ts";
import type { ProfileValue } from "../../x509/profile-reader.ts";

export interface RecordedSignature {
  readonly field: string;
  readonly indication: string;
  readonly subIndication: string | null;
  readonly codes: readonly string[];
  /** What else is said of it, by key, as the report has it. */
  readonly facts: ReadonlyMap<string, unknown>;
}

/** Names of pieces ("sha256:…") by kind, as reports list them. */
export type EvidenceNames = { readonly [Kind in keyof EvidenceUsed]: readonly string[] };

/**
 * What a report states of a signature beside its verdict and that a reader relies on. Explanations are none of these: a
 * later version may word them otherwise.
 */
export const FACTS = [
  "kind",
  "subFilter",
  "levelFound",
  "level",
  "integrity",
  "changes",
  "revision",
  "revisions",
  "docMdp",
  "signer",
  "claimedTime",
  "provenTime",
  "provableUntil",
  "digestAlgorithm",
  "signatureAlgorithm",
  "chain",
  "timestamps",
  "reason",
  "location",
] as const;

export function readSignature(signature: ProfileValue): RecordedSignature {
  const field = signature.field("field");
  const subIndication = signature.field("subIndication");
  const members = new Map(signature.entries());
  return {
    // The name of a field may be empty.
    field: typeof field.value === "string" ? field.value : field.string(),
    indication: signature.field("indication").string(),
    subIndication: subIndication.isNull ? null : subIndication.string(),
    codes: readCodes(signature),
    facts: new Map(FACTS.map((key) => [key, members.get(key)?.value])),
  };
}

export function readCodes(value: ProfileValue): string[] {
  return value
    .field("findings")
    .list()
    .map((each) => each.field("code").string());
}

export function readEvidenceNames(used: ProfileValue): EvidenceNames {
  return {
    certificates: readTexts(used.field("certificates")),
    crls: readTexts(used.field("crls")),
    ocspResponses: readTexts(used.field("ocspResponses")),
    timestamps: readTexts(used.field("timestamps")),
  };
}

export function readTexts(value: ProfileValue): string[] {
  return value.list().map((each) => each.string());
}
