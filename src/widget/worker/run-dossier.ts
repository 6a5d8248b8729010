import { type VerifyDossierOptions, verifyDossier } from "../../dossier/verify-dossier.ts";
import type { VerifyOptions } from "../../pades/verify/request.ts";
import { buildDossierTree } from "../../report/dossier-tree.ts";
import { renderDossierJson } from "../../report/json.ts";
import type { VerificationOutcome, VerificationSettings } from "../messages.ts";
import { isZipSource } from "./is-zip.ts";
import type { OpenedFile } from "./run-verification.ts";

/** Files as one dossier; a single ZIP archive stands for what it holds. */
export async function runDossier(
  files: readonly OpenedFile[],
  { manifest, sealer }: VerificationSettings,
  options: VerifyOptions,
  onProgress: NonNullable<VerifyDossierOptions["onProgress"]>,
): Promise<VerificationOutcome> {
  const [only] = files;
  const isArchive = files.length === 1 && only !== undefined && (await isZipSource(only.source));
  const verification = await verifyDossier(isArchive ? only.source : files, {
    ...options,
    onProgress,
    ...(manifest === undefined ? {} : { manifest }),
    ...(sealer === undefined ? {} : { sealer }),
  });
  return { kind: "dossier", verification, report: renderDossierJson(buildDossierTree(verification)) };
}
