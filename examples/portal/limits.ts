/** What one upload may have: a citizen's dossier with scans fits, and a server of modest size survives several at once. */
export const MAX_UPLOAD_BYTES = 32 * 1024 * 1024;

/** Files of one upload. */
export const MAX_UPLOAD_FILES = 20;

/** Bytes of the report that a browser sends along: it is compared and never kept. */
export const MAX_CLIENT_REPORT_BYTES = 4 * 1024 * 1024;

/** Uploads that are read and verified at the same time; further ones are told to come again. */
export const MAX_UPLOADS_AT_ONCE = 4;

/** How long the verification of one upload may take. */
export const VERIFY_TIMEOUT_MS = 60_000;

/** How long a CRL that was fetched is given out, before it is asked for again. */
export const EVIDENCE_MAX_AGE_MS = 10 * 60_000;
