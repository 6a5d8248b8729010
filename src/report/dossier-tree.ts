import {
  type ComponentVerification,
  DOSSIER_QUESTIONS,
  type DossierFileVerification,
  type DossierQuestion,
  type DossierReason,
  type DossierVerification,
} from "../dossier/dossier-verification.ts";
import { findingsOf } from "../pades/verify/findings-of.ts";
import type { SignatureVerification, Verdict } from "../pades/verify/verification.ts";
import { type FileReport, NAMES_A_CHANGE, type ReportTree, reportFiles, weighsAs } from "./report-tree.ts";

/** The report on a dossier as data: what its reader must see first is decided here. */
export interface DossierTree {
  readonly verification: DossierVerification;
  /** Its PDFs, under the verdict of the dossier. */
  readonly report: ReportTree;
  readonly headline: DossierHeadline;
  readonly questions: readonly QuestionReport[];
  readonly components: readonly ComponentReport[];
  readonly files: readonly DossierFileReport[];
}

/** Why the verdict is what it is. */
export type DossierHeadline =
  | { readonly kind: "reason"; readonly reason: ReportedReason }
  | { readonly kind: "valid" }
  /** Without a manifest: every signature is valid, and these questions are not answered with yes all the same. */
  | {
      readonly kind: "valid-files";
      readonly denied: readonly DossierQuestion[];
      readonly open: readonly DossierQuestion[];
      readonly reason: ReportedReason | null;
    }
  | { readonly kind: "without-reason" };

/** What an answer looks like beside verdicts. */
export const VERDICT_OF_ANSWER: { readonly [A in QuestionReport["answer"]]: Verdict } = {
  yes: "valid",
  no: "invalid",
  unknown: "indeterminate",
};

export interface QuestionReport {
  readonly question: DossierQuestion;
  readonly answer: "yes" | "no" | "unknown";
  /** What made it so; of remarks only those that no file's own report repeats. */
  readonly reasons: readonly ReportedReason[];
}

/** A reason, and the signature that it is about. */
export interface ReportedReason extends DossierReason {
  readonly signature: SignatureVerification | null;
}

export interface ComponentReport {
  readonly verification: ComponentVerification;
  /** The worst that is said of it: invalid where something contradicts it, indeterminate where something is open, unsigned where it may be absent and is. */
  readonly verdict: Verdict;
  readonly signatures: readonly ComponentSignature[];
}

export interface ComponentSignature {
  readonly role: string;
  /** Null where none stands for it. */
  readonly signature: SignatureVerification | null;
}

export interface DossierFileReport {
  readonly verification: DossierFileVerification;
  /** Its own report; null where it is no PDF. */
  readonly pdf: FileReport | null;
}

export function buildDossierTree(verification: DossierVerification): DossierTree {
  const report = reportFiles(
    verification.files.flatMap(({ pdf }) => pdf ?? []),
    verification,
  );
  const pdfs = new Map(report.files.map((file) => [file.verification, file]));
  return {
    verification,
    report,
    headline: headlineOf(verification),
    questions: DOSSIER_QUESTIONS.map((question) => reportQuestion(question, verification)),
    components: verification.components.map((component) => reportComponent(component, verification)),
    files: verification.files.map((file) => ({
      verification: file,
      pdf: file.pdf === null ? null : (pdfs.get(file.pdf) ?? null),
    })),
  };
}

function reportQuestion(question: DossierQuestion, verification: DossierVerification): QuestionReport {
  const { answer, reasons } = verification.answers[question];
  const ofFiles = new Set(verification.files.flatMap(({ pdf }) => (pdf === null ? [] : findingsOf(pdf))));
  const told = reasons.filter((reason) => (answer === "yes" ? !ofFiles.has(reason.finding) : reason.answer === answer));
  return { question, answer, reasons: told.map((reason) => withSignature(reason, verification)) };
}

function headlineOf(verification: DossierVerification): DossierHeadline {
  const { verdict, answers, manifest } = verification;
  if (verdict === "valid") {
    const denied = DOSSIER_QUESTIONS.filter((question) => answers[question].answer === "no");
    const open = DOSSIER_QUESTIONS.filter((question) => answers[question].answer === "unknown");
    if (manifest !== null && denied.length + open.length === 0) return { kind: "valid" };
    const [first] = [...denied, ...open].flatMap((question) => answers[question].reasons);
    return {
      kind: "valid-files",
      denied,
      open,
      reason: first === undefined ? null : withSignature(first, verification),
    };
  }
  const reason = decisive(verification);
  return reason === null ? { kind: "without-reason" } : { kind: "reason", reason: withSignature(reason, verification) };
}

/** What was done to a signed document comes before everything else; then the questions in their order. */
function decisive({ verdict, answers, manifest }: DossierVerification): DossierReason | null {
  const all = DOSSIER_QUESTIONS.flatMap((question) =>
    answers[question].reasons.map((reason) => ({ question, reason })),
  );
  const deciding = all
    .filter(({ question, reason }) =>
      manifest === null ? decidesFiles(reason, verdict) : decidesAnswers(reason, question, verdict),
    )
    .map(({ reason }) => reason);
  return deciding.find(({ finding }) => NAMES_A_CHANGE.has(finding.code)) ?? deciding[0] ?? null;
}

/** Evidence that is no longer fresh leaves a dossier undecided; every other "no" makes it invalid. */
function decidesAnswers({ answer }: DossierReason, question: DossierQuestion, verdict: Verdict): boolean {
  if (verdict === "invalid") return answer === "no" && question !== "live";
  return answer === "unknown" || (answer === "no" && question === "live");
}

function decidesFiles({ finding }: DossierReason, verdict: Verdict): boolean {
  return finding.code !== "manifest-missing" && weighsAs(finding, verdict);
}

function withSignature(reason: DossierReason, { files }: DossierVerification): ReportedReason {
  const file = files.find(({ path }) => path === reason.file);
  const signatures = file?.pdf?.signatures ?? [];
  const own = signatures.find(({ findings }) => findings.includes(reason.finding));
  return { ...reason, signature: own ?? signatures.find(({ field }) => field === reason.field) ?? null };
}

function reportComponent(component: ComponentVerification, verification: DossierVerification): ComponentReport {
  const said = DOSSIER_QUESTIONS.flatMap((question) => verification.answers[question].reasons).filter(
    (reason) => reason.component === component.id,
  );
  const file = verification.files.find(({ path }) => path === component.file);
  const has = (answer: DossierReason["answer"]): boolean => said.some((reason) => reason.answer === answer);
  return {
    verification: component,
    verdict: has("no") ? "invalid" : has("unknown") ? "indeterminate" : component.file === null ? "unsigned" : "valid",
    signatures: component.signatures.map(({ role, field }) => ({
      role,
      signature: field === null ? null : (file?.pdf?.signatures.find((each) => each.field === field) ?? null),
    })),
  };
}
