import type { Finding } from "../findings.ts";
import type {
  EvidenceUsed,
  PdfVerification,
  SignatureVerification,
  Verdict,
  VerificationInputs,
  WaivableCheck,
} from "../pades/verify/verification.ts";
import type { DossierManifest } from "./manifest.ts";
import type { DossierSealer } from "./sealer.ts";

/**
 * The questions of the field's slogan, "đúng, đủ, sạch, sống": is every required signature valid, by who must sign, in
 * order and in time; is nothing missing, extra, swapped or doubled; was nothing changed after signing, and does nothing
 * act by itself; is the evidence fresh, and are the algorithms safe.
 */
export type DossierQuestion = "correct" | "complete" | "clean" | "live";

export const DOSSIER_QUESTIONS: readonly DossierQuestion[] = ["correct", "complete", "clean", "live"];

/** What `verifyDossier` resolves with. */
export interface DossierVerification {
  /** From the answers where there is a manifest that counts; else the worst of the files. */
  readonly verdict: Verdict;
  readonly answers: { readonly [Question in DossierQuestion]: DossierAnswer };
  readonly manifest: ManifestUse | null;
  /** One for each component of the manifest, in its order. */
  readonly components: readonly ComponentVerification[];
  /** Every file of the dossier but the manifest, its seal and what a desktop left behind, by path. */
  readonly files: readonly DossierFileVerification[];
  /** The earliest time until which a required signature (any, without a manifest) stays provable; null where unknown. */
  readonly provableUntil: Date | null;
  /** The time for which everything was judged; by the clock, when the last file was. */
  readonly validationTime: Date;
  readonly validationTimeSource: "clock" | "given";
  /** Checks that the caller knowingly did without. */
  readonly waived: readonly WaivableCheck[];
  /** Everything beside the files that the verdict depended on; what was fetched for a file stands with it. */
  readonly inputs: VerificationInputs;
  /** The ZIP archive that held the files; null where they were handed in one by one. */
  readonly archive: { readonly size: number; readonly sha256: string } | null;
  /** Who was said to be allowed to seal; null where nobody was. */
  readonly sealer: DossierSealer | null;
  /** What the verdicts on the files and on the seal rest on, each piece once: to be stored with a report. */
  readonly evidenceUsed: EvidenceUsed;
}

export interface DossierAnswer {
  readonly answer: "yes" | "no" | "unknown";
  /** What made it so, the weightiest first; with "yes" the remarks. */
  readonly reasons: readonly DossierReason[];
}

/** One finding as the reason for an answer, and what it is about. */
export interface DossierReason {
  readonly answer: "no" | "unknown" | "note";
  readonly finding: Finding;
  /** Id of the component, where it is about one. */
  readonly component: string | null;
  /** Path of the file and name of the signature field, where it is about one. */
  readonly file: string | null;
  readonly field: string | null;
}

/** Which manifest the answers rest on. */
export interface ManifestUse {
  readonly manifest: DossierManifest;
  /** SHA-256 of its bytes, lower-case hex; null where it was given as a value. */
  readonly sha256: string | null;
  /** The same bytes. */
  readonly bytes: Uint8Array | null;
  /** Handed in by who asks, or found among the files, where anybody can have put it. */
  readonly origin: "given" | "dossier";
  /** The signature over it in `hoso.json.p7s`, where it was found among the files with one; null otherwise. */
  readonly seal: SignatureVerification | null;
}

export interface ComponentVerification {
  readonly id: string;
  readonly name: string;
  /** Path of the file that stands for it; null where there is none. */
  readonly file: string | null;
  readonly signatures: readonly RequiredSignatureVerification[];
}

/** Whether a signature that the manifest asks for is there. */
export interface RequiredSignatureVerification {
  /** For people: the role's name, or its key. */
  readonly role: string;
  /** Name of the signature field that was taken for it; null where none was. */
  readonly field: string | null;
}

/** A file of the dossier; `pdf` is null where it is no PDF. */
export interface DossierFileVerification {
  readonly path: string;
  /** Bytes. */
  readonly size: number;
  /** Lower-case hex; null where it could not be read to the end. */
  readonly sha256: string | null;
  readonly pdf: PdfVerification | null;
}
