import { existsSync } from "node:fs";
import { basename, join, resolve } from "node:path";
import { MANIFEST_FILE } from "../../dossier/dossier-files.ts";
import { proposeManifest } from "../../dossier/propose-manifest.ts";
import { readDossierFolder } from "../../node/read-dossier-folder.ts";
import { plainText } from "../../report/plain-text.ts";
import { hang } from "../../report/wrap.ts";
import { CliError } from "../cli-error.ts";
import { type CommandContext, lineWidth } from "../command-context.ts";
import { EXIT, type ExitCode } from "../exit-codes.ts";
import { orInputError, writeOutput } from "../inputs.ts";
import { refuseToReplaceInput } from "../refuse-to-replace-input.ts";
import { openTrust } from "../trust-inputs.ts";

export interface DossierInitFlags {
  readonly id?: string;
  readonly trust?: string;
  readonly force?: boolean;
}

/** `pades dossier init`: writes a manifest for a folder, to be completed by hand. */
export async function dossierInit(folder: string, flags: DossierInitFlags, context: CommandContext): Promise<ExitCode> {
  const { words, terminal } = context;
  const say = words.dossier.init;
  const out = join(folder, MANIFEST_FILE);
  const overwrite = flags.force === true;
  await refuseToReplaceInput([out], [], flags, context);
  if (!overwrite && existsSync(out)) throw new CliError(EXIT.usage, words.error.exists(plainText(out)));
  const trust = await openTrust(flags.trust, context);
  const files = await orInputError(folder, context, readDossierFolder);
  const id = flags.id ?? basename(resolve(folder));
  const { signal } = terminal;
  const proposal = await proposeManifest(files, { id, trust, signal });
  if (proposal === null) throw new CliError(EXIT.inputNotFound, say.noFiles(plainText(folder)));
  await writeOutput(out, `${JSON.stringify(proposal.manifest, null, 2)}\n`, overwrite, context);

  const width = lineWidth(context);
  const { id: ofId, names, roles, bound, seal } = say.todo;
  const todo = [...(flags.id === undefined ? [ofId] : []), names, roles, bound, seal];
  const lines = [
    ...hang("", say.written(plainText(out), proposal.manifest.components.length), width, 2),
    ...proposal.signers.flatMap(({ role, name, files: on }) =>
      hang("", say.proposal(role, plainText(name), on.map(plainText).join(", ")), width, 2),
    ),
    ...hang("", say.fillIn, width, 2),
    ...todo.flatMap((each) => hang("- ", each, width)),
  ];
  terminal.write(`${lines.join("\n")}\n`);
  return EXIT.ok;
}
