import { join } from "node:path";
import type { SourceInput } from "../../bytes/source.ts";
import type { DossierFile } from "../../dossier/dossier-files.ts";
import { type DossierSealer, parseSealer } from "../../dossier/sealer.ts";
import { verifyDossier } from "../../dossier/verify-dossier.ts";
import { PadesError } from "../../errors.ts";
import { NOTHING_CONCLUDED } from "../../report/json.ts";
import { compareDossiers } from "../../report/replay/compare-dossiers.ts";
import { compareVerdicts } from "../../report/replay/compare-verdicts.ts";
import type { RecordedDossier } from "../../report/replay/recorded-dossier.ts";
import { parseRecordedReport } from "../../report/replay/recorded-report.ts";
import { readStored } from "./read-stored.ts";
import { isUnchanged, restoreConditions } from "./replay-conditions.ts";
import type { Replay, ReplayedFile, ReplayOptions } from "./replay-report.ts";
import { filesOfDossier, MANIFEST_EXTENSION } from "./store-names.ts";

/**
 * Reaches the verdict of a report on a dossier again, with those on its files: at the time that it states, from stored
 * evidence, with the manifest and the sealer that were stored with it, without a network.
 *
 * @param report a JSON report, its bytes
 * @param dossier its files, by their paths inside it, or the ZIP archive that holds them
 * @throws PadesError ERR_INVALID_ARGUMENT where it is no report on a dossier; ERR_TRUST_PROFILE where the trust profile is
 *   neither given nor stored; as verifyDossier does
 */
export async function replayDossier(
  report: Uint8Array,
  dossier: readonly DossierFile[] | SourceInput,
  { evidence: folder, trust: given, signal }: Omit<ReplayOptions, "password">,
): Promise<Replay> {
  const recorded = parseRecordedReport(report);
  if (recorded.dossier === null) {
    throw new PadesError("ERR_INVALID_ARGUMENT", "report: expected one on a dossier, found one on files");
  }
  const { trust, policy, evidence, changes: ofEvidence } = await restoreConditions(recorded, folder, given ?? null);
  const handed = await restoreHanded(recorded.dossier, folder);
  const changes = {
    ...ofEvidence,
    missing: [...ofEvidence.missing, ...handed.missing],
    changed: [...ofEvidence.changed, ...handed.changed],
  };
  const verification = await verifyDossier(dossier, {
    trust,
    policy,
    evidence,
    now: recorded.validationTime,
    ...(handed.manifest === null ? {} : { manifest: handed.manifest }),
    ...(handed.sealer === null ? {} : { sealer: handed.sealer }),
    ...(signal === undefined ? {} : { signal }),
  });
  const whole = compareDossiers(recorded, recorded.dossier, verification);
  const pdfs = new Map(verification.files.map(({ path, pdf }) => [path, pdf]));
  const files = recorded.files.flatMap((file): ReplayedFile[] => {
    const path = file.path ?? "";
    const pdf = pdfs.get(path);
    if (pdf === undefined) return [];
    const differences = compareVerdicts(file, pdf ?? NOTHING_CONCLUDED);
    // Of what is no PDF there is something to tell only where the report concludes more than nothing.
    return pdf === null && differences.length === 0 ? [] : [{ path, differences }];
  });
  const isSame =
    isUnchanged(changes) && whole.length === 0 && files.every(({ differences }) => differences?.length === 0);
  // Files that are not there any more are told of the whole.
  return { isSame, ...changes, whole, files, absent: [] };
}

interface HandedIn {
  readonly manifest: Uint8Array | null;
  readonly sealer: DossierSealer | null;
  readonly missing: readonly string[];
  readonly changed: readonly string[];
}

/** The manifest that was handed in, and who was said to be allowed to seal one. */
async function restoreHanded(dossier: RecordedDossier, folder: string): Promise<HandedIn> {
  let manifest: Uint8Array | null = null;
  let sealer: DossierSealer | null = null;
  const missing: string[] = [];
  const changed: string[] = [];
  for (const name of filesOfDossier(dossier)) {
    const stored = await readStored(join(folder, name), name);
    if (stored.is !== "intact") (stored.is === "missing" ? missing : changed).push(name);
    else if (name.endsWith(MANIFEST_EXTENSION)) manifest = stored.bytes;
    else sealer = parseSealer(stored.bytes);
  }
  return { manifest, sealer, missing, changed };
}
