import type { Verdict } from "../pades/verify/verification.ts";
import {
  DOSSIER_QUESTIONS,
  type DossierAnswer,
  type DossierQuestion,
  type DossierReason,
} from "./dossier-verification.ts";
import type { QuestionedReason } from "./file-reasons.ts";

type Answers = { readonly [Question in DossierQuestion]: DossierAnswer };

/** Each question answered by the worst that is said to it. */
export function concludeAnswers(reasons: readonly QuestionedReason[]): Answers {
  const answer = (question: DossierQuestion): DossierAnswer => {
    const said = reasons.filter((reason) => reason.question === question);
    const sorted = WEIGHTS.flatMap((weight) => said.filter((reason) => reason.answer === weight));
    return { answer: worst(sorted), reasons: sorted.map(({ question: _, ...reason }) => reason) };
  };
  return { correct: answer("correct"), complete: answer("complete"), clean: answer("clean"), live: answer("live") };
}

const WEIGHTS: readonly DossierReason["answer"][] = ["no", "unknown", "note"];

function worst([first]: readonly DossierReason[]): DossierAnswer["answer"] {
  return first === undefined || first.answer === "note" ? "yes" : first.answer;
}

/**
 * The verdict on a dossier that has a manifest. Evidence that is no longer fresh accuses nobody: it leaves the dossier
 * undecided, as it leaves a signature.
 */
export function concludeDossier(answers: Answers): Verdict {
  const given = DOSSIER_QUESTIONS.map((question) => ({ question, answer: answers[question].answer }));
  if (given.some(({ question, answer }) => answer === "no" && question !== "live")) return "invalid";
  return given.every(({ answer }) => answer === "yes") ? "valid" : "indeterminate";
}
