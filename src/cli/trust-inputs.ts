import { PadesError } from "../errors.ts";
import { loadEvidence } from "../node/load-evidence.ts";
import { loadTrustProfile } from "../node/load-trust-profile.ts";
import { hasCode } from "../node/write-file.ts";
import type { EvidenceInput } from "../pades/verify/evidence/evidence.ts";
import { plainText } from "../report/plain-text.ts";
import type { TrustProfile } from "../x509/trust-profile.ts";
import { createTrustStore, type TrustStore } from "../x509/trust-store.ts";
import { CliError } from "./cli-error.ts";
import type { CommandContext } from "./command-context.ts";
import { EXIT } from "./exit-codes.ts";
import { orInputError } from "./inputs.ts";

/** The evidence in files and folders. @throws CliError, PadesError ERR_INVALID_ARGUMENT */
export async function openEvidence(paths: readonly string[], context: CommandContext): Promise<EvidenceInput> {
  const pieces: EvidenceInput[] = [];
  for (const path of paths) pieces.push(await orInputError(path, context, loadEvidence));
  return {
    crls: pieces.flatMap(({ crls = [] }) => crls),
    ocspResponses: pieces.flatMap(({ ocspResponses = [] }) => ocspResponses),
    certificates: pieces.flatMap(({ certificates = [] }) => certificates),
  };
}

/** The trust of those who name no profile. */
const NO_ANCHORS: TrustProfile = { schema: "pades-dossier/trust@1", id: "none", anchors: [] };

/** Without a profile there are no anchors: every signature stays undecided, and its integrity is judged. */
export async function openTrust(path: string | undefined, context: CommandContext): Promise<TrustStore> {
  return createTrustStore(await openTrustProfile(path, context));
}

/** The profile itself, checked; to be read once, since the file may be another the next time. */
export async function openTrustProfile(path: string | undefined, { words }: CommandContext): Promise<TrustProfile> {
  if (path === undefined) return NO_ANCHORS;
  try {
    return await loadTrustProfile(path);
  } catch (error) {
    // The profile itself, or a file that it names.
    if (error instanceof PadesError && hasCode(error.cause, "ENOENT", "ENOTDIR")) {
      throw new CliError(EXIT.inputNotFound, `${words.error.pades.ERR_TRUST_PROFILE} ${plainText(error.message)}`, [], {
        cause: error,
      });
    }
    throw error;
  }
}
