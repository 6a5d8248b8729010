import { parseRecordedReport } from "../../report/replay/recorded-report.ts";
import { fileOfPiece, filesOfDossier, KINDS, TRUST_EXTENSION } from "./store-names.ts";

/**
 * The files of a store that a JSON report needs to be replayed, by name; the trust profile is among them.
 * @throws PadesError ERR_INVALID_ARGUMENT where it is no report
 */
export function filesOfReport(report: Uint8Array): ReadonlySet<string> {
  const { files, dossier, trust } = parseRecordedReport(report);
  const used = [...files, ...(dossier === null ? [] : [dossier])];
  const names = used.flatMap(({ evidenceUsed }) =>
    KINDS.flatMap((kind) => evidenceUsed[kind].flatMap((name) => fileOfPiece(kind, name) ?? [])),
  );
  const ofDossier = dossier === null ? [] : filesOfDossier(dossier);
  return new Set([...names, ...ofDossier, `${trust.sha256}${TRUST_EXTENSION}`]);
}
