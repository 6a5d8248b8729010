import type { Finding } from "../findings.ts";
import type { SignatureVerification } from "../pades/verify/verification.ts";
import type { DossierQuestion, DossierReason } from "./dossier-verification.ts";
import type { JudgedFile } from "./judge-file.ts";
import { answerOf, questionOf } from "./questions.ts";

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
  if (pdf === null) return [];
  const about = { component: role.component, file: path };
  const mustBeSigned = role.required === null || role.required.size > 0;
  const ofFile = pdf.findings.map((finding): QuestionedReason => {
    const reason = { ...about, finding, field: null, question: questionOf(finding), answer: answerOf(finding) };
    return mustBeSigned ? reason : ofUnsignedPart(reason);
  });
  const ofSignatures = pdf.signatures.flatMap((signature) =>
    signature.findings.map((finding): QuestionedReason => {
      const answer = weigh(finding, isCounted(signature, role));
      return { ...about, finding, field: signature.field, question: questionOf(finding), answer };
    }),
  );
  return [...ofFile, ...ofSignatures];
}

/** A document timestamp speaks for the file, and every signature that nothing says is needed for itself. */
function isCounted(signature: SignatureVerification, { required }: FileRole): boolean {
  return required === null || required.has(signature);
}

/** A signature that nobody asked for need not be decided; one that is broken, or was changed after, is a fault all the same. */
function weigh(finding: Finding, isCounted: boolean): DossierReason["answer"] {
  const answer = answerOf(finding);
  if (isCounted || finding.severity === "fail" || questionOf(finding) === "clean") return answer;
  return "note";
}

/** A component that need not be signed lowers nothing by that; that it cannot be read leaves open what it holds. */
function ofUnsignedPart(reason: QuestionedReason): QuestionedReason {
  if (reason.question !== "correct" || reason.answer === "note") return reason;
  return { ...reason, question: "clean", answer: "unknown" };
}
