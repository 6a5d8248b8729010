import { readFile } from "node:fs/promises";
import { deleteStoredEvidence, findStoredEvidence } from "../../node/evidence-store/delete-evidence.ts";
import { filesOfReport } from "../../node/evidence-store/files-of-report.ts";
import { plainText } from "../../report/plain-text.ts";
import type { CommandContext } from "../command-context.ts";
import { EXIT, type ExitCode } from "../exit-codes.ts";
import { orInputError } from "../inputs.ts";

export interface EvidenceDeleteFlags {
  readonly report?: string;
  readonly yes?: boolean;
}

/** `pades evidence delete`: deletes what was stored, or says what that would be. */
export async function evidenceDelete(
  folder: string,
  { report, yes = false }: EvidenceDeleteFlags,
  context: CommandContext,
): Promise<ExitCode> {
  const { delete: say } = context.words.evidenceCommands.evidence;
  const only =
    report === undefined
      ? undefined
      : filesOfReport(new Uint8Array(await orInputError(report, context, (path) => readFile(path))));
  const found = await orInputError(folder, context, () => findStoredEvidence(folder, only));
  const shown = plainText(folder);
  const lines: string[] = [];
  if (found.own.length === 0) lines.push(say.none(shown));
  else if (yes) {
    await deleteStoredEvidence(folder, found);
    lines.push(say.deleted(found.own.length, shown));
  } else lines.push(say.found(found.own.length, shown));
  if (found.changed.length > 0)
    lines.push(say.leftChanged(found.changed.length), ...found.changed.map((name) => `  ${name}`));
  if (found.others > 0) lines.push(say.leftOthers(found.others));
  if (!yes && found.own.length > 0) lines.push(...(report === undefined ? [] : [say.shared]), say.addYes);
  context.terminal.write(`${lines.join("\n")}\n`);
  return EXIT.ok;
}
