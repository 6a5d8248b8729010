/**
 * Every cap on what hostile bytes may cost. Reaching one is a finding (`limit-exceeded`), never a crash.
 * A value is chosen to be far above what honest files need and far below what hurts.
 */

/** Nested arrays and dictionaries in one PDF object. Real files stay under 20; parsing recurses once a level. */
export const MAX_PDF_NESTING = 100;
/** Indirect objects one file may declare. A 1,000-page scan has about 10,000. */
export const MAX_PDF_OBJECTS = 2_000_000;
/** Cross-reference sections chained by /Prev. Each is one revision (two in a hybrid file). */
export const MAX_XREF_SECTIONS = 5_000;
/** References followed from one value to the object it stands for; a chain is legal but pointless. */
export const MAX_REFERENCE_CHAIN = 32;
/** Decoded bytes of one cross-reference or object stream. */
export const MAX_INFLATED_BYTES = 64 * 1024 * 1024;
/** Decoded bytes of all cross-reference and object streams of one file together; they are kept while it is read. */
export const MAX_DECODED_BYTES = 256 * 1024 * 1024;
/**
 * Bytes read as objects and cross-reference sections, as a multiple of the file and what was decoded from it. Where
 * nothing overlaps it is at most 1; a thousand objects that all reach to the end of the file would be read in vain.
 */
export const MAX_LEXED_RATIO = 4;
/** Bytes read as objects before that ratio is looked at. */
export const LEXED_FLOOR_BYTES = 1024 * 1024;
/**
 * Decoded content of pages and appearances that is read to judge changes, as a multiple of the file: pages and fields may
 * share a stream, and are read in several revisions, but each is read seldom. Text deflates to about a fifth.
 */
export const MAX_CONTENT_RATIO = 16;
/** Bytes of content read before that ratio is looked at: one page of the largest size that is read at all. */
export const CONTENT_FLOOR_BYTES = 32 * 1024 * 1024;
/** Decoded to encoded size of one stream; deflate itself cannot exceed 1,032. */
export const MAX_INFLATE_RATIO = 1_100;
/** Filters applied one after another to one stream. */
export const MAX_FILTER_CHAIN = 8;
/** Depth of the form field tree. */
export const MAX_FIELD_DEPTH = 64;
/** Characters of a fully qualified field name; XFA-born names reach a few hundred. */
export const MAX_FIELD_NAME = 4_096;
/** Form fields visited in one file. */
export const MAX_FIELDS = 100_000;
/**
 * Items of the lists in the seed values of all signed fields of one file. A few reasons, digests and certificates a field
 * are usual; lists can be shared, so that a small file could ask for any number of them.
 */
export const MAX_SEED_ITEMS = 5_000;
/** Bytes of one text in seed values: a reason, or an attestation of a few sentences. */
export const MAX_SEED_TEXT = 4_096;
/** Signatures judged in one file; each costs a hash pass and several public-key checks. */
export const MAX_SIGNATURES = 1_000;
/** Bytes of one CMS. A B-LTA signature with large revocation data stays under 1 MB. */
export const MAX_CMS_BYTES = 16 * 1024 * 1024;
/** Nested ASN.1 values. The deepest of real structures is about 20. */
export const MAX_ASN1_NESTING = 64;
/** Certificates taken from one CMS or one DSS. */
export const MAX_CERTIFICATES = 1_000;
/** Certificates on one path, leaf and anchor included. */
export const MAX_PATH_LENGTH = 16;
/** Signature checks spent on building the paths of one certificate. */
export const MAX_PATH_SIGNATURE_CHECKS = 200;
/** Certificates tried as the next on a path while building those of one certificate. An honest pool needs a few dozen. */
export const MAX_PATH_STEPS = 5_000;
/** Names compared with constraints, and policy nodes made, while judging the paths of one certificate. */
export const MAX_PATH_RULE_CHECKS = 250_000;
/** Entries of one CRL for one serial number: several only where an indirect CRL covers several issuers. */
export const MAX_CRL_MATCHES = 100;
/** Answers in one OCSP response. Responders give one, or those for a chain. */
export const MAX_OCSP_ANSWERS = 1_000;
/** Certificates looked at of those that an OCSP response brings along, where their own status is asked for; there are one or two. */
export const MAX_DELEGATES = 8;
/** CRLs, and OCSP responses, that one verification takes from one source. A B-LTA file renewed for decades has hundreds. */
export const MAX_REVOCATION_EVIDENCE = 2_000;
/**
 * Decoded bytes of evidence in document security stores, which are kept while the file is judged: of that of the newest
 * revision, and of those that document timestamps cover together, where what they share counts once.
 */
