import { FINDING_EFFECTS, type Finding, finding } from "../findings.ts";
import type { SignatureVerification } from "../pades/verify/verification.ts";
import type { DetachedVerification } from "../pades/verify/verify-detached.ts";
import { SEAL_FILE } from "./dossier-files.ts";
import type { DossierReason } from "./dossier-verification.ts";
import type { QuestionedReason } from "./file-reasons.ts";
import { type Authority, anchorTagOf, identifySigner, nameSigner } from "./identify-signer.ts";
import { answerOf } from "./questions.ts";
import type { SealerRole } from "./sealer.ts";

/**
 * What a seal makes of the manifest that it is over: nothing is held against it only where the seal is valid and whoever
 * verifies said that this signer may seal. What an invalid seal says of who must sign is open, rather than wrong.
 *
 * @param found null where there is none
 * @param sealer null where nobody said who may seal
 */
export function judgeSeal(found: DetachedVerification | null, sealer: SealerRole | null): QuestionedReason[] {
  if (found === null) return both(finding("manifest-not-sealed", {}));
  const { signature: seal, validationTime } = found;
  const causes = (answer: "no" | "unknown") => seal.findings.flatMap((each) => causeOf(each, answer));
  if (seal.indication === "TOTAL-FAILED") return [...both(finding("manifest-seal-invalid", {})), ...causes("no")];
  const authority = sealer === null ? null : authorityOf(seal, sealer, validationTime);
  if (authority?.has === "no") {
    const { has: _, ...why } = authority;
    return both(finding("manifest-sealer-not-authorised", { signer: nameOf(seal), ...why }));
  }
  if (seal.indication !== "TOTAL-PASSED" || authority?.has === "unknown") {
    return [...both(finding("manifest-seal-undecided", { signer: nameOf(seal) })), ...causes("unknown")];
  }
  if (authority === null) {
    const { organization } = seal.signer ?? {};
    const params = { signer: nameOf(seal), organization: organization ?? "", tag: anchorTagOf(seal) ?? "" };
    return both(finding("manifest-sealer-not-named", params));
  }
  return [];
}

/** The organisations are those of whoever verifies: the manifest's own list would speak for itself. */
function authorityOf(seal: SignatureVerification, { role, organizations }: SealerRole, now: Date): Authority {
  const manifest = { schema: "pades-dossier/manifest@1" as const, id: "", components: [], ...organizations };
  return identifySigner(nameSigner(seal), role, manifest, now);
}

/** Of the whole dossier: whether all is there, and, since the manifest says who must sign, whether they did. */
function both(about: Finding): QuestionedReason[] {
  const reason = { finding: about, component: null, file: SEAL_FILE, field: null };
  return [
    { ...reason, question: "complete", answer: answerOf(about) },
    { ...reason, question: "correct", answer: "unknown" },
  ];
}

/** What keeps the seal from being valid. */
function causeOf(each: Finding, answer: "no" | "unknown"): QuestionedReason[] {
  const { indication } = FINDING_EFFECTS[each.code];
  if (indication === null) return [];
  const weight: DossierReason["answer"] = indication === "INDETERMINATE" ? "unknown" : answer;
  return [{ finding: each, component: null, file: SEAL_FILE, field: null, question: "complete", answer: weight }];
}

function nameOf({ signer }: SignatureVerification): string {
  return signer?.commonName ?? signer?.organization ?? "";
}
