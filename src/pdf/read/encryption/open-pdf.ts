import type { ByteView } from "../../../bytes/view.ts";
import { PdfDocument } from "../document.ts";
import { PdfEncryptionError } from "./encryption-error.ts";
import { StandardDecryptor } from "./standard-decryptor.ts";
import { readStandardParameters, type StandardParameters } from "./standard-parameters.ts";
import { unlock } from "./unlock.ts";

/** How an encrypted document was opened. */
export interface DocumentSecurity {
  /** As whom the password opened it. */
  readonly role: "user" | "owner";
  readonly parameters: StandardParameters;
  /** The file's key: for writing what is added to it. */
  readonly key: Uint8Array;
}

export interface OpenedPdf {
  readonly document: PdfDocument;
  /** Null where it is not encrypted. */
  readonly security: DocumentSecurity | null;
}

interface Unlocked {
  readonly password: string | null;
  readonly result: (DocumentSecurity & { readonly decryptor: StandardDecryptor }) | PdfEncryptionError;
}

/** What each view was unlocked with: opening is run again after each wait for bytes, and keys are costly to derive. */
const unlockedViews = new WeakMap<ByteView, Unlocked>();

/**
 * Opens a document and, where it is encrypted, unlocks it: strings and streams are then read in the plain.
 *
 * @param password the user's or owner's; the empty one is tried in any case
 * @throws PdfEncryptionError where it stays closed; and as PdfDocument.open throws
 */
export function openPdf(view: ByteView, password: string | null): OpenedPdf {
  const closed = PdfDocument.open(view);
  if (closed.encryption === null) return { document: closed, security: null };
  const known = unlockedViews.get(view);
  const unlocked = known?.password === password ? known : { password, result: unlockDocument(closed, password) };
  unlockedViews.set(view, unlocked);
  if (unlocked.result instanceof PdfEncryptionError) throw unlocked.result;
  const { decryptor, ...security } = unlocked.result;
  return { document: PdfDocument.open(view, { decryptor }), security };
}

function unlockDocument(closed: PdfDocument, password: string | null): Unlocked["result"] {
  const { encryption } = closed;
  try {
    if (encryption === null) throw new PdfEncryptionError("malformed", "", "no encryption dictionary");
    const parameters = readStandardParameters(encryption, closed.rootTrailer.get("ID"), closed);
    const unlocked = unlock(parameters, password);
    if (unlocked === null) throw new PdfEncryptionError("password", "Standard", "the password does not open the file");
    const { role, key } = unlocked;
    return { role, parameters, key, decryptor: new StandardDecryptor(parameters, key) };
  } catch (error) {
    if (error instanceof PdfEncryptionError) return error;
    throw error;
  }
}
