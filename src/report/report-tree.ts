import { PadesError } from "../errors.ts";
import { FINDING_EFFECTS, type Finding, type FindingCode, finding, type Severity } from "../findings.ts";
import type { EstablishedFact, VerdictCounts } from "../locale/words.ts";
import { worstVerdict } from "../pades/verify/verdict.ts";
import type {
  ChangeItem,
  PdfVerification,
  SignatureVerification,
  Verdict,
  VerificationInputs,
  WaivableCheck,
} from "../pades/verify/verification.ts";
import { contentChanges } from "./content-changes.ts";
import { evidenceAgeOf, type ReportedEvidenceAge } from "./evidence-age.ts";

/**
 * One report as data, without a word of any language: what JSON, text and HTML all show. What a reader must see first
 * is decided here, once.
 */
export interface ReportTree {
  readonly verdict: Verdict;
  readonly validationTime: Date;
  readonly validationTimeSource: "clock" | "given";
  readonly waived: readonly WaivableCheck[];
  readonly inputs: VerificationInputs;
  readonly evidenceAge: ReportedEvidenceAge | null;
  readonly counts: VerdictCounts;
  readonly files: readonly FileReport[];
}

export interface FileReport {
  readonly verification: PdfVerification;
  readonly headline: Headline;
  readonly findings: readonly Finding[];
  readonly signatures: readonly SignatureReport[];
}

export interface SignatureReport {
  readonly verification: SignatureVerification;
  readonly verdict: Verdict;
  readonly headline: Headline;
  /** What is certain although the verdict is not reached; empty unless it is undecided. */
  readonly established: readonly EstablishedFact[];
  /** The findings that keep the verdict undecided, each a thing that is missing. */
  readonly open: readonly Finding[];
  readonly findings: readonly Finding[];
}

/** Why the verdict is what it is: the one reason that a first line has room for. */
export type Headline =
  | {
      readonly kind: "finding";
      readonly verdict: Verdict;
      readonly finding: Finding;
      readonly signature: SignatureVerification | null;
    }
  | {
      readonly kind: "valid";
      /** The signatures (or, where there are none, the document timestamps) that passed. */
      readonly signatures: readonly SignatureVerification[];
      /** Not later than this were all of them made; null where one of them has no proven time. */
      readonly provenTime: Date | null;
      readonly revokedAt: Date | null;
      /** Until when all of them stay provable; null where that is not known of each. */
      readonly provableUntil: Date | null;
      /** Permitted changes after the first of them, but for what only preserves them. */
      readonly additions: readonly ChangeItem[];
    }
  | { readonly kind: "without-reason"; readonly verdict: Verdict };

/**
 * The report on one or several files that were checked with the same inputs.
 *
 * @throws PadesError ERR_INVALID_ARGUMENT where there is none, or where they were checked against different trust,
 *   policies or times, which one report could not say truthfully
 */
export function buildReportTree(verifications: readonly PdfVerification[]): ReportTree {
  const first = verifications[0];
  if (first === undefined)
    throw new PadesError("ERR_INVALID_ARGUMENT", "verification: expected at least one, found none");
  for (const other of verifications) requireSameInputs(first, other);
  const worst = worstVerdict(verifications.map(({ verdict }) => verdict));
  return reportFiles(verifications, { ...first, verdict: worst ?? "unreadable" });
}

/** What holds for all files of a report. */
type ReportConditions = Pick<
  PdfVerification,
  "verdict" | "validationTime" | "validationTimeSource" | "waived" | "inputs"
>;

/** The report on files, which may be none, under a verdict and conditions that hold for all of them. */
export function reportFiles(verifications: readonly PdfVerification[], conditions: ReportConditions): ReportTree {
  const counts: Record<Verdict, number> = { valid: 0, invalid: 0, indeterminate: 0, unsigned: 0, unreadable: 0 };
  for (const { verdict } of verifications) counts[verdict]++;
  // By the clock each file has its own moment; the report speaks of the last.
  const times = [conditions, ...verifications].map(({ validationTime }) => validationTime.getTime());
  return {
    verdict: conditions.verdict,
    validationTime: new Date(times.reduce((latest, time) => Math.max(latest, time))),
    validationTimeSource: conditions.validationTimeSource,
    waived: conditions.waived,
    inputs: inputsOf(conditions, verifications),
    evidenceAge: evidenceAgeOf(verifications),
    counts,
    files: verifications.map(reportFile),
  };
}

function requireSameInputs(first: PdfVerification, other: PdfVerification): void {
  const differing = (
    [
      ["trust profile", first.inputs.trust.sha256, other.inputs.trust.sha256],
      ["policy", first.inputs.policy.sha256, other.inputs.policy.sha256],
      ["validation time source", first.validationTimeSource, other.validationTimeSource],
      ["revocation mode", first.inputs.mode, other.inputs.mode],
      ["waived checks", first.waived.join(), other.waived.join()],
    ] as const
  ).find(([, a, b]) => a !== b);
  if (differing !== undefined) {
    throw new PadesError(
      "ERR_INVALID_ARGUMENT",
      `verification: expected one ${differing[0]} for all files of a report, found two`,
    );
  }
}

/** What was fetched for any of the files is told of all; without a fetcher each has the same evidence. */
function inputsOf(conditions: ReportConditions, verifications: readonly PdfVerification[]): VerificationInputs {
  const evidence = [conditions, ...verifications].flatMap(({ inputs }) => inputs.evidence);
  return { ...conditions.inputs, evidence: [...new Set(evidence)].sort() };
}

function reportFile(verification: PdfVerification): FileReport {
  return {
    verification,
    headline: headlineOfFile(verification),
    findings: inOrderOfWeight(verification.findings),
    signatures: verification.signatures.map(reportSignature),
  };
}

