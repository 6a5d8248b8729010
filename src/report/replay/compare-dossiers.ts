import { DOSSIER_QUESTIONS, type DossierVerification } from "../../dossier/dossier-verification.ts";
import { dossierValue } from "../json.ts";
import { compareSignature, compareVerdict, isSameJson, type VerdictDifference, without } from "./compare-verdicts.ts";
import { type RecordedDossier, tellReason } from "./recorded-dossier.ts";
import type { RecordedFile, RecordedReport } from "./recorded-report.ts";

/** Compares what a report concludes from a dossier's files together; each file is compared for itself. */
export function compareDossiers(
  { verdict, files }: RecordedReport,
  recorded: RecordedDossier,
  replayed: DossierVerification,
): readonly VerdictDifference[] {
  return [
    ...compareVerdict(verdict, replayed.verdict),
    ...DOSSIER_QUESTIONS.flatMap((question) => compareAnswer(question, recorded, replayed)),
    ...compareFiles(files, replayed),
    ...compareFacts(recorded, replayed),
  ];
}

function compareAnswer(
  question: (typeof DOSSIER_QUESTIONS)[number],
  recorded: RecordedDossier,
  replayed: DossierVerification,
): VerdictDifference[] {
  const before = recorded.answers[question];
  const after = replayed.answers[question];
  const reasons = after.reasons.map(({ finding: { code }, ...reason }) => tellReason({ ...reason, code }));
  const gone = without(before.reasons, reasons);
  const added = without(reasons, before.reasons);
  return [
    ...(before.answer === after.answer
      ? []
      : [{ kind: "answer", question, recorded: before.answer, replayed: after.answer } as const]),
    ...(gone.length + added.length === 0 ? [] : [{ kind: "reasons", question, gone, added } as const]),
  ];
}

/** The bytes of every file are part of what was concluded, whatever kind of file it is. */
function compareFiles(files: readonly RecordedFile[], replayed: DossierVerification): VerdictDifference[] {
  const now = new Map(replayed.files.map((file) => [file.path, file]));
  const before = files.map(({ path }) => path ?? "");
  const gone = without(before, [...now.keys()]);
  const added = without([...now.keys()], before);
  const changed = files.flatMap(({ path, sha256, isPdf }) => {
    const file = now.get(path ?? "");
    const isSame = file === undefined || (file.sha256 === sha256 && (file.pdf !== null) === isPdf);
    return isSame ? [] : [path ?? ""];
  });
  const isSame = gone.length + added.length + changed.length === 0;
  return isSame ? [] : [{ kind: "dossier-files", gone, added, changed }];
}

function compareFacts(recorded: RecordedDossier, replayed: DossierVerification): VerdictDifference[] {
  const stated = dossierValue(replayed);
  const { manifest } = recorded;
  const seal = manifest?.seal ?? null;
  const sealNow = replayed.manifest?.seal ?? null;
  const before = manifest === null ? null : { ...manifest, seal: null };
  const after = stated.manifest === null ? null : { ...stated.manifest, seal: null };
  const isSameManifest = isSameJson(before, after) && (seal === null) === (sealNow === null);
  const keys = [
    ...(recorded.archive === (stated.archive?.sha256 ?? null) ? [] : ["archive"]),
    ...(recorded.sealer === (stated.sealer?.sha256 ?? null) ? [] : ["sealer"]),
    ...(isSameManifest ? [] : ["manifest"]),
    ...(isSameJson(recorded.components, stated.components) ? [] : ["components"]),
    ...(isSameJson(recorded.provableUntil, stated.provableUntil) ? [] : ["provableUntil"]),
  ];
  return [
    ...(keys.length === 0 ? [] : [{ kind: "facts", field: null, keys } as const]),
    ...(seal !== null && sealNow !== null ? compareSignature(seal, sealNow) : []),
  ];
}
