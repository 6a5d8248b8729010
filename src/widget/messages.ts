import type { DossierVerification } from "../dossier/dossier-verification.ts";
import type { DossierManifest } from "../dossier/manifest.ts";
import type { DossierSealer } from "../dossier/sealer.ts";
import type { PadesErrorCode } from "../errors.ts";
import type { EvidenceInput } from "../pades/verify/evidence/evidence.ts";
import type { VerificationPolicy } from "../pades/verify/policy.ts";
import type { PdfVerification } from "../pades/verify/verification.ts";
import type { TrustProfile } from "../x509/trust-profile.ts";

/**
 * What page and worker say to each other. All of it passes the structured clone algorithm; files go as Blobs, of which
 * only the handle is copied. Each side parses what it gets (parse-request.ts, parse-answer.ts).
 */

/** Raised with every change that one side alone would not understand. */
export const PROTOCOL = 1;

/** A file to verify; `path` names it in reports, with "/" between folders. */
export interface VerificationFile {
  readonly path: string;
  readonly content: Blob;
}

/** What a verdict depends on beside the files. */
export interface VerificationSettings {
  /** Whom to trust: a trust profile, as JSON.parse gives it. Required, as everywhere; one without anchors decides nothing. */
  readonly trust: TrustProfile;
  /** CRLs, OCSP responses and certificates, or an evidence bundle: a Blob, or its bytes. */
  readonly evidence?: EvidenceInput | Uint8Array | Blob;
  /** What must be there and who must have signed it; makes a dossier of the files. */
  readonly manifest?: DossierManifest | string | Uint8Array;
  /** Who may seal a manifest that lies among the files. */
  readonly sealer?: DossierSealer;
  readonly policy?: VerificationPolicy;
  /** The time at which certificates must hold; by default that of the clock. */
  readonly now?: Date;
  /** Opens encrypted files, where they are not verified as a dossier. */
  readonly password?: string;
  /**
   * "files": each by itself. "dossier": as one. By default a dossier where there is a manifest, a folder, or a single
   * ZIP archive.
   */
  readonly as?: "files" | "dossier";
}

/** How far a verification is. */
export interface VerificationProgress {
  /** The file that is being read. */
  readonly path: string;
  /** How many files are done, and how many there are, as far as is known. */
  readonly done: number;
  readonly files: number;
  /** Bytes read, never more than there are: `bytes`, of all files, as they were handed in. */
  readonly bytesRead: number;
  readonly bytes: number;
}

/** What came of it, with the JSON report (schema pades-dossier/report@1). */
export type VerificationOutcome =
  | { readonly kind: "files"; readonly verifications: readonly PdfVerification[]; readonly report: string }
  | { readonly kind: "dossier"; readonly verification: DossierVerification; readonly report: string };

/** From the page. */
export type WorkerRequest =
  | { readonly type: "hello" }
  | {
      readonly type: "verify";
      readonly id: number;
      readonly files: readonly VerificationFile[];
      readonly settings: VerificationSettings;
    }
  | { readonly type: "cancel"; readonly id: number };

/** From the worker; `id` is that of the request. */
export type WorkerAnswer =
  | { readonly type: "ready"; readonly protocol: number; readonly version: string }
  | { readonly type: "progress"; readonly id: number; readonly progress: VerificationProgress }
  | { readonly type: "verified"; readonly id: number; readonly outcome: VerificationOutcome }
  | { readonly type: "cancelled"; readonly id: number }
  | { readonly type: "failed"; readonly id: number; readonly code: WorkerErrorCode; readonly message: string };

/** Why no verdict was reached: how it was asked, or where it runs; never what is in a file. */
export type WorkerErrorCode = Extract<
  PadesErrorCode,
  | "ERR_INVALID_ARGUMENT"
  | "ERR_INSECURE_CONTEXT"
  | "ERR_UNSUPPORTED_BROWSER"
  | "ERR_TRUST_PROFILE"
  | "ERR_EVIDENCE_BUNDLE"
  | "ERR_FILE_UNREADABLE"
  | "ERR_WORKER"
>;
