import { parseRecordedReport } from "../../report/replay/recorded-report.ts";
import { fileOfPiece, KINDS, TRUST_EXTENSION } from "./store-names.ts";

/**
 * The files of a store that a JSON report needs to be replayed, by name; the trust profile is among them.
 * @throws PadesError ERR_INVALID_ARGUMENT where it is no report
 */
export function filesOfReport(report: Uint8Array): ReadonlySet<string> {
  const { files, trust } = parseRecordedReport(report);
  const names = files.flatMap(({ evidenceUsed }) =>
    KINDS.flatMap((kind) => evidenceUsed[kind].flatMap((name) => fileOfPiece(kind, name) ?? [])),
  );
  return new Set([...names, `${trust.sha256}${TRUST_EXTENSION}`]);
}
