import type { DossierQuestion } from "../../dossier/dossier-verification.ts";
import type { ProfileValue } from "../../x509/profile-reader.ts";
import { type EvidenceNames, type RecordedSignature, readEvidenceNames, readSignature } from "./recorded-signature.ts";

/** Of a report on a dossier what was concluded from its files together, and by what. */
export interface RecordedDossier {
  readonly answers: { readonly [Question in DossierQuestion]: RecordedAnswer };
  readonly manifest: {
    readonly id: string;
    readonly sha256: string | null;
    readonly origin: "given" | "dossier";
    readonly seal: RecordedSignature | null;
  } | null;
  /** As the report has them. */
  readonly components: unknown;
  readonly provableUntil: unknown;
  /** SHA-256 of the archive and of the sealer, lower-case hex; null where there was none. */
  readonly archive: string | null;
  readonly sealer: string | null;
  readonly evidenceUsed: EvidenceNames;
}

export interface RecordedAnswer {
  readonly answer: "yes" | "no" | "unknown";
  /** Each as what it says, its code, and what it is about. */
  readonly reasons: readonly string[];
}

/** @throws PadesError ERR_INVALID_ARGUMENT, naming the place, where it is none that can be replayed */
export function readDossier(dossier: ProfileValue): RecordedDossier {
  const answers = dossier.field("answers");
  const manifest = dossier.field("manifest");
  return {
    answers: {
      correct: readAnswer(answers.field("correct")),
      complete: readAnswer(answers.field("complete")),
      clean: readAnswer(answers.field("clean")),
      live: readAnswer(answers.field("live")),
    },
    manifest: manifest.isNull
      ? null
      : {
          id: manifest.field("id").string(),
          sha256: textOrNull(manifest.field("sha256")),
          origin: manifest.field("origin").oneOf("given", "dossier"),
          seal: manifest.field("seal").isNull ? null : readSignature(manifest.field("seal")),
        },
    components: dossier.field("components").value,
    provableUntil: dossier.field("provableUntil").value,
    archive: digestOrNull(dossier.field("archive")),
    sealer: digestOrNull(dossier.field("sealer")),
    evidenceUsed: readEvidenceNames(dossier.field("evidenceUsed")),
  };
}

function readAnswer(answer: ProfileValue): RecordedAnswer {
  return {
    answer: answer.field("answer").oneOf("yes", "no", "unknown"),
    reasons: answer
      .field("reasons")
      .list()
      .map((reason) =>
        tellReason({
          answer: reason.field("answer").string(),
          code: reason.field("code").string(),
          component: reason.field("component").value,
          file: reason.field("file").value,
          field: reason.field("field").value,
        }),
      ),
  };
}

interface ReasonFacts {
  readonly answer: string;
  readonly code: string;
  readonly component: unknown;
  readonly file: unknown;
  readonly field: unknown;
}

/** A reason as one text: what it says, its code, and what it is about. */
export function tellReason({ answer, code, component, file, field }: ReasonFacts): string {
  const about = [component, file, field].map((part) => (typeof part === "string" ? part : "")).join(" / ");
  return `${answer} ${code} (${about})`;
}

function digestOrNull(value: ProfileValue): string | null {
  return value.isNull ? null : value.field("sha256").string();
}

function textOrNull(value: ProfileValue): string | null {
  return value.isNull ? null : value.string();
}