function reportSignature(verification: SignatureVerification): SignatureReport {
  const verdict = verdictOf(verification);
  const findings = inOrderOfWeight(verification.findings);
  return {
    verification,
    verdict,
    headline: verdict === "valid" ? headlineOfValid([verification]) : headlineOfSignature(verification),
    established: verdict === "indeterminate" ? establishedFacts(verification) : [],
    open: verdict === "indeterminate" ? findings.filter(({ severity }) => severity === "warn") : [],
    findings,
  };
}

/** A signature's indication in the words that files have. */
function verdictOf({ indication }: SignatureVerification): Verdict {
  return indication === "TOTAL-PASSED" ? "valid" : indication === "TOTAL-FAILED" ? "invalid" : "indeterminate";
}

function headlineOfFile(verification: PdfVerification): Headline {
  const { verdict, findings, signatures } = verification;
  if (verdict === "valid") {
    const people = signatures.filter(({ kind }) => kind === "signature");
    return headlineOfValid(people.length > 0 ? people : signatures);
  }
  const ofFile = decisive(findings, verdict, null);
  if (ofFile !== null) return { kind: "finding", verdict, finding: ofFile, signature: null };
  if (verdict === "unsigned") return { kind: "finding", verdict, finding: finding("not-signed", {}), signature: null };
  const deciding = signatures.filter((signature) => verdictOf(signature) === verdict);
  // What was done to a signed document comes before what is wrong with a signature that it may have been done with.
  const decided = deciding.find(({ findings: own }) => own.some(({ code }) => NAMES_A_CHANGE.has(code))) ?? deciding[0];
  return decided === undefined ? { kind: "without-reason", verdict } : headlineOfSignature(decided);
}

export const NAMES_A_CHANGE: ReadonlySet<FindingCode> = new Set(["changed-after-signing", "changes-beyond-policy"]);

function headlineOfSignature(signature: SignatureVerification): Headline {
  const verdict = verdictOf(signature);
  const reason = decisive(signature.findings, verdict, signature.subIndication);
  return reason === null
    ? { kind: "without-reason", verdict }
    : { kind: "finding", verdict, finding: reason, signature };
}

function headlineOfValid(signatures: readonly SignatureVerification[]): Headline {
  const proven = signatures.map(({ provenTime }) => provenTime);
  const latest =
    proven.every((time) => time !== null) && proven.length > 0
      ? new Date(Math.max(...proven.map((time) => time.getTime())))
      : null;
  const revocations = signatures.flatMap(({ revocation }) => revocation).map(({ revokedAt }) => revokedAt);
  const revoked = revocations.filter((time) => time !== null).sort((a, b) => a.getTime() - b.getTime());
  return {
    kind: "valid",
    signatures,
    provenTime: latest,
    revokedAt: revoked[0] ?? null,
    provableUntil: earliest(signatures.map(({ provableUntil }) => provableUntil)),
    additions: signatures.flatMap(contentChanges),
  };
}

/** The first of these times; null where one is unknown, or there is none. */
function earliest(times: readonly (Date | null)[]): Date | null {
  const known = times.filter((time) => time !== null).map((time) => time.getTime());
  return known.length === times.length && known.length > 0 ? new Date(Math.min(...known)) : null;
}

/**
 * The finding that made the verdict: of its weight, and of the sub-indication that the signature has, if one is; among
 * equals one that names a change.
 */
function decisive(findings: readonly Finding[], verdict: Verdict, subIndication: string | null): Finding | null {
  const candidates = inOrderOfWeight(findings).filter((candidate) => weighsAs(candidate, verdict));
  const agreeing = candidates.filter(({ code }) => FINDING_EFFECTS[code].subIndication === subIndication);
  return agreeing.find(({ code }) => NAMES_A_CHANGE.has(code)) ?? agreeing[0] ?? candidates[0] ?? null;
}

/** Whether a finding alone makes a verdict what it is. */
export function weighsAs({ code }: Finding, verdict: Verdict): boolean {
  switch (verdict) {
    case "invalid":
      return FINDING_EFFECTS[code].indication === "TOTAL-FAILED";
    case "indeterminate":
      return FINDING_EFFECTS[code].indication === "INDETERMINATE";
    case "unreadable":
      return FINDING_EFFECTS[code].indication === "unreadable";
    case "unsigned":
      return code === "not-signed";
    case "valid":
      return false;
  }
}

const WEIGHT: { readonly [S in Severity]: number } = { fail: 0, warn: 1, info: 2 };
const TABLE_ORDER = new Map(Object.keys(FINDING_EFFECTS).map((code, index) => [code, index]));

/** Faults first, remarks last; equal weights as the table of findings has them. */
function inOrderOfWeight(findings: readonly Finding[]): Finding[] {
  const place = ({ code }: Finding): number => TABLE_ORDER.get(code) ?? Number.MAX_SAFE_INTEGER;
  return [...findings].sort((a, b) => WEIGHT[a.severity] - WEIGHT[b.severity] || place(a) - place(b));
}

/**
 * A digest that matches proves nothing while the signature over it is not checked, and a range with a hole says little
 * about what a reader sees: then neither is told as a comfort.
 */
function establishedFacts({ integrity, chain }: SignatureVerification): EstablishedFact[] {
  const intact = integrity.digest === "ok" && integrity.signature === "ok" && integrity.coverage !== "anomalous";
  const facts: (EstablishedFact | false)[] = [
    intact && "content-intact",
    intact && integrity.coverage === "whole-file" && "covers-file",
    intact && integrity.coverage === "whole-revision" && "covers-revision",
    chain.at(-1)?.isAnchor === true && "path-trusted",
  ];
  return facts.filter((fact) => fact !== false);
}
