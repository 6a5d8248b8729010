/** `pades-dossier/node`: files and folders. */
export { type FileSource, openFileSource } from "../node/file-source.ts";
export { findPdfFiles } from "../node/find-pdf-files.ts";
export { loadTrustProfile } from "../node/load-trust-profile.ts";
export { type WriteOptions, writeFileAtomically } from "../node/write-file.ts";
