import { toByteSource } from "../bytes/source.ts";
import { MAX_SEAL_BYTES } from "../limits.ts";
import type { VerifyOptions } from "../pades/verify/request.ts";
import { type DetachedVerification, verifyDetached } from "../pades/verify/verify-detached.ts";
import { type DossierFile, SEAL_FILE } from "./dossier-files.ts";

/** The seal among the files, over `manifest`; null where there is none. One that is too long is no CMS. */
export async function verifySeal(
  manifest: Uint8Array,
  files: readonly DossierFile[],
  options: VerifyOptions,
): Promise<DetachedVerification | null> {
  const found = files.find(({ path }) => path === SEAL_FILE);
  if (found === undefined) return null;
  const source = toByteSource(found.source);
  const bytes = source.size > MAX_SEAL_BYTES ? new Uint8Array(0) : await source.read(0, source.size);
  return verifyDetached(manifest, bytes, SEAL_FILE, options);
}
