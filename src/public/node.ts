/** `pades-dossier/node`: files and folders, a fetcher for servers. */
export { type BatchSettings, inputsDigest, verifyOptionsOf } from "../node/batch/batch-settings.ts";
export { type DiskCacheOptions, diskCache } from "../node/disk-cache.ts";
export {
  type DeletableEvidence,
  deleteStoredEvidence,
  findStoredEvidence,
} from "../node/evidence-store/delete-evidence.ts";
export type { Changed, ReplayChanges } from "../node/evidence-store/replay-conditions.ts";
export { replayDossier } from "../node/evidence-store/replay-dossier.ts";
export {
  type Replay,
  type ReplayedFile,
  type ReplayOptions,
  replayReport,
} from "../node/evidence-store/replay-report.ts";
export { type SavedEvidence, saveEvidence } from "../node/evidence-store/save-evidence.ts";
export { type FileSource, openFileSource } from "../node/file-source.ts";
export { findPdfFiles } from "../node/find-pdf-files.ts";
export { type GuardedFetcherOptions, guardedFetcher } from "../node/guarded-fetcher.ts";
export { loadEvidence } from "../node/load-evidence.ts";
export { loadTrustProfile } from "../node/load-trust-profile.ts";
export { type LocalRequest, type LocalResponse, type LocalServer, serveLocally } from "../node/local-server.ts";
export type { OnlineSettings } from "../node/online-fetcher.ts";
export { readDossierFolder } from "../node/read-dossier-folder.ts";
export type { TraceMessages } from "../node/trace.ts";
export { type FileContent, type WriteOptions, writeFileAtomically } from "../node/write-file.ts";
export type { VerdictDifference } from "../report/replay/compare-verdicts.ts";
export type { RecordedFile } from "../report/replay/recorded-report.ts";
export type { RecordedSignature } from "../report/replay/recorded-signature.ts";
