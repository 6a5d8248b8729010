import type { PdfVerification, SignatureVerification } from "../../../src/pades/verify/verification.ts";
import { documentTimestampFaults, timestampFaults } from "../../pades/verify/time/time-machine.ts";

/** What a test of DSS says of levels and timestamps: an absent field is not asserted. */
export interface DssTest {
  readonly asserted: {
    readonly numSignatures?: number;
    readonly minSignatures?: number;
    readonly numTimestamps?: number;
    readonly timestampTypes?: Readonly<Record<string, number>>;
    readonly levels?: Readonly<Record<string, number>>;
    readonly levelsContain?: readonly string[];
    /** How many document timestamps cover each signature. */
    readonly docTimestampsPerSignature?: readonly number[];
    readonly timestamps?: readonly { readonly which?: string; readonly valid?: boolean }[];
    readonly signatures?: readonly DssSignature[];
  };
  readonly inheritedExpectations?: {
    readonly minSignatures?: number;
    readonly allTimestamps?: { readonly valid?: boolean };
    /** A level of T or more goes with a timestamp that is technically valid. */
    readonly levelConsistency?: string;
  };
}

interface DssSignature {
  readonly which: string;
  readonly level?: string;
  readonly documentTimestamps?: number;
  readonly tLevelTechnicallyValid?: boolean;
  readonly aLevelTechnicallyValid?: boolean;
}

/** One comparison: what DSS asserts, and what we find. */
export interface LevelClaim {
  readonly id: string;
  readonly expected: string | number | boolean;
  readonly found: string | number | boolean;
  /** Of timestamps that are good or not; otherwise of numbers and names. */
  readonly isOfValidity: boolean;
}

/** What a trust profile or the time of checking may heal: all else is the token's own fault. */
const MATTERS_OF_TRUST: ReadonlySet<string> = new Set(["no-path", "algorithm-weak", "in-the-future", "revocation"]);
const isTechnical = (fault: string) => !MATTERS_OF_TRUST.has(fault);

/** What a file has: its signatures, and of its timestamps which are good but for trust. */
interface Facts {
  readonly signatures: readonly SignatureVerification[];
  readonly ofSignatures: readonly boolean[];
  readonly ofDocument: readonly boolean[];
}

function factsOf(verification: PdfVerification): Facts {
  const signatures = verification.signatures.filter(({ kind }) => kind === "signature");
  const ofSignatures = signatures.flatMap((signature) => {
    const own = signature.timestamps.filter(({ kind }) => kind === "signature-timestamp");
    const bad = timestampFaults(signature).filter(isTechnical).length;
    return own.map((_, index) => index >= bad);
  });
  const ofDocument = verification.signatures
    .filter(({ kind }) => kind === "document-timestamp")
    .map((one) => !documentTimestampFaults(one).some(isTechnical));
  return { signatures, ofSignatures, ofDocument };
}

/** The names of DSS for what is a level of ours; null for profiles of ETSI TS 102 778, which are none. */
function ourLevel(name: string): string | null {
  const baseline = /^PAdES-BASELINE-(B|T|LT|LTA)$/.exec(name)?.[1];
  if (baseline !== undefined) return `B-${baseline}`;
  return /^PKCS7-(B|T|LT|LTA)$/.test(name) ? name : null;
}

