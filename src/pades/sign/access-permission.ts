import { PadesError } from "../../errors.ts";
import type { DocumentSecurity } from "../../pdf/read/encryption/open-pdf.ts";
import type { PrepareOptions } from "./options.ts";

/** What is about to be done to a document. */
export type UpdateKind =
  /** A signature in a field that is there. */
  | "existing-field"
  /** A signature or timestamp in a field of its own. */
  | "new-field"
  /** Anything outside of fields: the document security store. */
  | "other";

/** Bits of /P (ISO 32000-2, table 22). */
const MODIFY = 1 << 3;
const ANNOTATE = 1 << 5;
const FILL_IN = 1 << 8;

/**
 * Keeps to what an encrypted document permits those who open it as its user (ISO 32000-2, table 22); whoever opens it as
 * its owner may do anything.
 *
 * @throws PadesError ERR_SIGNING_NOT_PERMITTED
 */
export function checkAccessPermission(security: DocumentSecurity | null, kind: UpdateKind): void {
  if (security === null || security.role === "owner" || isPermitted(security, kind)) return;
  const what = kind === "existing-field" ? "filling in a field" : kind === "new-field" ? "a new field" : "additions";
  throw new PadesError(
    "ERR_SIGNING_NOT_PERMITTED",
    `the document is encrypted and does not permit ${what} to those who open it as a user; the owner's password does`,
  );
}

/**
 * As `checkAccessPermission`, for what a level adds after the signature: before anybody signs what could not be finished.
 * @throws PadesError ERR_SIGNING_NOT_PERMITTED
 */
export function checkLevelPermission(security: DocumentSecurity | null, level: PrepareOptions["level"]): void {
  if (level === "B-LT" || level === "B-LTA") checkAccessPermission(security, "other");
  if (level === "B-LTA") checkAccessPermission(security, "new-field");
}

function isPermitted({ parameters: { permissions, revision } }: DocumentSecurity, kind: UpdateKind): boolean {
  const has = (bit: number) => (permissions & bit) !== 0;
  switch (kind) {
    case "existing-field":
      return has(ANNOTATE) || (revision >= 3 && has(FILL_IN));
    case "new-field":
      return has(MODIFY) && has(ANNOTATE);
    case "other":
      return has(MODIFY);
  }
}