export const MAX_DSS_BYTES = 256 * 1024 * 1024;
/**
 * Entries looked at in the same stores, those that say the same thing again included: a store of a thousand pieces that
 * was archived twenty times comes to half of it.
 */
export const MAX_STORE_ITEMS = 100_000;
/** Bytes of one evidence bundle, which is read whole. A country's CRLs together are far below; base64 adds a third. */
export const MAX_EVIDENCE_BUNDLE_BYTES = 256 * 1024 * 1024;
/** Signature checks spent on status information for one file. */
export const MAX_REVOCATION_SIGNATURE_CHECKS = 5_000;
/**
 * How far the clocks of authorities and responders may be ahead of ours, in milliseconds: what they have issued in that
 * future is taken as issued already. The time for which anything is judged is never moved by it.
 */
export const CLOCK_TOLERANCE_MS = 5 * 60 * 1000;
/** Seconds that a timestamp may be off by its own account: one that is off by more than a year says nothing. */
export const MAX_ACCURACY_SECONDS = 366 * 86_400;
/** Certificates of CRL signers, other than the issuers on the path, to which a path is looked for in one file. */
export const MAX_CRL_SIGNER_PATHS = 64;
/** How far the status of those who sign status information is itself looked into. */
export const MAX_REVOCATION_DEPTH = 4;
/** Signatures whose verification is remembered; an entry takes about 200 bytes. */
export const MAX_CACHED_SIGNATURES = 10_000;
/** Certificates that are kept as read, whichever file they came from. */
export const MAX_CACHED_CERTIFICATES = 1_000;
/** Bytes of one that is kept: 8 MB for all. Real ones have one to three thousand. */
export const MAX_CACHED_CERTIFICATE_BYTES = 8 * 1024;
/** Bits of an RSA modulus; larger ones only serve to burn time. */
export const MAX_RSA_BITS = 16_384;
/** Bytes hashed for single signatures, as a multiple of the file: honest files append, and stay near 1. */
export const MAX_HASHED_RATIO = 64;
/** Rounds of a password's key derivation. OpenSSL writes 2,048, careful tools up to a million; each costs a hash. */
export const MAX_KEY_DERIVATION_ROUNDS = 10_000_000;
/** Bytes of one answer from the network. The largest CRLs in use are about 30 MB. */
export const MAX_FETCHED_BYTES = 64 * 1024 * 1024;
/** Bytes of a file in object storage that are asked for and kept together: a small file comes with one request. */
export const RANGE_BLOCK_BYTES = 256 * 1024;
/** Such blocks asked for at once where a file is read in order: 8 MiB. */
export const MAX_RANGE_BLOCKS_PER_REQUEST = 32;
/** Such blocks kept for one file: 16 MiB. */
export const MAX_RANGE_BLOCKS_KEPT = 64;
/** Bytes of a file that a thread of a batch reads whole; longer ones are read piece by piece. */
export const MAX_FILE_READ_AT_ONCE = 4 * 1024 * 1024;
/** Redirects followed in one exchange. */
export const MAX_REDIRECTS = 5;
/** Bytes of an OCSP response or of an issuer's certificates from the network; real ones have a few thousand. */
export const MAX_SMALL_ANSWER_BYTES = 1024 * 1024;
/** Bytes taken from the network for one file; once it is passed nothing more is asked. */
export const MAX_FETCHED_BYTES_PER_FILE = 256 * 1024 * 1024;
/** Requests made for one file. Fifty signers of one authority, with their timestamps, come to about 120. */
export const MAX_FETCHES = 256;
/** Requests made for one file to one host. */
export const MAX_FETCHES_PER_HOST = 128;
/** Certificates fetched one above another where a chain is incomplete. */
export const MAX_FETCHED_ISSUERS = 4;
/** Requests for certificates of issuers made for one file: their addresses are written by nobody whom anybody trusts. */
export const MAX_ISSUER_FETCHES = 16;
/** Of those to one host: a file must not make its readers flood somebody. */
export const MAX_ISSUER_FETCHES_PER_HOST = 4;
/** How often a file is judged again with what was fetched. A chain of four unknown issuers and both kinds of status take six. */
export const MAX_FETCH_ROUNDS = 8;
/** Requests made for one file at once. */
export const MAX_FETCHES_AT_ONCE = 4;
/** Time for all that is fetched for one file. */
export const MAX_FETCH_TIME_MS = 120_000;
/** Changes of one signature that become findings; the report's list of changes holds them all. */
export const MAX_REPORTED_CHANGES = 20;
/** Bytes of a manifest. A dossier of 500 components stays under 500 KB. */
export const MAX_MANIFEST_BYTES = 4 * 1024 * 1024;
/** A seal with its chain, timestamp and status information takes some ten thousand. */
export const MAX_SEAL_BYTES = 1024 * 1024;
/** Entries of any one list of a manifest. */
export const MAX_MANIFEST_ITEMS = 2_000;
/** Characters of one text of a manifest. */
export const MAX_MANIFEST_TEXT = 2_000;
/** Values of a manifest, all lists and objects together: each can be wrong in a way of its own. 2,000 components with 50 each. */
export const MAX_MANIFEST_VALUES = 100_000;
/** Faults of a manifest that are told; who mends these finds the others. */
export const MAX_MANIFEST_FAULTS = 100;
/** Characters of a manifest that one fault repeats. */
export const MAX_MANIFEST_FAULT_TEXT = 200;
/** Signatures that a manifest may ask of one component: each is held against each of the file's. */
export const MAX_REQUIRED_SIGNATURES = 50;
/** Files in one dossier. */
export const MAX_DOSSIER_FILES = 5_000;
/** Bytes of a file that may count as what a desktop left behind: the pictures that Windows keeps of a folder of scans. */
export const MAX_LEFTOVER_BYTES = 1024 * 1024;
/** Bytes of the central directory of one archive; an entry takes about 100. */
export const MAX_ARCHIVE_DIRECTORY_BYTES = 8 * 1024 * 1024;
/** Unpacked bytes of one entry of an archive; they are held while the file is judged. */
export const MAX_ARCHIVE_ENTRY_BYTES = 256 * 1024 * 1024;
/** Unpacked bytes of one archive. */
export const MAX_ARCHIVE_BYTES = 2 * 1024 * 1024 * 1024;
/** Unpacked to packed size, of one entry above a megabyte and of a whole archive. Scans stay under 2, texts under 20. */
export const MAX_ARCHIVE_RATIO = 200;
/** Unpacked bytes of one archive that are kept until the end; the others are unpacked again when they are read. */
export const MAX_ARCHIVE_KEPT_BYTES = 64 * 1024 * 1024;
/** Bytes of one line of a batch's journal: the report on one file. One with 5,000 signatures takes about 20 MB. */
export const MAX_JOURNAL_LINE_BYTES = 64 * 1024 * 1024;
/** How long a result by the clock stands for a file that has not changed: certificates and status data age meanwhile. */
export const MAX_RESULT_AGE_MS = 24 * 60 * 60 * 1000;
/** Names of one kind that a summary tells apart; a certificate may bear any. */
export const MAX_SUMMARY_NAMES = 10_000;
/** Bytes of one image file of a visible signature, and its pixels: an A4 page scanned at 300 dpi has 9 million. */
export const MAX_APPEARANCE_IMAGE_BYTES = 8 * 1024 * 1024;
export const MAX_APPEARANCE_IMAGE_PIXELS = 16_000_000;
/** Bytes that the images of a visible signature take in the document: with font and CMS it stays below 60 KB. */
export const MAX_EMBEDDED_IMAGE_BYTES = 32 * 1024;
/** Characters of one text of a visible signature, filled in. Names of organisations have up to 200. */
export const MAX_APPEARANCE_TEXT = 2_000;
/** Parts of one visible signature, and lines of one of them. */
export const MAX_APPEARANCE_PARTS = 32;
/** Objects of one kind read from a token; cards hold a few, an HSM partition for seals some hundred. */
export const MAX_TOKEN_OBJECTS = 1_000;
/** PINs tried in one login: most tokens lock after three to ten wrong ones, those of earlier logins counted. */
export const MAX_PIN_ATTEMPTS = 3;
/** Bytes of one answer of a signing service: a chain of certificates in base64 has some 20 KB. */
export const MAX_SIGNING_SERVICE_BYTES = 1024 * 1024;
