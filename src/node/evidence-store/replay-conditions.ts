import { PadesError } from "../../errors.ts";
import type { EvidenceInput } from "../../pades/verify/evidence/evidence.ts";
import { nameOfPiece } from "../../pades/verify/evidence/piece-name.ts";
import { resolvePolicy, type VerificationPolicy } from "../../pades/verify/policy.ts";
import type { RecordedFile, RecordedReport } from "../../report/replay/recorded-report.ts";
import type { EvidenceNames } from "../../report/replay/recorded-signature.ts";
import { VERSION } from "../../version.ts";
import { createTrustStore, type TrustStore } from "../../x509/trust-store.ts";
import { openEvidence, openStoredProfile, type StoredEvidence } from "./open-evidence.ts";

/** Something recorded, and what it is now. */
export interface Changed {
  readonly recorded: string;
  readonly now: string;
}

/** In what a verdict is reached again otherwise than it was reached. */
export interface ReplayChanges {
  /** Null: the same version. Another version alone is no difference: its verdicts are compared. */
  readonly version: Changed | null;
  /** Digests of another trust profile; null for the same. */
  readonly trust: Changed | null;
  /** Digests of other rules; null for the same. */
  readonly policy: Changed | null;
  /** Files of the store that are not there, and such as do not hold what their names say. */
  readonly missing: readonly string[];
  readonly changed: readonly string[];
}

/** What the verdicts of a report were reached with, as far as it can be had again. */
export interface ReplayConditions {
  readonly trust: TrustStore;
  readonly policy: VerificationPolicy;
  readonly evidence: EvidenceInput;
  readonly changes: ReplayChanges;
}

/**
 * @param folder that saveEvidence wrote
 * @param given a trust profile in place of the one in that folder; null for that one
 * @throws PadesError ERR_TRUST_PROFILE where the trust profile is neither given nor stored
 */
export async function restoreConditions(
  recorded: RecordedReport,
  folder: string,
  given: TrustStore | null,
): Promise<ReplayConditions> {
  const trust = given ?? (await storedTrust(recorded, folder));
  const { policy, isSame } = policyOf(recorded, trust);
  const stored = await openEvidence(folder, namesOf(recorded));
  return {
    trust,
    policy,
    evidence: handedIn(stored, recorded.evidence),
    changes: {
      version: changed(recorded.version, VERSION),
      trust: changed(recorded.trust.sha256, trust.sha256),
      policy: isSame ? null : changed(recorded.policy.sha256, resolvePolicy(policy, trust.policy).sha256),
      missing: stored.missing,
      changed: stored.changed,
    },
  };
}

export function isUnchanged({ trust, policy, missing, changed: others }: ReplayChanges): boolean {
  return trust === null && policy === null && missing.length + others.length === 0;
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

function namesOf({ files, dossier }: RecordedReport): EvidenceNames {
  const used: readonly Pick<RecordedFile, "evidenceUsed">[] = [...files, ...(dossier === null ? [] : [dossier])];
  const all = (kind: keyof EvidenceNames) => used.flatMap(({ evidenceUsed }) => evidenceUsed[kind]);
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