/** All that one test of DSS says of a file's levels and timestamps, beside what we find. */
export function levelClaims(
  file: string,
  { asserted, inheritedExpectations }: DssTest,
  verification: PdfVerification,
): LevelClaim[] {
  const facts = factsOf(verification);
  const { signatures, ofSignatures, ofDocument } = facts;
  const timestamps = [...ofSignatures, ...ofDocument];
  const claims: LevelClaim[] = [];
  const claim = (what: string, expected: LevelClaim["expected"], found: LevelClaim["found"], isOfValidity = false) =>
    claims.push({ id: `${file}: ${what}`, expected, found, isOfValidity });

  const { numSignatures, numTimestamps, docTimestampsPerSignature } = asserted;
  if (numSignatures !== undefined) claim("signatures", numSignatures, signatures.length);
  const least = asserted.minSignatures ?? inheritedExpectations?.minSignatures;
  if (least !== undefined) claim(`at least ${least} signatures`, true, signatures.length >= least);
  if (numTimestamps !== undefined) claim("timestamps", numTimestamps, timestamps.length);
  const counts = { SIGNATURE_TIMESTAMP: ofSignatures.length, DOCUMENT_TIMESTAMP: ofDocument.length };
  for (const [type, count] of Object.entries(asserted.timestampTypes ?? {})) {
    claim(type, count, Object.entries(counts).find(([name]) => name === type)?.[1] ?? 0);
  }
  for (const [index, count] of (docTimestampsPerSignature ?? []).entries()) {
    claim(`document timestamps of signature ${index}`, count, later(verification, signatures[index]));
  }
  for (const { which, valid } of asserted.timestamps ?? []) {
    if (valid === undefined) continue;
    const isForAll = which === "all" || timestamps.length === 1;
    const found = isForAll ? timestamps.every(Boolean) : timestamps.includes(valid) && valid;
    claim(`${which ?? "only"} timestamp valid`, valid, found, true);
  }
  if (inheritedExpectations?.allTimestamps?.valid === true && timestamps.length > 0) {
    claim("every timestamp valid", true, timestamps.every(Boolean), true);
  }
  claims.push(...levelNames(file, asserted, facts));
  for (const signature of asserted.signatures ?? [])
    claims.push(...claimsOnFirst(file, signature, verification, facts));
  if (inheritedExpectations?.levelConsistency !== undefined) {
    const isStamped = signatures.some(({ levelFound }) => !/^none$|-B$/.test(levelFound));
    claim("levels above B go with a valid timestamp", isStamped, timestamps.some(Boolean));
  }
  return claims;
}

function levelNames(file: string, asserted: DssTest["asserted"], { signatures }: Facts): LevelClaim[] {
  const levels = signatures.map(({ levelFound }) => String(levelFound));
  const counted = Object.entries(asserted.levels ?? {}).map(([level, expected]) => {
    const found = levels.filter((one) => one === ourLevel(level)).length;
    return { id: `${file}: ${level}`, expected, found, isOfValidity: false };
  });
  const contained = (asserted.levelsContain ?? []).map((level) => {
    const found = levels.includes(ourLevel(level) ?? "");
    return { id: `${file}: has ${level}`, expected: true, found, isOfValidity: false };
  });
  return [...counted, ...contained];
}

function claimsOnFirst(
  file: string,
  { which, level, documentTimestamps, tLevelTechnicallyValid: t, aLevelTechnicallyValid: a }: DssSignature,
  verification: PdfVerification,
  { signatures, ofSignatures, ofDocument }: Facts,
): LevelClaim[] {
  const [first] = signatures;
  if (which !== "first" || first === undefined) return [];
  const ours = level === undefined ? null : ourLevel(level);
  const all = [...ofSignatures, ...ofDocument];
  // Without a signature timestamp the first document timestamp makes for T only.
  const archives = all.slice(Math.max(ofSignatures.length, 1));
  const claim = (what: string, expected: string | number | boolean, found: string | number | boolean) => [
    { id: `${file}: ${what}`, expected, found, isOfValidity: typeof expected === "boolean" },
  ];
  return [
    ...(ours === null ? [] : claim("level", ours, first.levelFound)),
    ...(documentTimestamps === undefined
      ? []
      : claim("document timestamps of the first", documentTimestamps, later(verification, first))),
    ...(t === undefined ? [] : claim("T technically valid", t, all.some(Boolean))),
    ...(a === undefined ? [] : claim("A technically valid", a, archives.some(Boolean))),
  ];
}

/** How many document timestamps come after a signature. */
function later({ signatures }: PdfVerification, signature: SignatureVerification | undefined): number {
  const after = signature === undefined ? [] : signatures.slice(signatures.indexOf(signature) + 1);
  return after.filter(({ kind }) => kind === "document-timestamp").length;
}
