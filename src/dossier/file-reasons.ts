import { type Finding, finding } from "../findings.ts";
import type { SignatureVerification } from "../pades/verify/verification.ts";
import type { DossierQuestion, DossierReason } from "./dossier-verification.ts";
import type { JudgedFile } from "./judge-file.ts";
import { answerOf, questionOf, weigh } from "./questions.ts";

export interface QuestionedReason extends DossierReason {
  readonly question: DossierQuestion;
}

/** What the manifest makes of a file. */
export interface FileRole {
  /** Id of the component that it stands for; null where it is none, or there is no manifest. */
  readonly component: string | null;
  /** The signatures that count; null where every one does, because no manifest says which. */
  readonly required: ReadonlySet<SignatureVerification> | null;
}

/** What the findings about one file say to the four questions. */
export function reasonsOfFile(file: JudgedFile, role: FileRole): QuestionedReason[] {
  const { pdf, path } = file;
  const about = { component: role.component, file: path };
  const ofKind = [
    ...(file.isExecutable ? [finding("file-executable", { file: path })] : []),
    ...(file.isArchive ? [finding("file-archive", { file: path })] : []),
  ].map((each): QuestionedReason => ({ ...about, finding: each, field: null, ...weigh(each) }));
  if (pdf === null) return ofKind;
  const mustBeSigned = role.required === null || role.required.size > 0;
  const ofFile = pdf.findings.map((each): QuestionedReason => {
    const reason = { ...about, finding: each, field: null, ...weigh(each) };
    return mustBeSigned ? reason : ofUnsignedPart(reason);
  });
  const ofSignatures = pdf.signatures.flatMap((signature) =>
    signature.findings.map((each): QuestionedReason => {
      const answer = answerOfSignature(each, isCounted(signature, role));
      return { ...about, finding: each, field: signature.field, question: questionOf(each), answer };
    }),
  );
  return [...ofKind, ...ofFile, ...ofSignatures];
}

/** Whether what is said of a signature weighs as much as it does: where a manifest asks for it, or none says which. */
function isCounted(signature: SignatureVerification, { required }: FileRole): boolean {
  return required === null || required.has(signature);
}

/** A signature that nobody asked for need not be decided; one that is broken, or was changed after, is a fault all the same. */
function answerOfSignature(found: Finding, isCounted: boolean): DossierReason["answer"] {
  const answer = answerOf(found);
  if (isCounted || found.severity === "fail" || questionOf(found) === "clean") return answer;
  return "note";
}

/** A component that need not be signed lowers nothing by that; that it cannot be read leaves open what it holds. */
function ofUnsignedPart(reason: QuestionedReason): QuestionedReason {
  if (reason.question !== "correct" || reason.answer === "note") return reason;
  return { ...reason, question: "clean", answer: "unknown" };
}
