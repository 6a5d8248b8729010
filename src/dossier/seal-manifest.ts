import { type DetachedSignatureOptions, signDetached } from "../pades/sign/sign-detached.ts";
import { parseManifest } from "./parse-manifest.ts";

/**
 * Seals a manifest: a detached CAdES signature over the bytes of `hoso.json`, to be stored beside it as
 * `hoso.json.p7s`. Who may seal is for whoever verifies to say (`sealer` of verifyDossier).
 *
 * @param manifest UTF-8 bytes, as they are stored: one byte more or less and the seal is broken
 * @returns the CMS in DER
 * @throws ManifestError (ERR_MANIFEST) where the manifest is wrong, and as signDetached does
 */
export async function sealManifest(manifest: Uint8Array, options: DetachedSignatureOptions): Promise<Uint8Array> {
  parseManifest(manifest);
  return signDetached(manifest, options);
}
