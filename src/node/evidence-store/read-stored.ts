import { createHash } from "node:crypto";
import { constants } from "node:fs";
import { open } from "node:fs/promises";
import { decodeUtf8 } from "../../bytes/text.ts";
import { PadesError } from "../../errors.ts";
import { MAX_EVIDENCE_BUNDLE_BYTES } from "../../limits.ts";
import { createTrustStore } from "../../x509/trust-store.ts";
import { hasCode } from "../write-file.ts";
import { expectedOf } from "./store-names.ts";

/** A file of a store: what it holds, or that it does not hold what its name says, or is not there. */
export type StoredFile =
  | { readonly is: "intact"; readonly bytes: Uint8Array }
  | { readonly is: "changed" }
  | { readonly is: "missing" };

/**
 * Reads a file of a store and compares it with its name. A link, or anything else that is no file, counts as changed.
 *
 * @param name as fileOfPiece or a trust profile's digest make it
 */
export async function readStored(path: string, name: string): Promise<StoredFile> {
  const expected = expectedOf(name);
  const bytes = await readPlainFile(path);
  if (bytes === null || expected === null) return { is: bytes === "missing" ? "missing" : "changed" };
  if (bytes === "missing") return { is: "missing" };
  const digest = expected.of === "piece" ? sha256(bytes) : digestOfProfile(bytes);
  return digest === expected.digest ? { is: "intact", bytes } : { is: "changed" };
}

async function readPlainFile(path: string): Promise<Uint8Array | "missing" | null> {
  try {
    // Neither through a link, nor waiting for whoever may write into a pipe.
    const handle = await open(path, constants.O_RDONLY | constants.O_NOFOLLOW | constants.O_NONBLOCK);
    try {
      const status = await handle.stat();
      return status.isFile() && status.size <= MAX_EVIDENCE_BUNDLE_BYTES
        ? new Uint8Array(await handle.readFile())
        : null;
    } finally {
      await handle.close();
    }
  } catch (error) {
    if (hasCode(error, "ENOENT", "ENOTDIR")) return "missing";
    if (hasCode(error, "ELOOP", "EISDIR", "ENXIO", "EACCES", "EPERM")) return null;
    throw error;
  }
}

function sha256(bytes: Uint8Array): string {
  return createHash("sha256").update(bytes).digest("hex");
}

/** As a report names it; null where it is no profile. */
function digestOfProfile(bytes: Uint8Array): string | null {
  try {
    return createTrustStore(JSON.parse(decodeUtf8(bytes) ?? "")).sha256;
  } catch (error) {
    if (error instanceof PadesError || error instanceof SyntaxError) return null;
    throw error;
  }
}
