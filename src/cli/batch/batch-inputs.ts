import { type BatchFile, findBatchFiles } from "../../node/batch/batch-file.ts";
import { JournalError } from "../../node/batch/journal.ts";
import { hasCode } from "../../node/write-file.ts";
import { plainText } from "../../report/plain-text.ts";
import { CliError } from "../cli-error.ts";
import type { CommandContext } from "../command-context.ts";
import { EXIT } from "../exit-codes.ts";
import { codeOf, orInputError } from "../inputs.ts";

/** The files that paths stand for, each once, whichever path leads to it. @throws CliError where a path leads to none */
export async function findManyFiles(paths: readonly string[], context: CommandContext): Promise<BatchFile[]> {
  const found = new Map<string, BatchFile>();
  for (const path of paths) {
    const files = await orInputError(path, context, findBatchFiles);
    if (files.length === 0) throw new CliError(EXIT.inputNotFound, context.words.error.noPdfInFolder(plainText(path)));
    for (const file of files) if (!found.has(file.key)) found.set(file.key, file);
  }
  return [...found.values()];
}

/** What is wrong with a journal, told as such; any other error as it is. */
export function ofJournal(error: unknown, { words }: CommandContext): unknown {
  if (!(error instanceof JournalError)) return error;
  const { path, reason, cause } = error;
  const shown = plainText(path);
  switch (reason) {
    case "exists":
      return new CliError(EXIT.usage, words.batch.journalExists(shown), [], { cause });
    case "no-journal":
      return new CliError(EXIT.usage, words.batch.noJournal(shown));
    case "open":
      return hasCode(cause, "ENOENT", "ENOTDIR")
        ? new CliError(EXIT.inputNotFound, words.batch.journalFolder(shown), [], { cause })
        : new CliError(EXIT.inputNotFound, words.error.notReadable(shown, codeOf(cause)), [], { cause });
    case "write":
      return new CliError(EXIT.usage, words.error.notWritable(shown, codeOf(cause)), [], { cause });
  }
}
