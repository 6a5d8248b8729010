import { encodeHex } from "../../bytes/hex.ts";
import { digestOfSource } from "../../crypto/digest.ts";
import { PadesError } from "../../errors.ts";
import type { EvidenceInput } from "../../pades/verify/evidence/evidence.ts";
import { nameOfPiece } from "../../pades/verify/evidence/piece-name.ts";
import { resolvePolicy, type VerificationPolicy } from "../../pades/verify/policy.ts";
import { verifyPdf } from "../../pades/verify/verify-pdf.ts";
import { compareVerdicts, type VerdictDifference } from "../../report/replay/compare-verdicts.ts";
import { parseRecordedReport, type RecordedFile, type RecordedReport } from "../../report/replay/recorded-report.ts";
import { VERSION } from "../../version.ts";
import { createTrustStore, type TrustStore } from "../../x509/trust-store.ts";
import { openFileSource } from "../file-source.ts";
import { type EvidenceNames, openEvidence, openStoredProfile, type StoredEvidence } from "./open-evidence.ts";

export interface ReplayOptions {
  /** The folder that saveEvidence wrote. */
  readonly evidence: string;
  /** In place of the trust profile in that folder; its digest is compared with the report's. */
  readonly trust?: TrustStore;
  /** Opens encrypted files. */
  readonly password?: string;
  readonly signal?: AbortSignal;
}

/** Something recorded, and what it is now. */
export interface Changed {
  readonly recorded: string;
  readonly now: string;
}

/** What came of a replay. It reached the same where isSame says so. */
export interface Replay {
  readonly isSame: boolean;
  /** Null: the same version. Another version alone is no difference: its verdicts are compared. */
  readonly version: Changed | null;
  /** Digests of another trust profile; null for the same. */
  readonly trust: Changed | null;
  /** Digests of other rules; null for the same. */
  readonly policy: Changed | null;
  /** Files of the store that are not there, and such as do not hold what their names say. */
  readonly missing: readonly string[];
  readonly changed: readonly string[];
  readonly files: readonly ReplayedFile[];
  /** Files of the report that none of those given is. */
  readonly absent: readonly RecordedFile[];
}

export interface ReplayedFile {
  readonly path: string;
  /** Null: the report is about no file with these bytes. */
  readonly differences: readonly VerdictDifference[] | null;
}

/**
 * Reaches the verdicts of a report again: at the time that it states, from stored evidence, without a network.
 *
 * @param report a JSON report, its bytes
 * @param paths the files, recognised by their SHA-256, whatever they are called now
 * @throws PadesError ERR_INVALID_ARGUMENT where it is no report; ERR_TRUST_PROFILE where the trust profile is neither
 *   given nor stored; the error of node:fs where a file cannot be read
 */
export async function replayReport(
  report: Uint8Array,
  paths: readonly string[],
  options: ReplayOptions,
): Promise<Replay> {
  const recorded = parseRecordedReport(report);
  const trust = options.trust ?? (await storedTrust(recorded, options.evidence));
  const { policy, isSame: isSamePolicy } = policyOf(recorded, trust);
  const stored = await openEvidence(options.evidence, namesOf(recorded.files));
  const evidence = handedIn(stored, recorded.evidence);
  const files: ReplayedFile[] = [];
  const replayed = new Set<RecordedFile>();
  for (const path of paths) {
    options.signal?.throwIfAborted();
    const source = await openFileSource(path);
    try {
      const sha256 = encodeHex(await digestOfSource("SHA-256", source, options.signal ?? null));
      const file = recorded.files.find((each) => each.sha256 === sha256);
      if (file === undefined) {
        files.push({ path, differences: null });
        continue;
      }
      replayed.add(file);
      const { password, signal } = options;
      const verification = await verifyPdf(source, {
        trust,
        policy,
        evidence,
        now: file.validationTime,
        ...(password === undefined ? {} : { password }),
        ...(signal === undefined ? {} : { signal }),
      });
      files.push({ path, differences: compareVerdicts(file, verification) });
    } finally {
      await source.close();
    }
  }
  const changes = {
    version: changed(recorded.version, VERSION),
    trust: changed(recorded.trust.sha256, trust.sha256),
    policy: isSamePolicy ? null : changed(recorded.policy.sha256, resolvePolicy(policy, trust.policy).sha256),
    missing: stored.missing,
    changed: stored.changed,
  };
  const isSame =
    changes.trust === null &&
    changes.policy === null &&
    stored.missing.length + stored.changed.length === 0 &&
    files.every(({ differences }) => differences?.length === 0);
  return { isSame, ...changes, files, absent: recorded.files.filter((file) => !replayed.has(file)) };
}

function changed(recorded: string, now: string): Changed | null {
  return recorded === now ? null : { recorded, now };
}

async function storedTrust({ trust }: RecordedReport, folder: string): Promise<TrustStore> {
  const profile = await openStoredProfile(folder, trust.sha256);
  if (profile === "missing" || profile === "changed") {
    throw new PadesError(
      "ERR_TRUST_PROFILE",
      `${folder}: expected the trust profile ${trust.sha256} of the report, found it ${profile}; hand it in`,
    );
  }
  return createTrustStore(profile);
}

/**
 * A report tells all of its policy but what later revisions may do by default; which of the three it was, its digest
 * tells.
 */
function policyOf(
  { policy: { id, sha256 }, waived: waive, mode, acceptWithoutSignedAttributes }: RecordedReport,
  trust: TrustStore,
): { readonly policy: VerificationPolicy; readonly isSame: boolean } {
  // What was fetched then is stored evidence now; what the document holds counts as it did.
  const revocationMode = mode === "evidence-only" ? mode : "offline";
  const told = { waive, acceptWithoutSignedAttributes, revocationMode } as const;
  const candidates: VerificationPolicy[] = [
    { ...told, id },
    { ...told, id, defaultPermission: 2 },
    { ...told, id, defaultPermission: 3 },
  ];
  const policy = candidates.find((candidate) => digestOfPolicy(candidate, trust) === sha256);
  return policy === undefined ? { policy: told, isSame: false } : { policy, isSame: true };
}

/** Null for one that cannot be in force with this trust profile. */
function digestOfPolicy(policy: VerificationPolicy, trust: TrustStore): string | null {
  try {
    return resolvePolicy(policy, trust.policy).sha256;
  } catch (error) {
    if (error instanceof PadesError) return null;
    throw error;
  }
}

function namesOf(files: readonly RecordedFile[]): EvidenceNames {
  const all = (kind: keyof EvidenceNames) => files.flatMap(({ evidenceUsed }) => evidenceUsed[kind]);
  return {
    certificates: all("certificates"),
    crls: all("crls"),
    ocspResponses: all("ocspResponses"),
    timestamps: all("timestamps"),
  };
}

/** Of what is stored, what came from beside the files; the files themselves bring the rest. */
function handedIn(stored: StoredEvidence, names: ReadonlySet<string>): EvidenceInput {
  const named = (pieces: readonly Uint8Array[]) => pieces.filter((piece) => names.has(nameOfPiece(piece)));
  return {
    certificates: named(stored.certificates),
    crls: named(stored.crls),
    ocspResponses: named(stored.ocspResponses),
  };
}
