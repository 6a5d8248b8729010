import { encodeHex } from "../../bytes/hex.ts";
import { digestOfSource } from "../../crypto/digest.ts";
import { PadesError } from "../../errors.ts";
import { worstVerdict } from "../../pades/verify/verdict.ts";
import type { Verdict } from "../../pades/verify/verification.ts";
import { verifyPdf } from "../../pades/verify/verify-pdf.ts";
import { compareVerdict, compareVerdicts, type VerdictDifference } from "../../report/replay/compare-verdicts.ts";
import { parseRecordedReport, type RecordedFile } from "../../report/replay/recorded-report.ts";
import type { TrustStore } from "../../x509/trust-store.ts";
import { openFileSource } from "../file-source.ts";
import { isUnchanged, type ReplayChanges, restoreConditions } from "./replay-conditions.ts";

export interface ReplayOptions {
  /** The folder that saveEvidence wrote. */
  readonly evidence: string;
  /** In place of the trust profile in that folder; its digest is compared with the report's. */
  readonly trust?: TrustStore;
  /** Opens encrypted files. */
  readonly password?: string;
  readonly signal?: AbortSignal;
}

/** What came of a replay. */
export interface Replay extends ReplayChanges {
  /** Whether every verdict of the report was reached again, and is the same, by the same. */
  readonly isSame: boolean;
  /** In what the verdict on all files together differs: the worst of them, or what a dossier comes to. */
  readonly whole: readonly VerdictDifference[];
  readonly files: readonly ReplayedFile[];
  /** Files of the report that none of those given is: what they come to was not reached again. */
  readonly absent: readonly RecordedFile[];
}

export interface ReplayedFile {
  readonly path: string;
  /** Null: the report is about no file with these bytes. */
  readonly differences: readonly VerdictDifference[] | null;
}

/**
 * Reaches the verdicts of a report on files again: at the time that it states, from stored evidence, without a network.
 *
 * @param report a JSON report, its bytes; of a dossier, replayDossier
 * @param paths the files, recognised by their SHA-256, whatever they are called now
 * @throws PadesError ERR_INVALID_ARGUMENT where it is no report, or one on a dossier; ERR_TRUST_PROFILE where the trust
 *   profile is neither given nor stored; the error of node:fs where a file cannot be read
 */
export async function replayReport(
  report: Uint8Array,
  paths: readonly string[],
  { evidence: folder, trust: given, password, signal }: ReplayOptions,
): Promise<Replay> {
  const recorded = parseRecordedReport(report);
  if (recorded.dossier !== null) {
    throw new PadesError("ERR_INVALID_ARGUMENT", "report: expected one on files, found one on a dossier");
  }
  const { trust, policy, evidence, changes } = await restoreConditions(recorded, folder, given ?? null);
  const files: ReplayedFile[] = [];
  const replayed = new Map<RecordedFile, Verdict>();
  for (const path of paths) {
    signal?.throwIfAborted();
    const source = await openFileSource(path);
    try {
      const sha256 = encodeHex(await digestOfSource("SHA-256", source, signal ?? null));
      // Copies of one file each have a verdict of their own in the report.
      const same = recorded.files.filter((each) => each.sha256 === sha256);
      const differences: VerdictDifference[] = [];
      for (const file of same) {
        const verification = await verifyPdf(source, {
          trust,
          policy,
          evidence,
          now: file.validationTime,
          ...(password === undefined ? {} : { password }),
          ...(signal === undefined ? {} : { signal }),
        });
        replayed.set(file, verification.verdict);
        differences.push(...compareVerdicts(file, verification));
      }
      files.push({ path, differences: same.length === 0 ? null : differences });
    } finally {
      await source.close();
    }
  }
  const absent = recorded.files.filter((file) => !replayed.has(file));
  const worst = absent.length === 0 ? worstVerdict(replayed.values()) : null;
  const whole = worst === null ? [] : compareVerdict(recorded.verdict, worst);
  const isSame =
    isUnchanged(changes) &&
    absent.length + whole.length === 0 &&
    files.every(({ differences }) => differences?.length === 0);
  return { isSame, ...changes, whole, files, absent };
}
